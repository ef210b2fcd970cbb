/** What code of the user's own keeps of a run stays as it was, whatever the next sample does; and it may ask the objective itself. */
import { describe, expect, it } from "vitest";
import { discreteAdjoint } from "../../src/adjoint/gradient-method.ts";
import { OptionError } from "../../src/errors.ts";
import { meanSquaredError } from "../../src/losses/mean-squared-error.ts";
import { connect } from "../../src/network/connect.ts";
import { network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import { lif } from "../../src/neurons/lif.ts";
import type { Term } from "../../src/objective/objective.ts";
import { valueAndGradient } from "../../src/objective/value-and-gradient.ts";
import { firstSpikeTimes } from "../../src/readouts/spike-times.ts";
import type { Solution } from "../../src/tape/solution.ts";
import { measureSamples } from "../../src/train/measurement.ts";
import { firstSpikeAccuracy } from "../../src/train/metrics.ts";

const net = network({
  populations: { input: source(2), out: population(lif, 1) },
  projections: [connect("input", "out", { weight: 4.5, delay: 1 })],
});
const parameters = net.initialParameters();
const inputs = [
  [[2], [3]],
  [
    [2, 4, 5, 6, 7],
    [3, 8, 9],
  ],
  [[], []],
  [[3], [2]],
].map((input) => ({ input }));
const targets = [6, 6, 6, 6].map((time) => [time]);
const readout = firstSpikeTimes("out", { silentTime: "until" });
const term: Term = { readout, loss: meanSquaredError() };
const until = 40;

/** What a run tells: as numbers, for which a kept one is asked later. */
const told = (run: Solution) => {
  const trains = ["input", "out"].map((name) => [
    run.spikeTrains(name),
    run.spikeTimes(name),
    run.spikes(name).neurons,
  ]);
  return structuredClone([run.status, run.statistics, trains, readout.read(run)]);
};
/** Asks what its steps tell, as nobody can later, and nothing else. */
const keep = (kept: Solution[], run: Solution): number => {
  expect(run.trace("out", 0, "v", { spacing: 1 }).times.length).toBeGreaterThan(2);
  expect(run.events("out").map(({ time }) => time)).toEqual([...run.spikeTimes("out")[0]!]);
  return kept.push(run);
};
/** All but the last one, whose tape is still its own. */
const expectGone = (kept: readonly Solution[]): void => {
  for (const run of kept.slice(0, -1)) {
    const questions = [
      () => run.trace("out", 0, "v", { spacing: 1 }),
      () => run.events("out"),
      () => run.approaches("out"),
      () => run.tape.kind,
      () => run.tape.arrivals,
    ];
    for (const ask of questions) {
      expect(ask).toThrow(OptionError);
      expect(ask).toThrow(/another sample has been run since, and the steps of this one are gone/);
    }
  }
};
/** The same of runs of which nothing else has been made since. */
const alone = inputs.map((input, i) => {
  const all: unknown[] = [];
  const metrics = [{ name: "own", measure: (run: Solution): number => all.push(told(run)) }];
  const sample = { inputs: [input], targets: [targets[i]!] };
  measureSamples(net, parameters, sample, { objective: { until, terms: [term] }, metrics });
  return all[0];
});

describe("a run that is kept tells the same later, and as one of its own,", () => {
  const samples = { inputs, targets };
  const measure =
    (kept: Solution[]) =>
    (run: Solution): number =>
      keep(kept, run);

  it("to a metric", () => {
    const kept: Solution[] = [];
    const metrics = [{ name: "own", measure: measure(kept) }];
    measureSamples(net, parameters, samples, { objective: { until, terms: [term] }, metrics });
    expect(kept.map(told)).toEqual(alone);
    expectGone(kept);
  });

  it("to a metric of the library that was changed", () => {
    const kept: Solution[] = [];
    const metrics = [{ ...firstSpikeAccuracy("out"), measure: measure(kept) }];
    measureSamples(net, parameters, samples, { objective: { until, terms: [term] }, metrics });
    expect(kept.map(told)).toEqual(alone);
    expectGone(kept);
  });

  it("to a readout of the library that was changed, and to a gradient method", () => {
    const [kept, swept]: Solution[][] = [[], []];
    const own = {
      ...readout,
      read: (run: Solution) => {
        keep(kept!, run);
        return readout.read(run);
      },
    };
    const gradientMethod: typeof discreteAdjoint = {
      name: "own",
      gradient: (run, ...rest) => {
        keep(swept!, run);
        discreteAdjoint.gradient(run, ...rest);
      },
    };
    const terms = [{ ...term, readout: own }];
    const { gradient } = valueAndGradient(net, { until, terms, gradientMethod })(parameters, inputs, targets);
    expect(kept!.map(told)).toEqual(alone);
    expect(swept!.map(told)).toEqual(alone);
    expectGone(kept!);
    expectGone(swept!);
    const usual = valueAndGradient(net, { until, terms: [term] })(parameters, inputs, targets);
    expect(gradient.values).toEqual(usual.gradient.values);
  });

  it("of what never could happen, as statistics", () => {
    const cell = defineNeuron({
      name: "cell",
      state: { v: { initial: 2 } },
      dynamics: "dv/dt = 0.5 - 0.01 * v",
      spike: { when: "v > 1", reset: { v: 0 } },
      input: { v: "v + weight" },
    });
    const never = network({
      populations: { input: source(1), out: population(cell, 1) },
      projections: [connect("input", "out", { weight: -3, delay: 1 })],
    });
    const kept: Solution["statistics"][] = [];
    const metrics = [{ name: "own", measure: (run: Solution): number => kept.push(run.statistics) }];
    measureSamples(
      never,
      never.initialParameters(),
      { inputs: [[2], [], [3], []].map((train) => ({ input: [train] })), targets },
      { objective: { until, terms: [term] }, metrics },
    );
    expect(kept.map(({ neverArmed }) => neverArmed.length)).toEqual([0, 1, 0, 1]);
  });
});

it("a loss may ask the objective that it is of", () => {
  let asks = true;
  const mean = meanSquaredError();
  const own: typeof mean = {
    ...mean,
    name: "own",
    evaluate: (values, target) => {
      if (asks) {
        // What is asked does not ask again.
        asks = false;
        objective(parameters, inputs[1]!, [9]);
        asks = true;
      }
      return mean.evaluate(values, target);
    },
  };
  const terms = [
    { ...term, name: "first" },
    { name: "second", readout, loss: own, weight: 0.5 },
  ];
  const objective = valueAndGradient(net, { until, terms });
  const [nested, plain] = [true, false].map((isNested) => {
    asks = isNested;
    const { value, terms, gradient } = objective(parameters, inputs[0]!, [6]);
    return { value, terms, gradient: gradient.values };
  });
  expect(nested).toEqual(plain);
});
