import { type ButcherTableau, defineTableau } from "../tableau.ts";

/**
 * The explicit midpoint rule: order 2, no error estimate; quadratic dense output of order 2.
 *
 * Source: Runge (1895), Math. Ann. 46, 167–178.
 */
export const midpoint: ButcherTableau = defineTableau({
  name: "midpoint",
  c: ["0", "1/2"],
  a: [[], ["1/2"]],
  b: ["0", "1"],
});
