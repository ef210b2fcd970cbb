import { describe, expect, it } from "vitest";
import { neuronPrograms } from "../../src/compile/neuron-kernels.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import { eif } from "../../src/neurons/eif.ts";
import { fitzHughNagumo } from "../../src/neurons/fitzhugh-nagumo.ts";
import { gif } from "../../src/neurons/gif.ts";
import { hindmarshRose } from "../../src/neurons/hindmarsh-rose.ts";
import { hodgkinHuxley } from "../../src/neurons/hodgkin-huxley.ts";
import { izhikevich } from "../../src/neurons/izhikevich.ts";
import { leakyIntegrator } from "../../src/neurons/leaky-integrator.ts";
import { lif } from "../../src/neurons/lif.ts";
import type { NeuronModel } from "../../src/neurons/neuron-model.ts";
import { qif } from "../../src/neurons/qif.ts";
import { quadratic } from "../../src/neurons/quadratic.ts";
import { refractory } from "../../src/neurons/refractory.ts";
import { resonateAndFire } from "../../src/neurons/resonate-and-fire.ts";
import { twoCompartment } from "../../src/neurons/two-compartment.ts";
import { automatic } from "../../src/solvers/method.ts";

const reason = (model: NeuronModel): string => neuronPrograms(model, automatic()).reason;
const chosen = (model: NeuronModel, tolerance = 1e-6): string =>
  neuronPrograms(model, automatic(2 * tolerance)).method.name;

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

/** A model of one state, driven by a signal. */
const scalar = (dv: string, when = "v - 1"): NeuronModel =>
  defineNeuron({
    name: "scalar",
    state: { v: {} },
    parameters: { a: 2 },
    signals: ["drive"],
    dynamics: `dv/dt = ${dv}`,
    spike: { when, reset: { v: 0 } },
  });

const plainEquations = [
  "v^3 / a - v",
  "a * v * drive * t",
  "exp(a) * v^2 + drive",
  "sin(2 * v + t) * cos(drive) - v",
];
const otherEquations = [
  "v^4",
  "v^3 * sin(t)",
  "sin(v^2)",
  "((1 - cos(v)) / 2)^24 + drive",
  "exp(v)",
  "1 / v",
  "sqrt(v)",
  "v^a",
];

describe("the method that a model has by itself", () => {
  it("is the exact flow where that is linear and short", () => {
    for (const model of [lif, leakyIntegrator, refractory(lif, { period: 2 }), chain(2)]) {
      expect(chosen(model), model.name).toBe("exactFlow");
    }
  });

  it("is the Taylor series of a linear one where exact steps would be long programs", () => {
    const long = [gif, resonateAndFire, twoCompartment, chain(5)];
    for (const model of long) expect(chosen(model), model.name).toBe("taylor8");
    for (const model of long) expect(chosen(model, 1e-3), model.name).toBe("taylor6");
    for (const model of long) expect(chosen(model, 1e-9), model.name).toBe("taylor10");
  });

  it("is the Taylor series of polynomials of degree 3 at most, sines and cosines", () => {
    const plain = [qif, quadratic, izhikevich, fitzHughNagumo, hindmarshRose];
    for (const model of plain) expect(chosen(model), model.name).toBe("taylor8");
    for (const model of plain) expect(chosen(model, 1e-3), model.name).toBe("taylor6");
    for (const model of plain) expect(chosen(model, 1e-9), model.name).toBe("taylor10");
    // If it is as short: these are for the asking.
    for (const dv of plainEquations) {
      expect(reason(scalar(dv)), dv).toMatch(
        /^the equations are polynomials of degree 3 at most, sines and cosines; /,
      );
    }
  });

  it("is Tsitouras 5(4) where something may happen between the ends of a step", () => {
    for (const model of [eif, hodgkinHuxley]) expect(chosen(model), model.name).toBe("tsitouras-5(4)");
    for (const model of [refractory(qif, { period: 2 }), scalar("v * abs(v) - drive")]) {
      expect(reason(model), model.name).toBe(
        "the equations are not linear, and there are timers or comparisons",
      );
      expect(chosen(model), model.name).toBe("tsitouras-5(4)");
    }
    for (const dv of otherEquations) expect(chosen(scalar(dv)), dv).toBe("tsitouras-5(4)");
    expect(chosen(scalar("v^2 - 1", "v^2 - 4"))).toBe("tsitouras-5(4)");
  });

  it("is Tsitouras 5(4) where not all crossings would be proved", () => {
    expect(chosen(chain(2, "x0 * x1 - 1"))).toBe("tsitouras-5(4)");
  });

  it("has a reason", () => {
    expect(reason(lif)).toMatch(
      /^the equations are linear, and a step computes \d+ values by the exact flow, \d+ by Tsitouras 5\(4\)$/,
    );
    expect(reason(eif)).toBe(
      "the equations are neither linear nor polynomials of degree 3 at most, sines and cosines",
    );
    expect(reason(qif)).toMatch(
      /^the equations are polynomials of degree 3 at most, sines and cosines; a step computes \d+ values by the Taylor series, \d+ by Tsitouras 5\(4\)$/,
    );
    expect(reason(chain(2, "x0 * x1 - 1"))).toBe('the event function of "spike" is not linear');
    const numbers = reason(chain(5)).match(
      /(\d+) values by the exact flow; a step computes (\d+) values by the Taylor series, (\d+) by Tsitouras 5\(4\)$/,
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
      /^the exact flow has no closed form, and its steps a longest; a step computes \d+ values /,
    );
  });
});
