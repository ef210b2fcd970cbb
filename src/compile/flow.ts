/**
 * The exact flow of a linear model whose matrix is triangular: y(h) as expressions of y(0), h and the coefficients.
 *
 * A state reaches another along every path of couplings between them; the path j = k_0 → … → k_m = i, with rates
 * a_k = A_kk, adds
 *
 *   y_j(0) · A_{k_1 k_0} ⋯ A_{k_m k_{m−1}} · h^m exp[h a_{k_0}, …, h a_{k_m}]
 *
 * to y_i(h). What drives a state at a constant b is one of rate 0 before it, what drives it at b' e two of them.
 *
 * Source: Higham (2008), Functions of Matrices, Theorem 4.11 (functions of triangular matrices).
 */
import { UnsupportedError } from "../errors.ts";
import { add, mul, zero } from "../expr/build.ts";
import { type Expr, symbol } from "../expr/node.ts";
import { dividedDifference, mostPoints } from "./divided-differences.ts";
import type { LinearModel } from "./linear-model.ts";
import { stepSizeSlot } from "./slots.ts";
import type { SwitchedModel } from "./switches.ts";

/** More paths than this to one state make programs that no engine is fast with. */
const mostPaths = 64;

/** What has come to a state along one path. */
interface Path {
  /** The value at its beginning times the couplings along it. */
  readonly weight: Expr;
  /** The rates along it, the state's own last. */
  readonly rates: readonly Expr[];
}

/**
 * The state at the end of a step.
 *
 * @param where  whose model it is, for messages
 * @throws UnsupportedError for a chain of states that is too long, or couplings that branch too often
 */
export function flowOf(model: SwitchedModel, linear: LinearModel, where: string): Expr[] {
  const { order, matrix, drive, ramp } = linear;
  const h = symbol(stepSizeSlot);
  const y1: Expr[] = model.states.map(({ name }) => symbol(name));
  const paths = new Map<number, readonly Path[]>();
  for (const i of order) {
    const rate = matrix[i]![i]!;
    const own: Path[] = [
      { weight: symbol(model.states[i]!.name), rates: [rate] },
      { weight: drive[i]!, rates: [zero, rate] },
      { weight: ramp[i]!, rates: [zero, zero, rate] },
      ...order.flatMap((j) =>
        j === i
          ? []
          : (paths.get(j) ?? []).map(({ weight, rates }) => extended(weight, rates, matrix[i]![j]!, rate)),
      ),
    ].filter(({ weight }) => weight !== zero);
    check(model, i, own, where);
    paths.set(i, own);
    y1[i] = own.reduce<Expr>((sum, path) => add(sum, contribution(path, h)), zero);
  }
  return y1;
}

function extended(weight: Expr, rates: readonly Expr[], coupling: Expr, rate: Expr): Path {
  return { weight: mul(weight, coupling), rates: [...rates, rate] };
}

function contribution({ weight, rates }: Path, h: Expr): Expr {
  const value = dividedDifference(rates.map((rate) => mul(h, rate)));
  return rates.slice(1).reduce<Expr>((product) => mul(product, h), mul(weight, value));
}

function check({ states }: SwitchedModel, state: number, paths: readonly Path[], where: string): void {
  const { name } = states[state]!;
  const refuse = (what: string): never => {
    throw new UnsupportedError(`exactFlow: ${where}`, what, "Give another method, such as tsitouras54.");
  };
  const longest = Math.max(0, ...paths.map(({ rates }) => rates.length));
  if (longest > mostPoints)
    refuse(`${name} is driven through a chain of more than ${mostPoints - 2} other states`);
  if (paths.length > mostPaths) refuse(`${name} is driven along more than ${mostPaths} ways`);
}
