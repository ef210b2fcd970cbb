/** The linear part of a model, and what is said of a model that has none. */
import { describe, expect, it } from "vitest";
import { linearModel } from "../../src/compile/linear-model.ts";
import { neuronPrograms } from "../../src/compile/neuron-kernels.ts";
import { switchedModel } from "../../src/compile/switches.ts";
import { UnsupportedError } from "../../src/errors.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import { eif } from "../../src/neurons/eif.ts";
import { izhikevich } from "../../src/neurons/izhikevich.ts";
import { lif } from "../../src/neurons/lif.ts";
import type { NeuronModel } from "../../src/neurons/neuron-model.ts";
import { qif } from "../../src/neurons/qif.ts";
import { refractory } from "../../src/neurons/refractory.ts";
import { exactFlow } from "../../src/solvers/exact-flow.ts";

function linear(model: NeuronModel): ReturnType<typeof linearModel> {
  return linearModel(switchedModel(model), "a test");
}

function model(dynamics: string, more: { signals?: string[] } = {}): NeuronModel {
  return defineNeuron({
    name: "own",
    state: { v: {}, w: {} },
    discrete: { z: { initial: 1 } },
    parameters: { tau: { default: 4, domain: "positive" }, b: 0.5 },
    dynamics,
    ...more,
  });
}

function states(names: string, dynamics: string): NeuronModel {
  const state = Object.fromEntries(names.split(", ").map((name) => [name, {}]));
  return defineNeuron({ name: "own", state, dynamics });
}

describe("linearModel", () => {
  it("finds the matrix and the drive of a LIF neuron", () => {
    const { blocks, matrix, drive } = linear(lif);
    expect(blocks).toEqual([[1], [0]]);
    const values = { tauMem: 20, tauSyn: 5, bias: 3 };
    expect(matrix.map((row) => evaluate(row, values))).toEqual([
      [-1 / 20, 1 / 20],
      [0, -1 / 5],
    ]);
    expect(evaluate(drive, values)).toEqual([3 * (1 / 20), 0]);
  });

  it("takes discrete states, modes and parameters as constants, time and signals as ramps", () => {
    const { matrix, drive, ramp } = linear(
      model("dv/dt = -z * v / tau + max(w, b) + 0.3 * t + 2 * s\n dw/dt = -w", { signals: ["s"] }),
    );
    const at = { tau: 4, b: 0.5, z: 2, t: 10, s: 3, "$slope.s": 0.7, "$mode.0": 1 };
    expect(evaluate(matrix[0]!, at)).toEqual([-0.5, 1, 0, 0]);
    expect(evaluate(matrix[0]!, { ...at, "$mode.0": -1 })).toEqual([-0.5, 0, 0, 0]);
    expect(evaluate(drive, at)[0]).toBeCloseTo(0.3 * 10 + 2 * 3, 14);
    expect(evaluate(drive, { ...at, "$mode.0": -1 })[0]).toBeCloseTo(0.5 + 0.3 * 10 + 2 * 3, 14);
    expect(evaluate(ramp, at)[0]).toBeCloseTo(0.3 + 2 * 0.7, 14);
  });

  it("holds what a refractory period holds", () => {
    const { matrix } = linear(refractory(lif, { period: 2 }));
    const at = { tauMem: 20, tauSyn: 5, refractory: 1 };
    expect(evaluate(matrix[0]!.slice(0, 2), at)).toEqual([0, 0]);
    expect(evaluate(matrix[1]!.slice(0, 2), at)).toEqual([0, -1 / 5]);
  });

  it.each<[string, NeuronModel, string]>([
    ["a square", qif, "is not linear: its derivative with respect to"],
    ["an exponential", eif, "changes with v"],
    ["Izhikevich's parabola", izhikevich, "changes with v"],
    [
      "a product",
      model("dv/dt = -v * w / tau\n dw/dt = -w"),
      'dv/dt is not linear: its derivative with respect to v, "-w * (1 / tau)", changes with w',
    ],
    [
      "a coefficient that moves with the time",
      model("dv/dt = -v\n dw/dt = -w * cos(t)"),
      'dw/dt is not linear: its derivative with respect to w, "-cos(t)", changes with t',
    ],
    [
      "a drive that bends",
      model("dv/dt = -v + t * t\n dw/dt = -w"),
      "dv/dt is not linear: its derivative with respect to t",
    ],
    [
      "a signal as a conductance",
      model("dv/dt = -v * s\n dw/dt = -w", { signals: ["s"] }),
      'dv/dt is not linear: its derivative with respect to v, "-s", changes with s',
    ],
  ])("refuses %s, and says why", (_, own, why) => {
    const make = (): unknown => neuronPrograms(own, exactFlow, 'population "cell"');
    expect(make).toThrow(UnsupportedError);
    expect(make).toThrow('exactFlow: population "cell"');
    expect(make).toThrow(why);
  });

  it("keeps states together that drive each other, after those that drive them", () => {
    const ring = "dv/dt = -v + w\n dw/dt = -w + x\n dx/dt = -x + v + z\n dy/dt = v - y\n dz/dt = -z";
    expect(linear(states("v, w, x, y, z", ring)).blocks).toEqual([[4], [0, 1, 2], [3]]);
    const pairs = "dv/dt = w\n dw/dt = -v\n dx/dt = y + v\n dy/dt = -x";
    expect(linear(states("v, w, x, y", pairs)).blocks).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });
});
