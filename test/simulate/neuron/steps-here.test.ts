/** What an event has its time from, where several things happen at one instant: that cause moves it, and nothing else. */
import { describe, expect, it } from "vitest";
import { pullback, zeroCotangents } from "../../../src/adjoint/pullback.ts";
import { connect } from "../../../src/network/connect.ts";
import { network } from "../../../src/network/network.ts";
import { population, source } from "../../../src/network/population.ts";
import { defineNeuron } from "../../../src/neurons/define-neuron.ts";
import type { NeuronDefinition } from "../../../src/neurons/neuron-definition.ts";
import { type Input, piecewiseConstant } from "../../../src/simulate/given/input.ts";
import { simulate } from "../../../src/simulate/simulate.ts";

interface Arriving {
  readonly weight: number;
  readonly delay: number;
  readonly port?: string;
}

/** A cell with one source of one spike for each projection, by name. */
function cellOf(definition: NeuronDefinition, projections: Record<string, Arriving>) {
  const names = Object.keys(projections);
  return network({
    populations: {
      ...Object.fromEntries(names.map((name) => [name, source(1)])),
      cell: population(defineNeuron(definition), 1),
    },
    projections: names.map((name) => connect(name, "cell", { ...projections[name]!, name: `${name} in` })),
  });
}

/** Order of the events, and d(time of spike k) by the parameters with these names. */
function ofSpike(net: ReturnType<typeof cellOf>, input: Input, k: number, ids: readonly string[]) {
  const run = simulate(net, net.initialParameters(), input, { until: 8 });
  const cotangents = zeroCotangents(run);
  cotangents.spikeTimes[run.spikeTrains("cell").records[k]!] = 1;
  const gradient = pullback(run, cotangents);
  return {
    order: run.events("cell").map(({ event }) => event),
    slopes: ids.map((id) => gradient.view(id)[0]!),
  };
}

const still = "dv/dt = 0\n dw/dt = 0";

describe("an event that a jump causes moves with", () => {
  it("its own arrival, where another event of the instant goes back to another one", () => {
    const net = cellOf(
      {
        name: "two",
        state: { v: {}, w: {} },
        dynamics: still,
        events: {
          x: { when: "v - 1", reset: { v: 0 } },
          y: { when: "w - 1", emits: true, reset: { w: 0 } },
        },
        input: { p: { map: { v: "v + weight" } }, q: { map: { w: "w + weight" } } },
      },
      { a: { weight: 1.5, delay: 1, port: "p" }, b: { weight: 1.5, delay: 2, port: "q" } },
    );
    const { order, slopes } = ofSpike(net, { a: [[2]], b: [[1]] }, 0, ["a in.delay", "b in.delay"]);
    expect(order).toEqual(["x", "y"]);
    expect(slopes).toEqual([0, 1]);
  });

  it("the event whose reset it follows, whatever has its root or arrives at its very time", () => {
    // x at 1/slope = 2 and y at 1/rise = 2, where the arrival is; z because of x, with y between the two.
    const net = cellOf(
      {
        name: "chain",
        state: { v: {}, w: {}, u: {} },
        discrete: { q: {} },
        parameters: { slope: 0.5, rise: 0.5 },
        dynamics: "dv/dt = slope\n dw/dt = rise\n du/dt = 0",
        events: {
          x: { when: "v - 1", reset: { v: -9, q: 1 } },
          y: { when: "w - 1", reset: { w: -9 } },
          z: { when: "q - 0.5", emits: true, reset: { q: 0 } },
        },
        input: { u: "u + weight" },
      },
      { a: { weight: 1.5, delay: 1 } },
    );
    const { order, slopes } = ofSpike(net, { a: [[1]] }, 0, ["a in.delay", "cell.slope", "cell.rise"]);
    expect(order).toEqual(["x", "y", "z"]);
    expect(slopes).toEqual([0, -4, 0]);
  });

  it("the arrival that lifts it above the zero that it has its root on just then", () => {
    const net = cellOf(
      {
        name: "lifted",
        state: { v: {} },
        parameters: { slope: 0.5 },
        dynamics: "dv/dt = slope",
        spike: { when: "v - 1", reset: { v: -9 } },
        input: { v: "v + weight" },
      },
      { a: { weight: 0.25, delay: 1 } },
    );
    expect(ofSpike(net, { a: [[1]] }, 0, ["a in.delay", "cell.slope"]).slopes).toEqual([1, 0]);
  });

  it("the switch that carries its function, and not with what caused it last time", () => {
    const net = cellOf(
      {
        name: "opened",
        state: { v: {} },
        parameters: { on: 5 },
        dynamics: "dv/dt = 0",
        spike: { when: "v + (t > on ? 1 : 0) - 1", reset: { v: "v - 1" } },
        input: { v: "v + weight" },
      },
      { a: { weight: 1.5, delay: 1 } },
    );
    const { order, slopes } = ofSpike(net, { a: [[1]] }, 1, ["a in.delay", "cell.on"]);
    expect(order).toEqual(["spike", "spike"]);
    expect(slopes).toEqual([0, 1]);
  });

  it("nothing where a signal jumps, whatever caused it last time", () => {
    const net = cellOf(
      {
        name: "signalled",
        state: { v: {} },
        signals: ["s"],
        dynamics: "dv/dt = 0",
        spike: { when: "v + s - 1", reset: { v: "v - 1" } },
        input: { v: "v + weight" },
      },
      { a: { weight: 1.5, delay: 1 } },
    );
    const input = { a: [[1]], "cell.s": piecewiseConstant([0, 5], [0, 1]) };
    const { order, slopes } = ofSpike(net, input, 1, ["a in.delay"]);
    expect(order).toEqual(["spike", "spike"]);
    expect(slopes).toEqual([0]);
  });
});

it("what an arrival causes comes before a timer of the same time, whichever is declared first", () => {
  // The two do not commute: 2 (w + 1) and 2 w + 1.
  const late = { late: { reset: { w: "2 * w" } } };
  const spike = { x: { when: "v - 1", reset: { v: 0, w: "w + 1" } } };
  for (const events of [
    { ...late, ...spike },
    { ...spike, ...late },
  ]) {
    const net = cellOf(
      {
        name: "timed",
        state: { v: {}, w: {} },
        dynamics: still,
        events,
        input: {
          p: { map: {}, after: { period: "1", event: "late" } },
          q: { map: { v: "v + weight" } },
        },
      },
      { a: { weight: 1, delay: 1, port: "p" }, b: { weight: 1.5, delay: 1, port: "q" } },
    );
    const samples = [{ population: "cell", times: [4] }];
    const run = simulate(net, net.initialParameters(), { a: [[1]], b: [[2]] }, { until: 4, samples });
    expect(run.events("cell").map(({ event }) => event)).toEqual(["x", "late"]);
    expect(run.samples("cell").values[1]).toBe(2);
  }
});
