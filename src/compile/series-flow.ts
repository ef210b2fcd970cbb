/**
 * The flow of linear states without a closed form: three or more that drive each other, long chains, and what these
 * drive. With d_1 = y'(0) and d_{k+1} = A d_k, to which b' is added once, the Taylor series
 *
 *   y(h) = y(0) + Σ_k c_k ,   c_k = h^k/k! d_k
 *
 * is at rounding after `terms` of them in a step of h r ≤ 2, where r bounds the spectral radius of |A| (Collatz–Wielandt):
 *
 *   r = max_i (|A| x)_i / x_i ,   |c_k|_x ≤ 2^(k−1)/k! h |d_1|_x ,   |y|_x = max_i |y_i| / x_i ,
 *
 * for any x > 0. This x has the units of the states: it follows the couplings from state to state, balanced where two
 * drive each other, and then some powers of |A|. Along the step y(θ h) − y(0) = Σ c_k θ^k, which bounds all that
 * has to be known of it.
 *
 * Source: Horn & Johnson (2013), Matrix Analysis, Corollary 8.1.31.
 */
import { abs, add, div, lt, max, min, mul, pow, select, sqrt, zero } from "../expr/build.ts";
import { constant, type Expr } from "../expr/node.ts";
import { flowDegree } from "../solvers/method.ts";
import type { LinearModel } from "./linear-model.ts";
import { fastestOf } from "./step-cap-program.ts";

export interface Range {
  readonly least: Expr;
  readonly most: Expr;
}

export interface SeriesFlow {
  readonly states: ReadonlySet<number>;
  /** The longest step. */
  readonly longest: Expr;
  /** Of a state, by index in the model: its value at the end. */
  readonly end: (state: number) => Expr;
  /** What its rounding is that of. */
  readonly size: (state: number) => Expr;
  /** Where y(e) − y(0) and y'(e) − y'(0) lie for all e in the step. */
  readonly change: (state: number) => Range;
  readonly turn: (state: number) => Range;
  /** A bound on |h^d dy/de|^(d), d = `flowDegree`. */
  readonly derivative: (state: number) => Expr;
}

/** 2^(m+1)/(m+1)! = 6e-23: chains multiply it by binomials. */
const terms = 28;
/** Of h r: the longest step, and where the series is too short even for a step at slightly other parameters. */
const reach = 2;
const tooFar = 3;
/** Powers of |A| in x. */
const powers = 4;
/** Powers of |A| by which rounding is followed from state to state: the next has a share of 2^7/7! at most. */
const followed = 6;
/** Of x where hardly anything comes back, in units of what one way makes of it. */
const mostPull = 64;
/** Of a ring, so that no power of it overflows. */
const mostClosed = 1e60;
/** Keeps a divisor from 0 where what is divided is 0, too. */
const tiny = 1e-300;

/**
 * @param states  without a closed form, and all that they drive; none: undefined
 * @param field  y' at the start
 */
export function seriesFlow(
  linear: LinearModel,
  states: ReadonlySet<number>,
  { h, y0, field }: { readonly h: Expr; readonly y0: readonly Expr[]; readonly field: readonly Expr[] },
): SeriesFlow | undefined {
  if (states.size === 0) return undefined;
  const { matrix, drive, ramp } = linear;
  const blocks = drivingBlocks(linear, states);
  const order = blocks.flat();
  const sizes = matrix.map((row) => row.map(abs));
  const times = (by: LinearModel["matrix"], x: readonly Expr[]): Expr[] => {
    const product = y0.map((): Expr => zero);
    for (const i of order) {
      product[i] = order.reduce<Expr>((sum, j) => add(sum, mul(by[i]![j]!, x[j]!)), zero);
    }
    return product;
  };
  const rate = growth(blocks, sizes, (x) => times(sizes, x));

  /** h^k/k!; factors that other step sizes share stand in d. */
  const scale: Expr[] = [constant(1)];
  const d: (readonly Expr[])[] = [field];
  for (let k = 1; k <= terms; k++) {
    scale.push(mul(scale[k - 1]!, mul(1 / k, h)));
    const next = times(matrix, d[k - 1]!);
    d.push(k === 1 ? next.map((x, i) => add(x, ramp[i]!)) : next);
  }
  /** Sums from the smallest term on, of the terms k ≥ `first`, h^(k − less)/(k − less)! d_k each. */
  const sum = (i: number, first: number, less: number, part: (term: Expr) => Expr): Expr => {
    let total: Expr = zero;
    for (let k = terms; k >= first; k--) total = add(total, part(mul(scale[k - less]!, d[k - 1]![i]!)));
    return total;
  };
  const range = (i: number, first: number, less: number): Range => ({
    least: sum(i, first, less, (term) => min(term, zero)),
    most: sum(i, first, less, (term) => max(term, zero)),
  });
  const isNear = lt(mul(h, rate), tooFar);

  /** Of A y + b, whose rounding e^{hA} passes on. */
  const begun = times(
    sizes,
    y0.map((y) => abs(y)),
  ).map((size, i) => add(size, add(abs(drive[i]!), abs(mul(h, ramp[i]!)))));
  const passed = [begun];
  for (let k = 1; k < followed; k++) passed.push(times(sizes, passed[k - 1]!));
  return {
    states,
    longest: div(reach, rate),
    end: (i) =>
      select(
        isNear,
        add(
          y0[i]!,
          sum(i, 1, 0, (term) => term),
        ),
        Number.NaN,
      ),
    size: (i) => passed.reduce<Expr>((total, size, k) => add(total, mul(scale[k + 1]!, size[i]!)), zero),
    change: (i) => range(i, 1, 0),
    turn: (i) => range(i, 2, 1),
    derivative: (i) => {
      const high = sum(i, flowDegree + 1, flowDegree + 1, abs);
      return Array.from({ length: flowDegree }).reduce<Expr>((product) => mul(product, h), high);
    },
  };
}

