import { describe, expect, it } from "vitest";
import { OptionError } from "../../src/errors.ts";
import {
  firstSpikeTimes,
  fit,
  lif,
  meanSquaredError,
  network,
  population,
  predict,
  type Readout,
  simulate,
  source,
  spikeCounts,
  spikeRates,
  valueAndGradient,
} from "../../src/index.ts";

const net = network({
  populations: { input: source(2), cell: population(lif, 2, { parameters: { bias: [3, 0] } }) },
});
const input = { input: [[1, 2, 2, 7, 10], []] };
const run = simulate(net, net.initialParameters(), input, { until: 10 });

describe("spikeCounts", () => {
  it("counts the spikes of every neuron, both ends of the time included", () => {
    expect([...spikeCounts("input").read(run)]).toEqual([5, 0]);
    expect([...spikeCounts("input", { from: 2, to: 7 }).read(run)]).toEqual([3, 0]);
    expect([...spikeCounts("input", { from: 2.5 }).read(run)]).toEqual([2, 0]);
    expect([...spikeCounts("cell").read(run)]).toEqual(run.spikeTimes("cell").map((train) => train.length));
  });

  it("is read by predict, which needs no gradient, and runs to the end for it", () => {
    const counts = predict(net, net.initialParameters(), [input, input], {
      readout: spikeCounts("cell"),
      until: 60,
    });
    const whole = simulate(net, net.initialParameters(), input, { until: 60 }).spikeTimes("cell");
    expect(counts.map((list) => [...list])).toEqual(Array(2).fill(whole.map((train) => train.length)));
  });

  it("cannot be in an objective: neither its type nor its check lets it", () => {
    // @ts-expect-error: a count has no gradient
    const readout: Readout = spikeCounts("cell");
    expect(readout.pullback).toBeUndefined();
    const terms = [{ readout: spikeCounts("cell"), loss: meanSquaredError() }];
    const message =
      'terms[0]: readout, spikeCounts("cell"), has no gradient\n' +
      "  A count changes by whole spikes only: measure it with predict or a metric, and take filteredSpikeTrain here.";
    // @ts-expect-error: the same
    expect(() => valueAndGradient(net, { terms, until: 10 })).toThrow(`valueAndGradient: ${message}`);
    const data = { inputs: [input], targets: [[1, 1]] };
    // @ts-expect-error: the same
    expect(() => fit(net, { objective: { terms, until: 10 }, data, epochs: 1 })).toThrow(message);
  });

  it("is told from a readout with a gradient by its type alone", () => {
    const both: Readout = firstSpikeTimes("cell");
    expect(both.pullback).toBeDefined();
  });

  it("answers wrong options clearly", () => {
    expect(() => spikeCounts("cell", { from: -1 })).toThrow(OptionError);
    expect(() => spikeCounts("cell", { from: 3, to: 3 })).toThrow(
      'spikeCounts("cell"): to is 3\n  Give a finite time after from, which is 3.',
    );
    expect(() => spikeCounts("cell", { until: 3 } as never)).toThrow(/unknown option "until"/);
    expect(() => spikeCounts("cell", { to: 11 }).read(run)).toThrow(/it reads the time 11 of a run until 10/);
    expect(() =>
      predict(net, net.initialParameters(), [input], {
        readout: spikeCounts("cell", { from: 11 }),
        until: 10,
      }),
    ).toThrow(/predict: spikeCounts\("cell"\): it reads the time 11/);
  });
});

describe("spikeRates", () => {
  it("divides by the time", () => {
    expect([...spikeRates("input").read(run)]).toEqual([0.5, 0]);
    expect([...spikeRates("input", { from: 2, to: 7 }).read(run)]).toEqual([3 / 5, 0]);
  });

  it("refuses a run without duration, where a rate would be no number", () => {
    const none = simulate(net, net.initialParameters(), { input: [[], []] }, { until: 0 });
    expect(() => spikeRates("input").read(none)).toThrow(/lasts no time/);
  });
});
