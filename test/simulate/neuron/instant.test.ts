/** What happens at one instant, and in which order: the rows of the table of semantics. */
import { describe, expect, it } from "vitest";
import { pullback, zeroCotangents } from "../../../src/adjoint/pullback.ts";
import { SimulationError } from "../../../src/errors.ts";
import { connect } from "../../../src/network/connect.ts";
import { network } from "../../../src/network/network.ts";
import { population, source } from "../../../src/network/population.ts";
import { defineNeuron } from "../../../src/neurons/define-neuron.ts";
import type { NeuronDefinition } from "../../../src/neurons/neuron-definition.ts";
import { simulate } from "../../../src/simulate/simulate.ts";
import { tsitouras54 } from "../../../src/solvers/tableaus/tsitouras-54.ts";
import { eventCause } from "../../../src/tape/tape.ts";
import { alone, eventTimes, fed, run, times } from "../../support/one-cell.ts";

/** u' = rate from `start`, an event at u = 1 that sets u to `reset`. */
const ramp = (rate: number, start = 0, reset = 0): NeuronDefinition => ({
  name: "ramp",
  state: { u: { initial: start } },
  parameters: { rate, threshold: 1 },
  dynamics: "du/dt = rate",
  spike: { when: "u - threshold", reset: { u: reset } },
  input: { u: "u + weight" },
});

/** Steps that are exact for polynomials of low degree: errors are rounding. */
const close = 13;

describe("the simulated interval is closed", () => {
  it("an event exactly at its end happens", () => {
    for (const until of [1, 2, 3]) {
      expect(times(run(alone(ramp(1)), {}, { until }))).toHaveLength(until);
      expect(times(run(alone(ramp(1)), {}, { until })).at(-1)).toBe(until);
    }
    expect(times(run(alone(ramp(10, 0, 0)), {}, { until: 0.1 }))).toEqual([0.1]);
    expect(times(run(alone(ramp(3, 0, 0)), {}, { until: 1 / 3 }))).toEqual([1 / 3]);
  });

  it("an event just after its end does not", () => {
    expect(times(run(alone(ramp(1)), {}, { until: 1 - 1e-12 }))).toEqual([]);
  });

  it("an arrival exactly at its end happens, with the events it causes; later ones are counted", () => {
    const result = run(fed(ramp(0), 2), { in: [[3, 5, 5.000001, 1e9]] }, { until: 5 });
    expect(times(result)).toEqual([3, 5]);
    expect(result.statistics.arrivals).toBe(2);
    expect(result.statistics.ignoredArrivals).toBe(2);
  });

  it("of no length has its start", () => {
    const result = run(fed({ ...ramp(0), spike: { when: "u - 1" } }, 2), { in: [[0, 1]] }, { until: 0 });
    expect(times(result)).toEqual([0]);
    expect(result.statistics.acceptedSteps).toBe(0);
  });
});

describe("input times", () => {
  const net = fed(ramp(0), 0.3);
  const states = (given: number[]): number[] => {
    const result = run(
      net,
      { in: [given] },
      { until: 10, samples: [{ population: "cell", times: [1, 4, 6, 9] }] },
    );
    return [...result.samples("cell").values];
  };

  it("may come in any order and twice", () => {
    expect(states([5, 2, 5])).toEqual(states([2, 5, 5]));
    expect(states([5, 2, 5])).toEqual([0, 0.3, 0.3 + 0.3 + 0.3, 0.3 + 0.3 + 0.3]);
  });

  it("that are Infinity are absent", () => {
    expect(states([Number.POSITIVE_INFINITY, 2])).toEqual(states([2]));
    const result = run(net, { in: [[Number.POSITIVE_INFINITY, 2]] }, { until: 10 });
    expect(result.statistics.ignoredArrivals).toBe(0);
  });

  it("that are negative or not numbers are errors", () => {
    for (const time of [-1, -1e-300, Number.NaN, Number.NEGATIVE_INFINITY]) {
      expect(() => states([time])).toThrow(/time 0 is/);
    }
    expect(states([-0])).toEqual(states([0]));
  });
});

