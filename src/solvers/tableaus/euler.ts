import { type ButcherTableau, defineTableau } from "../tableau.ts";

/**
 * The explicit Euler method: order 1, no error estimate.
 *
 * Source: Euler (1768), Institutionum calculi integralis I, §650.
 */
export const euler: ButcherTableau = defineTableau({
  name: "euler",
  c: ["0"],
  a: [[]],
  b: ["1"],
});
