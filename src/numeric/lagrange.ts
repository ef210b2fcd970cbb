/** Interpolation by polynomials of low degree. */
import { cos } from "./trigonometric.ts";

/**
 * Monomial coefficients of the Lagrange basis: row j holds those of the polynomial that is 1 at
 * nodes[j] and 0 at the others, lowest power first.
 */
export function lagrangeBasis(nodes: readonly number[]): number[][] {
  return nodes.map((node, j) =>
    nodes.reduce<number[]>(
      (product, other, i) => {
        if (i === j) return product;
        const factor = 1 / (node - other);
        return Array.from(
          { length: product.length + 1 },
          (_, k) => factor * ((product[k - 1] ?? 0) - other * (product[k] ?? 0)),
        );
      },
      [1],
    ),
  );
}

/**
 * Bernstein coefficients on [0, 1] of the Lagrange basis: row j holds those of the polynomial that is 1 at nodes[j] and 0
 * at the others. As products of linear factors, without the cancellation of monomials.
 */
export function lagrangeBernstein(nodes: readonly number[]): number[][] {
  return nodes.map((node, j) =>
    nodes.reduce<number[]>(
      (product, other, i) => {
        if (i === j) return product;
        const [first, last] = [-other / (node - other), (1 - other) / (node - other)];
        const degree = product.length;
        return Array.from(
          { length: degree + 1 },
          (_, k) => ((degree - k) * (product[k] ?? 0) * first + k * (product[k - 1] ?? 0) * last) / degree,
        );
      },
      [1],
    ),
  );
}

/** Chebyshev points of the second kind on [0, 1], ends included, ascending. */
export function chebyshevPoints(degree: number): number[] {
  return Array.from({ length: degree + 1 }, (_, j) => 0.5 - 0.5 * cos((Math.PI * j) / degree));
}
