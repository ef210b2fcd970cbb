import { type ButcherTableau, defineTableau } from "../tableau.ts";

/**
 * The classical Runge–Kutta method: order 4, no error estimate; cubic dense output of order 3.
 *
 * Source: Kutta (1901), Z. Math. Phys. 46, 435–453. Dense output: Hairer, Nørsett & Wanner (1993),
 *   Solving Ordinary Differential Equations I, 2nd ed., §II.6.
 */
export const rk4: ButcherTableau = defineTableau({
  name: "rk4",
  c: ["0", "1/2", "1/2", "1"],
  a: [[], ["1/2"], ["0", "1/2"], ["0", "0", "1"]],
  b: ["1/6", "1/3", "1/3", "1/6"],
  dense: [
    ["1", "-3/2", "2/3"],
    ["0", "1", "-2/3"],
    ["0", "1", "-2/3"],
    ["0", "-1/2", "2/3"],
  ],
});
