import { describe, expect, it } from "vitest";
import { neuronPrograms } from "../../src/compile/neuron-kernels.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import { leakyIntegrator } from "../../src/neurons/leaky-integrator.ts";
import { lif } from "../../src/neurons/lif.ts";
import type { NeuronModel } from "../../src/neurons/neuron-model.ts";
import { qif } from "../../src/neurons/qif.ts";
import { refractory } from "../../src/neurons/refractory.ts";
import { automatic } from "../../src/solvers/method.ts";

const chosen = (model: NeuronModel): string => neuronPrograms(model, automatic).method.name;

/** States that decay into each other, the first one read. */
function chain(length: number, when = "x0 - 1"): NeuronModel {
  const names = Array.from({ length }, (_, k) => `x${k}`);
  return defineNeuron({
    name: `chain of ${length}`,
    state: Object.fromEntries(names.map((name) => [name, {}])),
    parameters: Object.fromEntries(names.map((name, k) => [`tau_${name}`, 5 + k])),
    dynamics: names
      .map((name, k) => `d${name}/dt = (${names[k + 1] ?? 0} - ${name}) / tau_${name}`)
      .join("\n"),
    spike: { when, reset: { x0: 0 } },
  });
}

describe("the method that a model has by itself", () => {
  it("is the exact flow where that is linear and short", () => {
    for (const model of [lif, leakyIntegrator, refractory(lif, { period: 2 }), chain(2)]) {
      expect(chosen(model), model.name).toBe("exactFlow");
    }
  });

  it("is Tsitouras 5(4) for a model that is not linear, and where exact steps would be long programs", () => {
    for (const model of [qif, chain(5)]) expect(chosen(model), model.name).toBe("tsitouras-5(4)");
  });

  it("is Tsitouras 5(4) where not all crossings would be proved", () => {
    expect(chosen(chain(2, "x0 * x1 - 1"))).toBe("tsitouras-5(4)");
  });

  it("has a reason", () => {
    const reason = (model: NeuronModel): string => neuronPrograms(model, automatic).reason;
    expect(reason(lif)).toMatch(
      /^the equations are linear, and a step of the exact flow is a program of \d+ /,
    );
    expect(reason(qif)).toBe("the equations are not linear");
    expect(reason(chain(2, "x0 * x1 - 1"))).toBe('the event function of "spike" is not linear');
    const [, own, other] = /^a step .* of (\d+) values, by Tsitouras 5\(4\) of (\d+)$/.exec(
      reason(chain(5)),
    )!;
    expect(Number(own)).toBeGreaterThan(Number(other));
    const ring = defineNeuron({
      name: "ring",
      state: { a: {}, b: {}, c: {} },
      dynamics: "da/dt = b - a\n db/dt = c - b\n dc/dt = 2 * a - c",
    });
    expect(reason(ring)).toBe("the exact flow has no closed form, and its steps a longest");
  });
});
