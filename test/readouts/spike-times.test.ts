import { describe, expect, it } from "vitest";
import { zeroCotangents } from "../../src/adjoint/pullback.ts";
import { OptionError, ShapeError } from "../../src/errors.ts";
import { network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { lif } from "../../src/neurons/lif.ts";
import { allSpikeTimes } from "../../src/readouts/all-spike-times.ts";
import { firstSpikeTimes, spikeTimes } from "../../src/readouts/spike-times.ts";
import { stateAtTimes } from "../../src/readouts/state-at-times.ts";
import { simulate } from "../../src/simulate/simulate.ts";
import { firstSpikeAccuracy, silentLabels } from "../../src/train/metrics.ts";

const net = network({
  populations: { input: source(2), cell: population(lif, 2, { parameters: { bias: [3, 0] } }) },
});
const run = simulate(net, net.initialParameters(), { input: [[5, 2, Infinity], []] }, { until: 20 });
const [fired] = run.spikeTimes("cell");

describe("spike times", () => {
  it("are the first of every neuron, Infinity for a silent one", () => {
    expect([...firstSpikeTimes("cell").read(run)]).toEqual([fired![0], Infinity]);
  });

  it("are the first few of every neuron, neuron by neuron", () => {
    expect(fired).toHaveLength(2);
    expect([...spikeTimes("cell", { count: 3 }).read(run)]).toEqual([
      fired![0],
      fired![1],
      Infinity,
      Infinity,
      Infinity,
      Infinity,
    ]);
  });

  it("of a silent neuron are what silentTime says, and have no gradient", () => {
    for (const [silentTime, value] of [
      [33, 33],
      ["until", 20],
    ] as const) {
      const readout = firstSpikeTimes("cell", { silentTime });
      expect(readout.read(run)[1]).toBe(value);
      const cotangents = zeroCotangents(run);
      readout.pullback(run, Float64Array.of(0, 7), cotangents);
      expect(cotangents.spikeTimes.every((bar) => bar === 0)).toBe(true);
    }
  });

  it("of a source are those given, in order", () => {
    expect([...spikeTimes("input", { count: 2, silentTime: -0 }).read(run)]).toEqual([2, 5, -0, -0]);
  });

  it("answer wrong options clearly", () => {
    expect(() => firstSpikeTimes("cell", { silentTime: -1 })).toThrow(
      'firstSpikeTimes("cell"): silentTime is -1\n  Give a time ≥ 0 [ms], or "until".',
    );
    expect(() => firstSpikeTimes("cell", { silentTime: Number.NaN })).toThrow(OptionError);
    expect(() => spikeTimes("cell", { count: 0 })).toThrow(
      'spikeTimes("cell"): count is 0\n  Give a whole number ≥ 1.',
    );
    expect(() => spikeTimes("cell", { count: 1.5 })).toThrow(OptionError);
    expect(() => firstSpikeTimes("cel").read(run)).toThrow(
      /there is no population "cel"\n {2}Did you mean "cell"/,
    );
  });

  it("refuse a population that is no text, whatever it is", () => {
    const makers: ((population: never) => unknown)[] = [
      (population) => firstSpikeTimes(population),
      (population) => spikeTimes(population, { count: 1 }),
      (population) => allSpikeTimes(population),
      (population) => stateAtTimes(population, "v", [1]),
      (population) => stateAtTimes("cell", population, [1]),
      (population) => firstSpikeAccuracy(population),
      (population) => silentLabels(population),
    ];
    for (const make of makers) {
      for (const [wrong, told] of [
        [undefined, "undefined"],
        [{ count: 1 }, "an object"],
        [Symbol("c"), "Symbol(c)"],
      ] as const) {
        const attempt = (): unknown => make(wrong as never);
        expect(attempt).toThrow(OptionError);
        expect(attempt).toThrow(new RegExp(`is ${told.replace(/[()]/g, ".")}\n {2}Give a text in quotes`));
      }
    }
  });

  it("refuse cotangents that are not of their values or not of their run", () => {
    const readout = spikeTimes("cell", { count: 3 });
    expect(() => readout.pullback(run, new Float64Array(2), zeroCotangents(run))).toThrow(
      'spikeTimes("cell"): the cotangents of 6 output values are 2\n' +
        "  Give one for each value that the readout reads.",
    );
    expect(() => readout.pullback(run, undefined as never, zeroCotangents(run))).toThrow(ShapeError);
    const silent = zeroCotangents(simulate(net, net.initialParameters(), { input: [[], []] }, { until: 1 }));
    expect(() => readout.pullback(run, new Float64Array(6), silent)).toThrow(
      'spikeTimes("cell"): the cotangents of spike times belong to another run\n' +
        "  Make them with zeroCotangents of the run that is read.",
    );
  });

  it("refuse a misspelt option", () => {
    expect(() => firstSpikeTimes("cell", { silenttime: 3 } as object)).toThrow(
      'firstSpikeTimes("cell"): unknown option "silenttime"\n  Did you mean "silentTime"?',
    );
    expect(() => spikeTimes("cell", { count: 1, counts: 3 } as never)).toThrow(/Did you mean "count"/);
    expect(() => spikeTimes("cell", undefined as never)).toThrow(OptionError);
  });
});

it("firstSpikeTimes refuses a silentTime that is no number, which read as 0 or 5", () => {
  for (const [silentTime, shown] of [
    [null, "null"],
    ["5", '"5"'],
  ]) {
    expect(() => firstSpikeTimes("cell", { silentTime: silentTime as never })).toThrow(
      `silentTime is ${shown}`,
    );
  }
});
