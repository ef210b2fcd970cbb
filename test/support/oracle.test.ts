/** The oracle itself: held against closed forms first, then against published numbers and the library. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseReferenceFile } from "../../src/check/reference-file.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import { izhikevich } from "../../src/neurons/izhikevich.ts";
import { lif } from "../../src/neurons/lif.ts";
import type { NeuronDefinition } from "../../src/neurons/neuron-definition.ts";
import type { NeuronModel } from "../../src/neurons/neuron-model.ts";
import { randomCase, until as randomUntil } from "./arbitrary-network.ts";
import { switchedCase, until as switchedUntil } from "./arbitrary-switches.ts";
import { difference, signatureOf } from "./oracle/differences.ts";
import type { OracleNetwork, OracleNeuron, OracleProjection, OracleSignal } from "./oracle/model.ts";
import { modelOf } from "./oracle/model-of.ts";
import {
  changed,
  referenceLoss,
  referenceOracle,
  referenceSamples,
  referenceSpikes,
  valueAt,
} from "./oracle/reference-of.ts";
import { simulateSlowly } from "./oracle/run.ts";
import { resting } from "./oracle/wrappers.ts";
import { compareWithOracle } from "./random-cases/with-oracle.ts";
import { references, referenceText } from "./reference-networks.ts";

/** The times of one neuron's events. */
function timesOf(run: ReturnType<typeof simulateSlowly>, neuron = 0, event = "spike"): number[] {
  return run.spikes.filter((one) => one.neuron === neuron && one.event === event).map(({ time }) => time);
}

interface Given {
  readonly parameters?: Readonly<Record<string, number>>;
  readonly signals?: readonly OracleSignal[];
  readonly initial?: readonly number[];
}

/** A neuron with the defaults of its model. */
function unit(library: NeuronModel, { parameters = {}, signals = [], initial }: Given = {}): OracleNeuron {
  const own = Object.fromEntries(library.parameters.map(({ name, default: value }) => [name, value]));
  const values = { ...own, ...parameters };
  const adapted = modelOf(library);
  return {
    model: adapted.model,
    p: Object.values(values),
    initial: initial ?? adapted.initial(values),
    signals,
  };
}

function alone(library: NeuronModel, until: number, given: Given = {}) {
  return simulateSlowly({ units: [unit(library, given)], projections: [], delay: () => 0 }, { until });
}

/** One synapse. */
function synapse(pre: number, post: number, ...weights: number[]): OracleProjection {
  return { pre: [pre], post: [post], port: 0, weights: () => weights };
}

function neuron(definition: Omit<NeuronDefinition, "name">): NeuronModel {
  return defineNeuron({ name: "tested", ...definition });
}

/** v' = b without a leak: everything about it can be counted on fingers. Arrivals go into v. */
const integrator = neuron({
  state: { v: {} },
  parameters: { b: 0, th: 1, vr: 0 },
  dynamics: "dv/dt = b",
  spike: { when: "v - th", reset: { v: "vr" } },
  input: { v: "v + weight" },
});

const perfect = (b: number): OracleNeuron => unit(integrator, { parameters: { b } });

// Steps, locations and sums are good to a few rounding errors each; a time of 50 has an ulp of 7e-15.
const exact = 13;

