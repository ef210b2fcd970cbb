import { describe, expect, it } from "vitest";
import { pullback, zeroCotangents } from "../../../src/adjoint/pullback.ts";
import type { Run } from "../../../src/compile/run.ts";
import { connect } from "../../../src/network/connect.ts";
import { network } from "../../../src/network/network.ts";
import { population, source } from "../../../src/network/population.ts";
import { lif } from "../../../src/neurons/lif.ts";
import type { NeuronDefinition } from "../../../src/neurons/neuron-definition.ts";
import type { SampleRequest } from "../../../src/simulate/given/options.ts";
import { alone, fed, run, times } from "../../support/one-cell.ts";

const ramp: NeuronDefinition = {
  name: "ramp",
  state: { u: { initial: 0.25 } },
  parameters: { threshold: 1 },
  dynamics: "du/dt = 1",
  spike: { when: "u - threshold", reset: { u: 0 } },
  input: { u: "u + weight" },
};

/** u at one time, "after" or "before" what happens there. */
function value(net: ReturnType<typeof fed>, input: number[], time: number, side: "after" | "before"): number {
  const requests: SampleRequest[] = [{ population: "cell", times: [time], side }];
  return run(net, { in: [input] }, { until: 3, samples: requests }).samples("cell", side).values[0]!;
}

describe("samples", () => {
  const net = fed(ramp, 0.125);

  it("in the middle of a step are the state there", () => {
    expect(value(net, [], 0.5, "after")).toBeCloseTo(0.75, 13);
    expect(value(net, [], 0.5, "before")).toBeCloseTo(0.75, 13);
    expect(value(net, [], 2.5, "after")).toBeCloseTo(0.75, 13);
  });

  it("at the time of an arrival are before or after it", () => {
    expect(value(net, [0.5], 0.5, "before")).toBeCloseTo(0.75, 13);
    expect(value(net, [0.5], 0.5, "after")).toBeCloseTo(0.875, 13);
    expect(value(net, [0.5, 0.5], 0.5, "before")).toBeCloseTo(0.75, 13);
  });

  it("at the time of an event are before or after it", () => {
    const [time] = times(run(net, { in: [[]] }, { until: 3 }));
    expect(value(net, [], time!, "before")).toBeCloseTo(1, 13);
    expect(value(net, [], time!, "after")).toBe(0);
  });

  it("at t = 0 are the initial state or what an arrival makes of it", () => {
    expect(value(net, [0], 0, "before")).toBe(0.25);
    expect(value(net, [0], 0, "after")).toBe(0.375);
    expect(value(net, [], 0, "after")).toBe(0.25);
  });

  it("at the end of the run are before or after what happens there", () => {
    expect(value(net, [3], 3, "before")).toBeCloseTo(0.25, 13);
    expect(value(net, [3], 3, "after")).toBeCloseTo(0.375, 13);
  });

  it("that are not reached by a failed run are not numbers", () => {
    const blowUp: NeuronDefinition = {
      name: "blow-up",
      state: { u: { initial: 1 } },
      dynamics: "du/dt = u^2",
    };
    const samples = [{ population: "cell", times: [0, 0.5, 2] }];
    const result = run(alone(blowUp), {}, { until: 3, samples, throwOnFailure: false });
    expect(result.status).not.toBe("completed");
    expect(result.samples("cell").values[0]).toBe(1);
    expect(result.samples("cell").values[1]).toBeCloseTo(2, 5);
    expect(result.samples("cell").values[2]).toBeNaN();
  });
});

describe("samples do not bend the run", () => {
  const net = network({
    populations: { in: source(4), hidden: population(lif, 6), out: population(lif, 3) },
    projections: [
      connect("in", "hidden", {
        weight: Array.from({ length: 4 }, (_, i) =>
          Array.from({ length: 6 }, (_, j) => 2 + Math.sin(3 * i + j)),
        ),
      }),
      connect("hidden", "out", {
        weight: Array.from({ length: 6 }, (_, i) =>
          Array.from({ length: 3 }, (_, j) => 2 + Math.cos(i + 2 * j)),
        ),
        delay: 0.7,
      }),
    ],
  });
  const input = { in: [[1, 4], [2], [2, 9, 12], [0.5]] };
  const gradient = (result: Run): Float64Array => {
    const cotangents = zeroCotangents(result);
    cotangents.spikeTimes.fill(1);
    return pullback(result, cotangents).values;
  };

  it("spikes, tape and gradient are the same bits with them", () => {
    const plain = run(net, input, { until: 30 });
    const [, spike] = times(plain, "hidden", 0);
    const dense = Array.from({ length: 301 }, (_, k) => k / 10);
    const sampled = run(net, input, {
      until: 30,
      samples: [
        { population: "hidden", times: [...dense, spike!, spike! * (1 + 2 ** -52)] },
        { population: "out", times: dense, side: "before" },
      ],
    });
    for (const name of ["hidden", "out"]) expect(sampled.spikeTimes(name)).toEqual(plain.spikeTimes(name));
    expect(plain.spikeTimes("out").some((train) => train.length > 1)).toBe(true);
    expect(gradient(sampled)).toEqual(gradient(plain));
    const { repeatedSteps, ...rest } = plain.statistics;
    expect(sampled.statistics).toEqual({ ...rest, repeatedSteps: sampled.statistics.repeatedSteps });
  });

  it("nor does the same run again", () => {
    const [a, b] = [run(net, input, { until: 30 }), run(net, input, { until: 30 })];
    expect(a.spikeTimes("out")).toEqual(b.spikeTimes("out"));
    expect(gradient(a)).toEqual(gradient(b));
    expect(a.statistics).toEqual(b.statistics);
  });
});
