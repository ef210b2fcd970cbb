import { describe, expect, it } from "vitest";
import { pullback, zeroCotangents } from "../../src/adjoint/pullback.ts";
import { checkGradients } from "../../src/check/check-gradients.ts";
import { add, mul } from "../../src/expr/build.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import { symbol } from "../../src/expr/node.ts";
import { describeNetwork } from "../../src/io/describe-network.ts";
import { networkFromDescription } from "../../src/io/network-from-description.ts";
import { meanSquaredError } from "../../src/losses/mean-squared-error.ts";
import { network } from "../../src/network/network.ts";
import { type NeuronPopulation, population } from "../../src/network/population.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import { initialValues, ofInitialValues, ofStates } from "../../src/neurons/initial-values.ts";
import type { NeuronDefinition } from "../../src/neurons/neuron-definition.ts";
import { stateAtTimes } from "../../src/readouts/state-at-times.ts";
import { simulate } from "../../src/simulate/simulate.ts";

/** A gate that begins at rest, by a definition of the dynamics. */
const gated: NeuronDefinition = {
  name: "gated",
  state: {
    n: { unit: "1", initial: "n_inf" },
    v: { unit: "mV", initial: -65, scale: 10 },
    w: { unit: "mV", initial: "2 * v * n" },
  },
  parameters: {
    half: { unit: "mV", default: -50 },
    slope: { unit: "mV", default: 10 },
    tau: { unit: "ms", default: 5 },
  },
  dynamics: `
    tau * dn/dt = n_inf - n
    dv/dt = (-60 mV - v) / tau
    dw/dt = -w / tau
    n_inf = alpha / (alpha + beta)
    alpha = exp((v - half) / slope)
    beta = exp(-(v - half) / slope)
  `,
  spike: { when: "v" },
};
const at = (v: number, half: number, slope: number): number => 1 / (1 + Math.exp((-2 * (v - half)) / slope));