describe("a condition that holds at t = 0", () => {
  const started = (fireAtStart: boolean): NeuronDefinition => ({
    name: "started",
    state: { u: { initial: 2 } },
    dynamics: "du/dt = -u + 3 * sin(t)^2",
    spike: { when: "u - 1", reset: {}, fireAtStart },
  });

  it("fires at once with fireAtStart, and its tape says so", () => {
    const result = run(alone(started(true)), {}, { until: 0.1 });
    expect(times(result)).toEqual([0]);
    expect(result.tape.spikes.cause.data[0]).toBe(eventCause.start);
  });

  it("waits until it was below zero without", () => {
    expect(times(run(alone(started(false)), {}, { until: 0.1 }))).toEqual([]);
    // It falls below 1 and rises above it again: the same later events in both cases.
    const later = times(run(alone(started(false)), {}, { until: 6 }));
    expect(later.length).toBeGreaterThan(0);
    expect(times(run(alone(started(true)), {}, { until: 6 }))).toEqual([0, ...later]);
  });

  it("also holds at exactly zero", () => {
    expect(
      times(run(alone({ ...ramp(1, 1), spike: { when: "u - 1", fireAtStart: true } }), {}, { until: 1 })),
    ).toEqual([0]);
    expect(times(run(alone({ ...ramp(1, 1), spike: { when: "u - 1" } }), {}, { until: 1 }))).toEqual([]);
  });
});

describe("simultaneous arrivals", () => {
  // u ← 2 u + w does not commute: (projection, presynaptic neuron, index of the spike) decides.
  const doubling: NeuronDefinition = {
    name: "doubling",
    state: { u: {} },
    dynamics: "du/dt = 0 * u",
    input: { u: "2 * u + weight" },
  };
  const net = network({
    populations: { a: source(2), b: source(1), cell: population(defineNeuron(doubling), 1) },
    projections: [
      connect("b", "cell", { weight: [[1]], delay: 1 }),
      connect("a", "cell", { weight: [[10], [100]], delay: 1 }),
    ],
  });
  const after = (a: number[][], b: number[][]): number =>
    run(net, { a, b }, { until: 5, samples: [{ population: "cell", times: [4] }] }).samples("cell")
      .values[0]!;

  it("are applied by projection, presynaptic neuron and index of the spike", () => {
    // ((0·2 + 1)·2 + 10)·2 + 100
    expect(after([[1], [1]], [[1]])).toBe(124);
    expect(after([[1, 1], [1]], [[1]])).toBe(2 * (2 * (2 * 1 + 10) + 10) + 100);
  });

  it("each keep the derivative of their own time", () => {
    const moving: NeuronDefinition = {
      name: "moving",
      state: { u: { initial: 1 } },
      dynamics: "du/dt = u",
      input: { u: "u * weight" },
    };
    const result = run(
      fed(moving, 2, 3),
      { in: [[1, 1], [1]] },
      { until: 2, samples: [{ population: "cell", times: [2] }] },
    );
    expect(result.samples("cell").values[0]).toBeCloseTo(12 * Math.E ** 2, 4);
    const cotangents = zeroCotangents(result);
    cotangents.samples.get(result.samples("cell"))![0] = 1;
    // u(2) = w w w e^2 whenever they come: every derivative is 0.
    const gradient = pullback(result, cotangents);
    for (const channel of gradient.inputTimes["in"]!)
      for (const value of channel) expect(Math.abs(value)).toBeLessThan(1e-4);
  });
});

