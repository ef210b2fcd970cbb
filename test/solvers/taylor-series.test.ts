import { describe, expect, it } from "vitest";
import { errorNormSlot } from "../../src/compile/slots.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import { seriesFor, seriesReach, taylor6, taylor8, taylor10 } from "../../src/solvers/taylor-series.ts";
import { defaultsOf, oneFrame } from "../support/one-frame.ts";

const decay = defineNeuron({ name: "decay", state: { y: {} }, dynamics: "dy/dt = -y" });

describe.each([taylor6, taylor8, taylor10])("the reach of $name", (method) => {
  const { order } = method;

  it("is where the error of y' = λ y meets the tolerance", () => {
    const cell = oneFrame(decay, method);
    for (const tolerance of [1e-14, 1e-12, 1e-9, 1e-7, 1e-6]) {
      const z = seriesReach(method, tolerance);
      cell.write({ ...defaultsOf(decay), y: 1, t: 0, $h: z, $rtol: 0, $atol: tolerance });
      cell.kernels.step(0);
      // It is the root of what the step computes; the fixed point is found to rounding, and a power makes more of it.
      // What cancels in the defect, as many numbers below z, is rounded before it is divided by the order and one.
      const defect = (order * Number.EPSILON * z) / (order + 1) / tolerance;
      expect(Math.abs(cell.read([errorNormSlot])[0]! - 1)).toBeLessThan(1e-13 + defect);
    }
  });

  it("keeps the solution, and its derivative with respect to λ, within the tolerance", () => {
    for (const tolerance of [1e-12, 1e-9, 1e-6, 1e-3]) {
      const z = seriesReach(method, tolerance);
      const exact = Math.exp(-z);
      expect(Math.abs(series(-z, order) - exact)).toBeLessThan(tolerance + 4 * Number.EPSILON);
      // d/dλ at h = z, λ = −1: h e^{λ h}; of the series one power less.
      const derivative = z * series(-z, order - 1);
      expect(Math.abs(derivative - z * exact)).toBeLessThan(tolerance * (1 + z) + 4 * Number.EPSILON);
    }
  });

  it("stays where the series is stable", () => {
    expect(seriesReach(method, 0.5)).toBe(1.5);
    expect(Math.abs(series(-1.5, order))).toBeLessThan(1);
  });
});

describe("the series for a tolerance", () => {
  it("is of the higher order the smaller that is", () => {
    const names = [1e-2, 1e-4, 1e-6, 1e-8, 1e-12].map((tolerance) => seriesFor(2 * tolerance).name);
    expect(names).toEqual(["taylor6", "taylor6", "taylor8", "taylor10", "taylor10"]);
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
