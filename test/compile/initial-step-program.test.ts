import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import type { NeuronModel } from "../../src/neurons/neuron-model.ts";
import { bogackiShampine32 } from "../../src/solvers/tableaus/bogacki-shampine-32.ts";
import { tsitouras54 } from "../../src/solvers/tableaus/tsitouras-54.ts";
import { initialStepSize } from "../support/initial-step-size.ts";
import { defaultsOf, evaluateAt, oneFrame, type Values } from "../support/one-frame.ts";

const pendulum = defineNeuron({
  name: "pendulum",
  state: { x: { scale: 10 }, y: {} },
  parameters: { k: 2 },
  signals: ["push"],
  dynamics: "dx/dt = y\n dy/dt = -k * sin(x) + push * t",
});
const tolerances = { $rtol: 1e-6, $atol: 1e-7 };

function proposal(model: NeuronModel, values: Values, tableau = tsitouras54): number {
  const cell = oneFrame(model, tableau);
  cell.write({ ...defaultsOf(model), ...tolerances, t: 0, ...values });
  cell.kernels.initialStep(0);
  return cell.read(["$initialStep"])[0]!;
}

describe("initialStepProgram", () => {
  it("is the proposal that the solvers make for the same vector field", () => {
    const near = fc.double({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(near, near, near, near, (x, y, push, rate) => {
        for (const tableau of [tsitouras54, bogackiShampine32]) {
          const frame = { ...defaultsOf(pendulum), t: 0.5, push, "$slope.push": rate };
          const wanted = initialStepSize(
            (t, state, out) => {
              out.set(evaluateAt(pendulum, pendulum.derivatives, frame, [...state], t - 0.5));
            },
            0.5,
            Float64Array.of(x, y),
            {
              atol: [10 * tolerances.$atol, tolerances.$atol],
              rtol: tolerances.$rtol,
              embeddedOrder: tableau.order,
            },
          );
          const actual = proposal(pendulum, { ...frame, x, y }, tableau);
          // The change of f is a difference of nearby numbers: it loses up to six digits.
          expect(Math.abs(actual / wanted - 1)).toBeLessThan(1e-6);
        }
      }),
      { numRuns: 50 },
    );
  });

  it("is Infinity at an equilibrium", () => {
    expect(proposal(pendulum, { x: 0, y: 0, push: 0 })).toBe(Infinity);
  });

  it("does not look at discrete variables", () => {
    const model = defineNeuron({
      name: "with memory",
      state: { x: {} },
      discrete: { z: { initial: 1e9 } },
      dynamics: "dx/dt = -x",
    });
    expect(proposal(model, { x: 1, z: 1e9 })).toBe(proposal(model, { x: 1, z: 0 }));
  });

  it("is the trial step, not 0 from which no controller recovers, where f overflows after it", () => {
    const steep = defineNeuron({ name: "steep", state: { x: {} }, dynamics: "dx/dt = 1e9 + exp(x)" });
    expect(proposal(steep, { x: 0 })).toBe(1e-6);
  });

  it("is not a number where f is not finite to begin with", () => {
    const pole = defineNeuron({ name: "pole", state: { x: {} }, dynamics: "dx/dt = 1 / x" });
    expect(proposal(pole, { x: 0 })).toBeNaN();
  });
});