describe("rounds", () => {
  it("what is sent without delay arrives in the next round, later in the chain than earlier", () => {
    const relay = defineNeuron({
      name: "relay",
      state: { u: {} },
      dynamics: "du/dt = 0 * u",
      spike: { when: "u - 0.5", reset: { u: 0 } },
      input: { u: "u + weight" },
    });
    const net = network({
      populations: {
        in: source(1),
        a: population(relay, 1),
        b: population(relay, 1),
        c: population(relay, 1),
      },
      projections: [
        connect("in", "a", { weight: [[1]] }),
        connect("a", "b", { weight: [[1]] }),
        connect("b", "c", { weight: [[1]] }),
        connect("in", "c", { weight: [[0.2]] }),
      ],
    });
    const result = run(net, { in: [[3]] }, { until: 5 });
    const { spikes } = result.tape;
    expect([...spikes.time.data.subarray(0, spikes.time.length)]).toEqual([3, 3, 3, 3]);
    expect([...spikes.round.data.subarray(0, spikes.time.length)]).toEqual([-1, 0, 1, 2]);
    expect([...spikes.cause.data.subarray(1, spikes.time.length)]).toEqual([1, 1, 1]);
  });

  it("own events of one round come in the order of declaration", () => {
    const net = fed(
      {
        name: "two",
        state: { u: {}, seen: {} },
        dynamics: "du/dt = 0 * u\n dseen/dt = 0 * u",
        spike: { when: "u - 1", reset: { seen: "10 * seen + 1" } },
        events: { other: { when: "u - 0.5", reset: { seen: "10 * seen + 2" } } },
        input: { u: "u + weight" },
      },
      2,
    );
    const result = run(net, { in: [[1]] }, { until: 2, samples: [{ population: "cell", times: [1, 2] }] });
    expect(result.samples("cell").values).toEqual(Float64Array.of(2, 12, 2, 12));
  });

  it("arrivals come before own events, and samples see the state after the last round", () => {
    // The root at t = 1 coincides with the arrival, which takes u below the threshold again: no event.
    const inhibited = run(
      fed(ramp(1), -0.5),
      { in: [[1]] },
      { until: 1.4, samples: [{ population: "cell", times: [1] }] },
    );
    expect(times(inhibited)).toEqual([]);
    expect(inhibited.samples("cell").values[0]).toBeCloseTo(0.5, close);
    const excited = run(
      fed(ramp(1), 0.5),
      { in: [[1]] },
      { until: 1.4, samples: [{ population: "cell", times: [1] }] },
    );
    expect(times(excited)).toEqual([1]);
    expect(excited.samples("cell").values[0]).toBe(0);
  });
});

describe("right-hand sides see the values before the event", () => {
  it("in resets and in input maps", () => {
    const swap: NeuronDefinition = {
      name: "swap",
      state: { u: { initial: 0 }, v: { initial: 7 } },
      dynamics: "du/dt = 1\n dv/dt = 0 * u",
      spike: { when: "u - 1", reset: { u: "v - 7", v: "u + v" } },
      input: { u: "v", v: "u" },
    };
    const at = (input: number[], until: number): number[] => [
      ...run(
        fed(swap, 1),
        { in: [input] },
        { until, samples: [{ population: "cell", times: [until] }] },
      ).samples("cell").values,
    ];
    const [u, v] = at([], 1);
    expect(u).toBe(0);
    expect(v).toBeCloseTo(8, close);
    const [a, b] = at([0.5], 0.5);
    // The input map swaps (0.5, 7), which is above the threshold; the reset maps (7, 0.5) on.
    expect(a).toBeCloseTo(-6.5, close);
    expect(b).toBeCloseTo(7.5, close);
  });
});

