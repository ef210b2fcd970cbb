import { type ButcherTableau, defineTableau } from "../tableau.ts";

/**
 * Heun's method of order 2 (the explicit trapezoidal rule) with Euler's as the companion; quadratic dense
 * output of order 2.
 *
 * Source: Heun (1900), Z. Math. Phys. 45, 23–38.
 */
export const heun: ButcherTableau = defineTableau({
  name: "heun-2(1)",
  c: ["0", "1"],
  a: [[], ["1"]],
  b: ["1/2", "1/2"],
  bEmbedded: ["1", "0"],
});
