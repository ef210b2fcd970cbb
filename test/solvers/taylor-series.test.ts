import { describe, expect, it } from "vitest";
import { errorNormSlot } from "../../src/compile/slots.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import { seriesReach, taylor8 } from "../../src/solvers/taylor-series.ts";
import { defaultsOf, oneFrame } from "../support/one-frame.ts";

const decay = defineNeuron({ name: "decay", state: { y: {} }, dynamics: "dy/dt = -y" });

describe("seriesReach", () => {
  it("is where the error of y' = λ y meets the tolerance", () => {
    const cell = oneFrame(decay, taylor8);
    for (const tolerance of [1e-14, 1e-12, 1e-9, 1e-7, 1e-6]) {
      const z = seriesReach(taylor8, tolerance);
      cell.write({ ...defaultsOf(decay), y: 1, t: 0, $h: z, $rtol: 0, $atol: tolerance });
      cell.kernels.step(0);
      // It is the root of what the step computes; the fixed point is found to rounding, and a power of 8 makes more of it.
      // What cancels in the defect, 8 numbers below z, is rounded before it is divided by 9.
      const defect = (8 * Number.EPSILON * z) / 9 / tolerance;
      expect(Math.abs(cell.read([errorNormSlot])[0]! - 1)).toBeLessThan(1e-13 + defect);
    }
  });

  it("keeps the solution, and its derivative with respect to λ, within the tolerance", () => {
    for (const tolerance of [1e-12, 1e-9, 1e-6, 1e-3]) {
      const z = seriesReach(taylor8, tolerance);
      const exact = Math.exp(-z);
      expect(Math.abs(series(-z, 8) - exact)).toBeLessThan(tolerance + 4 * Number.EPSILON);
      // d/dλ at h = z, λ = −1: h e^{λ h}; of the series one power less.
      const derivative = z * series(-z, 7);
      expect(Math.abs(derivative - z * exact)).toBeLessThan(tolerance * (1 + z) + 4 * Number.EPSILON);
    }
  });

  it("stays where the series is stable", () => {
    expect(seriesReach(taylor8, 0.5)).toBe(1.5);
    expect(Math.abs(series(-1.5, 8))).toBeLessThan(1);
  });
});

/** Σ x^n / n!. */
function series(x: number, order: number): number {
  let [term, sum] = [1, 1];
  for (let n = 1; n <= order; n++) {
    term *= x / n;
    sum += term;
  }
  return sum;
}
