/**
 * Polynomials on [0, 1] by their values at Chebyshev points of the second kind, ends included: integration,
 * evaluation and the size of the last coefficients. Trefethen (2013), Approximation Theory and Approximation Practice.
 */

/** Degree. */
export const degree = 16;
export const nodes: readonly number[] = Array.from(
  { length: degree + 1 },
  (_, k) => Math.sin((Math.PI * k) / (2 * degree)) ** 2,
);

/** T_j at the nodes as numbers of [−1, 1]: x_k = −cos(π k / degree). */
const chebyshevAt = (j: number, k: number): number =>
  (j % 2 === 0 ? 1 : -1) * Math.cos((Math.PI * ((j * k) % (2 * degree))) / degree);

/** Coefficient j as a sum over the values at the nodes: rows of the discrete cosine transform. */
export const coefficientRows: readonly (readonly number[])[] = nodes.map((_, j) =>
  nodes.map((_, k) => {
    const ends = (j % degree === 0 ? 0.5 : 1) * (k % degree === 0 ? 0.5 : 1);
    return (2 / degree) * ends * chebyshevAt(j, k);
  }),
);

/** ∫_{−1}^{x} T_j, by its values at node k. */
function integral(j: number, k: number): number {
  const x = 2 * nodes[k]! - 1;
  const primitive = (at: (i: number) => number, z: number): number => {
    if (j === 0) return z;
    if (j === 1) return z ** 2 / 2;
    return (at(j + 1) / (j + 1) - at(j - 1) / (j - 1)) / 2;
  };
  return primitive((i) => chebyshevAt(i, k), x) - primitive((i) => (i % 2 === 0 ? 1 : -1), -1);
}

/** ∫_0^{node k} of the polynomial as a sum over its values; [0, 1] is half as long as [−1, 1]. */
export const integralRows: readonly Float64Array[] = nodes.map((_, k) =>
  Float64Array.from(nodes, (_, node) =>
    nodes.reduce((sum, _, j) => sum + 0.5 * integral(j, k) * coefficientRows[j]![node]!, 0),
  ),
);

/** The polynomial at θ as a sum over its values at the nodes (barycentric formula), into `row`. */
export function evaluationRow(theta: number, row: Float64Array): void {
  const hit = nodes.indexOf(theta);
  if (hit >= 0) {
    row.fill(0);
    row[hit] = 1;
    return;
  }
  let sum = 0;
  for (let k = 0; k <= degree; k++) {
    const weight = (k % 2 === 0 ? 1 : -1) * (k % degree === 0 ? 0.5 : 1);
    sum += row[k] = weight / (theta - nodes[k]!);
  }
  for (let k = 0; k <= degree; k++) row[k]! /= sum;
}
