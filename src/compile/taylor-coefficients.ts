/**
 * Taylor coefficients of what moves along the solution of a model, at the beginning of a step. With the series of the states
 * those of any expression follow, and with that of f the next of the states,
 *
 *   y(t + τ) = Σ y_n τ^n ,   (n + 1) y_{n+1} = f_n ,
 *
 * so that a coefficient takes what products take, n multiplications an operation: e = exp(u) has n e_n = Σ j u_j e_{n−j}, and
 * other functions follow from their differential equations, too.
 *
 * Source: Griewank & Walther (2008), Evaluating Derivatives, 2nd ed., §13.2, tables 13.1 and 13.2.
 */
import {
  add,
  cos,
  div,
  exp,
  mul,
  neg,
  one,
  select,
  sigmoid,
  sin,
  sub,
  tan,
  tanh,
  zero,
} from "../expr/build.ts";
import { type Expr, operation, reachable, symbol } from "../expr/node.ts";
import type { AppliedOp } from "../expr/op.ts";
import { shareReciprocals } from "../expr/reciprocals.ts";
import { movingNames } from "../neurons/neuron-model.ts";
import { slopeSlot, timeSlot } from "./slots.ts";
import type { SwitchedModel } from "./switches.ts";

/** The n-th Taylor coefficient of an expression of a model. */
export type TaylorCoefficients = (node: Expr, n: number) => Expr;

/** What has no series, or none near its zeros, where its argument moves. */
const without: ReadonlySet<AppliedOp> = new Set(["abs", "floor", "exprel", "min", "max", "lt", "le", "eq"]);
/** Whole exponents up to this are products. */
const mostFactors = 4096;

/** A function in the equations that moves and has no series, and in which of them it is; undefined if there is none. */
export function withoutSeries({ derivatives, events, ...model }: SwitchedModel): string | undefined {
  const equations = [
    ...derivatives.map((own, i) => [`d${model.states[i]!.name}/dt`, own] as const),
    ...events.map(({ name, when }) => [`when of ${name}`, when] as const),
  ];
  for (const [place, equation] of equations) {
    const moving = movingIn(model, [equation]);
    for (const node of moving) {
      if (lacksSeries(node, moving)) return `${node.op} in ${place}`;
    }
  }
  return undefined;
}

function lacksSeries(node: Expr, moving: ReadonlySet<Expr>): boolean {
  if (node.args.length === 0) return false;
  const [first, second] = node.args;
  if (node.op === "select" && moving.has(first!)) return true;
  return without.has(operation(node)) || (node.op === "pow" && moving.has(second!));
}

type Moving = Pick<SwitchedModel, "states" | "signals">;

function movingIn(model: Moving, roots: readonly Expr[]): Set<Expr> {
  const names = new Set(movingNames(model as SwitchedModel));
  const moving = new Set<Expr>();
  for (const node of reachable(roots)) {
    if (names.has(node.name) || node.args.some((arg) => moving.has(arg))) moving.add(node);
  }
  return moving;
}

/** Coefficients at the states that the names of states stand for, at time t. */
export function taylorCoefficients(model: SwitchedModel): TaylorCoefficients {
  const { states, signals, derivatives } = model;
  const fields = shareReciprocals(derivatives, new Set(movingNames(model)));
  const series = new Map<Expr, Expr[]>([[symbol(timeSlot), [symbol(timeSlot), one]]]);
  for (const signal of signals) series.set(symbol(signal), [symbol(signal), symbol(slopeSlot(signal))]);
  const rates = new Map(
    states.map(({ name, discrete }, i) => [symbol(name), discrete ? zero : fields[i]!] as const),
  );
  const of: TaylorCoefficients = (node, n) => {
    if (n === 0) return node;
    let known = series.get(node);
    if (known === undefined) {
      known = [node];
      series.set(node, known);
    }
    known[n] ??= next(node, n);
    return known[n]!;
  };
  const next = (node: Expr, n: number): Expr => {
    if (node.op === "symbol" || node.op === "constant") {
      const rate = rates.get(node);
      return rate === undefined ? zero : mul(1 / n, of(rate, n - 1));
    }
    return rules[operation(node)](of, node, n);
  };
  return of;
}

type Rule = (of: TaylorCoefficients, node: Expr, n: number) => Expr;
type Series = (n: number) => Expr;

/** Σ_{j=first}^{last} a_j b_{n−j}. */
function products(a: Series, b: Series, n: number, first: number, last: number): Expr {
  let sum: Expr = zero;
  for (let j = first; j <= last; j++) sum = add(sum, mul(a(j), b(n - j)));
  return sum;
}

/** The same from 0 to n, each product of a square once. */
function product(a: Series, b: Series, n: number): Expr {
  if (a !== b) return products(a, b, n, 0, n);
  const half = mul(2, products(a, a, n, 0, Math.ceil(n / 2) - 1));
  return n % 2 === 0 ? add(half, mul(a(n / 2), a(n / 2))) : half;
}

