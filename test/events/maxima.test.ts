import { expect, it } from "vitest";
import { nextMaximum } from "../../src/events/bernstein.ts";
import { maximaOf } from "../../src/events/maxima.ts";

it("maxima of a polynomial are those inside (0, 1)", () => {
  // 16 θ² (1 − θ)² has the coefficients 0, 0, 16/6, 0, 0; a line has no maximum inside.
  const [middle, ...more] = maximaOf([0, 0, 16 / 6, 0, 0]);
  expect(middle).toBeCloseTo(0.5, 10);
  expect(more).toEqual([]);
  // Close to the end there is no place left to go on from.
  // 2 · 0.9999 θ − 1.0000 θ²: the maximum is at 0.9999.
  expect(maximaOf([0, 0.9999, 0.9998])).toHaveLength(1);
  for (const from of [1, 1.0001]) expect(nextMaximum([0, 0.9999, 0.9998], from)).toBeNaN();
  expect(maximaOf([0, 1])).toEqual([]);
  expect(maximaOf([1, 0.2, 0])).toEqual([]);
});
