import { describe, expect, it } from "vitest";
import { neuronPrograms } from "../../src/compile/neuron-kernels.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import { eif } from "../../src/neurons/eif.ts";
import { gif } from "../../src/neurons/gif.ts";
import { hodgkinHuxley } from "../../src/neurons/hodgkin-huxley.ts";
import { leakyIntegrator } from "../../src/neurons/leaky-integrator.ts";
import { lif } from "../../src/neurons/lif.ts";
import type { NeuronModel } from "../../src/neurons/neuron-model.ts";
import { qif } from "../../src/neurons/qif.ts";
import { refractory } from "../../src/neurons/refractory.ts";
import { resonateAndFire } from "../../src/neurons/resonate-and-fire.ts";
import { twoCompartment } from "../../src/neurons/two-compartment.ts";
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

  it("is the Taylor series of a linear one where exact steps would be long programs", () => {
    const long = [gif, resonateAndFire, twoCompartment, chain(5)];
    for (const model of long) expect(chosen(model), model.name).toBe("taylor8");
  });

  it("is Tsitouras 5(4) for a model that is not linear", () => {
    for (const model of [qif, eif, hodgkinHuxley]) expect(chosen(model), model.name).toBe("tsitouras-5(4)");
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
    const numbers = reason(chain(5)).match(
      /(\d+) values; of the Taylor series it has (\d+), by Tsitouras 5\(4\) (\d+)$/,
    );
    const [exact, series, explicit] = numbers!.slice(1).map(Number) as [number, number, number];
    expect(exact).toBeGreaterThan(explicit);
    expect(series).toBeLessThanOrEqual(explicit);
    const ring = defineNeuron({
      name: "ring",
      state: { a: {}, b: {}, c: {} },
      dynamics: "da/dt = b - a\n db/dt = c - b\n dc/dt = 2 * a - c",
    });
    expect(reason(ring)).toMatch(
      /^the exact flow has no closed form, and its steps a longest; of the Taylor series it has \d+, /,
    );
  });
});
