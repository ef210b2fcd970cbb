/**
 * How noisy the computed values of a function are, told from values alone: high differences of close values are 0 for
 * what is smooth and not for noise. With the weights wᵢ of a divided difference of order k, and noise of variance σ²,
 *
 *   E (Σᵢ wᵢ f(xᵢ))² = σ² Σᵢ wᵢ² ,   wᵢ = Πⱼ≠ᵢ 1 / (xᵢ − xⱼ) .
 *
 * A loss in single precision, one that rounds times, or one that draws, has more noise than its numbers in double
 * precision tell.
 *
 * Source: Moré & Wild (2011), Estimating computational noise, SIAM J. Sci. Comput. 33(3), 1292–1314.
 * Variant: distances are not equal, at which values that are rounded may rise as evenly as if they were not; there is
 * one order, and distances grow instead of shrink.
 */
import { powerOfTwo } from "../numeric/powers-of-two.ts";

const order = 6;
/** Of the longest difference: short beside all that is divided by, and longer where values do not change so close. */
const distances = [powerOfTwo(-12), powerOfTwo(-8), powerOfTwo(-4)];
/** About one apart, around 0, and as uneven as multiples of the golden section by squares are. */
const points = Array.from({ length: 31 }, (_, i) => i - 15 + 0.8 * (((i * i * 0.618033988749895) % 1) - 0.5));
/** For each window of `order` + 1 points, weights whose squares add up to 1. */
const weights = points.slice(order).map((_, first) => weightsOf(points.slice(first, first + order + 1)));
/**
 * How many deviations a value may be off: the weights of a table of differences add up to less than 2, uniform noise
 * reaches 1.7 deviations, and those are known to a half only.
 */
const deviations = 8;

/** Where f has no values the width becomes an eighth, as often as that of differences does. */
const [attempts, shorter] = [10, 1 / 8];

/**
 * The largest error of a value of f near 0 that its noise explains.
 *
 * @param f      a number; anything else where it has no value
 * @param width  longest distance from 0 at which f is looked at otherwise, positive
 * @returns 0 where nothing can be told
 */
export function valueNoise(f: (x: number) => unknown, width: number): number {
  for (let attempt = 0, own = width; attempt < attempts; attempt++, own *= shorter) {
    const noise = noiseWithin(f, own);
    if (noise !== undefined) return noise;
  }
  return 0;
}

/** Undefined if f has no value at the shortest distances. */
function noiseWithin(f: (x: number) => unknown, width: number): number | undefined {
  let noise: number | undefined;
  for (const distance of distances) {
    const values: number[] = [];
    for (const point of points) {
      const value = f(point * distance * width);
      if (typeof value !== "number" || !Number.isFinite(value)) return noise;
      values.push(value);
    }
    noise = Math.max(noise ?? 0, deviations * deviationOf(values));
    const changes = values.filter((value, i) => i > 0 && value !== values[i - 1]).length;
    if (2 * changes >= points.length - 1) break;
  }
  return noise;
}

function weightsOf(own: readonly number[]): number[] {
  const raw = own.map((x, i) =>
    own.reduce((product, other, j) => (j === i ? product : product / (x - other)), 1),
  );
  const norm = Math.sqrt(raw.reduce((sum, weight) => sum + weight * weight, 0));
  return raw.map((weight) => weight / norm);
}

/** Values are taken from one of them, so that large ones lose nothing. */
function deviationOf(values: readonly number[]): number {
  const squares = weights.reduce((sum, own, first) => {
    const difference = own.reduce(
      (dot, weight, i) => dot + weight * (values[first + i]! - values[first]!),
      0,
    );
    return sum + difference * difference;
  }, 0);
  return Math.sqrt(squares / weights.length);
}