describe("one neuron", () => {
  it("fires at the times of closed forms", () => {
    const given = { parameters: { tauMem: 10, bias: 1.5 } };
    // T = τ ln(I / (I − ϑ)), REFERENCE.md: 10.9861228866810969.
    const times = timesOf(alone(lif, 50, given));
    expect(times.length).toBe(4);
    times.forEach((time, k) => {
      expect(time).toBeCloseTo((k + 1) * 10 * Math.log(3), exact);
    });
    const slope = difference(
      (bias) => {
        const run = alone(lif, 12, { parameters: { tauMem: 10, bias } });
        return { value: timesOf(run)[0]!, signature: signatureOf(run) };
      },
      1.5,
      0.05,
    )!;
    expect(slope.value).toBeCloseTo(-40 / 3, 9);
    expect(Math.abs(slope.value + 40 / 3)).toBeLessThan(10 * slope.error + 1e-11);
  });

  it.each([
    // REFERENCE.md, V = w (x − x²); near the maximum, ε/D: 2e-16/(0.005/ms) and 2e-16/(5e-5/ms).
    [5, 3.2350713115744674, -1.2360679774997898, 13, 9],
    [4 * (1 + 1e-4), 6.83197344719279077, -123.743875456212191, 12, 6],
    [4 * (1 + 1e-8), 6.93047185560111951, -12498.7499375125005, 10, 0],
  ])("finds the crossing of a bump, weight %s", (w, time, slope, digits, slopeDigits) => {
    const run = (weight: number) =>
      simulateSlowly(
        {
          units: [{ times: [0] }, unit(lif, { parameters: { tauMem: 10 } })],
          projections: [synapse(0, 1, weight)],
          delay: () => 0,
        },
        { until: 40 },
      );
    expect(timesOf(run(w), 1)).toEqual([expect.closeTo(time, digits)]);
    const d = difference(
      (x) => ({ value: timesOf(run(x), 1)[0] ?? Number.NaN, signature: signatureOf(run(x)) }),
      w,
      (w - 4) / 4,
    )!;
    expect(d.value).toBeCloseTo(slope, slopeDigits);
  });

  it("gives published numbers of Izhikevich's neuron and of the adaptive exponential one", () => {
    const spikes = timesOf(alone(izhikevich, 120, { parameters: { bias: 10 }, initial: [-65, -13, 0] }));
    const expected = [3.12705530387697606, 26.2260246341484036, 71.0570973282095863, 115.869510996278256];
    expect(spikes).toEqual(expected.map((time) => expect.closeTo(time, 11)));
    const adex = neuron({
      state: { v: { initial: -70 }, w: { initial: 5 } },
      dynamics: `
        dv/dt = (-11 * (v + 70) + 22 * exp((v + 50) / 2) - w + 420) / 200
        dw/dt = (3 * (v + 70) - w) / 300`,
      spike: { when: "v", reset: { v: -58 } },
    });
    const times = [18.7160483080138329, 30.5619003071323043, 42.4970860847287346, 54.5201168638537798];
    expect(timesOf(alone(adex, 60))).toEqual(times.map((time) => expect.closeTo(time, 11)));
  });
});

describe("who fires when", () => {
  it("exchanges spikes around a cycle with a delay for every synapse", () => {
    // An arrival of 1 always fires: 1, then +0.7, +1.1, +0.7, …
    const network: OracleNetwork = {
      units: [{ times: [1] }, perfect(0), perfect(0)],
      projections: [synapse(0, 1, 1), synapse(1, 2, 1), synapse(2, 1, 1)],
      delay: (projection) => [0, 0.7, 1.1][projection]!,
    };
    const run = simulateSlowly(network, { until: 6 });
    expect(timesOf(run, 1)).toEqual([1, 2.8, 4.6].map((time) => expect.closeTo(time, exact)));
    expect(timesOf(run, 2)).toEqual([1.7, 3.5, 5.3].map((time) => expect.closeTo(time, exact)));
    expect(run.spikes.every(({ cause }) => cause === "jump")).toBe(true);
    // The last spike at 5.3 comes back at 6.4.
    expect(run.ignoredArrivals).toBe(1);
  });

  it("lets arrivals move a crossing, with its derivatives", () => {
    // A fires at 2 and 4; B has 0.6 at 2.5, 1.2 at 4.5: it fires and takes 0.4 from A at 4.75, which fires at 6.8.
    const go = (w: number, d: number) =>
      simulateSlowly(
        {
          units: [perfect(0.5), perfect(0)],
          projections: [synapse(0, 1, 0.6), synapse(1, 0, w)],
          delay: (projection) => (projection === 0 ? 0.5 : d),
        },
        { until: 7 },
      );
    const run = go(-0.4, 0.25);
    expect(timesOf(run, 0)).toEqual([2, 4, 6.8].map((time) => expect.closeTo(time, exact)));
    expect(timesOf(run, 1)).toEqual([expect.closeTo(4.5, exact)]);
    const third = (w: number, d: number) => ({
      value: timesOf(go(w, d), 0)[2]!,
      signature: signatureOf(go(w, d)),
    });
    expect(difference((w) => third(w, 0.25), -0.4, 0.1)!.value).toBeCloseTo(-2, 10);
    expect(difference((d) => third(-0.4, d), 0.25, 0.1)!.value).toBeCloseTo(0, 10);
    // From a delay of 0 only longer ones exist.
    expect(difference((d) => third(-0.4, d), 0, 0.1, "forward")!.value).toBeCloseTo(0, 10);
  });

  it("goes through a cycle without delay in rounds", () => {
    const network = (w: number): OracleNetwork => ({
      units: [{ times: [1] }, perfect(0), perfect(0), perfect(0)],
      projections: [synapse(0, 1, 1), synapse(1, 2, 1), synapse(2, 3, 1), synapse(3, 1, w)],
      delay: () => 0,
    });
    const run = simulateSlowly(network(0.6), { until: 2 });
    expect(run.spikes.map(({ neuron: n, round, time }) => [n, round, time])).toEqual([
      [1, 1, 1],
      [2, 2, 1],
      [3, 3, 1],
    ]);
    expect(run.final[1]![0]).toBe(0.6);
    const storm = simulateSlowly(network(1), { until: 2, maxRounds: 50 });
    expect(storm.status).toBe("event-storm");
    expect(storm.message).toContain("neurons 1, 2, 3");
    expect(storm.time).toBe(1);
  });

  it("gives a neuron its own spike after its reset", () => {
    const network: OracleNetwork = {
      units: [perfect(0.5)],
      projections: [synapse(0, 0, 0.25)],
      delay: () => 0,
    };
    // 2, then from 0.25 on: 1.5 each.
    expect(timesOf(simulateSlowly(network, { until: 6 }))).toEqual(
      [2, 3.5, 5].map((time) => expect.closeTo(time, exact)),
    );
  });
});

