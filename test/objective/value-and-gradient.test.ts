import { describe, expect, it } from "vitest";
import { OptionError, ShapeError } from "../../src/errors.ts";
import { meanSquaredError } from "../../src/losses/mean-squared-error.ts";
import { connect } from "../../src/network/connect.ts";
import { normal } from "../../src/network/initializers.ts";
import { network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import { lif } from "../../src/neurons/lif.ts";
import { valueAndGradient } from "../../src/objective/value-and-gradient.ts";
import { allSpikeTimes } from "../../src/readouts/all-spike-times.ts";
import { firstSpikeTimes } from "../../src/readouts/spike-times.ts";
import { stateAtTimes } from "../../src/readouts/state-at-times.ts";
import { type Input, piecewiseLinear } from "../../src/simulate/given/input.ts";

const drivenLif = defineNeuron({
  name: "driven",
  state: { v: { initial: 0.1 } },
  parameters: { tau: { default: 8, domain: "positive" }, threshold: 1 },
  signals: ["drive"],
  dynamics: "dv/dt = (drive - v) / tau",
  spike: { when: "v - threshold", reset: { v: 0 } },
  input: { v: "v + 0.2 * weight" },
});
const net = network({
  populations: {
    input: source(2),
    hidden: population(lif, 3, { parameters: { bias: 0.5 } }),
    output: population(drivenLif, 2),
  },
  projections: [
    connect("input", "hidden", { weight: normal(6, 0.5), delay: 0.7 }),
    connect("hidden", "output", { weight: normal(0.5, 0.1), delay: 1.1 }),
  ],
});
const parameters = net.initialParameters({ seed: 4 });
const loss = meanSquaredError();
const times = { readout: firstSpikeTimes("output", { silentTime: "until" }), loss };
const states = { readout: stateAtTimes("hidden", "v", [4, 11]), loss, target: () => 0.3 };
const options = { until: 40, rtol: 1e-10, atol: 1e-10 };
const input = (a: number[], b: number[]): Input => ({
  input: [a, b],
  "output.drive": piecewiseLinear([0, 10, 20], [0.8, 1.3, 1.7]),
});
const inputs = [input([1], [2.5]), input([0.5, 6], [3]), input([2], []), input([4], [4.5])];
const targets = [[14, 12], 13, 15, 11];

describe("valueAndGradient", () => {
  it("is the weighted sum of the terms, value and gradient", () => {
    const both = valueAndGradient(net, {
      ...options,
      terms: [
        { ...times, weight: 0.25, name: "times" },
        { ...states, weight: 3, name: "states" },
      ],
    })(parameters, inputs[0]!, targets[0]);
    const [one, two] = [times, states].map((term) =>
      valueAndGradient(net, { ...options, terms: [{ ...term, name: "only" }] })(
        parameters,
        inputs[0]!,
        targets[0],
      ),
    );
    expect(both.terms).toEqual({ times: one!.terms["only"], states: two!.terms["only"] });
    expect(both.value).toBe(0.25 * one!.value + 3 * two!.value);
    both.gradient.values.forEach((entry, k) => {
      const parts = [0.25 * one!.gradient.values[k]!, 3 * two!.gradient.values[k]!];
      // Two sums of some hundred terms, in another order.
      const size = Math.abs(parts[0]!) + Math.abs(parts[1]!);
      expect(Math.abs(entry - parts[0]! - parts[1]!)).toBeLessThanOrEqual(1e-12 * (size + 1));
    });
  });

  it("has the gradient of its value, in parameters, input times and signals", () => {
    const objective = valueAndGradient(net, { ...options, terms: [times, states] });
    const { gradient } = objective(parameters, inputs[0]!, targets[0]);
    const slope = (value: (shift: number) => number): number => {
      const central = (d: number): number => (value(d) - value(-d)) / (2 * d);
      return (4 * central(2e-4) - central(4e-4)) / 3;
    };
    const check = (actual: number, wanted: number, what: string): void => {
      // Values of size 10 whose times are good to 1e-8, over 1e-3; curvature is taken away by Richardson.
      expect(Math.abs(actual - wanted), what).toBeLessThan(1e-4 * (1 + Math.abs(wanted)));
    };
    for (const { id, offset, length } of net.layout.rows) {
      for (let k = 0; k < length; k++) {
        const at = (shift: number): number => {
          const moved = parameters.copy();
          moved.values[offset + k]! += shift;
          return objective(moved, inputs[0]!, targets[0]).value;
        };
        check(gradient.values[offset + k]!, slope(at), id);
      }
    }
    const first = (shift: number): number =>
      objective(parameters, input([1 + shift], [2.5]), targets[0]).value;
    check(gradient.inputTimes["input"]![0]![0]!, slope(first), "input time");
    [0.8, 1.3, 1.7].forEach((_, k) => {
      const values = [0.8, 1.3, 1.7];
      const at = (shift: number): number => {
        const moved = values.map((value, j) => (j === k ? value + shift : value));
        const given = { ...inputs[0]!, "output.drive": piecewiseLinear([0, 10, 20], moved) };
        return objective(parameters, given, targets[0]).value;
      };
      check(gradient.signals["output.drive"]![k]!, slope(at), `signal value ${k}`);
    });
  });

  it("of a batch is the mean of the samples, summed in their order", () => {
    const objective = valueAndGradient(net, { ...options, terms: [times, states] });
    const batch = objective(parameters, inputs, targets);
    const singles = inputs.map((one, k) => objective(parameters, one, targets[k]));
    expect(batch.value).toBe(singles.reduce((sum, { value }) => sum + 0.25 * value, 0));
    for (const [name, value] of Object.entries(batch.terms)) {
      expect(value).toBe(singles.reduce((sum, { terms }) => sum + 0.25 * terms[name]!, 0));
    }
    batch.gradient.values.forEach((entry, k) => {
      const parts = singles.map(({ gradient }) => gradient.values[k]! / 4);
      const size = parts.reduce((sum, part) => sum + Math.abs(part), 0);
      expect(Math.abs(entry - parts.reduce((a, b) => a + b, 0))).toBeLessThanOrEqual(1e-13 * size);
    });
  });

  it("gives the same bits again, and those of a single sample for a batch of one", () => {
    const objective = valueAndGradient(net, { ...options, terms: [times] });
    const first = objective(parameters, inputs, targets);
    const again = objective(parameters, inputs, targets);
    expect(again.gradient.values).toEqual(first.gradient.values);
    expect(again.gradient.values).not.toBe(first.gradient.values);
    const single = objective(parameters, inputs[1]!, targets[1]);
    const batch = objective(parameters, [inputs[1]!], [targets[1]]);
    expect(batch.gradient.values).toEqual(single.gradient.values);
    expect(batch.value).toBe(single.value);
  });

  it("gives gradients of input times and signals for one sample, not for a batch", () => {
    const objective = valueAndGradient(net, { ...options, terms: [times] });
    const { gradient } = objective(parameters, inputs[1]!, targets[1]);
    expect(gradient.inputTimes["input"]!.map((channel) => channel.length)).toEqual([2, 1]);
    expect(gradient.signals["output.drive"]).toHaveLength(3);
    const batch = objective(parameters, inputs, targets).gradient;
    expect([batch.inputTimes, batch.signals]).toEqual([{}, {}]);
  });

  it("stays finite for silent outputs that have a silentTime, and says Infinity for those without", () => {
    const silent = parameters.copy();
    silent.set("output.threshold", 100);
    const finite = valueAndGradient(net, { ...options, terms: [times] })(silent, inputs[0]!, 10);
    expect(finite.value).toBe(30 * 30);
    expect(finite.gradient.values.every((entry) => entry === 0)).toBe(true);
    const open = { readout: firstSpikeTimes("output"), loss };
    const infinite = valueAndGradient(net, { ...options, terms: [open] })(silent, inputs[0]!, 10);
    expect(infinite.value).toBe(Infinity);
    expect(infinite.gradient.values.every((entry) => entry === 0)).toBe(true);
  });

  it("counts a population of which nobody spikes as silent against its target, and trains the rest", () => {
    const all = { readout: allSpikeTimes("output"), loss, name: "all" };
    const objective = valueAndGradient(net, { ...options, terms: [all, states] });
    const silent = { ...input([], []), "output.drive": piecewiseLinear([0], [0]) };
    const alone = valueAndGradient(net, { ...options, terms: [states] })(parameters, silent, 13);
    const { value, gradient } = objective(parameters, silent, 13);
    expect(value).toBe(Infinity);
    expect(gradient.values).toEqual(alone.gradient.values);
    expect(objective(parameters, silent, Infinity).value).toBe(alone.value);
  });

  it("does not change the parameters", () => {
    const before = parameters.values.slice();
    valueAndGradient(net, { ...options, terms: [times] })(parameters, inputs, targets);
    expect(parameters.values).toEqual(before);
  });

  it("answers wrong samples clearly", () => {
    const objective = valueAndGradient(net, { ...options, terms: [times] });
    expect(() => objective(parameters, [], [])).toThrow("valueAndGradient: the batch is empty");
    expect(() => objective(parameters, inputs, [1, 2])).toThrow(
      "2 targets for 4 inputs\n  Give one target per input.",
    );
    expect(() => objective(parameters, inputs, 3)).toThrow(ShapeError);
    expect(() => objective(parameters, inputs[0]!, [1, 2, 3])).toThrow(/3 targets for 2 values/);
    const holes = Object.assign(new Array<Input>(3), { 0: inputs[0], 2: inputs[1] });
    expect(() => objective(parameters, holes, [1, 2, 3])).toThrow("valueAndGradient: inputs[1] is missing");
    expect(() => objective(parameters, inputs, new Array(4))).toThrow("targets[0] is missing");
    const other = network({ populations: { cell: population(lif, 1) } }).initialParameters();
    expect(() => objective(other, inputs[0]!, 1)).toThrow(OptionError);
    expect(() => valueAndGradient(net, { until: 1, terms: [] })).toThrow(
      /^valueAndGradient: there are no terms/,
    );
  });
});

it("refuses parameters that a view has written outside their domains", () => {
  const net = network({ populations: { cell: population(lif, 1, { parameters: { bias: 3 } }) } });
  const lossOf = valueAndGradient(net, {
    until: 20,
    terms: [{ readout: firstSpikeTimes("cell", { silentTime: "until" }), loss: meanSquaredError() }],
  });
  const parameters = net.initialParameters();
  expect(() => lossOf(parameters, {}, 5)).not.toThrow();
  parameters.view("cell.tauMem")[0] = -5;
  expect(() => lossOf(parameters, {}, 5)).toThrow(OptionError);
  expect(() => lossOf(parameters, [{}, {}], [5, 5])).toThrow(
    /^valueAndGradient: .*cell\.tauMem.* is -5\n {2}Give a number > 0/,
  );
});