describe("jumps over the threshold", () => {
  it("by a delta synapse happen at the arrival, whose time they have", () => {
    const net = fed({ ...ramp(0), parameters: { rate: 0, threshold: 1 } }, 1.5);
    const result = run(net, { in: [[2.5]] }, { until: 4 });
    expect(times(result)).toEqual([2.5]);
    expect(result.tape.spikes.cause.data[1]).toBe(eventCause.jump);
    const cotangents = zeroCotangents(result);
    cotangents.spikeTimes[1] = 1;
    const gradient = pullback(result, cotangents);
    expect(gradient.inputTimes["in"]![0]![0]).toBe(1);
    expect(gradient.view("cell.threshold")[0]).toBe(0);
    expect(gradient.view("in→cell.weight")[0]).toBe(0);
    expect(result.statistics.smallestCrossingRate).toBeUndefined();
  });

  it("that another arrival of the same instant takes back do not happen, in either order", () => {
    // The second of two arrivals brings u below the threshold before own events have their turn.
    const cell = { ...ramp(0), parameters: { rate: 0, threshold: 1 } };
    const spikes = (...weights: readonly number[]): number[] => {
      const net = fed(cell, ...weights);
      return times(run(net, { in: weights.map(() => [2]) }, { until: 4 }));
    };
    expect(spikes(2, -3)).toEqual([]);
    expect(spikes(-3, 2)).toEqual([]);
    expect(spikes(2, -3, 2.5)).toEqual([2]);
    // What is left is at the threshold, or above it.
    expect(spikes(2, -1)).toEqual([2]);
    expect(spikes(-1, 2)).toEqual([2]);
  });

  it("that the reset of an earlier event takes back do not happen", () => {
    const net = fed(
      {
        name: "priority",
        state: { u: {}, seen: {} },
        dynamics: "du/dt = 0\n dseen/dt = 0",
        spike: { when: "u - 1", reset: { u: 0, seen: "seen + 1" } },
        events: { other: { when: "u - 0.5", reset: { seen: "seen + 10" } } },
        input: { u: "u + weight" },
      },
      2,
    );
    const result = run(net, { in: [[1]] }, { until: 2, samples: [{ population: "cell", times: [2] }] });
    expect([...result.samples("cell").values]).toEqual([0, 1]);
  });

  it("by a reset happen at the same instant, as jumps", () => {
    const net = alone({
      name: "chain",
      state: { u: {}, v: {} },
      dynamics: "du/dt = 1\n dv/dt = 0 * v",
      spike: { when: "u - 1", reset: { u: 0, v: "v + 1" } },
      events: { second: { when: "v - 1.5", reset: { v: 0 }, emits: true } },
    });
    const result = run(net, {}, { until: 4.5 });
    expect(eventTimes(result, "spike").map(Math.round)).toEqual([1, 2, 3, 4]);
    expect(eventTimes(result, "second")).toEqual([times(result)[1], times(result)[4]]);
    const { cause, event } = result.tape.spikes;
    for (let k = 0; k < event.length; k++) {
      expect(cause.data[k]).toBe(event.data[k] === 1 ? eventCause.jump : eventCause.root);
    }
  });

  it("of an event that its own reset leaves at or above zero repeat at the same instant", () => {
    const result = run(alone(ramp(1, 0, 0)), {}, { until: 0.5 });
    expect(times(result)).toEqual([]);
    // From 3.5 three resets by one are needed.
    const stepping: NeuronDefinition = { ...ramp(0), spike: { when: "u - 1", reset: { u: "u - 1" } } };
    expect(times(run(fed(stepping, 3.5), { in: [[2]] }, { until: 3 }))).toEqual([2, 2, 2]);
  });

  it("unless its function falls from its root, on whichever side of zero rounding has left it", () => {
    // y falls to c, where the reset turns its slope over and leaves y: "y < c" holds at no later time.
    const turning = alone({
      name: "turning",
      state: { x: { initial: 1 }, y: { initial: 1 } },
      parameters: { c: 0.3 },
      dynamics: "dx/dt = 0\n dy/dt = -x - 0.1*y",
      spike: { when: "x > -10 and y < c", reset: { x: "x - 3" } },
    });
    const counts = [{}, { method: tsitouras54 }].flatMap((how) =>
      Array.from({ length: 50 }, (_, k) => {
        const parameters = turning.initialParameters();
        parameters.set("cell.c", 0.2 + 0.006 * k);
        return times(simulate(turning, parameters, {}, { until: 5, ...how })).length;
      }),
    );
    expect(new Set(counts)).toEqual(new Set([1]));
  });

  it("that never end are an event storm that names the neuron", () => {
    const net = network({ populations: { cells: population(defineNeuron(ramp(1, 0, 1)), 2) } });
    const go = () => run(net, {}, { until: 3 });
    expect(go).toThrow(SimulationError);
    expect(go).toThrow(/event-storm.*neuron 0 of "cells".*t = 1/s);
    expect(go).toThrow(/Reset below the threshold/);
    const partial = run(net, {}, { until: 3, throwOnFailure: false, maxRounds: 7 });
    expect(partial.status).toBe("event-storm");
    expect(times(partial, "cells", 0).length).toBeGreaterThanOrEqual(7);
  });

  it("in ever shorter intervals are found as long as rounding can tell them apart", () => {
    // A ball that bounces with restitution 1/2: t_n = t_0 (1 + 2 (1/2 + … + 1/2^n)) tends to 3 t_0.
    const ball: NeuronDefinition = {
      name: "zeno",
      state: { x: { initial: 1 }, v: {} },
      dynamics: "dx/dt = v\n dv/dt = -9.81",
      spike: { when: "x", direction: "falling", reset: { v: "-v / 2" } },
    };
    const result = run(alone(ball), {}, { until: 5, throwOnFailure: false });
    expect(result.status).toBe("event-accumulation");
    expect(result.message).toMatch(/neuron 0 of "cell" has event "spike" again after .* at t = 1\.35/);
    const found = times(result);
    const first = Math.sqrt(2 / 9.81);
    // The last two are an ulp of 3 t_0 apart: 2 t_0 / 2^n = 2.2e-16 at n = 52.
    expect(found).toHaveLength(53);
    found.forEach((time, n) => {
      expect(time).toBeCloseTo(first * (3 - 2 * 0.5 ** n), close);
    });
  });

  it("too many in a unit of time are an event storm", () => {
    const net = alone(ramp(1, 0, 1 - 1e-5));
    expect(() => run(net, {}, { until: 2 })).toThrow(/event-storm.*fired more than 3000 times/s);
    const partial = run(net, {}, { until: 2, throwOnFailure: false });
    expect(partial.status).toBe("event-storm");
    // The run is given up at the event that is one too many; it and all before are on the tape.
    expect(times(partial)).toHaveLength(3001);
    expect(run(net, {}, { until: 1.01, maxSpikesPerUnitTime: 1e5 }).status).toBe("completed");
  });
});

