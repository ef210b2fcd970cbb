/** Polynomials on [0, 1] in Bernstein form: value, subdivision, and what the coefficients say. */

/** Scratch of `bernsteinValue`, which every search for a root or a maximum calls many times. */
const row = new Float64Array(32);

/** Value at θ by de Casteljau's algorithm; at most 32 coefficients. */
export function bernsteinValue(coefficients: ArrayLike<number>, theta: number): number {
  const { length } = coefficients;
  for (let k = 0; k < length; k++) row[k] = coefficients[k]!;
  for (let end = length - 1; end > 0; end--) {
    for (let k = 0; k < end; k++) row[k]! += theta * (row[k + 1]! - row[k]!);
  }
  return row[0]!;
}

/** The two pieces [0, θ] and [θ, 1], each on [0, 1] again. */
export function splitBernstein(
  coefficients: ArrayLike<number>,
  theta: number,
): { readonly left: number[]; readonly right: number[] } {
  const row = Array.from(coefficients);
  const left = [row[0]!];
  const right = [row[row.length - 1]!];
  for (let end = row.length - 1; end > 0; end--) {
    for (let k = 0; k < end; k++) row[k] = row[k]! + theta * (row[k + 1]! - row[k]!);
    left.push(row[0]!);
    right.unshift(row[end - 1]!);
  }
  return { left, right };
}

/** Changes of sign along the coefficients, zeros left out: a bound on the number of roots (Descartes). */
export function signChanges(coefficients: readonly number[]): number {
  let changes = 0;
  let last = 0;
  for (const value of coefficients) {
    if (value === 0) continue;
    if (last !== 0 && value > 0 !== last > 0) changes++;
    last = value;
  }
  return changes;
}

/** Bernstein coefficients of the derivative with respect to θ. */
export function bernsteinDerivative(coefficients: ArrayLike<number>): number[] {
  const degree = coefficients.length - 1;
  return Array.from({ length: degree }, (_, k) => degree * (coefficients[k + 1]! - coefficients[k]!));
}

/**
 * The weights of the values at `nodes` in the coefficients of the polynomial through them: row k
 * belongs to coefficient k. By Gauss–Jordan elimination with pivots.
 *
 * @param nodes  degree + 1 different points, the first 0 and the last 1
 */
export function bernsteinInterpolation(nodes: readonly number[]): number[][] {
  const degree = nodes.length - 1;
  const unit = nodes.map((_, k) => nodes.map((_, j) => (j === k ? 1 : 0)));
  const rows = nodes.map((theta, j) => [...unit.map((row) => bernsteinValue(row, theta)), ...unit[j]!]);
  for (let column = 0; column <= degree; column++) {
    let pivot = column;
    for (let j = column + 1; j <= degree; j++) {
      if (Math.abs(rows[j]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = j;
    }
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    const leading = rows[column]!.map((value) => value / rows[column]![column]!);
    for (let j = 0; j <= degree; j++) {
      const factor = rows[j]![column]!;
      rows[j] = j === column ? leading : rows[j]!.map((value, i) => value - factor * leading[i]!);
    }
  }
  return rows.map((row) => row.slice(degree + 1));
}

/**
 * The first place in (from, 1) where the polynomial stops rising, NaN if there is none. Maxima that
 * share one of 64 equal parts with a minimum may escape.
 */
export function nextMaximum(coefficients: ArrayLike<number>, from: number): number {
  const slope = bernsteinDerivative(coefficients);
  if (slope.every((value) => value > 0) || slope.every((value) => value <= 0)) return Number.NaN;
  const parts = 64;
  let low = from;
  let rising = bernsteinValue(slope, from) > 0;
  for (let j = 1; j <= parts; j++) {
    const theta = from + ((1 - from) * j) / parts;
    if (bernsteinValue(slope, theta) > 0) {
      low = theta;
      rising = true;
      continue;
    }
    if (!rising) continue;
    let high = theta;
    for (let i = 0; i < 40; i++) {
      const middle = 0.5 * (low + high);
      if (bernsteinValue(slope, middle) > 0) low = middle;
      else high = middle;
    }
    return high < 1 ? high : Number.NaN;
  }
  return Number.NaN;
}
