/** Polynomials on [0, 1] in Bernstein form: value, subdivision, and what the coefficients say. */

/** Value at θ by de Casteljau's algorithm. */
export function bernsteinValue(coefficients: ArrayLike<number>, theta: number): number {
  return splitBernstein(coefficients, theta).left[coefficients.length - 1]!;
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