describe("initial values", () => {
  const model = defineNeuron(gated);

  it("may be definitions, in which a state is its initial value", () => {
    const [n, v, w] = initialValues(model.states);
    expect(v).toBe(symbol("initial.v"));
    const values = { "initial.v": -65, half: -50, slope: 10 };
    const [start, double] = evaluate([n!, w!], values);
    expect(start).toBeCloseTo(at(-65, -50, 10), 15);
    expect(double).toBeCloseTo(2 * -65 * at(-65, -50, 10), 12);
  });

  /** The states at one time, and the gradient of the state n or w there. */
  function sampled(initial: Readonly<Record<string, number>>, state: string, time = 0) {
    const net = network({ populations: { cell: population(model, 1, { initial }) } });
    const samples = [{ population: "cell", times: [time] }];
    const run = simulate(net, net.initialParameters(), {}, { until: 1, samples });
    const cotangents = zeroCotangents(run);
    stateAtTimes("cell", state, [time]).pullback(run, Float64Array.of(1), cotangents);
    return { states: [...run.samples("cell").values], gradient: pullback(run, cotangents) };
  }

  it("follow what a population sets, which is a parameter then", () => {
    for (const [initial, n] of [
      [{}, at(-65, -50, 10)],
      [{ v: -40 }, at(-40, -50, 10)],
      [{ v: -40, n: 0.25 }, 0.25],
    ] as const) {
      const v = "v" in initial ? initial.v : -65;
      const { states } = sampled(initial, "n");
      // A handful of operations.
      [n, v, 2 * v * n].forEach((value, k) => {
        expect(Math.abs(states[k]! - value)).toBeLessThanOrEqual(8 * Number.EPSILON * Math.abs(value));
      });
    }
  });

  it("pass their gradient on to parameters and to the numbers that other states start with", () => {
    const n = at(-65, -50, 10);
    const slope = (n * (1 - n) * 2) / 10;
    const { gradient } = sampled({}, "n");
    expect(gradient.view("cell.initial.v")[0]! / slope).toBeCloseTo(1, 12);
    expect(gradient.view("cell.half")[0]! / -slope).toBeCloseTo(1, 12);
    expect(gradient.view("cell.slope")[0]! / ((slope * 15) / 10)).toBeCloseTo(1, 12);
    const double = sampled({}, "w").gradient.view("cell.initial.v")[0]!;
    expect(double / (2 * n + 2 * -65 * slope)).toBeCloseTo(1, 12);
    const given = sampled({ n: 0.25 }, "w").gradient;
    expect([given.view("cell.initial.n")[0], given.view("cell.initial.v")[0]]).toEqual([2 * -65, 0.5]);
  });

  it("have the derivatives that tangents and differences have", () => {
    const net = network({ populations: { cell: population(model, 1) } });
    const objective = {
      until: 4,
      terms: [{ readout: stateAtTimes("cell", "w", [3]), loss: meanSquaredError() }],
    };
    const check = checkGradients(net, objective, net.initialParameters(), {}, [1]);
    expect(check.agrees, String(check)).toBe(true);
  });

  it("may not be given by each other, and not by signals", () => {
    const { n, v, w } = gated.state;
    const attempt =
      (state: NeuronDefinition["state"], change: object = {}) =>
      (): unknown =>
        defineNeuron({ ...gated, state, ...change });
    expect(attempt({ n: n!, v: { ...v, initial: "n * 1 mV" }, w: w! })).toThrow(
      'defineNeuron("gated"): initial values are given by each other, n → v → n\n  Give one of them as a number',
    );
    expect(attempt({ n: n!, v: { ...v, initial: "v" }, w: w! })).toThrow(
      'the initial value of "v" is given by itself',
    );
    const dynamics = `${gated.dynamics as string}\n    drive = 2 * current`;
    const signalled = { dynamics, signals: { current: { unit: "mV" } } };
    expect(attempt({ n: n!, v: { ...v, initial: "drive" }, w: w! }, signalled)).toThrow(
      'the initial value of "v" depends on the signal "current"',
    );
  });

  it("have t = 0 in definitions that depend on time", () => {
    const { states } = defineNeuron({
      name: "clocked",
      state: { x: { initial: "wave + 1" } },
      dynamics: "wave = cos(t)\n dx/dt = wave",
    });
    expect(states[0]!.initial).toBe(2);
  });

  it("have the units of their states, whatever those of the definitions", () => {
    const { states } = defineNeuron({
      name: "scaled",
      state: { v: { unit: "mV", initial: "rest" }, u: { unit: "V", initial: "v + 1 mV" } },
      parameters: { e: { unit: "V", default: -0.07 } },
      dynamics: "rest = e + 5 mV\n dv/dt = 0\n du/dt = 0",
    });
    const [v, u] = evaluate(initialValues(states), { e: -0.07 });
    expect(v).toBeCloseTo(-65, 12);
    expect(u).toBeCloseTo(-0.064, 15);
    expect(() =>
      defineNeuron({
        name: "wrong",
        state: { v: { unit: "mV", initial: "rest" } },
        dynamics: "rest = 5 ms\n dv/dt = 0",
      }),
    ).toThrow(/units do not agree: .* is the initial value of v/);
  });

  it("are the same in a saved model", () => {
    const net = network({ populations: { cell: population(model, 1) } });
    const described = describeNetwork(net);
    const again = networkFromDescription(JSON.parse(JSON.stringify(described)) as typeof described);
    const { model: read } = again.populations[0]!.definition as NeuronPopulation;
    read.states.forEach(({ initial }, k) => {
      expect(initial).toEqual(model.states[k]!.initial);
    });
  });

  it("are turned into names of initial values and back", () => {
    const formula = add(mul(symbol("v"), symbol("n")), symbol("half"));
    const there = ofInitialValues(formula, ["v", "n"]);
    expect(there).toBe(add(mul(symbol("initial.v"), symbol("initial.n")), symbol("half")));
    expect(ofStates(there, ["v", "n"])).toBe(formula);
  });
});
