/** Spikes of the run before arrive by the delays of this one, once. */
import { describe, expect, it } from "vitest";
import {
  connect,
  defineNeuron,
  lif,
  network,
  population,
  predict,
  pullback,
  type Run,
  simulate,
  source,
  spikeTimes as spikeTimesOf,
  uniform,
  zeroCotangents,
} from "../../../src/index.ts";

/** Counts what it is sent: v is a sum of weights, w their payload. */
const counter = defineNeuron({
  name: "counter",
  state: { v: {}, w: {} },
  dynamics: "dv/dt = 0\n dw/dt = 0",
  spike: { when: "v > 1e9" },
  input: { v: "v + weight", w: "w + payload" },
});
const clock = defineNeuron({
  name: "clock",
  state: { u: {} },
  dynamics: "du/dt = 0.5",
  spike: { when: "u > 1", reset: { u: 0 }, payload: "t" },
});
const net = network({
  populations: { input: source(2), clock: population(clock, 1), cell: population(counter, 2) },
  projections: [
    connect("input", "cell", {
      weight: [
        [1, 10],
        [100, 1000],
      ],
      delay: [
        [3, 6],
        [0, 20],
      ],
      delayPer: "synapse",
    }),
    connect("clock", "cell", { weight: [[0, 0]], delay: 2.5 }),
  ],
});
const input = {
  input: [
    [1, 4, 4, 8],
    [5, 6],
  ],
};
const p = net.initialParameters();
const valuesAt = (run: Run): number[] => [...run.samples("cell").values];
/** Numbers of arrivals are exact; the times that they carry are so to rounding. */
const expectSame = (run: Run, whole: Run): void =>
  valuesAt(whole).forEach((value, k) => {
    expect(Math.abs(valuesAt(run)[k]! - value)).toBeLessThan(1e-14 * value);
  });
const options = (until: number) => ({ until, samples: [{ population: "cell", times: [until] }] });

describe("spikes under way", () => {
  const whole = simulate(net, p, input, options(40));

  // Between sending and arrival; at the very time of a spike, of an arrival, and of one without delay.
  it.each([0, 1, 2, 4, 4.5, 5, 6, 7, 10, 14, 25.5, 26, 40])("arrive once, cut at %d", (cut) => {
    const first = simulate(net, p, input, { until: cut });
    const second = simulate(net, p, input, { ...options(40), continueFrom: first });
    expectSame(second, whole);
    expect(first.statistics.arrivals + second.statistics.arrivals).toBe(whole.statistics.arrivals);
  });

  it("arrive in a third run if a second ends before", () => {
    let run = simulate(net, p, input, options(0));
    for (const until of [4, 4.2, 8, 8.1, 9, 20, 25.9, 40]) {
      run = simulate(net, p, input, { ...options(until), continueFrom: run });
    }
    expectSame(run, whole);
  });

  it("reach populations that are run in stages, as an objective runs them", () => {
    const layered = network({
      populations: { input: source(3), hidden: population(lif, 8), output: population(lif, 2) },
      projections: [
        connect("input", "hidden", { weight: uniform(1, 6), delay: uniform(0, 9), delayPer: "synapse" }),
        connect("hidden", "output", { weight: uniform(1, 4), delay: uniform(0, 9), delayPer: "synapse" }),
      ],
    });
    const own = layered.initialParameters({ seed: 2 });
    const drive = {
      input: [
        [1, 9, 17, 25],
        [3, 11, 19, 27],
        [5, 13, 21, 29],
      ],
    };
    for (const cut of [6, 12, 20]) {
      const first = simulate(layered, own, drive, { until: cut });
      const going = { until: 60, continueFrom: first };
      const run = simulate(layered, own, drive, going);
      const [read] = predict(layered, own, [drive], {
        ...going,
        readout: spikeTimesOf("output", { count: 2 }),
      });
      const times = run.spikeTimes("output");
      expect([...read!]).toEqual(times.flatMap((all) => [...all.subarray(0, 2)]));
      expect(read!.every(Number.isFinite)).toBe(true);
    }
  });

  it("are none that were given for later, which the next input says", () => {
    const first = simulate(net, p, input, { until: 5 });
    const silent = simulate(net, p, { input: [[], []] }, { ...options(40), continueFrom: first });
    const early = simulate(
      net,
      p,
      {
        input: [
          [1, 4, 5],
          [5, 0],
        ],
      },
      { ...options(40), continueFrom: first },
    );
    // Three by 3 and by 6 ms, and one by none and by 20.
    expect(silent.samples("cell").values[0]).toBe(3 * 1 + 100);
    expect(silent.samples("cell").values[2]).toBe(3 * 10 + 1000);
    expect(valuesAt(early)).toEqual(valuesAt(silent));
    const more = simulate(net, p, { input: [[30], []] }, { ...options(40), continueFrom: first });
    expect(more.samples("cell").values[0]).toBe(4 * 1 + 100);
  });

  it("are counted for every population where they are under way still when the run ends", () => {
    const two = network({
      populations: { input: source(1), one: population(counter, 1), other: population(counter, 1) },
      projections: ["one", "other"].map((name) => connect("input", name, { weight: 1, delay: 20 })),
    });
    const own = two.initialParameters();
    const first = simulate(two, own, { input: [[1]] }, { until: 5 });
    const run = simulate(two, own, { input: [[]] }, { until: 10, continueFrom: first });
    expect(run.statistics.ignoredArrivals).toBe(2);
  });

  it("have the weights and delays of the new parameters, and the times of the old run", () => {
    const first = simulate(net, p, input, { until: 5 });
    const other = p.copy();
    other.view("input→cell.weight")[0] = 2;
    // Sent at 1 and 4: both arrive after 5.
    other.view("input→cell.delay")[0] = 4.5;
    const run = simulate(net, other, { input: [[], []] }, { ...options(40), continueFrom: first });
    expect(run.samples("cell").values[0]).toBe(1 + 100 + 3 * 2);
    const times = run.tape.arrivals.time.data.subarray(0, run.tape.arrivals.time.length);
    expect(times).toContain(5.5);
  });

  it("move with their delays, and with nothing else", () => {
    const leaky = defineNeuron({
      name: "leaky",
      state: { v: {} },
      dynamics: "dv/dt = -v / 10",
      spike: { when: "v > 1e9" },
      input: { v: "v + weight" },
    });
    const own = network({
      populations: { input: source(1), cell: population(leaky, 1) },
      projections: [connect("input", "cell", { weight: 3, delay: 4 })],
    });
    const parameters = own.initialParameters();
    const first = simulate(own, parameters, { input: [[2]] }, { until: 5 });
    const run = simulate(own, parameters, { input: [[2]] }, { ...options(9), continueFrom: first });
    const [table] = run.sampleTables;
    // v(9) = 3 e^(−(9 − (2 + 4))/10)
    const value = 3 * Math.exp(-0.3);
    expect(table!.values[0]).toBeCloseTo(value, 12);
    const cotangents = zeroCotangents(run);
    cotangents.samples.get(table!)![0] = 1;
    const gradient = pullback(run, cotangents);
    expect(gradient.view("input→cell.weight")[0]).toBeCloseTo(value / 3, 12);
    expect(gradient.view("input→cell.delay")[0]).toBeCloseTo(value / 10, 12);
    expect([...gradient.inputTimes["input"]![0]!]).toEqual([0]);
    expect([...gradient.view("cell.initial.v")]).toEqual([0]);
  });
});
