import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { differenceKernel, exponentialKernel, type SpikeKernel } from "../../src/numeric/spike-kernel.ts";

const taus = fc.double({ min: 0.1, max: 100, noNaN: true });

/** ∫ over [0, 40 τ] by the midpoint rule in u = s/(s + τ), where the integrand is smooth and has a bounded domain. */
function area({ value }: SpikeKernel, scale: number): number {
  const count = 20_000;
  let sum = 0;
  for (let k = 0; k < count; k++) {
    const u = (k + 0.5) / count;
    sum += (value((scale * u) / (1 - u)) * scale) / (1 - u) ** 2 / count;
  }
  return sum;
}

describe("kernels of spikes", () => {
  it("are what the formulas say", () => {
    // κ(3) of τ = 2: e^−1.5/2; of τ = 3, τ_rise = 1: (e^−1 − e^−3)/2; where both are 2: 3 e^−1.5/4.
    expect(exponentialKernel(2).value(3)).toBeCloseTo(0.11156508007421491, 15);
    expect(differenceKernel(3, 1).value(3)).toBeCloseTo(0.1590461864017892, 15);
    expect(differenceKernel(2, 2).value(3)).toBeCloseTo(0.16734762011132237, 15);
    expect(differenceKernel(3, 1).value(0)).toBe(0);
    expect(exponentialKernel(4).value(0)).toBe(0.25);
  });

  it("have the area 1", () => {
    // The midpoint rule errs by (1/count²)/24 times the second derivative, below 100 here.
    for (const kernel of [exponentialKernel(2), differenceKernel(2, 0.5), differenceKernel(2, 2)]) {
      expect(area(kernel, 2)).toBeCloseTo(1, 7);
    }
  });

  it("are symmetric in the two time constants, and smooth where these meet", () => {
    fc.assert(
      fc.property(taus, taus, (a, b) => {
        expect(differenceKernel(a, b).value(3)).toBe(differenceKernel(b, a).value(3));
        const met = differenceKernel(a, a).value(2 * a);
        // The value moves by less than its relative change of a time constant.
        expect(Math.abs(differenceKernel(a, a * (1 + 1e-9)).value(2 * a) / met - 1)).toBeLessThan(4e-9);
      }),
    );
  });

  it("have the slope of their value", () => {
    fc.assert(
      fc.property(taus, taus, fc.double({ min: 0.01, max: 5, noNaN: true }), (a, b, at) => {
        for (const [{ value, slope }, fast] of [
          [exponentialKernel(a), a],
          [differenceKernel(a, b), Math.min(a, b)],
        ] as const) {
          const s = at * fast;
          const h = 1e-4 * s;
          // The error of a central difference is h²/6 times the third derivative, which is below 10/fast⁴ here.
          const allowed = (10 * h * h) / fast ** 4 + (1e-15 * (value(s) + 1 / fast)) / h;
          expect(Math.abs((value(s + h) - value(s - h)) / (2 * h) - slope(s))).toBeLessThan(allowed);
        }
      }),
    );
  });

  it("end at 0, however long after", () => {
    for (const { value, slope } of [
      exponentialKernel(1),
      differenceKernel(1, 0.01),
      differenceKernel(1, 1),
    ]) {
      expect(value(1e6)).toBe(0);
      expect(Math.abs(slope(1e6))).toBe(0);
    }
  });
});