describe("one instant", () => {
  const halving = neuron({
    state: { v: {} },
    dynamics: "dv/dt = 0 * v",
    spike: { when: "v - 1", reset: { v: 0 } },
    input: { v: "0.5 * v + weight" },
  });

  it("applies arrivals by projection, sender and spike, and looks at the threshold after all", () => {
    const run = simulateSlowly(
      {
        units: [{ times: [2] }, { times: [1, 1] }, unit(halving)],
        projections: [
          { pre: [1, 0], post: [2], port: 0, weights: (i) => [i === 0 ? 0.4 : 3] },
          synapse(0, 2, -1),
        ],
        delay: (_, pre) => (pre === 0 ? 1 : 0),
      },
      { until: 3, samples: [2], side: "after" },
    );
    // At 2: 3 of unit 0, then 0.4 and 0.4 of unit 1; −1 comes at 3.
    expect(timesOf(run, 2)).toEqual([2]);
    const sums = simulateSlowly(
      {
        units: [{ times: [2] }, { times: [2] }, unit(halving)],
        projections: [synapse(1, 2, 3), synapse(0, 2, -1)],
        delay: () => 0,
      },
      { until: 3 },
    );
    // First 3, then 1.5 − 1: never above 1 when it counts.
    expect(timesOf(sums, 2)).toEqual([]);
    expect(sums.final[2]![0]).toBe(0.5);
  });

  it("repeats an event only if its reset writes what it reads", () => {
    const model = (reset: Record<string, string>): NeuronModel =>
      neuron({
        state: { v: {}, n: {} },
        dynamics: "dv/dt = 0 * v\n dn/dt = 0 * v",
        spike: { when: "v - 1", reset },
        input: { v: "v + weight" },
      });
    const go = (reset: Record<string, string>) =>
      simulateSlowly(
        {
          units: [{ times: [1, 2] }, unit(model(reset))],
          projections: [synapse(0, 1, 3.5)],
          delay: () => 0,
        },
        { until: 3 },
      );
    expect(go({ v: "v - 1", n: "n + 1" }).spikes.map(({ time, round }) => [time, round])).toEqual([
      [1, 1],
      [1, 2],
      [1, 3],
      [2, 1],
      [2, 2],
      [2, 3],
      [2, 4],
    ]);
    const once = go({ n: "n + 1" });
    expect(once.spikes.map(({ time }) => time)).toEqual([1]);
    expect(once.final[1]![1]).toBe(1);
  });

  it("lets what starts above its threshold fire only if told to, and happens at the end too", () => {
    const start = (fireAtStart: boolean): NeuronModel =>
      neuron({
        state: { v: { initial: 2 } },
        dynamics: "dv/dt = 0.5",
        spike: { when: "v - 1", reset: { v: 0 }, fireAtStart },
      });
    expect(timesOf(alone(start(true), 4))).toEqual([0, 2, 4].map((time) => expect.closeTo(time, exact)));
    expect(timesOf(alone(start(false), 4))).toEqual([]);
  });

  it("sees the values before in every right-hand side", () => {
    const swapping = neuron({
      state: { v: {}, w: { initial: 3 } },
      dynamics: "dv/dt = 0.5\n dw/dt = 0",
      spike: { when: "v - 1", reset: { v: "w - 5", w: "v + 1" } },
    });
    const run = alone(swapping, 2);
    expect([...run.final[0]!]).toEqual([expect.closeTo(-2, exact), expect.closeTo(2, exact)]);
  });
});

