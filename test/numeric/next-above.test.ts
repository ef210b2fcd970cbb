import fc from "fast-check";
import { expect, it } from "vitest";
import { nextAbove } from "../../src/numeric/next-above.ts";

it("is larger, with no double between", () => {
  expect([0, -0, 1, 2 - Number.EPSILON, Number.MAX_VALUE].map(nextAbove)).toEqual([
    Number.MIN_VALUE,
    Number.MIN_VALUE,
    1 + Number.EPSILON,
    2,
    Number.POSITIVE_INFINITY,
  ]);
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1e308, noNaN: true }), (value) => {
      const next = nextAbove(value);
      const middle = value + (next - value) / 2;
      return next > value && (middle === value || middle === next);
    }),
  );
});
