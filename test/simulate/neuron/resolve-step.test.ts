import { describe, expect, it } from "vitest";
import { loadParameters, networkProgram } from "../../../src/compile/network-program.ts";
import { connect } from "../../../src/network/connect.ts";
import { network } from "../../../src/network/network.ts";
import { population, source } from "../../../src/network/population.ts";
import { defineNeuron } from "../../../src/neurons/define-neuron.ts";
import { lif } from "../../../src/neurons/lif.ts";
import { piecewiseConstant } from "../../../src/simulate/given/input.ts";
import { settingsOf } from "../../../src/simulate/given/options.ts";
import { begin } from "../../../src/simulate/neuron/begin.ts";
import { inspectStep } from "../../../src/simulate/neuron/inspect-step.ts";
import { nothingInspected } from "../../../src/simulate/neuron/inspection.ts";
import { resolveStep } from "../../../src/simulate/neuron/resolve-step.ts";
import { simulate } from "../../../src/simulate/simulate.ts";
import { exactFlow } from "../../../src/solvers/exact-flow.ts";
import { tsitouras54 } from "../../../src/solvers/tableaus/tsitouras-54.ts";
import { standingRun } from "../../support/standing-run.ts";

describe.each([exactFlow, tsitouras54])(
  "a membrane that goes to its threshold for ever, by $name",
  (method) => {
    const model = defineNeuron({
      name: "rheobase",
      state: { v: {}, i: {} },
      dynamics: "dv/dt = (1 + i - v) / 10 \n di/dt = -i / 5",
      spike: { when: "v - 1", reset: { v: 0 } },
      input: { kick: { map: { v: "v + weight" } }, current: { map: { i: "i + weight" } } },
    });
    const spikesOf = (port: string, weight: number, until = 5000): number[] => {
      const net = network({
        populations: { in: source(1), cell: population(model, 1) },
        projections: [connect("in", "cell", { weight, port })],
      });
      const run = simulate(net, net.initialParameters(), { in: [[2000]] }, { until, method });
      return [...run.spikeTimes("cell")[0]!];
    };

    it("does not spike, though 1 − exp(−t/τ) is 1 in rounding after 40 τ", () => {
      expect(spikesOf("current", 0)).toEqual([]);
      expect(spikesOf("kick", -0.5)).toEqual([]);
    });

    it("does with all that lifts it", () => {
      expect(spikesOf("kick", 1e-3)).toEqual([2000]);
      const [first, ...more] = spikesOf("current", 0.1);
      expect(more).toEqual([]);
      expect(first).toBeGreaterThanOrEqual(2000);
      // From within rounding of the threshold at a rate of 0.01 per ms.
      expect(first).toBeLessThan(2000 + 1e-6);
    });
  },
);

it.each([exactFlow, tsitouras54])(
  "a membrane at rest on its threshold is left alone by what does not move it, by $name",
  (method) => {
    const model = defineNeuron({
      name: "rheobase",
      state: { v: {}, w: {} },
      signals: ["s"],
      dynamics: "dv/dt = (1 - v) / 10 \n dw/dt = -w + s",
      spike: { when: "v - 1", reset: { v: 0 } },
      input: { w: "w + weight" },
    });
    const net = network({
      populations: { in: source(1), cell: population(model, 1) },
      projections: [connect("in", "cell", { weight: 1 })],
    });
    const input = { in: [[2000, 2003]], "cell.s": piecewiseConstant([0, 1500, 2500], [0, 1, 2]) };
    const run = simulate(net, net.initialParameters(), input, { until: 3000, method });
    expect(run.spikes("cell").times).toHaveLength(0);
  },
);

it.each([1, 0.3, -50])(
  "a membrane that comes to rest within roundings of its threshold %d ends in few steps",
  (th) => {
    const statuses = new Set<string>();
    for (let k = -160; k <= 160; k += 5) {
      // Within 64 roundings of 2^−50 nobody can tell on which side it rests; far from them it is silent or fires.
      const bias = th + k * 2 ** -50 * Math.max(1, Math.abs(th));
      const parameters = { bias, vThreshold: th, vReset: th - 1, tauMem: 20 };
      const net = network({ populations: { cell: population(lif, 1, { parameters }) } });
      const options = { until: 3000, maxSteps: 300, method: exactFlow, throwOnFailure: false } as const;
      statuses.add(simulate(net, net.initialParameters(), {}, options).status);
    }
    expect([...statuses].filter((status) => status !== "completed" && status !== "grazing-event")).toEqual(
      [],
    );
  },
);

/** An uncoupled cell alone, for as long as is said. */
const spikesUntil = (
  until: number,
  cell: ReturnType<typeof population>,
  method: typeof exactFlow | typeof tsitouras54,
): number[] => {
  const net = network({ populations: { cell } });
  return [...simulate(net, net.initialParameters(), {}, { until, method }).spikeTimes("cell")[0]!];
};

it.each([exactFlow, tsitouras54])(
  "a crossing just before the end of a run is no coming to rest, by $name",
  (method) => {
    const ramp = defineNeuron({
      name: "ramp",
      state: { v: {} },
      dynamics: "dv/dt = 0.125",
      spike: { when: "v - 1", reset: { v: 0 } },
    });
    // From 8 on v is above 1, at the end by less than the 64 roundings, 1e-13, in which what rests is left alone.
    for (const k of [-50, -47, -44, -41]) {
      const [spike, ...more] = spikesUntil(8 + 2 ** k, population(ramp, 1), method);
      expect(more).toEqual([]);
      // The bound on the rounding of v − 1, 8 eps, over the rate.
      expect(Math.abs(spike! - 8), `2^${k} before the end`).toBeLessThanOrEqual(64 * Number.EPSILON);
    }
  },
);

it("the step to where a function comes to rest is left in the frame: its error is asked for", () => {
  // It goes to 30 roundings above 1, of which 64 are nothing, and is at 1 after 20 log(2^12/30) = 98 ms and more.
  const parameters = { bias: 1 + 30 * 2 ** -52, vThreshold: 1, vReset: 0, tauMem: 20 };
  const net = network({
    populations: { cell: population(lif, 1, { parameters, initial: { v: 1 - 2 ** -40 } }) },
  });
  const settings = settingsOf(net, { until: 120, method: exactFlow });
  const { values } = net.initialParameters();
  loadParameters(networkProgram(net, exactFlow), values);
  const run = standingRun(net, settings, values);
  begin(run, 0);
  const { memory, frame } = run;
  const { end } = run.events[0]!;
  memory[frame + run.stepSizeSlot] = 120;
  run.stepKernel(frame);
  const inspection = nothingInspected();
  inspectStep(run, inspection);
  const located = resolveStep(run, inspection, 120);
  expect(located.rests).toBe(true);
  expect(located.h).toBeGreaterThan(98);
  expect(located.h).toBeLessThan(110);
  expect(memory[frame + run.stepSizeSlot]).toBe(located.h);
  const left = memory[frame + end];
  run.stepKernel(frame);
  expect(memory[frame + end]).toBe(left);
});

it("a membrane that comes to rest in the last part of its only step is silent, too", () => {
  // By 30 roundings above 1, of which 64 are nothing, it is above 1 in exact numbers from 20 log(1.5e14) = 652 on.
  const parameters = { bias: 1 + 30 * 2 ** -52, vThreshold: 1, vReset: 0, tauMem: 20 };
  for (const until of [700, 730, 760, 780, 5000]) {
    expect(spikesUntil(until, population(lif, 1, { parameters }), exactFlow), `until ${until}`).toEqual([]);
  }
});
