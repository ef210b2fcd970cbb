import { describe, expect, it } from "vitest";
import { pullback, zeroCotangents } from "../../../src/adjoint/pullback.ts";
import { connect, defineNeuron, network, population, simulate, source } from "../../../src/index.ts";
import { describeNetwork } from "../../../src/io/describe-network.ts";
import { networkFromDescription } from "../../../src/io/network-from-description.ts";
import type { NeuronDefinition } from "../../../src/neurons/neuron-definition.ts";
import { piecewiseConstant } from "../../../src/simulate/given/input.ts";

type Options = Omit<Parameters<typeof simulate>[3], "until">;

/** An arrival starts x after `weight` ms; others on w start nothing. */
const started: NeuronDefinition = {
  name: "started",
  state: { w: {} },
  discrete: { n: {} },
  dynamics: "dw/dt = 0.1 - w / 8",
  events: { x: { emits: true, reset: { n: "n + 1" } }, wide: { when: "w - 3" } },
  input: {
    start: { map: {}, after: { period: "weight", event: "x" } },
    other: { map: { w: "w + weight" } },
  },
};

function built(definition: NeuronDefinition, period: number) {
  return network({
    populations: { a: source(1), b: source(1), cell: population(defineNeuron(definition), 1) },
    projections: [
      connect("a", "cell", { weight: period, port: "start" }),
      connect("b", "cell", { weight: 1, port: "other" }),
    ],
  });
}

function times(definition: NeuronDefinition, period: number, a: number[], options: Options = {}): number[] {
  const net = built(definition, period);
  const run = simulate(net, net.initialParameters(), { a: [a], b: [[]] }, { until: 20, ...options });
  return [...run.spikeTimes("cell")[0]!];
}

const alone = (definition: NeuronDefinition, initial = {}) => {
  const net = network({ populations: { cell: population(defineNeuron(definition), 1, { initial }) } });
  return { net, run: simulate(net, net.initialParameters(), {}, { until: 20 }) };
};

describe("a timer", () => {
  it("is due at the sum itself, in one step that leads there", () => {
    const net = built(started, 3.3);
    const run = simulate(net, net.initialParameters(), { a: [[0.1]], b: [[]] }, { until: 20 });
    expect([...run.spikeTimes("cell")[0]!]).toEqual([0.1 + 3.3]);
    expect(run.statistics.repeatedSteps).toBe(0);
  });

  it("comes after an arrival of its own time, which may start it anew, however steps fall", () => {
    for (const maxStep of [0.15, 0.3, 0.1, 7]) {
      for (let k = 0; k < 8; k++) {
        const [a, period] = [0.5 + 0.3 * k, 1.5];
        expect(times(started, period, [a, a + period], { maxStep })).toEqual([a + period + period]);
        expect(times(started, period, [a, a + period], { stepSize: maxStep })).toEqual([a + period + period]);
      }
    }
  });

  it("comes after an arrival where a signal changes then, too", () => {
    const driven = { ...started, signals: ["drive"], dynamics: "dw/dt = 0.1 * drive - w / 8" };
    const net = built(driven, 2);
    for (const change of [2.5, 3, 3.5]) {
      const input = { a: [[1, 3]], b: [[]], "cell.drive": piecewiseConstant([0, change], [1, 0.5]) };
      const run = simulate(net, net.initialParameters(), input, { until: 20 });
      expect([...run.spikeTimes("cell")[0]!]).toEqual([5]);
    }
  });

  it("keeps its own derivative beside an arrival of the same time that has nothing to do with it", () => {
    const net = built(started, 4);
    const run = simulate(net, net.initialParameters(), { a: [[1]], b: [[5]] }, { until: 20 });
    const cotangents = zeroCotangents(run);
    cotangents.spikeTimes[run.spikeTrains("cell").records[0]!] = 1;
    const gradient = pullback(run, cotangents);
    expect(gradient.view("a→cell.weight")[0]).toBe(1);
    expect(gradient.inputTimes["a"]![0]![0]).toBe(1);
    expect(gradient.inputTimes["b"]![0]![0]).toBe(0);
  });

  it("that is pending at the start happens, at 0, too", () => {
    for (const due of [0, 5]) {
      const { run } = alone(
        { ...started, input: {}, spike: { when: "w - 9", after: { period: 1, event: "x" } } },
        { due_x: due },
      );
      expect([...run.spikeTimes("cell")[0]!]).toEqual([due]);
    }
  });

  it("may start itself, and is saved and read", () => {
    const clock: NeuronDefinition = {
      name: "clock",
      state: { w: {} },
      dynamics: "dw/dt = 1",
      events: {
        start: { when: "w - 1", after: { period: 2, event: "x" } },
        x: { emits: true, after: { period: 4, event: "x" } },
      },
    };
    const { net, run } = alone(clock);
    const expected = [...run.spikeTimes("cell")[0]!];
    expect(expected.map((time) => Math.round(time * 1e9) / 1e9)).toEqual([3, 7, 11, 15, 19]);
    const again = networkFromDescription(describeNetwork(net));
    expect([...simulate(again, again.initialParameters(), {}, { until: 20 }).spikeTimes("cell")[0]!]).toEqual(
      expected,
    );
  });

  it("of a period that is no number, or never ends, ends the run", () => {
    const rooted = (period: string): NeuronDefinition => ({
      ...started,
      input: { start: { map: {}, after: { period, event: "x" } }, other: { map: { w: "w + weight" } } },
    });
    expect(() => times(rooted("sqrt(w - 5)"), 1, [1])).toThrow(/non-finite\): .*"x" for NaN ms/);
    expect(() => times(rooted("1 / max(0, w - 5)"), 1, [1])).toThrow(/non-finite\): .*"x" for Infinity ms/);
  });
});

describe("what only looks like a timer is none:", () => {
  const clock = (when: string, reset: Record<string, string>, initial = 5): NeuronDefinition => ({
    name: "own",
    state: { w: {} },
    discrete: { next: { initial }, due_tick: { initial } },
    dynamics: "dw/dt = 1",
    events: { tick: { when, emits: true, reset } },
  });
  const ticks = (definition: NeuronDefinition): number[] =>
    [...alone(definition).run.spikeTimes("cell")[0]!].map((time) => Math.round(time * 1e9) / 1e9);

  it("a clock of one's own", () => {
    expect(ticks(clock("t > next", { next: "next + 5" }))).toEqual([5, 10, 15, 20]);
    expect(ticks(clock("t > due_tick", { due_tick: "due_tick + 5" }))).toEqual([5, 10, 15, 20]);
    // Below zero never before the end, and disarmed after it fired.
    expect(ticks(clock("t - next", {}, 0))).toEqual([]);
    expect(ticks(clock("t - next", {}, 3))).toEqual([3]);
  });

  it("a time that a guard keeps, which it does not clear", () => {
    const resting: NeuronDefinition = {
      name: "resting",
      state: { v: {} },
      discrete: { ready: { initial: 1 }, tReady: {} },
      dynamics: "dv/dt = ready > 0 ? (3 - v) / 10 : 0",
      spike: { when: "v > 1", while: "ready > 0", reset: { v: 0, ready: 0, tReady: "t + 5" } },
      events: { release: { when: "t > tReady", reset: { ready: 1 } } },
    };
    const once = 10 * Math.log(1.5);
    const expected = [once, 2 * once + 5];
    alone(resting)
      .run.spikeTimes("cell")[0]!
      .forEach((time, k) => {
        expect(Math.abs(time - expected[k]!)).toBeLessThan(1e-5);
      });
  });
});
