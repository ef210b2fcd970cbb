/** What a user writes to define a Runge–Kutta method; `defineTableau` checks it. */

/**
 * A Runge–Kutta method as printed in its paper. Every coefficient is a text: a fraction (`"35/384"`) is taken
 * exactly, a decimal (`"0.161"`, `"5.26e-2"`) is held to 1e-14.
 *
 * There may be stages beyond those the solution needs (b_i = 0), for the error estimate or the dense output.
 */
export interface TableauDefinition {
  readonly name: string;
  /** [stages] */
  readonly c: readonly string[];
  /** Row i has the i entries left of the diagonal. */
  readonly a: readonly (readonly string[])[];
  /** [stages] */
  readonly b: readonly string[];
  /** Weights of the companion method, [stages]; without it there is no error estimate. */
  readonly bEmbedded?: readonly string[];
  /**
   * Weights of a second companion of lower order, [stages]. With E and C the norms of the differences to the
   * two companions, the error norm is then E²/√(E² + 0.01 C²) instead of E.
   */
  readonly bCoarse?: readonly string[];
  /**
   * dense[i][k] is the coefficient of θ^(k+1) in b_i(θ), where y(t0 + θh) = y0 + h Σ_i b_i(θ) k_i. If left
   * out: the cubic with the values y0, y1 and the slopes at both ends for a method that is first same as
   * last, else the quadratic with y0, y1 and the slope at the start.
   */
  readonly dense?: readonly (readonly string[])[];
}
