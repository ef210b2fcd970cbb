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

/** Chebyshev points of the second kind on [0, 1], ends included, ascending. */
export function chebyshevPoints(degree: number): number[] {
  return Array.from({ length: degree + 1 }, (_, j) => 0.5 - 0.5 * cos((Math.PI * j) / degree));
}