describe("an event that resets nothing", () => {
  it("fires once, and again only after its function was below zero", () => {
    const wave: NeuronDefinition = {
      name: "wave",
      state: { u: {} },
      dynamics: "du/dt = cos(t)",
      spike: { when: "u - 0.5" },
    };
    const found = times(run(alone(wave), {}, { until: 20, rtol: 1e-10, atol: 1e-10 }));
    const first = Math.asin(0.5);
    expect(found).toHaveLength(4);
    found.forEach((time, k) => {
      expect(Math.abs(time - first - 2 * Math.PI * k)).toBeLessThan(1e-8);
    });
  });

  it("finds a short dip below zero inside one step", () => {
    // g = (t − 5)² − d below zero for 2 √d around 5: the rising edge is an event, the dip arms it.
    for (const depth of [1e-2, 1e-4, 1e-8]) {
      const net = alone({
        name: "dip",
        state: { u: { initial: 25 } },
        parameters: { depth },
        dynamics: "du/dt = 2 * (t - 5)",
        spike: { when: "u - depth" },
      });
      const found = times(run(net, {}, { until: 10, stepSize: 10, method: tsitouras54 }));
      expect(found).toHaveLength(1);
      // Rounding of g, 25 eps, over the slope 2 √d.
      expect(Math.abs(found[0]! - 5 - Math.sqrt(depth))).toBeLessThan(1e-13 / Math.sqrt(depth));
    }
  });

  it("is Hodgkin and Huxley's up-crossing of 0 mV", () => {
    // rest: gates at their steady values for v = −65.
    const rates = {
      am: "0.1 * (v + 40) / (1 - exp(-(v + 40) / 10))",
      bm: "4 * exp(-(v + 65) / 18)",
      ah: "0.07 * exp(-(v + 65) / 20)",
      bh: "1 / (1 + exp(-(v + 35) / 10))",
      an: "0.01 * (v + 55) / (1 - exp(-(v + 55) / 10))",
      bn: "0.125 * exp(-(v + 65) / 80)",
    };
    const resting = (a: string, b: string): number => {
      const value = (text: string): number =>
        new Function("v", "exp", `return ${text}`)(-65, Math.exp) as number;
      return value(a) / (value(a) + value(b));
    };
    const net = alone({
      name: "hh",
      state: {
        v: { initial: -65, scale: 10 },
        m: { initial: resting(rates.am, rates.bm) },
        h: { initial: resting(rates.ah, rates.bh) },
        n: { initial: resting(rates.an, rates.bn) },
      },
      dynamics: `
        dv/dt = 10 - 120 * m^3 * h * (v - 50) - 36 * n^4 * (v + 77) - 0.3 * (v + 54.387)
        dm/dt = (${rates.am}) * (1 - m) - (${rates.bm}) * m
        dh/dt = (${rates.ah}) * (1 - h) - (${rates.bh}) * h
        dn/dt = (${rates.an}) * (1 - n) - (${rates.bn}) * n
      `,
      spike: { when: "v" },
    });
    const found = times(run(net, {}, { until: 20, rtol: 1e-10, atol: 1e-10 }));
    expect(found).toHaveLength(2);
    expect(Math.abs(found[0]! - 1.90097195165735604)).toBeLessThan(1e-8);
    expect(Math.abs(found[1]! - 16.8225826496148092)).toBeLessThan(1e-7);
    for (const rtol of [1e-3, 1e-5])
      expect(times(run(net, {}, { until: 20, rtol, atol: rtol }))).toHaveLength(2);
  });
});

