/** What the gallery needs of matrices: the only importer of ml-matrix, which the build puts into it. */
import { EigenvalueDecomposition, Matrix, solve } from "ml-matrix";

export interface Complex {
  readonly re: number;
  readonly im: number;
}

/** @param rows  of a square matrix */
export function eigenvalues(rows: number[][]): Complex[] {
  const { realEigenvalues, imaginaryEigenvalues } = new EigenvalueDecomposition(new Matrix(rows));
  return realEigenvalues.map((re, k) => ({ re, im: imaginaryEigenvalues[k]! }));
}

/** x of A x = b; undefined where A is singular. */
export function solved(rows: number[][], right: readonly number[]): number[] | undefined {
  try {
    return solve(new Matrix(rows), Matrix.columnVector([...right])).to1DArray();
  } catch {
    return undefined;
  }
}
