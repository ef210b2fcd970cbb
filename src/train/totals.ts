/** What samples add up to, of one chunk or of many: numbers in one array, added as they are. */

export interface TotalsShape {
  /** Number of samples, loss, terms, metrics. */
  readonly sums: number;
  /** What a policy about silent neurons has seen. */
  readonly seen: number;
  /** All parameters. */
  readonly gradient: number;
}

export interface Totals {
  readonly sums: Float64Array;
  readonly seen: Float64Array;
  readonly gradient: Float64Array;
}

/** How many numbers there are; the gradient comes last, and may be left out. */
export function totalsLength({ sums, seen, gradient }: TotalsShape, hasGradient = true): number {
  return sums + seen + (hasGradient ? gradient : 0);
}

/** Views of an array. */
export function totalsOf({ sums, seen, gradient }: TotalsShape, values: Float64Array): Totals {
  const from = sums + seen;
  return {
    sums: values.subarray(0, sums),
    seen: values.subarray(sums, from),
    gradient: values.subarray(from, from + gradient),
  };
}

/** Takes over what a first chunk has: sums that began with 0 have no −0, which 0 plus it would not be. */
export function beginWith(values: Float64Array, first: Float64Array, length: number): void {
  values.set(first.length === length ? first : first.subarray(0, length));
}

/** Adds the first `length` numbers of one array to another. */
export function addTo(values: Float64Array, more: Float64Array, length: number): void {
  for (let k = 0; k < length; k++) values[k]! += more[k]!;
}
