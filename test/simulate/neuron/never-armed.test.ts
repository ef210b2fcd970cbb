/** Events at or above zero from the start: named if nothing ever armed them. */
import { describe, expect, it } from "vitest";
import { describeNetwork } from "../../../src/io/describe-network.ts";
import { networkFromDescription } from "../../../src/io/network-from-description.ts";
import { connect } from "../../../src/network/connect.ts";
import { network } from "../../../src/network/network.ts";
import { type PopulationOptions, population, source } from "../../../src/network/population.ts";
import { defineNeuron } from "../../../src/neurons/define-neuron.ts";
import { lif } from "../../../src/neurons/lif.ts";
import type { NeuronDefinition } from "../../../src/neurons/neuron-definition.ts";
import { simulate } from "../../../src/simulate/simulate.ts";
import { alone, fed, run, times } from "../../support/one-cell.ts";

const cells = (options: PopulationOptions, size = 1) =>
  network({ populations: { cell: population(lif, size, options) } });
const silent = { parameters: { bias: 2 }, initial: { v: 1.5 } };

const falling: NeuronDefinition = {
  name: "falling",
  state: { u: { initial: 1 } },
  dynamics: "du/dt = -1",
  spike: { when: "u" },
  input: { u: "u + weight" },
};

describe("an event that is at or above zero at t = 0", () => {
  it("and stays there is named, with the population, how many neurons, and the first of them", () => {
    // lif, v(0) = 1.5, bias 2: v rises to 2 and never was below the threshold 1.
    const result = run(cells(silent), {}, { until: 100 });
    expect([result.status, times(result)]).toEqual(["completed", []]);
    expect(result.statistics.neverArmed).toEqual([
      { population: "cell", event: "spike", neurons: 1, first: 0 },
    ]);
    const some = run(cells({ ...silent, initial: { v: [0, 1.5, 0.5, 1] } }, 4), {}, { until: 100 });
    expect(some.statistics.neverArmed).toEqual([
      { population: "cell", event: "spike", neurons: 2, first: 1 },
    ]);
  });

  it("and falls below is not, whether or not it rises again, by itself or by an arrival", () => {
    expect(run(alone(falling), {}, { until: 2 }).statistics.neverArmed).toEqual([]);
    expect(run(alone(falling), {}, { until: 0.5 }).statistics.neverArmed).toHaveLength(1);
    const pushed = run(fed(falling, -1), { in: [[0.25]] }, { until: 0.5 });
    expect(pushed.statistics.neverArmed).toEqual([]);
  });

  it("and is reset by another event below zero is not", () => {
    const result = run(
      alone({
        ...falling,
        dynamics: "du/dt = 0",
        events: { drop: { when: "t - 1", reset: { u: -1 } } },
      }),
      {},
      { until: 2 },
    );
    expect(result.statistics.neverArmed).toEqual([]);
  });

  it("and fires there is not", () => {
    const result = run(cells({ ...silent, fireAtStart: true }), {}, { until: 100 });
    expect(result.statistics.neverArmed).toEqual([]);
    // From 0 at t = 0 with bias 2, it takes τ ln 2 to the threshold 1.
    expect(times(result).slice(0, 3)).toEqual([0, 1, 2].map((k) => expect.closeTo(20 * Math.LN2 * k, 4)));
  });

  it("of two directions of which the other is below is not", () => {
    const either: NeuronDefinition = {
      ...falling,
      dynamics: "du/dt = 0",
      spike: { when: "u", direction: "either" },
    };
    expect(run(alone(either), {}, { until: 1 }).statistics.neverArmed).toEqual([]);
    // At exactly zero neither direction can happen.
    const still = run(alone({ ...either, state: { u: {} } }), {}, { until: 1 });
    expect(still.statistics.neverArmed.map(({ event }) => event)).toEqual(["spike", "spike (falling)"]);
  });

  it("is named of neurons that a run leaves unfinished, too", () => {
    const net = network({
      populations: {
        in: source(1),
        hidden: population(lif, 3, { parameters: { bias: 2 }, initial: { v: [1.5, 0, 1.5] } }),
        out: population(lif, 1),
      },
      projections: [connect("in", "out", { weight: 9 }), connect("hidden", "out", { weight: 0.1 })],
    });
    const options = { until: 60, stopAfterSpikes: { out: 1 } };
    const [whole, early] = [false, true].map((endEarly) =>
      simulate(net, net.initialParameters(), { in: [[1]] }, { ...options, endEarly }),
    );
    expect(early!.statistics.acceptedSteps).toBeLessThan(whole!.statistics.acceptedSteps);
    expect(early!.statistics.neverArmed).toEqual(whole!.statistics.neverArmed);
    expect(early!.statistics.neverArmed).toEqual([
      { population: "hidden", event: "spike", neurons: 2, first: 0 },
    ]);
  });
});

describe("fireAtStart of a population", () => {
  const two = defineNeuron({
    ...falling,
    dynamics: "du/dt = 0",
    events: { other: { when: "u - 0.5", emits: true }, both: { when: "u - 2", direction: "either" } },
  });
  const fired = (fireAtStart?: boolean | readonly string[]): string[] => {
    const options = fireAtStart === undefined ? {} : { fireAtStart };
    const net = network({ populations: { cell: population(two, 1, options) } });
    const { tape, program } = run(net, {}, { until: 1 });
    const { events } = program.populations[0]!.model;
    return [...tape.spikes.event.data.subarray(0, tape.spikes.time.length)].map((e) => events[e]!.name);
  };

  it("holds for all events, for none, or for those that are named", () => {
    expect(fired()).toEqual([]);
    expect(fired(false)).toEqual([]);
    expect(fired(true)).toEqual(["spike", "other", "both (falling)"]);
    expect(fired(["other"])).toEqual(["other"]);
    expect(fired(["both", "spike"])).toEqual(["spike", "both (falling)"]);
    expect(fired([])).toEqual([]);
  });

  it("is of the population, not of the model that others use", () => {
    const own = population(lif, 1, { fireAtStart: true });
    expect(own.model.events[0]!.fireAtStart).toBe(true);
    expect(lif.events[0]!.fireAtStart).toBe(false);
    expect(population(lif, 1, { fireAtStart: false }).model).toBe(lif);
  });

  it("is saved, loaded and compared", () => {
    const net = cells({ ...silent, fireAtStart: ["spike"] });
    const description = describeNetwork(net);
    expect(description.models[0]!.events["spike"]!.fireAtStart).toBe(true);
    expect(description).not.toEqual(describeNetwork(cells(silent)));
    const again = networkFromDescription(JSON.parse(JSON.stringify(description)));
    const spikes = [net, again].map((own) => times(run(own, {}, { until: 50 })));
    expect(spikes[1]).toEqual(spikes[0]);
    expect(spikes[0]![0]).toBe(0);
  });

  it("refuses what is no event of the model", () => {
    const attempt = (fireAtStart: unknown) => () =>
      population(two, 1, { fireAtStart: fireAtStart as readonly string[] });
    expect(attempt(["spikes"])).toThrow(
      'population(falling, 1): unknown event "spikes"\n  Did you mean "spike"? Known here: spike, other, both.',
    );
    expect(attempt("spike")).toThrow(/fireAtStart is "spike"\n {2}Give true, false, or a list of events/);
    expect(attempt(null)).toThrow(/fireAtStart is null/);
    expect(attempt([3])).toThrow(/unknown event 3/);
  });
});
