/**
 * Things other simulators get wrong, each with numbers that do not come from this library: closed forms,
 * and REFERENCE's digits. (2, grazing spikes, and 8, caps that truncate, are in events.test.ts; 2 by the exact flow in
 * test/conformance/exact-flow.test.ts.)
 */
import { describe, expect, it } from "vitest";
import { type Gradient, pullback, zeroCotangents } from "../../src/adjoint/pullback.ts";
import type { Run } from "../../src/compile/run.ts";
import { connect } from "../../src/network/connect.ts";
import { network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import { lif } from "../../src/neurons/lif.ts";
import { simulate } from "../../src/simulate/simulate.ts";

const tight = { rtol: 1e-11, atol: 1e-11 };

function ofSpike(run: Run, name: string, neuron: number, k = 0): Gradient {
  const { start, records } = run.spikeTrains(name);
  const cotangents = zeroCotangents(run);
  cotangents.spikeTimes[records[start[neuron]! + k]!] = 1;
  return pullback(run, cotangents);
}

function ofSample(run: Run, name: string, row: number, side: "after" | "before" = "after"): Gradient {
  const table = run.sampleTables.find((one) => one.population === name && one.side === side)!;
  const cotangents = zeroCotangents(run);
  cotangents.samples.get(table)![row * table.size * table.states.length] = 1;
  return pullback(run, cotangents);
}

/** v' = (drive − v)/tau, from 0 to th and back to vr: t* = tau·ln(drive/(drive − th)). */
const driven = defineNeuron({
  name: "driven",
  state: { v: { initial: 0 } },
  parameters: { tau: { default: 10, domain: "positive" }, drive: 1.5, th: 1, vr: 0 },
  dynamics: "dv/dt = (drive - v) / tau",
  spike: { when: "v - th", reset: { v: "vr" } },
});

describe("things peers get wrong", () => {
  it("1. two identical neurons that fire at the same time share the gradient of their target equally", () => {
    // LIF 20/5, theta 1: both fire at 20·ln 3; together they move the target by dt/dbias = −20/(1.5·0.5).
    const net = network({
      populations: {
        twins: population(lif, 2, { parameters: { bias: [1.5, 1.5] } }),
        target: population(lif, 1),
      },
      projections: [connect("twins", "target", { weight: 4 })],
    });
    const run = simulate(net, net.initialParameters(), {}, { until: 60, ...tight });
    const [first, second] = run.spikeTimes("twins");
    expect(first![0]).toBe(second![0]);
    const [one, two] = ofSpike(run, "target", 0).view("twins.bias");
    expect(one).toBeCloseTo(-40 / 3, 7);
    expect(two).toBeCloseTo(-40 / 3, 7);
  });

  it("3. the threshold has a gradient: tau/(drive − th)", () => {
    const net = network({ populations: { cell: population(driven, 1) } });
    const run = simulate(net, net.initialParameters(), {}, { until: 30, ...tight });
    // The second interval is as long as the first.
    for (const k of [0, 1]) {
      const gradient = ofSpike(run, "cell", 0, k);
      expect(gradient.view("cell.th")[0]! / (k + 1)).toBeCloseTo(20, 7);
      expect(gradient.view("cell.drive")[0]! / (k + 1)).toBeCloseTo(-13.3333333333333333, 7);
    }
  });

  it("4. several spikes are under way at once, to others and back to who sent them", () => {
    // v' = b from 0 to 1; each spike comes back after d = 2.5 as v + w, when two others are under way:
    // t1 = 1/b, t2 = 2/b, t3 = 3/b, t4 = t3 + (1 − w)/b, t5 = t4 + (1 − w)/b, and t6 = t3 + d, which jumps over 1.
    const ramp = defineNeuron({
      name: "ramp",
      state: { v: {} },
      parameters: { b: 1 },
      dynamics: "dv/dt = b",
      spike: { when: "v - 1", reset: { v: 0 } },
      input: { v: "v + weight" },
    });
    const leaky = defineNeuron({
      name: "leaky",
      state: { v: {} },
      dynamics: "dv/dt = -v / 4",
      input: { v: "v + weight" },
    });
    const net = network({
      populations: { cell: population(ramp, 1), target: population(leaky, 1) },
      projections: [
        connect("cell", "cell", { weight: 0.2, delay: 2.5, name: "self" }),
        connect("cell", "target", { weight: 1, delay: 4, name: "out" }),
      ],
    });
    const samples = [{ population: "target", times: [8.5] }];
    const run = simulate(net, net.initialParameters(), {}, { until: 8.5, ...tight, samples });
    const expected = [1, 2, 3, 3.8, 4.6, 5.5];
    [...run.spikeTimes("cell")[0]!.subarray(0, 6)].forEach((time, k) => {
      expect(time).toBeCloseTo(expected[k]!, 12);
    });
    const byRate = [-1, -2, -3, -3.8, -4.6, -3];
    const byWeight = [0, 0, 0, -1, -2, 0];
    const byDelay = [0, 0, 0, 0, 0, 1];
    expected.forEach((_, k) => {
      const gradient = ofSpike(run, "cell", 0, k);
      expect(gradient.view("cell.b")[0]).toBeCloseTo(byRate[k]!, 11);
      expect(gradient.view("self.weight")[0]).toBeCloseTo(byWeight[k]!, 11);
      expect(gradient.view("self.delay")[0]).toBeCloseTo(byDelay[k]!, 11);
    });
    // What the four that have come by 8.5 have left, e^(−(8.5 − t − 4)/4) each, moves by a quarter of itself with t.
    const left = expected.slice(0, 4).map((time) => Math.exp(-(8.5 - time - 4) / 4));
    const sum = (slopes: readonly number[]) =>
      left.reduce((total, part, k) => total + (part / 4) * slopes[k]!, 0);
    const gradient = ofSample(run, "target", 0);
    expect(run.samples("target").values[0]).toBeCloseTo(4 * sum([1, 1, 1, 1]), 9);
    expect(gradient.view("out.delay")[0]).toBeCloseTo(sum([1, 1, 1, 1]), 9);
    expect(gradient.view("cell.b")[0]).toBeCloseTo(sum(byRate), 9);
    expect(gradient.view("self.weight")[0]).toBeCloseTo(sum(byWeight), 9);
  });

  it("5. two neurons that cross inside one step spike at their own times", () => {
    const drives = [1.5, 1.5001];
    const net = network({
      populations: { cells: population(driven, 2, { parameters: { drive: drives } }) },
    });
    const run = simulate(net, net.initialParameters(), {}, { until: 12, rtol: 1e-5, atol: 1e-5 });
    const { stepSize, kind } = run.tape;
    expect(Math.max(...stepSize.data.subarray(0, kind.length))).toBeGreaterThan(1);
    drives.forEach((drive, neuron) => {
      const time = run.spikeTimes("cells")[neuron]![0]!;
      // rtol·th over the crossing rate (drive − th)/tau, a few steps.
      expect(Math.abs(time - 10 * Math.log(drive / (drive - 1)))).toBeLessThan((4 * 1e-5) / 0.05);
      const gradient = ofSpike(run, "cells", neuron).view("cells.drive");
      expect(gradient[neuron]).toBeCloseTo(10 * (1 / drive - 1 / (drive - 1)), 2);
      expect(gradient[1 - neuron]).toBe(0);
    });
    expect(run.spikeTimes("cells")[1]![0]).toBeLessThan(run.spikeTimes("cells")[0]![0]! - 1e-3);
  });

  it("6. a sample within one ulp of an event has the gradient of its side of it", () => {
    const net = network({ populations: { cell: population(driven, 1) } });
    const parameters = net.initialParameters();
    const [time] = simulate(net, parameters, {}, { until: 12, ...tight }).spikeTimes("cell")[0]!;
    const ulp = 2 ** -49;
    expect(time! + ulp).toBeGreaterThan(time!);
    const times = [time! - ulp, time!, time! + ulp];
    const run = simulate(
      net,
      parameters,
      {},
      {
        until: 12,
        ...tight,
        samples: [
          { population: "cell", times },
          { population: "cell", times: [time!], side: "before" },
        ],
      },
    );
    expect(run.spikeTimes("cell")[0]![0]).toBe(time);
    // Before: v = drive·(1 − e^(−t/tau)), dv/ddrive = 2/3.
    // After: v = drive·(1 − e^(−(t − t*)/tau)), dv/ddrive = −(drive/tau)·dt*/ddrive = 0.15·40/3 = 2.
    const derivatives = times.map((_, row) => ofSample(run, "cell", row).view("cell.drive")[0]!);
    expect(derivatives[0]).toBeCloseTo(2 / 3, 8);
    expect(derivatives[1]).toBeCloseTo(2, 8);
    expect(derivatives[2]).toBeCloseTo(2, 8);
    expect(ofSample(run, "cell", 0, "before").view("cell.drive")[0]).toBeCloseTo(2 / 3, 8);
    expect(run.samples("cell").values[0]).toBeCloseTo(1, 9);
    expect(run.samples("cell").values[1]).toBeCloseTo(0, 9);
  });

  it("7. jumps are differentiated at the state before the event: a synapse with a reversal potential", () => {
    // v' = −v/tau; v ← v + w·(e − v) at s:  v(T) = e^(−(T−s)/tau)·[(1 − w)·v0·e^(−s/tau) + w·e].
    const cell = defineNeuron({
      name: "reversal",
      state: { v: { initial: 0.8 } },
      parameters: { tau: { default: 4, domain: "positive" }, e: 3 },
      dynamics: "dv/dt = -v / tau",
      input: { v: "v + weight * (e - v)" },
    });
    const net = network({
      populations: { input: source(1), cell: population(cell, 1) },
      projections: [connect("input", "cell", { weight: 0.6, delay: 1.5 })],
    });
    const samples = [{ population: "cell", times: [5] }];
    const run = simulate(net, net.initialParameters(), { input: [[0.5]] }, { until: 5, ...tight, samples });
    const [tau, e, w, s, end, v0] = [4, 3, 0.6, 2, 5, 0.8];
    const decay = Math.exp(-(end - s) / tau);
    const before = v0 * Math.exp(-s / tau);
    const gradient = ofSample(run, "cell", 0);
    expect(run.samples("cell").values[0]).toBeCloseTo(decay * ((1 - w) * before + w * e), 9);
    expect(gradient.view("input→cell.weight")[0]).toBeCloseTo(decay * (e - before), 8);
    expect(gradient.view("cell.e")[0]).toBeCloseTo(decay * w, 8);
    expect(gradient.view("cell.initial.v")[0]).toBeCloseTo(decay * (1 - w) * Math.exp(-s / tau), 8);
    expect(gradient.view("input→cell.delay")[0]).toBeCloseTo((decay * w * e) / tau, 8);
    expect(gradient.inputTimes["input"]![0]![0]).toBeCloseTo((decay * w * e) / tau, 8);
  });

  it("7. … and a reset that scales the state, crossed at a moving threshold", () => {
    // v' = b, th = a + c·t; v ← k·v at t1 = a/(b − c), v = th there:  t2 = (a − k·th1 + b·t1)/(b − c).
    const cell = defineNeuron({
      name: "scaled",
      state: { v: { initial: 0 } },
      parameters: { a: 1, b: 0.9, c: 0.4, k: 0.25 },
      dynamics: "dv/dt = b",
      spike: { when: "v - a - c * t", reset: { v: "k * v" } },
    });
    const net = network({ populations: { cell: population(cell, 1) } });
    const run = simulate(net, net.initialParameters(), {}, { until: 6 });
    const [a, b, c, k] = [1, 0.9, 0.4, 0.25];
    const t1 = a / (b - c);
    expect(run.spikeTimes("cell")[0]![0]).toBeCloseTo(t1, 12);
    expect(run.spikeTimes("cell")[0]![1]).toBeCloseTo((a - k * b * t1 + b * t1) / (b - c), 12);
    // With v = b·t1 at the event: t2 = t1 + (1 − k)·b·t1/(b − c) = a/(b − c) + (1 − k)·a·b/(b − c)².
    const gradient = ofSpike(run, "cell", 0, 1);
    const d = b - c;
    expect(gradient.view("cell.k")[0]).toBeCloseTo(-(a * b) / d ** 2, 9);
    expect(gradient.view("cell.a")[0]).toBeCloseTo(1 / d + ((1 - k) * b) / d ** 2, 9);
    expect(gradient.view("cell.c")[0]).toBeCloseTo(a / d ** 2 + (2 * (1 - k) * a * b) / d ** 3, 9);
    expect(gradient.view("cell.b")[0]).toBeCloseTo(
      -a / d ** 2 + ((1 - k) * a) / d ** 2 - (2 * (1 - k) * a * b) / d ** 3,
      9,
    );
  });
});
