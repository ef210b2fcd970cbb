import { describe, expect, it } from "vitest";
import { zeroCotangents } from "../../src/adjoint/pullback.ts";
import { ShapeError } from "../../src/errors.ts";
import type { Loss } from "../../src/losses/loss.ts";
import { network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import { valueAndGradient } from "../../src/objective/value-and-gradient.ts";
import { allSpikeTimes } from "../../src/readouts/all-spike-times.ts";
import { simulate } from "../../src/simulate/simulate.ts";

// Neuron n fires at k / rate.
const ramp = defineNeuron({
  name: "ramp",
  state: { v: {} },
  parameters: { rate: 1 },
  dynamics: "dv/dt = rate",
  spike: { when: "v - 1", reset: { v: 0 } },
});
const net = network({
  populations: { input: source(2), cell: population(ramp, 3, { parameters: { rate: [1, 0.1, 0.5] } }) },
});
const input = { input: [[3, 1], [2]] };
const run = simulate(net, net.initialParameters(), input, { until: 4.5 });

describe("all spike times", () => {
  it("are those of every neuron, neuron by neuron", () => {
    const times = [...allSpikeTimes("cell").read(run)];
    // Straight lines: some roundings only.
    expect(times.map((time) => Math.round(1e12 * time) / 1e12)).toEqual([1, 2, 3, 4, 2, 4]);
    expect([...allSpikeTimes("input").read(run)]).toEqual([1, 3, 2]);
  });

  it("have a row for each neuron where that is asked for, with Infinity in the gaps", () => {
    const readout = allSpikeTimes("cell", { perNeuron: true });
    const times = [...readout.read(run)].map((time) => Math.round(1e12 * time) / 1e12);
    expect(times).toEqual([1, 2, 3, 4, ...Array(4).fill(Infinity), 2, 4, Infinity, Infinity]);
    const cotangents = zeroCotangents(run);
    readout.pullback(
      run,
      Float64Array.from(times, (_, k) => k),
      cotangents,
    );
    const { records } = run.spikeTrains("cell");
    expect(Array.from(records, (record) => cotangents.spikeTimes[record])).toEqual([0, 1, 2, 3, 8, 9]);
    const silent = simulate(net, net.initialParameters(), input, { until: 0.5 });
    expect([...readout.read(silent)]).toEqual([Infinity, Infinity, Infinity]);
    expect(() => allSpikeTimes("cell", { perneuron: true } as never)).toThrow(/Did you mean "perNeuron"/);
  });

  it("are all simulated in an objective, also where another term reads the first spikes only", () => {
    /** Σ t / 2. */
    const half: Loss<unknown> = {
      name: "half",
      acceptsSilent: true,
      target: "numbers",
      evaluate: (values) => ({
        value: values.reduce((sum, time) => sum + time / 2, 0),
        gradient: values.map(() => 0.5),
      }),
    };
    const objective = valueAndGradient(net, {
      terms: [{ readout: allSpikeTimes("cell"), loss: half }],
      until: 4.5,
    });
    const { value, gradient } = objective(net.initialParameters(), input, undefined);
    expect(Math.abs(value - 8)).toBeLessThan(1e-12);
    // d(k/r)/dr = −k/r².
    const wanted = [-5, 0, -6];
    gradient.view("cell.rate").forEach((slope, n) => {
      expect(Math.abs(slope - wanted[n]!)).toBeLessThan(1e-11);
    });
  });

  it("refuse cotangents of another number", () => {
    expect(() => allSpikeTimes("cell").pullback(run, new Float64Array(5), zeroCotangents(run))).toThrow(
      ShapeError,
    );
  });
});
