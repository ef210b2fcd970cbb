import { describe, expect, it } from "vitest";
import { pullback, zeroCotangents } from "../../src/adjoint/pullback.ts";
import { pairing, tangentSweep } from "../../src/adjoint/tangent-sweep.ts";
import type { Run } from "../../src/compile/run.ts";
import { type RunVariables, zeroVariables } from "../../src/compile/run-variables.ts";
import { connect } from "../../src/network/connect.ts";
import { network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import { lif } from "../../src/neurons/lif.ts";
import { randomGenerator } from "../../src/numeric/random.ts";
import { piecewiseConstant, piecewiseLinear } from "../../src/simulate/given/input.ts";
import { simulate } from "../../src/simulate/simulate.ts";

const ramp = defineNeuron({
  name: "ramp",
  state: { v: { initial: 0 } },
  parameters: { slope: 0.5, th: 1 },
  signals: ["drive"],
  dynamics: "dv/dt = slope + drive",
  spike: { when: "v - th", reset: { v: 0 } },
  input: { v: "v + weight" },
});

const net = network({
  populations: { input: source(1), cell: population(ramp, 1) },
  projections: [connect("input", "cell", { weight: 0.3, delay: 1 })],
});

function rampRun(times: number[], linear = false): Run {
  const drive = linear ? piecewiseLinear([0, 4], [0, 0]) : piecewiseConstant([0, 1], [0, 0]);
  const samples = [{ population: "cell", times: [2.5] }];
  return simulate(
    net,
    net.initialParameters(),
    { input: [times], "cell.drive": drive },
    { until: 3, samples },
  );
}

function along(run: Run, set: (direction: RunVariables) => void) {
  const direction = zeroVariables(run);
  set(direction);
  return tangentSweep(run, direction);
}

const offset = (id: string): number => net.layout.row(id).offset;

describe("tangentSweep", () => {
  it("is zero along nothing", () => {
    const run = rampRun([0.2]);
    const { spikeTimes, samples } = along(run, () => {});
    expect(spikeTimes.every((dot) => dot === 0)).toBe(true);
    for (const dots of samples.values()) expect(dots.every((dot) => dot === 0)).toBe(true);
  });

  it("moves a crossing by −ġ/D and what follows with it", () => {
    // t* = th/slope = 2, v(2.5) = slope·(2.5 − t*)
    const run = rampRun([]);
    const { spikeTimes, samples } = along(run, ({ parameters }) => {
      parameters[offset("cell.slope")] = 1;
    });
    expect(spikeTimes[0]).toBeCloseTo(-4, 12);
    expect(samples.get(run.sampleTables[0]!)![0]).toBeCloseTo(2.5, 12);
  });

  it("moves an arrival with its spike and its delay", () => {
    // v(2.5) = 0.5·2.5 − 1 + …: the arrival makes no difference to v later but that it happened.
    const run = rampRun([1.5]);
    expect(run.tape.spikes.time.length).toBe(2);
    const times = along(run, ({ spikeTimes }) => {
      spikeTimes[0] = 1;
    });
    expect(times.spikeTimes[0]).toBe(1);
    expect(times.samples.get(run.sampleTables[0]!)![0]).toBeCloseTo(0, 12);
    const jumped = rampRun([0.9]);
    // v(1.9) = 0.95 + 0.3 ≥ 1: the spike is at the arrival.
    const delayed = along(jumped, ({ parameters }) => {
      parameters[offset("input→cell.delay")] = 1;
    });
    expect(delayed.spikeTimes[1]).toBe(1);
    expect(delayed.samples.get(jumped.sampleTables[0]!)![0]).toBeCloseTo(-0.5, 12);
  });

  it("moves with the values of signals, constant and linear", () => {
    // Constant: ṫ* = −(∫ drive)/slope. The value on [1, ∞) acts for 1 of the 2.
    const constant = along(rampRun([]), ({ signals }) => {
      signals[0]![0]![1] = 1;
    });
    expect(constant.spikeTimes[0]).toBeCloseTo(-2, 12);
    // Linear from 0 at t = 0 to 1 at t = 4: ∫₀² t/4 dt = 1/2.
    const linear = along(rampRun([], true), ({ signals }) => {
      signals[0]![0]![1] = 1;
    });
    expect(linear.spikeTimes[0]).toBeCloseTo(-1, 12);
  });

  it("pairs with any cotangents as the reverse sweep does", () => {
    const deep = network({
      populations: { input: source(3), hidden: population(lif, 4), output: population(lif, 2) },
      projections: [
        connect("input", "hidden", { weight: 9, delay: 1 }),
        connect("hidden", "output", { weight: 4 }),
      ],
    });
    const samples = [{ population: "output", times: [5, 20] }];
    const parameters = deep.initialParameters();
    const run = simulate(deep, parameters, { input: [[1, 9], [2], [2]] }, { until: 30, samples });
    expect(run.tape.spikes.time.length).toBeGreaterThan(8);
    const random = randomGenerator(3);
    const direction = zeroVariables(run);
    direction.parameters.forEach((_, k) => {
      direction.parameters[k] = random.normal();
    });
    const cotangents = zeroCotangents(run);
    cotangents.spikeTimes.forEach((_, k) => {
      cotangents.spikeTimes[k] = random.normal();
    });
    for (const bars of cotangents.samples.values()) bars.set(bars.map(() => random.normal()));
    const gradient = pullback(run, cotangents).values;
    const products = Array.from(gradient, (entry, k) => entry * direction.parameters[k]!);
    const expected = products.reduce((sum, product) => sum + product, 0);
    const size = products.reduce((sum, product) => sum + Math.abs(product), 0);
    expect(Math.abs(pairing(cotangents, tangentSweep(run, direction)) - expected) / size).toBeLessThan(1e-12);
  });

  it("leaves the run as it was", () => {
    const run = rampRun([0.2]);
    const before = [run.parameters.values.slice(), run.samples("cell").values.slice()];
    along(run, ({ parameters }) => parameters.fill(1));
    expect([run.parameters.values, run.samples("cell").values]).toEqual(before);
  });
});