describe("several events of one neuron", () => {
  const pair = (a: number, b: number): NeuronDefinition => ({
    name: "pair",
    state: { u: {} },
    parameters: { a, b },
    dynamics: "du/dt = 1 + 0.1 * u",
    spike: { when: "u - a" },
    events: { other: { when: "u - b", emits: true } },
  });
  const at = (level: number): number => 10 * Math.log(1 + 0.1 * level);

  it("happen in one step at their own times, whatever the order of declaration", () => {
    for (const [a, b] of [
      [1, 2],
      [2, 1],
      [1, 1 + 1e-9],
      [1 + 1e-9, 1],
    ] as const) {
      const result = run(alone(pair(a, b)), {}, { until: 5, rtol: 1e-12, atol: 1e-12 });
      expect(eventTimes(result, "spike")).toHaveLength(1);
      expect(eventTimes(result, "other")).toHaveLength(1);
      expect(Math.abs(eventTimes(result, "spike")[0]! - at(a))).toBeLessThan(1e-10);
      expect(Math.abs(eventTimes(result, "other")[0]! - at(b))).toBeLessThan(1e-10);
      const { time } = result.tape.spikes;
      expect(time.data[0]).toBeLessThan(time.data[1]!);
    }
  });

  it("with one root happen at the same time, in the order of declaration", () => {
    const result = run(alone(pair(1, 1)), {}, { until: 5 });
    const { time, event } = result.tape.spikes;
    expect(time.length).toBe(2);
    expect(time.data[1]).toBe(time.data[0]);
    expect([event.data[0], event.data[1]]).toEqual([0, 1]);
    expect(result.statistics.nearGrazing).toBe(0);
  });

  it("with one root have resets that do not commute in that order, whichever is found first", () => {
    // All have their root at u = 1, and are exactly 0 there; their polynomials tell it apart by rounding only.
    const functions = [
      "u - 1",
      "2 * u - 2",
      "u^2 - 1",
      "u^3 - 1",
      "u - 1 / u",
      "exp(u - 1) - 1",
      "0.1 * (u - 1)",
    ];
    let together = 0;
    for (const [first, second] of functions.flatMap((a) => functions.map((b) => [a, b] as const))) {
      if (first === second) continue;
      const net = alone({
        name: "pair",
        state: { u: {}, w: { initial: 1 } },
        dynamics: "du/dt = 1 + 0.3 * u\n dw/dt = 0",
        spike: { when: first, reset: { w: "2 * w" } },
        events: { other: { when: second, reset: { w: "w + 1" }, emits: true } },
      });
      for (const stepSize of [0.3, 0.7, 1.1]) {
        const samples = [{ population: "cell", times: [2] }];
        const result = run(net, {}, { until: 2, stepSize, samples });
        const { time, event } = result.tape.spikes;
        expect(time.length).toBe(2);
        if (time.data[0] !== time.data[1]) continue;
        together++;
        expect([event.data[0], event.data[1]], `${first}, ${second}`).toEqual([0, 1]);
        // (2·1) + 1, not 2·(1 + 1).
        expect(result.samples("cell").values[1]).toBe(3);
      }
    }
    expect(together).toBeGreaterThan(30);
  });

  it("of neurons of one population that cross in one step have their own times", () => {
    const net = network({
      populations: {
        cell: population(defineNeuron(ramp(1)), 3, { parameters: { rate: [1, 1.25, 1.25 + 1e-12] } }),
      },
    });
    const result = run(net, {}, { until: 1.5 });
    expect(times(result, "cell", 0)[0]).toBeCloseTo(1, close);
    expect(times(result, "cell", 1)[0]).toBeCloseTo(0.8, close);
    expect(times(result, "cell", 2)[0]).toBeLessThan(times(result, "cell", 1)[0]!);
  });
});

