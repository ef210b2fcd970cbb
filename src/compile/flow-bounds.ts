/**
 * What is certain of an event function that is affine in state, time and signals along an exact flow, before anything
 * is looked for: how far it rises in a step, and how far it may be from the polynomial through some of its values.
 *
 * A state with rate a and drive u is y(0) e^{a e} + ∫ e^{a (e − s)} u(s) ds, so it lies between what the least and the
 * largest drive would make of it, and each of these moves one way. Of what another state j brings, the part
 * A_ij y_j(0) e^{a_j s} is kept apart, because it decays: E(e) = ∫ e^{a_i (e − s)} e^{a_j s} ds is at most
 *
 *   h e_i e_j / (1 + h max(|a_i|, |a_j|)/2) ,  e = max(1, e^{a h}) ,   and   1/(β (1 + y + y²/2)) ,  y = 2α/(α + β) ,
 *
 * the second for rates −α, −β with α ≤ β. The first is from (e^x − 1)/x ≤ max(1, e^x)/(1 + |x|/2). E has its maximum at
 * t = log(β/α)/(β − α) ≥ 2/(α + β), a logarithmic mean, and is e^{−α t}/β there.
 *
 * The derivative of the state obeys the same equations with the ramp as drive, so that g' is bounded likewise; with
 * m ≤ g' ≤ M, m ≤ 0 ≤ M, g lies below two lines, one through either end, which meet (Δ − m h) M/(M − m) above its start.
 */
import {
  abs,
  add,
  div,
  exp,
  exprel,
  lt,
  max,
  min,
  mul,
  neg,
  select,
  sqrt,
  sub,
  zero,
} from "../expr/build.ts";
import type { Expr } from "../expr/node.ts";
import { factorial } from "../numeric/factorial.ts";
import { powerOfTwo } from "../numeric/powers-of-two.ts";
import { flowDegree } from "../solvers/method.ts";
import { type Coupled, coupled } from "./flow.ts";
import type { LinearModel } from "./linear-model.ts";
import type { Range, SeriesFlow } from "./series-flow.ts";
import { type StepGraph, vectorField } from "./step-graph.ts";

/** A function affine in the continuous states: ∂g/∂y, by index of the state, and dg/de beside it. */
export interface AffineFunction {
  readonly slopes: readonly Expr[];
  readonly drift: Expr;
}

export interface FlowBounds {
  /** By how much a function exceeds its value at the start, at most, anywhere in the step. */
  rise(own: AffineFunction): Expr;
  /** Bound on its distance from the polynomial through its values at the Chebyshev points of degree `flowDegree`. */
  interpolation(own: AffineFunction): Expr;
}

/**
 * Of the interpolation error |g^(d+1)| |ω(θ)| h^(d+1)/(d+1)!: at the Chebyshev points |ω| ≤ 4^−d min(1, 4 d θ (1 − θ)), and
 * a margin is to vanish at both ends no faster than 4 θ and 4 (1 − θ).
 */
const nodeFactor = flowDegree / powerOfTwo(2 * flowDegree) / factorial(flowDegree + 1);
/** Keeps a divisor from 0 where what is divided is 0, too. */
const tiny = 1e-300;
const still: Range = { least: zero, most: zero };
const positive = (x: Expr): Expr => max(x, zero);
const negative = (x: Expr): Expr => min(x, zero);

