/** What a sweep starts from, what it reads of a record, and where gradients go. */
import { describe, expect, it } from "vitest";
import { zeroCotangents } from "../../src/adjoint/pullback.ts";
import { reverseSweep } from "../../src/adjoint/reverse-sweep.ts";
import { beginSweep, collectParameters } from "../../src/adjoint/sweep-state.ts";
import { loadRecord } from "../../src/compile/load-record.ts";
import { barSlot } from "../../src/compile/slots.ts";
import { meanSquaredError } from "../../src/losses/mean-squared-error.ts";
import { connect } from "../../src/network/connect.ts";
import { normal } from "../../src/network/initializers.ts";
import { network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import { leakyIntegrator } from "../../src/neurons/leaky-integrator.ts";
import { addTo } from "../../src/numeric/exact-sums.ts";
import { valueAndGradient } from "../../src/objective/value-and-gradient.ts";
import { maximum } from "../../src/readouts/maximum.ts";
import { piecewiseLinear } from "../../src/simulate/given/input.ts";
import { simulate } from "../../src/simulate/simulate.ts";

const cell = defineNeuron({
  name: "cell",
  state: { v: {}, i: {} },
  parameters: { tau: 9, th: 1 },
  signals: ["drive"],
  dynamics: "dv/dt = (-v + i + drive) / tau\n di/dt = -i / 5",
  spike: { when: "v - th", reset: { v: 0 } },
  input: { i: "i + weight" },
});
const net = network({
  populations: {
    in: source(2),
    first: population(cell, 3, { parameters: { tau: [8, 9, 10] } }),
    second: population(cell, 2),
  },
  projections: [
    connect("in", "first", { weight: normal(6, 1), delay: 1 }),
    connect("first", "second", { weight: normal(4, 1), delay: 0.5 }),
  ],
  tie: [["first.th", "second.th"]],
});
const drive = piecewiseLinear([0, 10, 40], [0, 0.8, 0.2]);
const input = { in: [[1, 5], [2]], "first.drive": drive, "second.drive": drive };
const run = simulate(net, net.initialParameters({ seed: 2 }), input, { until: 40 });
const cotangents = zeroCotangents(run);
run.spikeTrains("second").records.forEach((record, k) => {
  cotangents.spikeTimes[record] = 1 + k;
});
const all = (): boolean => true;

function gradient(wanted: (id: string) => boolean, from = 0): Float64Array {
  const parameters = new Float64Array(net.layout.size).fill(from);
  reverseSweep(run, cotangents, { parameters, wanted });
  return parameters;
}

describe("a sweep", () => {
  it("begins with no cotangents, whatever an earlier one left in the frames", () => {
    const first = gradient(all);
    expect(first.every((slope) => slope !== 0 && Number.isFinite(slope))).toBe(true);
    for (const { programs, base, population: own } of run.program.populations) {
      const bars = ["v", "i", "tau", "th", "drive"].map((name) => programs.frame.slot(barSlot(name)));
      for (let n = 0; n < own.size; n++) {
        for (const bar of bars) run.program.memory[base + n * programs.frame.size + bar] = 1e6;
      }
    }
    expect(gradient(all)).toEqual(first);
  });

  it("begins with the parameters of its run, whatever another run left in the frames", () => {
    const first = gradient(all);
    const other = net.initialParameters({ seed: 3 });
    other.view("first.tau").fill(20);
    simulate(net, other, input, { until: 40 });
    expect(gradient(all)).toEqual(first);
  });

  it("gives the rows that are wanted, tied ones whole, and leaves the others alone", () => {
    const whole = gradient(all);
    for (const wanted of [
      ["first.tau"],
      ["in→first.delay", "first→second.weight"],
      ["first.th", "second.th"],
    ]) {
      const found = gradient((id) => wanted.includes(id));
      const places = new Set(
        wanted.flatMap((id) => {
          const { offset, length } = net.layout.row(id);
          return Array.from({ length }, (_, k) => offset + k);
        }),
      );
      found.forEach((slope, k) => {
        expect(slope).toBe(places.has(k) ? whole[k] : 0);
      });
    }
  });

  it("adds to what is there", () => {
    const [whole, more] = [gradient(all), gradient(all, 1000)];
    // One rounding each of a number near 1000, or as large as the gradient.
    more.forEach((slope, k) => {
      expect(Math.abs(slope - 1000 - whole[k]!)).toBeLessThan(1e-12 * (1000 + Math.abs(whole[k]!)));
    });
  });

  it("starts from the cotangents of spike times, without changing them", () => {
    const given = cotangents.spikeTimes.slice();
    const { spikeBars } = beginSweep(run, cotangents, {
      parameters: new Float64Array(net.layout.size),
      wanted: all,
    });
    // In a column with room for more.
    expect(spikeBars.leading.subarray(0, given.length)).toEqual(given);
    addTo(spikeBars, 0, 5);
    expect(cotangents.spikeTimes).toEqual(given);
  });
});

describe("loadRecord", () => {
  it("writes state, time, step size and signals of a record to its neuron's frame", () => {
    const sweep = beginSweep(run, cotangents, { parameters: new Float64Array(net.layout.size), wanted: all });
    const { tape, program } = run;
    for (const record of [0, 40, tape.kind.length - 1]) {
      const neuron = tape.neuron.data[record]!;
      const own = sweep.populations[program.owner[neuron]!]!;
      const { frame: layout } = own.program.programs;
      const frame = own.program.base + (neuron - own.program.population.firstNeuron) * layout.size;
      loadRecord(run, own, frame, record);
      const at = (name: string): number => sweep.memory[frame + layout.slot(name)]!;
      const start = tape.stateStart.data[record]!;
      expect([at("v"), at("i")]).toEqual([...tape.state.data.subarray(start, start + 2)]);
      const time = tape.time.data[record]!;
      expect([at("t"), at("$h")]).toEqual([time, tape.stepSize.data[record]]);
      const value = time < 10 ? 0.08 * time : 0.8 - 0.02 * (time - 10);
      expect(at("drive")).toBeCloseTo(value, 14);
      expect(at("$slope.drive")).toBeCloseTo(time < 10 ? 0.08 : -0.02, 14);
    }
  });
});

describe("collectParameters", () => {
  it("adds the cotangents of all frames, by neuron or into what they share, and those of delays", () => {
    const parameters = new Float64Array(net.layout.size);
    const sweep = beginSweep(run, cotangents, { parameters, wanted: all });
    sweep.populations.forEach(({ program: { programs, base, population: own } }, p) => {
      for (let n = 0; n < own.size; n++) {
        const frame = base + n * programs.frame.size;
        sweep.memory[frame + programs.frame.slot(barSlot("tau"))] = 10 ** p * (n + 1);
        sweep.memory[frame + programs.frame.slot(barSlot("th"))] = 10 ** p;
      }
    });
    addTo(sweep.delayBars, 1, 7);
    collectParameters(sweep);
    const view = (id: string): number[] => {
      const { offset, length } = net.layout.row(id);
      return [...parameters.subarray(offset, offset + length)];
    };
    expect(view("first.tau")).toEqual([1, 2, 3]);
    expect(view("second.tau")).toEqual([10 + 20]);
    // Tied: three neurons of the first population and two of the second.
    expect(view("second.th")).toEqual([3 + 20]);
    expect(view("first→second.delay")).toEqual([7]);
    expect(view("in→first.delay")).toEqual([0]);
  });
});

it("finds what was observed where folded records are written out first, as more arrive than there is room for", () => {
  const long = network({
    populations: { input: source(1), output: population(leakyIntegrator, 1) },
    projections: [connect("input", "output", { weight: 1 })],
  });
  const objective = {
    terms: [{ readout: maximum("output", "v"), loss: meanSquaredError() }],
    until: 200,
  };
  const times = Array.from({ length: 17_000 }, (_, k) => 0.001 + 0.01 * k);
  const { value, gradient } = valueAndGradient(long, objective)(
    long.initialParameters(),
    { input: [times] },
    0,
  );
  // The membrane, and with it the root of the value, is proportional to the weight, which is 1.
  expect(gradient.view("input→output.weight")[0]! / value).toBeCloseTo(2, 12);
});
