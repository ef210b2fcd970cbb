import { type ButcherTableau, defineTableau } from "../tableau.ts";

/**
 * Bogacki–Shampine 3(2): four stages, first same as last; the cubic Hermite polynomial as dense output of
 * order 3.
 *
 * Source: Bogacki & Shampine (1989), Appl. Math. Lett. 2(4), 321–325.
 */
export const bogackiShampine32: ButcherTableau = defineTableau({
  name: "bogacki-shampine-3(2)",
  c: ["0", "1/2", "3/4", "1"],
  a: [[], ["1/2"], ["0", "3/4"], ["2/9", "1/3", "4/9"]],
  b: ["2/9", "1/3", "4/9", "0"],
  bEmbedded: ["7/24", "1/4", "1/3", "1/8"],
});