/** @param closed  the blocks whose states have a closed form */
export function flowBounds(
  graph: StepGraph,
  linear: LinearModel,
  closed: LinearModel["blocks"],
  series: SeriesFlow | undefined,
): FlowBounds {
  const { model, t, h, y0, y1 } = graph;
  const field = vectorField(model)(t, y0, zero);
  const own = { ...linear, blocks: closed };
  const changes = changesOf(h, y0, linear.drive, linear.ramp, own);
  const turns = changesOf(
    h,
    field,
    linear.ramp,
    y0.map(() => zero),
    own,
  );
  const sizes = derivativesOf(graph, field, own);
  for (const i of series?.states ?? []) {
    changes[i] = series!.change(i);
    turns[i] = series!.turn(i);
    sizes[i] = series!.derivative(i);
  }
  const along = ({ slopes }: AffineFunction, term: (slope: Expr, state: number) => Expr): Expr =>
    linear.blocks.flat().reduce<Expr>((sum, i) => add(sum, term(slopes[i]!, i)), zero);
  return {
    rise: (own) => {
      const { drift } = own;
      const direct = add(
        along(own, (slope, i) => largest(slope, changes[i]!)),
        positive(mul(drift, h)),
      );
      const rate = add(
        along(own, (slope, i) => mul(slope, field[i]!)),
        drift,
      );
      const most = positive(
        add(
          rate,
          along(own, (slope, i) => largest(slope, turns[i]!)),
        ),
      );
      const least = negative(
        sub(
          rate,
          along(own, (slope, i) => largest(neg(slope), turns[i]!)),
        ),
      );
      const change = add(
        along(own, (slope, i) => mul(slope, sub(y1[i]!, y0[i]!))),
        mul(drift, h),
      );
      const height = sub(change, mul(least, h));
      return min(direct, div(mul(most, height), add(sub(most, least), tiny)));
    },
    interpolation: (own) =>
      mul(
        mul(nodeFactor, h),
        along(own, (slope, i) => mul(abs(slope), sizes[i]!)),
      ),
  };
}

/** The largest of factor · x for x in a range. */
function largest(factor: Expr, { least, most }: Range): Expr {
  if (factor.op === "constant") return mul(factor, factor.value > 0 ? most : least);
  return max(mul(factor, most), mul(factor, least));
}

/** Where y(e) − y(0) lies for all e in the step, by state. */
function changesOf(
  h: Expr,
  y0: readonly Expr[],
  drive: readonly Expr[],
  ramp: readonly Expr[],
  { blocks, matrix }: LinearModel,
): Range[] {
  const changes: Range[] = y0.map(() => still);
  /** The same of y(e) − y(0) e^{a e}; none for two states that drive each other. */
  const responses: (Range | undefined)[] = y0.map(() => still);
  for (const block of blocks) {
    if (block.length === 2) {
      const moved = changesOfPair(h, y0, drive, ramp, changes, matrix, block);
      block.forEach((i, k) => {
        changes[i] = { least: neg(moved[k]!), most: moved[k]! };
        responses[i] = undefined;
      });
      continue;
    }
    const [i] = block as [number];
    const x = mul(h, matrix[i]![i]!);
    const ramped = mul(ramp[i]!, h);
    let [least, most] = [add(drive[i]!, negative(ramped)), add(drive[i]!, positive(ramped))];
    let [below, above]: [Expr, Expr] = [zero, zero];
    for (const j of blocks.flat()) {
      const coupling = matrix[i]![j]!;
      if (j === i || coupling === zero) continue;
      const other = responses[j] ?? changes[j]!;
      least = add(least, neg(largest(neg(coupling), other)));
      most = add(most, largest(coupling, other));
      const begun = mul(coupling, y0[j]!);
      if (responses[j] === undefined) {
        [least, most] = [add(least, begun), add(most, begun)];
        continue;
      }
      const brought = mul(begun, spread(h, x, mul(h, matrix[j]![j]!)));
      below = add(below, negative(brought));
      above = add(above, positive(brought));
    }
    const [low, high] = [least, most].map((drive) => (drive === zero ? zero : mul(drive, mul(h, exprel(x)))));
    const decay = mul(sub(exp(x), 1), y0[i]!);
    const range = (from: Expr): Range => ({
      least: add(negative(add(from, low!)), below),
      most: add(positive(add(from, high!)), above),
    });
    responses[i] = range(zero);
    changes[i] = range(decay);
  }
  return changes;
}

/** Bounds on |y(e) − y(0)| of two states that drive each other: it begins at 0 with y' and is driven by what else changes. */
function changesOfPair(
  h: Expr,
  y0: readonly Expr[],
  drive: readonly Expr[],
  ramp: readonly Expr[],
  changes: readonly Range[],
  matrix: LinearModel["matrix"],
  block: readonly number[],
): Expr[] {
  const driven = block.map((i) => {
    const rate = y0.reduce<Expr>((sum, y, j) => add(sum, mul(matrix[i]![j]!, y)), drive[i]!);
    const changing = changes.reduce<Expr>(
      (sum, { least, most }, j) =>
        block.includes(j) ? sum : add(sum, mul(abs(matrix[i]![j]!), max(neg(least), most))),
      mul(abs(ramp[i]!), h),
    );
    return add(abs(rate), changing);
  });
  const { rest, growth, frequency } = envelope(matrix, block);
  // ∫ e^{γ s} ds and ∫ s e^{γ s} ds: the square of the first is a double integral over more than the second.
  const once = mul(h, exprel(mul(growth, h)));
  return through(rest, once, min(mul(once, once), div(once, frequency)), driven);
}