describe("arming", () => {
  it("knows of a fall below zero just before what ends its step", () => {
    // g falls through 0 at 3.5; A spikes at 3.51 and lifts it by 0.1: it has been below, and happens.
    const clock = neuron({
      state: { v: {} },
      dynamics: "dv/dt = 0",
      spike: { when: "3.5 - t + v", reset: {} },
      input: { v: "v + weight" },
    });
    const network = (weight: number): OracleNetwork => ({
      units: [perfect(1 / 3.51), unit(clock)],
      projections: [synapse(0, 1, weight)],
      delay: () => 0,
    });
    expect(timesOf(simulateSlowly(network(0.1), { until: 5 }), 1)).toEqual([expect.closeTo(3.51, exact)]);
    expect(timesOf(simulateSlowly(network(0.005), { until: 5 }), 1)).toEqual([]);
  });
});

describe("switches and signals", () => {
  it("changes the field where a comparison says, with its saltation", () => {
    const kinked = neuron({
      state: { v: {} },
      parameters: { a: 0.5, b: 0.2, c: 0.4 },
      dynamics: "dv/dt = v < c ? a : b",
      spike: { when: "v - 1", reset: { v: -10 } },
    });
    const first = (parameters: Record<string, number>) => {
      const run = alone(kinked, 6, { parameters });
      return { value: timesOf(run)[0]!, signature: signatureOf(run) };
    };
    // MATH.md: T = c/a + (1 − c)/b, dT/da = −c/a², dT/dc = 1/a − 1/b.
    expect(first({}).value).toBeCloseTo(0.4 / 0.5 + 0.6 / 0.2, exact);
    expect(difference((a) => first({ a }), 0.5, 0.05)!.value).toBeCloseTo(-0.4 / 0.25, 9);
    expect(difference((c) => first({ c }), 0.4, 0.05)!.value).toBeCloseTo(2 - 5, 9);
  });

  it("finds the shortest pulse, and says where a solution slides", () => {
    const pulsed = neuron({
      state: { v: {} },
      dynamics: "dv/dt = t > 3 and t < 3.0001 ? 15000 : 0",
      spike: { when: "v - 1", reset: { v: 0 } },
    });
    // Up to 1.5: once at 3 + 1/15000, then 0.5 is left.
    const run = alone(pulsed, 10);
    expect(timesOf(run)).toEqual([expect.closeTo(3 + 1 / 15_000, exact)]);
    expect(run.final[0]![0]).toBeCloseTo(0.5, 9);
    const sliding = neuron({ state: { v: {} }, dynamics: "dv/dt = v < 0.5 ? 1 : -1" });
    const stuck = alone(sliding, 2);
    expect([stuck.status, stuck.time]).toEqual(["sliding", expect.closeTo(0.5, exact)]);
  });

  it("follows signals piece by piece", () => {
    const driven = neuron({
      state: { v: {} },
      signals: ["drive"],
      dynamics: "dv/dt = drive",
      spike: { when: "v - 1", reset: { v: 0 } },
    });
    const go = (kind: "constant" | "linear", values: number[]) =>
      alone(driven, 6, { signals: [{ kind, times: [0, 1, 3], values }] });
    // 0.2 · 1 + 0.3 · 2 = 0.8, then 0.4: at 3.5, and 2.5 later.
    expect(timesOf(go("constant", [0.2, 0.3, 0.4]))).toEqual([3.5, 6].map((t) => expect.closeTo(t, exact)));
    // 0.5 at 1; then 0.5 τ − 0.1 τ² = 0.5.
    expect(timesOf(go("linear", [0.5, 0.5, 0.1]))).toEqual([
      expect.closeTo(1 + (5 - Math.sqrt(5)) / 2, exact),
    ]);
  });
});

