/** The facts of events against models whose events are known in closed form. */
import { describe, expect, it } from "vitest";
import { connect } from "../../../src/network/connect.ts";
import { network } from "../../../src/network/network.ts";
import { population, source } from "../../../src/network/population.ts";
import { defineNeuron } from "../../../src/neurons/define-neuron.ts";
import { simulate } from "../../../src/simulate/simulate.ts";

const ramp = defineNeuron({
  name: "ramp",
  state: { v: {}, count: {} },
  parameters: { slope: 1 },
  dynamics: "dv/dt = slope\n dcount/dt = 0",
  events: {
    half: { when: "v - 0.5", reset: { count: "count + 10" }, emits: false },
    full: { when: "v - 1", reset: { v: "v - 1", count: "count + 1" }, emits: true },
  },
  input: { v: "v + weight" },
});
const net = network({
  populations: { input: source(1), cell: population(ramp, 2, { parameters: { slope: [1, 0.25] } }) },
  projections: [connect("input", "cell", { weight: 0.875 })],
});
const run = simulate(net, net.initialParameters(), { input: [[1.75]] }, { until: 2 });

describe("events", () => {
  it("tell cause, crossing rate and the states around them, in time order", () => {
    const facts = run.events("cell");
    const shown = facts.map(({ time, neuron, event, cause, crossingRate }) => [
      Math.round(1e9 * time) / 1e9,
      neuron,
      event,
      cause,
      // The rate of a straight line is its slope, but for rounding.
      crossingRate === undefined ? undefined : Math.round(1e9 * crossingRate) / 1e9,
    ]);
    expect(shown).toEqual([
      [0.5, 0, "half", "root", 1],
      [1, 0, "full", "root", 1],
      [1.5, 0, "half", "root", 1],
      [1.75, 0, "full", "jump", undefined],
      [1.75, 1, "half", "jump", undefined],
      [1.75, 1, "full", "jump", undefined],
    ]);
    const last = facts[3]!;
    expect(last.before["v"]).toBeCloseTo(1.625, 12);
    expect(last.after).toEqual({ v: last.before["v"]! - 1, count: 22 });
    expect(facts[4]!.before["count"]).toBe(0);
    expect(facts[5]!.before["count"]).toBe(10);
    expect(facts.map(({ round }) => round)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it("have the smallest of their crossing rates in the statistics", () => {
    const rates = run.events("cell").flatMap(({ crossingRate }) => crossingRate ?? []);
    expect(run.statistics.smallestCrossingRate!.value).toBe(Math.min(...rates));
  });

  it("say start where an event fires at t = 0", () => {
    const above = defineNeuron({
      name: "above",
      state: { v: { initial: 2 } },
      dynamics: "dv/dt = -v",
      spike: { when: "v - 1", reset: { v: 0 } },
    });
    const started = network({ populations: { cell: population(above, 1, { fireAtStart: true }) } });
    const facts = simulate(started, started.initialParameters(), {}, { until: 1 }).events("cell");
    expect(facts).toEqual([
      {
        neuron: 0,
        event: "spike",
        time: 0,
        cause: "start",
        round: 0,
        payload: 1,
        crossingRate: undefined,
        before: { v: 2 },
        after: { v: 0 },
      },
    ]);
  });

  it("are not those of a source or of nobody", () => {
    expect(() => run.events("input")).toThrow('"input" is a source, which has only spikes');
    expect(() => run.events("cells")).toThrow('Did you mean "cell"?');
  });
});
