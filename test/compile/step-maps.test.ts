import { describe, expect, it } from "vitest";
import { neuronPrograms } from "../../src/compile/neuron-kernels.ts";
import { adex } from "../../src/neurons/adex.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import { egru } from "../../src/neurons/egru.ts";
import { eif } from "../../src/neurons/eif.ts";
import { fitzHughNagumo } from "../../src/neurons/fitzhugh-nagumo.ts";
import { hodgkinHuxley } from "../../src/neurons/hodgkin-huxley.ts";
import { izhikevich } from "../../src/neurons/izhikevich.ts";
import { leakyIntegrator } from "../../src/neurons/leaky-integrator.ts";
import { lif } from "../../src/neurons/lif.ts";
import { morrisLecar } from "../../src/neurons/morris-lecar.ts";
import type { NeuronModel } from "../../src/neurons/neuron-model.ts";
import { qif } from "../../src/neurons/qif.ts";
import { refractory } from "../../src/neurons/refractory.ts";
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

  it("is a Taylor series where the exact flow is long, proves less, or is none, and the equations are entire", () => {
    const entire = [qif, eif, izhikevich, adex, fitzHughNagumo, twoCompartment, chain(5)];
    for (const model of [...entire, chain(2, "x0 * x1 - 1")])
      expect(chosen(model), model.name).toBe("taylor8");
  });

  it("is Tsitouras 5(4) where something narrow may lie between the ends of a step, or a series is long", () => {
    for (const model of [egru, morrisLecar, hodgkinHuxley])
      expect(chosen(model), model.name).toBe("tsitouras-5(4)");
    const of = (rate: string): string =>
      chosen(defineNeuron({ name: "m", state: { v: {}, w: {} }, dynamics: `dv/dt = ${rate}\n dw/dt = v^2` }));
    expect(of("exp(-v) - w^2")).toBe("taylor8");
    for (const rate of ["exp(-v^2)", "1 / (1 + v^2)", "sqrt(1 + w)", "tanh(w)", "exp(-v * w)", "v^1.5"])
      expect(of(rate), rate).toBe("tsitouras-5(4)");
    // What only parameters move may be anything, and switches are constant between their instants.
    expect(of("(v > 1 ? sqrt(2) : tanh(3)) * v^2 / sqrt(3)")).toBe("taylor8");
    expect(of(Array.from({ length: 12 }, (_, k) => `sin(v - ${k} * w) * cos(w + ${k})`).join(" * "))).toBe(
      "tsitouras-5(4)",
    );
  });

  it("has a reason", () => {
    const reason = (model: NeuronModel): string => neuronPrograms(model, automatic).reason;
    expect(reason(lif)).toMatch(
      /^the equations are linear, and a step of the exact flow is a program of \d+ /,
    );
    expect(reason(hodgkinHuxley)).toBe("the equations are not linear");
    const series = "the equations have a Taylor series everywhere";
    expect(reason(qif)).toBe(`the equations are not linear; ${series}`);
    expect(reason(chain(2, "x0 * x1 - 1"))).toBe(`the event function of "spike" is not linear; ${series}`);
    const [, own, other] = /^a step .* of (\d+) values, by Tsitouras 5\(4\) of (\d+);/.exec(
      reason(chain(5)),
    )!;
    expect(Number(own)).toBeGreaterThan(Number(other));
    const ring = defineNeuron({
      name: "ring",
      state: { a: {}, b: {}, c: {} },
      dynamics: "da/dt = b - a\n db/dt = c - b\n dc/dt = 2 * a - c",
    });
    expect(reason(ring)).toBe(`the exact flow has no closed form, and its steps a longest; ${series}`);
  });
});