describe("what the library does not have yet", () => {
  const run = (units: OracleNetwork["units"], projections: OracleProjection[], until: number) =>
    simulateSlowly({ units, projections, delay: () => 0 }, { until });

  /** v' = 0.5 with a rest of p[1] after a spike at p[0]; the model is written as functions. */
  const restful = (period: number, blockInput: boolean): OracleNeuron => {
    const base = perfect(0.5);
    const model = resting(base.model, {
      event: 0,
      period: ({ p }) => p[3]!,
      hold: [0],
      blockInput,
    });
    return { ...base, model, p: [...Array.from(base.p), period], initial: [0, 0] };
  };

  it("rests after a spike, for a time with a derivative", () => {
    const at = (period: number) => run([restful(period, false)], [], 8);
    expect(timesOf(at(0.7))).toEqual([2, 4.7, 7.4].map((time) => expect.closeTo(time, exact)));
    expect(timesOf(at(0.7), 0, "release")).toEqual([2.7, 5.4].map((time) => expect.closeTo(time, exact)));
    const third = (period: number) => ({
      value: timesOf(at(period))[2]!,
      signature: signatureOf(at(period)),
    });
    expect(difference(third, 0.7, 0.1)!.value).toBeCloseTo(2, 10);
  });

  it("drops what arrives in a rest, also at its end, or keeps still at it", () => {
    const go = (blockInput: boolean, time: number) =>
      timesOf(run([{ times: [time] }, restful(1, blockInput)], [synapse(0, 1, 0.25)], 8), 1);
    const undisturbed = [2, 5, 8].map((time) => expect.closeTo(time, exact));
    expect(go(true, 2.5)).toEqual(undisturbed);
    expect(go(false, 2.5)).toEqual(undisturbed);
    expect(go(true, 4)).toEqual([2, 4.5, 7.5].map((time) => expect.closeTo(time, exact)));
  });

  /** Arrivals start a timer of 2 ms that adds 1 to n. */
  const clocked = (every: boolean): OracleNeuron => ({
    model: {
      states: ["n"],
      scales: [1],
      field: (_, out) => out.fill(0),
      events: [
        {
          name: "tick",
          reset: ({ y }) => [y[0]! + 1],
          emits: true,
          fireAtStart: false,
          repeats: false,
          payload: ({ y, t }) => 10 * y[0]! + t,
        },
      ],
      ports: [{ arrive: ({ y }) => y, timers: [{ event: 0, period: ({ p }) => p[0]!, every }] }],
      switches: [],
    },
    p: [2],
    initial: [0],
    signals: [],
  });

  it("lets a new start replace a pending timer, unless it says every", () => {
    const go = (every: boolean) =>
      timesOf(run([{ times: [1, 2, 5] }, clocked(every)], [synapse(0, 1, 1)], 9), 1, "tick");
    expect(go(false)).toEqual([4, 7]);
    expect(go(true)).toEqual([3, 4, 7]);
  });

  it("carries payloads, of the values before the event", () => {
    const heard: number[] = [];
    const listener = perfect(0);
    const port = {
      arrive: ({ y }: { y: Float64Array }, _: ArrayLike<number>, payload: number) => {
        heard.push(payload);
        return [y[0]! + payload / 100];
      },
    };
    const units = [
      { times: [1, 2] },
      clocked(true),
      { ...listener, model: { ...listener.model, ports: [port] } },
    ];
    const end = run(units, [synapse(0, 1, 1), synapse(1, 2, 1)], 9).final[2]![0];
    expect(heard).toEqual([3, 14]);
    expect(end).toBeCloseTo(0.17, exact);
  });
});