/** (1/n) Σ_{j=1}^{last} j a_j b_{n−j}: with last = n, the n-th coefficient of ∫ a′ b. */
function integral(a: Series, b: Series, n: number, last: number = n): Expr {
  let sum: Expr = zero;
  for (let j = 1; j <= last; j++) sum = add(sum, mul(mul(j / n, a(j)), b(n - j)));
  return sum;
}

/** By the arguments' coefficients and those of the result below the n-th; n ≥ 1. */
function rule(make: (args: readonly Series[], out: Series, n: number, of: Of) => Expr): Rule {
  return (of, node, n) => {
    const seriesOf =
      (own: Expr): Series =>
      (k) =>
        of(own, k);
    const args = node.args.map(seriesOf);
    // Equal arguments are one series.
    if (args.length === 2 && node.args[0] === node.args[1]) args[1] = args[0]!;
    return make(args, seriesOf(node), n, (apply) => seriesOf(apply(node.args[0]!, node.args[1]!)));
  };
}

/** The series of another function of the same arguments. */
type Of = (apply: (first: Expr, second: Expr) => Expr) => Series;

const none = rule(() => zero);

/** Of what is not among them `withoutSeries` tells where it moves. */
const rules: Readonly<Record<AppliedOp, Rule>> = {
  neg: rule(([a], _, n) => neg(a!(n))),
  add: rule(([a, b], _, n) => add(a!(n), b!(n))),
  sub: rule(([a, b], _, n) => sub(a!(n), b!(n))),
  mul: rule(([a, b], _, n) => product(a!, b!, n)),
  div: rule(([a, b], out, n) => div(sub(a!(n), products(b!, out, n, 1, n)), b!(0))),
  sqrt: rule(([a], out, n) => div(mul(0.5, sub(a!(n), products(out, out, n, 1, n - 1))), out(0))),
  exp: rule(([a], out, n) => integral(a!, out, n)),
  expm1: rule(([a], _, n, of) =>
    integral(
      a!,
      of((x) => exp(x)),
      n,
    ),
  ),
  log: rule(([a], out, n) => div(sub(a!(n), integral(out, a!, n, n - 1)), a!(0))),
  log1p: rule(([a], out, n, of) => {
    const whole = of((x) => add(1, x));
    return div(sub(a!(n), integral(out, whole, n, n - 1)), whole(0));
  }),
  sin: rule(([a], _, n, of) =>
    integral(
      a!,
      of((x) => cos(x)),
      n,
    ),
  ),
  cos: rule(([a], _, n, of) =>
    neg(
      integral(
        a!,
        of((x) => sin(x)),
        n,
      ),
    ),
  ),
  tan: rule(([a], _, n, of) =>
    add(
      a!(n),
      integral(
        a!,
        of((x) => mul(tan(x), tan(x))),
        n,
      ),
    ),
  ),
  atan: rule(([a], out, n, of) => {
    const whole = of((x) => add(1, mul(x, x)));
    return div(sub(a!(n), integral(out, whole, n, n - 1)), whole(0));
  }),
  tanh: rule(([a], _, n, of) =>
    integral(
      a!,
      of((x) => sub(1, mul(tanh(x), tanh(x)))),
      n,
    ),
  ),
  sigmoid: rule(([a], _, n, of) =>
    integral(
      a!,
      of((x) => mul(sigmoid(x), sub(1, sigmoid(x)))),
      n,
    ),
  ),
  pow: (of, node, n) => {
    const [base, exponent] = [node.args[0]!, node.args[1]!];
    const whole =
      exponent.op === "constant" && Number.isInteger(exponent.value) ? exponent.value : Number.NaN;
    if (Math.abs(whole) <= mostFactors) return of(power(base, whole), n);
    // u w′ = a u′ w
    let sum: Expr = zero;
    for (let j = 1; j <= n; j++) {
      const weight = sub(mul(j / n, add(exponent, 1)), 1);
      sum = add(sum, mul(mul(weight, of(base, j)), of(node, n - j)));
    }
    return div(sum, base);
  },
  select: (of, node, n) => {
    const [condition, a, b] = node.args;
    const [first, second] = [of(a!, n), of(b!, n)];
    return first === second ? first : select(condition!, first, second);
  },
  abs: none,
  floor: none,
  exprel: none,
  min: none,
  max: none,
  lt: none,
  le: none,
  eq: none,
};

/** A power as products, which are analytic at 0, too. */
function power(base: Expr, exponent: number): Expr {
  if (exponent < 0) return div(1, power(base, -exponent));
  if (exponent === 0) return one;
  const half = power(base, Math.floor(exponent / 2));
  const square = mul(half, half);
  return exponent % 2 === 0 ? square : mul(square, base);
}