describe("the direction of an event", () => {
  const wave = (direction: "rising" | "falling" | "either"): NeuronDefinition => ({
    name: "wave",
    state: { u: {} },
    dynamics: "du/dt = cos(t)",
    spike: { when: "u - 0.5", direction },
  });
  const up = [Math.PI / 6, (13 * Math.PI) / 6];
  const down = [(5 * Math.PI) / 6, (17 * Math.PI) / 6];
  const tight = { until: 10, rtol: 1e-11, atol: 1e-11 };

  it.each([
    ["rising", up],
    ["falling", down],
    ["either", [up[0]!, down[0]!, up[1]!, down[1]!]],
  ] as const)("%s", (direction, expected) => {
    const found = times(run(alone(wave(direction)), {}, tight));
    expect(found).toHaveLength(expected.length);
    found.forEach((time, k) => {
      expect(Math.abs(time - expected[k]!)).toBeLessThan(1e-9);
    });
  });
});

describe("an event without a derivative says why:", () => {
  const failure = (when: string, tau = 1): string => {
    const model = defineNeuron({
      name: "n",
      parameters: { drive: 2, tau },
      state: { v: {} },
      dynamics: "dv/dt = (drive - v) / tau",
      spike: { when, reset: { v: "0" } },
    });
    const net = network({ populations: { cell: population(model, 1) } });
    const options = { until: 10, method: tsitouras54, throwOnFailure: false };
    return simulate(net, net.initialParameters(), {}, options).message;
  };

  it("the crossing rate is not finite", () => {
    expect(failure("v - 1", 1e-199)).toMatch(
      /^simulate \(non-finite\): .*with crossing rate NaN.*\n {2}The event time has no derivative: check time constants/,
    );
  });

  it("the crossing rate is none as a divisor is 0, though what is divided by it is not seen in the end", () => {
    const model = defineNeuron({
      name: "n",
      state: { v: {}, c: {} },
      dynamics: "dv/dt = 0.5 - hill \n hill = 1 / (1 + (0.3 / c)^4) \n dc/dt = -c",
      spike: { when: "v > 1", reset: { v: 0 } },
    });
    const net = network({ populations: { cell: population(model, 1) } });
    const { message } = simulate(net, net.initialParameters(), {}, { until: 10, throwOnFailure: false });
    expect(message).toMatch(
      /meets event "spike" with crossing rate NaN at t = (2|1\.99).*, in a step that begins at t = /,
    );
    expect(message).toMatch(/In dv\/dt, "0.3 \/ c" is Infinity at c = 0\. Keep the divisor away from 0\.$/);
  });
});

it("an event that may repeat at its root does so in the next round, after those that are declared behind it", () => {
  const twice = alone({
    name: "twice",
    state: { u: {} },
    discrete: { c: { initial: 1 } },
    dynamics: "du/dt = 1",
    spike: { when: "u - c", reset: { c: "c > 0.9 ? 0.5 : 9" } },
    events: { other: { when: "u - 1", reset: {} } },
  });
  const happened = run(twice, {}, { until: 2 }).events("cell");
  expect(happened.map(({ event, round }) => [event, round])).toEqual([
    ["spike", 0],
    ["other", 0],
    ["spike", 1],
  ]);
});