describe("the end of resolution", () => {
  const ball = (restitution: number): NeuronModel =>
    neuron({
      state: { x: { initial: 10 }, v: {} },
      dynamics: "dx/dt = v\n dv/dt = -8",
      spike: { when: "-x", reset: { v: `-${restitution} * v` } },
    });

  it("follows a ball that bounces to where its time ends", () => {
    // First at √(2·10/8), then flights of 2 r^k times that; it rests at T (1 + r)/(1 − r).
    const first = Math.sqrt(2.5);
    const bounces = timesOf(alone(ball(0.5), 4));
    expect(bounces.slice(0, 3)).toEqual([1, 2, 2.5].map((k) => expect.closeTo(k * first, 12)));
    const resting = alone(ball(0.5), 10);
    expect(resting.status).toBe("event-accumulation");
    expect(resting.time).toBeCloseTo(3 * first, 7);
  });

  it("fires once where nothing is reset", () => {
    const swinging = neuron({
      state: { v: {}, w: { initial: 1 } },
      dynamics: "dv/dt = w\n dw/dt = -v",
      spike: { when: "v - 0.5", reset: {} },
    });
    const expected = [0, 1, 2, 3].map((k) => expect.closeTo(Math.PI * (1 / 6 + 2 * k), 12));
    expect(timesOf(alone(swinging, 24))).toEqual(expected);
  });
});

describe("against others", () => {
  // Six networks with their numbers in double precision, all found to 1e-13; REFERENCE.md claims 1e-12 of them.
  it.each(references)("%s", (name) => {
    const file = parseReferenceFile(referenceText(name), name);
    const samples = referenceSamples(file);
    const go = (values = file.values) =>
      simulateSlowly(referenceOracle(file, values), { until: file.horizon, samples });
    const run = go();
    expect(run.status).toBe("completed");
    const spikes = file.spikes.map((times) => times.map((time) => expect.closeTo(time, 11)));
    expect(referenceSpikes(file, run)).toEqual(spikes);
    for (const { time, values } of file.states) {
      const found = run.samples[samples.indexOf(time)]!.slice(file.topology.inputs);
      const expected = values.map((states) => states.map((y) => expect.closeTo(y, 11)));
      expect(found.map((states) => [...states])).toEqual(expected);
    }
    // Its upstrokes take half a second a run, and a derivative twenty runs.
    if (name === "eif_feedforward") return;
    const path = ["weights", file.neuron.channels[0]!, file.topology.arrays[1]!.name, 0, 1];
    const slope = difference(
      (delta) => {
        const other = go(changed(file.values, path, delta));
        return { value: referenceLoss(file, other), signature: signatureOf(other) };
      },
      0,
      0.01,
    )!;
    const expected = valueAt(file.gradients, path);
    // The file's own error is below 1e-9.
    expect(Math.abs(slope.value - expected)).toBeLessThan(10 * slope.error + 1e-9 * (1 + Math.abs(expected)));
  });

  it("does what the library does in random networks, with and without cycles", () => {
    const anyCase = fc.oneof(
      randomCase({ min: 1, max: 2, back: 3 }).map(({ options, ...rest }) => ({
        ...rest,
        until: randomUntil,
        times: options.samples![0]!.times,
      })),
      randomCase({ min: 1, max: 3 }).map(({ options, ...rest }) => ({
        ...rest,
        until: randomUntil,
        times: options.samples![0]!.times,
      })),
      fc.oneof(switchedCase(2), switchedCase(2, 2)).map(({ samples, ...rest }) => ({
        ...rest,
        until: switchedUntil,
        times: samples[0]!.times,
      })),
    );
    let [compared, drawn] = [0, 0];
    fc.assert(
      fc.property(anyCase, ({ network, input, seed, until, times }) => {
        const sampled = [...new Set(times)].sort((a, b) => a - b);
        const found = compareWithOracle(network, input, { until, times: sampled, seed });
        drawn++;
        if (found.isClose) return;
        compared++;
        expect(found.difference).toBe("");
        expect(found.times).toBeLessThan(found.timesLimit);
        expect(found.states).toBeLessThan(found.statesLimit);
      }),
      { numRuns: 14 },
    );
    expect(compared).toBeGreaterThan(0.9 * drawn);
  });
});
