/** A neuron that goes on has everything it had, and what else has changed is a jump. */
import { describe, expect, it } from "vitest";
import {
  atMostOneSpike,
  connect,
  defineNeuron,
  lif,
  network,
  population,
  refractory,
  simulate,
  source,
} from "../../../src/index.ts";

const ramp = defineNeuron({
  name: "ramp",
  state: { v: {} },
  parameters: { rate: 1, high: 5 },
  dynamics: "dv/dt = rate",
  spike: { when: "v > high" },
  events: { fall: { when: "v - 8", reset: { v: 0 } } },
});
const net = network({ populations: { cell: population(ramp, 1) } });
const p = net.initialParameters();
const eventsOf = (run: ReturnType<typeof simulate>) =>
  run.events("cell").map(({ event, time, cause }) => `${event} ${cause} ${time.toFixed(9)}`);

describe("events", () => {
  it("that have fired and stay above zero do not fire again, nor are they called never armed", () => {
    for (const cut of [5, 6, 7.5]) {
      const first = simulate(net, p, {}, { until: cut });
      expect(eventsOf(first)).toEqual(["spike root 5.000000000"]);
      const second = simulate(net, p, {}, { until: 14, continueFrom: first });
      expect(eventsOf(second)).toEqual(["fall root 8.000000000", "spike root 13.000000000"]);
      expect(second.statistics.neverArmed).toEqual([]);
    }
  });

  it("that were never armed are told again", () => {
    const high = p.copy();
    high.set("cell.initial.v", 6);
    const first = simulate(net, high, {}, { until: 1 });
    const second = simulate(net, high, {}, { until: 1.5, continueFrom: first });
    expect(second.statistics.neverArmed).toEqual(first.statistics.neverArmed);
    expect(second.statistics.neverArmed).toHaveLength(1);
  });

  it("happen by a jump where other parameters carry them above zero, and are armed where they carry them below", () => {
    const first = simulate(net, p, {}, { until: 4 });
    const low = p.copy();
    low.set("cell.high", 3);
    expect(eventsOf(simulate(net, low, {}, { until: 6, continueFrom: first }))).toEqual([
      "spike jump 4.000000000",
    ]);
    const above = simulate(net, p, {}, { until: 6 });
    const lifted = p.copy();
    lifted.set("cell.high", 7);
    expect(eventsOf(simulate(net, lifted, {}, { until: 7.5, continueFrom: above }))).toEqual([
      "spike root 7.000000000",
    ]);
  });

  it("at rest on their threshold stay there, until something moves them", () => {
    const own = network({
      populations: { cell: population(lif, 1, { parameters: { bias: 1, vThreshold: 1 } }) },
    });
    const resting = own.initialParameters();
    const first = simulate(own, resting, {}, { until: 3000 });
    expect(first.spikes("cell").times).toHaveLength(0);
    const second = simulate(own, resting, {}, { until: 6000, continueFrom: first });
    expect(second.spikes("cell").times).toHaveLength(0);
    const driven = own.initialParameters();
    driven.set("cell.bias", 2);
    expect(
      simulate(own, driven, {}, { until: 3100, continueFrom: first }).spikes("cell").times.length,
    ).toBeGreaterThan(1);
  });
});

