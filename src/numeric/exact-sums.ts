/**
 * Sums whose rounding errors are kept beside them: terms that cancel leave what was added with them, which a
 * plain sum loses once a term is 2^53 times larger.
 *
 * Source: Neumaier (1974), Z. Angew. Math. Mech. 54, 39–51; two-sum by Knuth, The Art of Computer Programming 2,
 *   §4.2.2.
 */

/** Many sums in two arrays. */
export interface ExactSums {
  readonly leading: Float64Array;
  /** The rounding errors, added up. */
  readonly rest: Float64Array;
}

export function exactSums(count: number): ExactSums {
  return { leading: new Float64Array(count), rest: new Float64Array(count) };
}

export function addTo({ leading, rest }: ExactSums, k: number, term: number): void {
  const before = leading[k]!;
  const sum = before + term;
  const added = sum - before;
  leading[k] = sum;
  rest[k]! += before - (sum - added) + (term - added);
}

/** Adds sum j of `other` to sum k. */
export function addSum(sums: ExactSums, k: number, other: ExactSums, j: number): void {
  addTo(sums, k, other.leading[j]!);
  addTo(sums, k, other.rest[j]!);
}

export function resetTo({ leading, rest }: ExactSums, k: number, value: number): void {
  leading[k] = value;
  rest[k] = 0;
}

/** The sum in one double. */
export function totalOf({ leading, rest }: ExactSums, k: number): number {
  return leading[k]! + rest[k]!;
}
