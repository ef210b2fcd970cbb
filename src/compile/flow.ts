/**
 * The exact flow of a linear model in closed form, where its matrix is triangular, but for pairs of states that drive
 * each other: y(h) as expressions of y(0), h and the coefficients. Other states are left to a series.
 *
 * A state reaches another along every path of couplings between them; the path j = k_0 → … → k_m = i, with rates
 * a_k = A_kk, adds
 *
 *   y_j(0) · A_{k_1 k_0} ⋯ A_{k_m k_{m−1}} · h^m exp[h a_{k_0}, …, h a_{k_m}]
 *
 * to y_i(h). What drives a state at a constant b is one of rate 0 before it, what drives it at b' e two of them. In the
 * place of a rate there may be a pair, whose matrix B has the eigenvalues μ ± √δ: a function of it is
 * F(B) = even · I + odd · (B − μ I).
 *
 * Source: Higham (2008), Functions of Matrices, Theorem 4.11 (functions of triangular matrices).
 */
import { abs, add, div, max, mul, neg, sqrt, sub, zero } from "../expr/build.ts";
import { type Expr, symbol } from "../expr/node.ts";
import { dividedDifference, mostPoints } from "./divided-differences.ts";
import type { LinearModel } from "./linear-model.ts";
import { type Pair, pairedDifference } from "./paired-differences.ts";
import { stepSizeSlot } from "./slots.ts";
import type { SwitchedModel } from "./switches.ts";

/** More paths than this to one state make programs that no engine is fast with. */
const mostPaths = 64;

/** What has come to one state or to two that drive each other along one path. */
interface Path {
  /** The value at its beginning times the couplings along it, for each of these states. */
  readonly weights: readonly Expr[];
  /** The rates along it. */
  readonly rates: readonly Expr[];
  /** That of two states on it which drive each other, and the weights with B − μ I in between. */
  readonly pair?: Pair;
  readonly through?: readonly Expr[];
}

/** Two states that drive each other, with the block [[a, b], [c, d]]: μ = (a + d)/2, δ = ((a − d)/2)² + b c. */
export interface Coupled extends Pair {
  /** B − μ I. */
  readonly rest: readonly [readonly [Expr, Expr], readonly [Expr, Expr]];
}

export function coupled(matrix: LinearModel["matrix"], [p, q]: readonly number[]): Coupled {
  const [a, b] = [matrix[p!]![p!]!, matrix[p!]![q!]!];
  const [c, d] = [matrix[q!]![p!]!, matrix[q!]![q!]!];
  const half = mul(0.5, sub(a, d));
  return {
    mean: mul(0.5, add(a, d)),
    square: add(mul(half, half), mul(b, c)),
    rest: [
      [half, b],
      [c, neg(half)],
    ],
  };
}

export interface Flow {
  /** As it was at the start for states that are left to a series. */
  readonly y1: readonly Expr[];
  /** As of a step: oscillations go through zero. The constant 0 for states that none of them drives. */
  readonly cancelling: readonly Expr[];
  /** Those of the model that have a closed form. */
  readonly closed: LinearModel["blocks"];
}

/**
 * The state at the end of a step, without three states and more that drive each other, two pairs along one path, chains
 * that are too long, couplings that branch too often, and what any of these drive.
 */
export function flowOf(model: SwitchedModel, linear: LinearModel): Flow {
  const { blocks, matrix, drive, ramp } = linear;
  const h = symbol(stepSizeSlot);
  const y1: Expr[] = model.states.map(({ name }) => symbol(name));
  const cancelling: Expr[] = model.states.map(() => zero);
  const closed: (readonly number[])[] = [];
  /** By state: one weight each. */
  const found = new Map<number, readonly Path[]>();
  for (const block of blocks) {
    const drivers = blocks.flat().filter((j) => block.some((i) => j !== i && matrix[i]![j] !== zero));
    if (block.length > 2 || drivers.some((j) => !block.includes(j) && !found.has(j))) continue;
    const arriving: Path[] = [
      { weights: block.map((i) => symbol(model.states[i]!.name)), rates: [] },
      { weights: block.map((i) => drive[i]!), rates: [zero] },
      { weights: block.map((i) => ramp[i]!), rates: [zero, zero] },
      ...[...found].flatMap(([j, paths]) =>
        paths.map(({ weights, through, ...path }): Path => {
          const along = ([value]: readonly Expr[]) => block.map((i) => mul(value!, matrix[i]![j]!));
          return { ...path, weights: along(weights), ...(through && { through: along(through) }) };
        }),
      ),
    ].filter(({ weights, through = [] }) => [...weights, ...through].some((weight) => weight !== zero));
    if (arriving.length > mostPaths || arriving.some((path) => !canPass(path, block))) continue;
    closed.push(block);
    const own = block.length === 1 ? undefined : coupled(matrix, block);
    block.forEach((i, k) => {
      const paths = arriving.map((path) =>
        own === undefined ? alone(path, matrix[i]![i]!) : inPair(path, own, k),
      );
      found.set(i, paths);
      const parts = paths.map((path) => contribution(path, h));
      y1[i] = parts.reduce<Expr>((sum, { value }) => add(sum, value), zero);
      cancelling[i] = parts.reduce<Expr>((sum, { size }) => add(sum, size), zero);
    });
  }
  return { y1, cancelling, closed };
}

/** Whether a path with this block at its end has one pair at most, and no more points than divided differences take. */
function canPass({ rates, pair }: Path, { length }: readonly number[]): boolean {
  return (
    rates.length + length + (pair === undefined ? 0 : 2) <= mostPoints && (pair === undefined || length === 1)
  );
}

/** Through a state with a rate of its own. */
function alone(path: Path, rate: Expr): Path {
  return { ...path, rates: [...path.rates, rate] };
}

/** Through two states, to one of them. */
function inPair({ weights, rates }: Path, { mean, square, rest }: Coupled, to: number): Path {
  const [first, second] = [weights[0]!, weights[1]!];
  const through = add(mul(rest[to]![0]!, first), mul(rest[to]![1]!, second));
  return { weights: [weights[to]!], through: [through], rates, pair: { mean, square } };
}

/** What a path adds, and the size of what its rounding is that of where it oscillates. */
function contribution(
  { weights: [weight], through, rates, pair }: Path,
  h: Expr,
): { value: Expr; size: Expr } {
  const scaled = rates.map((rate) => mul(h, rate));
  const times = (value: Expr, power: readonly Expr[]): Expr =>
    power.reduce((product) => mul(product, h), value);
  if (pair === undefined)
    return { value: times(mul(weight!, dividedDifference(scaled)), rates.slice(1)), size: zero };
  const square = mul(h, mul(h, pair.square));
  const { even, odd } = pairedDifference(scaled, { mean: mul(h, pair.mean), square });
  const crossed = mul(through![0]!, h);
  // |cos φ| + |sin φ| ≥ 1, and the phase is as good as ω h.
  const phase = sqrt(abs(square));
  const height = mul(add(1, phase), add(abs(even), mul(phase, abs(odd))));
  const size = mul(height, add(abs(weight!), div(abs(crossed), max(1, phase))));
  return {
    value: times(add(mul(weight!, even), mul(crossed, odd)), rates),
    size: times(size, rates),
  };
}
