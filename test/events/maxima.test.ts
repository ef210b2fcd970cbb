import fc from "fast-check";
import { expect, it } from "vitest";
import { bernsteinValue, nextMaximum } from "../../src/events/bernstein.ts";
import { maximaOf } from "../../src/events/maxima.ts";

it("are where a dense scan rises before and falls after", () => {
  const number = fc.double({ min: -1, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.array(number, { minLength: 3, maxLength: 9 }), (coefficients) => {
      const at = (theta: number): number => bernsteinValue(coefficients, theta);
      const step = 1 / 512;
      const peaks = Array.from({ length: 511 }, (_, k) => (k + 1) * step).filter(
        (theta) => at(theta) > at(theta - step) && at(theta) > at(theta + step),
      );
      const found = maximaOf(coefficients);
      for (const theta of found) {
        expect(at(theta)).toBeGreaterThanOrEqual(
          Math.max(at(theta - 1e-4), at(Math.min(1, theta + 1e-4))) - 1e-9,
        );
      }
      // A maximum that shares 1/64 with a minimum may escape: it is lower than 1e-3 above it.
      for (const peak of peaks) {
        const dips = [peak - 1 / 64, peak + 1 / 64].map((theta) => at(Math.min(1, Math.max(0, theta))));
        if (at(peak) - Math.max(...dips) < 1e-3) continue;
        expect(found.some((theta) => Math.abs(theta - peak) <= step)).toBe(true);
      }
    }),
  );
});

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