/** The blocks of these states, and of all that drive them. */
function drivingBlocks({ blocks, matrix }: LinearModel, states: ReadonlySet<number>): (readonly number[])[] {
  const wanted = new Set(states);
  for (const i of wanted) {
    for (const [j, coupling] of matrix[i]!.entries()) if (coupling !== zero) wanted.add(j);
  }
  return blocks.filter((block) => block.some((i) => wanted.has(i)));
}

/** r. */
function growth(
  blocks: readonly (readonly number[])[],
  sizes: LinearModel["matrix"],
  times: (x: readonly Expr[]) => Expr[],
): Expr {
  const order = blocks.flat();
  const all = order.map((i) => order.map((j) => sizes[i]![j]!));
  const fastest = fastestOf(all);
  const largest = all.flat().reduce((a, b) => max(a, b));
  const pace = select(lt(0, fastest), fastest, mul(1e-9, largest));
  const bound = (x: readonly Expr[]): Expr => {
    const raised = x.map((weight) => add(weight, tiny));
    const moved = times(raised);
    return order.map((i) => div(moved[i]!, raised[i]!)).reduce((a, b) => max(a, b));
  };
  // What goes around in a ring shows where the ring closes, as the power of its length.
  const closed = div(add(bound(startOf(blocks, sizes, pace)), tiny), add(pace, tiny));
  const length = Math.max(...blocks.map((block) => block.length));
  const even = mul(pace, pow(min(closed, mostClosed), 1 / length));
  const from = (own: Expr): Expr => {
    let x = startOf(blocks, sizes, own);
    for (let power = 0; power < powers; power++) {
      const before = x;
      x = times(before).map((moved, i) => add(moved, mul(own, before[i]!)));
    }
    return bound(x);
  };
  // Both hold; the first is the better one where nothing goes around.
  return min(from(pace), from(even));
}

/** Weights in the units of the states, where couplings have this pace. */
function startOf(blocks: readonly (readonly number[])[], sizes: LinearModel["matrix"], pace: Expr): Expr[] {
  const isCoupled = (i: number, j: number): boolean => !isZero(sizes[i]![j]!);
  // √(A_ij/A_ji) is no less than A_ij over the pace, and has no limit where there is hardly a way back.
  const follow = (x: Expr, i: number, j: number): Expr => {
    const there = div(sizes[i]![j]!, add(pace, tiny));
    if (!isCoupled(j, i)) return mul(x, there);
    return mul(x, min(sqrt(div(sizes[i]![j]!, add(sizes[j]![i]!, tiny))), mul(mostPull, there)));
  };
  const x: Expr[] = sizes.map(() => zero);
  const placed: number[] = [];
  for (const block of blocks) {
    const left = [...block];
    while (left.length > 0) {
      const next = Math.max(
        0,
        left.findIndex((i) => placed.some((j) => isCoupled(i, j))),
      );
      const [i] = left.splice(next, 1) as [number];
      const reached = placed
        .filter((j) => isCoupled(i, j))
        .map((j) => follow(x[j]!, i, j))
        .reduce((a, b) => max(a, b), zero);
      // What nothing reaches begins anew, as what parameters of 0 cut off does.
      x[i] = select(lt(0, reached), reached, 1);
      placed.push(i);
    }
  }
  return x;
}

function isZero(expr: Expr): boolean {
  return expr.op === "constant" && expr.value === 0;
}