interface Envelope {
  readonly rest: Coupled["rest"];
  /** γ = Re(μ + √δ): no entry of e^{s B} exceeds that of e^{γ s} (I + min(s, 1/ω) |B − μ I|). */
  readonly growth: Expr;
  /** ω = √−δ, and all but 0 where δ ≥ 0. */
  readonly frequency: Expr;
}

function envelope(matrix: LinearModel["matrix"], block: readonly number[]): Envelope {
  const { mean, square, rest } = coupled(matrix, block);
  return {
    rest,
    growth: add(mean, sqrt(positive(square))),
    frequency: sqrt(add(positive(neg(square)), tiny)),
  };
}

/** (even I + odd |B − μ I|) x. */
function through(rest: Coupled["rest"], even: Expr, odd: Expr, [p, q]: readonly Expr[]): Expr[] {
  return [p!, q!].map((own, k) => {
    const others = add(mul(abs(rest[k]![0]!), p!), mul(abs(rest[k]![1]!), q!));
    return add(mul(even, own), mul(odd, others));
  });
}

/** The bound on E, x = h a_i, z = h a_j. */
export function spread(h: Expr, x: Expr, z: Expr): Expr {
  const [small, large] = [min(abs(x), abs(z)), max(abs(x), abs(z))];
  const grown = mul(max(exp(x), 1), max(exp(z), 1));
  const short = div(grown, add(mul(0.5, large), 1));
  const y = div(mul(2, small), add(add(small, large), tiny));
  const long = div(1, mul(large, add(1, mul(y, add(1, mul(0.5, y))))));
  return mul(h, select(lt(max(x, z), 0), min(short, long), short));
}

/**
 * Bounds on |h^d dy/de|^(d) anywhere in the step, d = `flowDegree`: the d-th power of |h A| on bounds of |dy/de|, which
 * obeys the equations itself.
 */
function derivativesOf(
  { h, y0 }: StepGraph,
  field: readonly Expr[],
  { blocks, matrix, ramp }: LinearModel,
): Expr[] {
  const order = blocks.flat();
  let sizes: Expr[] = y0.map(() => zero);
  for (const block of blocks) {
    const begun = block.map((i) => {
      const driven = order.reduce<Expr>(
        (sum, j) => (block.includes(j) ? sum : add(sum, mul(abs(matrix[i]![j]!), sizes[j]!))),
        abs(ramp[i]!),
      );
      return add(abs(field[i]!), mul(h, driven));
    });
    const largest = block.length === 1 ? alone(h, matrix, block, begun) : paired(h, matrix, block, begun);
    block.forEach((i, k) => {
      sizes[i] = largest[k]!;
    });
  }
  for (let power = 0; power < flowDegree; power++) {
    const before = sizes;
    sizes = y0.map((_, i) =>
      mul(
        h,
        order.reduce<Expr>(
          (sum, j) => add(sum, mul(abs(matrix[i]![j]!), before[j]!)),
          power === 0 ? abs(ramp[i]!) : zero,
        ),
      ),
    );
  }
  return sizes;
}

/** The largest that e^{s a} x becomes in the step. */
function alone(h: Expr, matrix: LinearModel["matrix"], [i]: readonly number[], [x]: readonly Expr[]): Expr[] {
  return [mul(max(exp(mul(h, matrix[i!]![i!]!)), 1), x!)];
}

/** Bounds on |e^{s B}| x in the step: s e^{γ s} is at most 1/(e |γ|) where γ < 0. */
function paired(
  h: Expr,
  matrix: LinearModel["matrix"],
  block: readonly number[],
  x: readonly Expr[],
): Expr[] {
  const { rest, growth, frequency } = envelope(matrix, block);
  const grown = max(exp(mul(growth, h)), 1);
  const longest = min(h, div(1, add(mul(Math.E, positive(neg(growth))), tiny)));
  return through(rest, grown, mul(grown, min(longest, div(1, frequency))), x);
}