describe("timers and guards", () => {
  const kicked = defineNeuron({
    name: "kicked",
    state: { v: {} },
    parameters: { tau: { default: 10, domain: "positive" } },
    dynamics: "dv/dt = (3 - v) / tau",
    spike: { when: "v > 1", reset: { v: 0 } },
    input: { v: "v + weight" },
  });
  const drive = { input: [[1, 7, 9.5]] };

  it.each([
    ["a refractory period", refractory(kicked, { period: 3, hold: ["v"], blockInput: true })],
    ["at most one spike", atMostOneSpike(kicked)],
  ])("%s goes on, cut at every time at which something happens", (_, model) => {
    const own = network({
      populations: { input: source(1), cell: population(model, 1) },
      projections: [connect("input", "cell", { weight: 0.4, delay: 1.25 })],
    });
    const parameters = own.initialParameters();
    const whole = simulate(own, parameters, drive, { until: 30 });
    const all = whole.events("cell");
    const cuts = [...all.map(({ time }) => time), 0, 2.25, 8.25, 3, 30];
    for (const cut of cuts) {
      const first = simulate(own, parameters, drive, { until: cut });
      const second = simulate(own, parameters, drive, { until: 30, continueFrom: first });
      const both = [...first.events("cell"), ...second.events("cell")];
      expect(both.map(({ event }) => event)).toEqual(all.map(({ event }) => event));
      // An exact flow; rates are above 0.2 per ms.
      both.forEach(({ time }, k) => {
        expect(Math.abs(time - all[k]!.time)).toBeLessThan(1e-12);
      });
      expect(both.map(({ cause }) => cause)).toEqual(all.map(({ cause }) => cause));
    }
  });
});

describe("switches", () => {
  const model = defineNeuron({
    name: "bouncing",
    state: { x: { initial: 1 }, y: {} },
    parameters: { wall: 0 },
    dynamics: "dx/dt = x > wall ? -0.5 : 0.25\n dy/dt = abs(x - wall)",
    spike: { when: "y > 0.4", reset: { y: 0, x: "x + 1" } },
  });
  const own = network({ populations: { cell: population(model, 1) } });

  it("keep their modes, and take those of other parameters", () => {
    const one = defineNeuron({
      name: "one",
      state: { x: { initial: 1 } },
      parameters: { wall: 0 },
      dynamics: "dx/dt = x > wall ? -0.5 : -0.25",
      spike: { when: "x > 100" },
    });
    const lone = network({ populations: { cell: population(one, 1) } });
    const q = lone.initialParameters();
    const at = (until: number) => ({ until, samples: [{ population: "cell", times: [until] }] });
    for (const cut of [1, 2, 3]) {
      const first = simulate(lone, q, {}, { until: cut });
      // x is 0 at 2 and falls half as fast from there.
      expect(simulate(lone, q, {}, { ...at(4), continueFrom: first }).samples("cell").values[0]).toBeCloseTo(
        -0.5,
        12,
      );
    }
    const higher = q.copy();
    higher.set("cell.wall", 0.75);
    const first = simulate(lone, q, {}, { until: 1 });
    // From x = 0.5 at 1, below the wall now.
    expect(
      simulate(lone, higher, {}, { ...at(2), continueFrom: first }).samples("cell").values[0],
    ).toBeCloseTo(0.25, 12);
  });

  it("take them, too, where the field of the old mode would lead back to the switch", () => {
    const apart = defineNeuron({
      name: "apart",
      state: { x: { initial: 1 } },
      parameters: { wall: 0 },
      dynamics: "dx/dt = x > wall ? 0.5 : -0.25",
      spike: { when: "x > 100" },
    });
    const lone = network({ populations: { cell: population(apart, 1) } });
    const q = lone.initialParameters();
    const first = simulate(lone, q, {}, { until: 1 });
    q.set("cell.wall", 1.75);
    const samples = [{ population: "cell", times: [2] }];
    const second = simulate(lone, q, {}, { until: 2, samples, continueFrom: first });
    // From x = 1.5.
    expect(second.samples("cell").values[0]).toBeCloseTo(1.25, 12);
  });

  it("are as they were at every event and crossing", () => {
    const q = own.initialParameters();
    const whole = simulate(own, q, {}, { until: 1.9 });
    const times = whole.events("cell").map(({ time }) => time);
    expect(times.length).toBeGreaterThan(1);
    for (const cut of [...times, 0.5, 1.7]) {
      const first = simulate(own, q, {}, { until: cut });
      const second = simulate(own, q, {}, { until: 1.9, continueFrom: first });
      const both = [...first.events("cell"), ...second.events("cell")].map(({ time }) => time);
      expect(both.length).toBe(times.length);
      both.forEach((time, k) => {
        expect(Math.abs(time - times[k]!)).toBeLessThan(1e-6);
      });
    }
  });
});
