/** Traces against closed forms, and against what samples of the same run say. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { connect } from "../../../src/network/connect.ts";
import { network } from "../../../src/network/network.ts";
import { population, source } from "../../../src/network/population.ts";
import { adex } from "../../../src/neurons/adex.ts";
import { defineNeuron } from "../../../src/neurons/define-neuron.ts";
import { lif } from "../../../src/neurons/lif.ts";
import { piecewiseLinear } from "../../../src/simulate/given/input.ts";
import { simulate } from "../../../src/simulate/simulate.ts";

// Rises by 1 per ms, fires at 1, and is reset to 0; u decays from 1 without ever jumping.
const ramp = defineNeuron({
  name: "ramp",
  state: { v: {}, u: { initial: 1 } },
  parameters: { slope: 1 },
  dynamics: "dv/dt = slope\n du/dt = -u",
  spike: { when: "v - 1", reset: { v: 0 } },
  input: { v: "v + weight" },
});
const net = network({
  populations: { input: source(2), cell: population(ramp, 2) },
  projections: [
    connect("input", "cell", {
      weight: [
        [0.25, 0],
        [0.125, 0.5],
      ],
    }),
  ],
});
const parameters = net.initialParameters();
const run = simulate(net, parameters, { input: [[0.25], [0.25]] }, { until: 2 });

describe("a trace", () => {
  it("has both sides of arrivals and events, and the ends of the run", () => {
    const { times, values } = run.trace("cell", 0, "v", { spacing: Infinity });
    // v = t, from 0.25 on t + 0.375 with both arrivals of that instant; spikes at 0.625 and 1.625.
    const wanted = [
      [0, 0],
      [0.25, 0.25],
      [0.25, 0.625],
      [0.625, 1],
      [0.625, 0],
      [1.625, 1],
      [1.625, 0],
      [2, 0.375],
    ];
    const kinks = Array.from(times, (time, k) => [time, values[k]!]).filter(
      ([time], k) => time === times[k - 1] || time === times[k + 1] || k === 0 || k === times.length - 1,
    );
    expect(kinks).toHaveLength(wanted.length);
    // A straight line is integrated without error; some roundings remain.
    kinks.forEach((point, k) => {
      for (const i of [0, 1]) expect(Math.abs(point[i]! - wanted[k]![i]!)).toBeLessThan(1e-14);
    });
  });

  it("has the value before an event whose last steps are shorter than what times resolve", () => {
    const net = network({ populations: { cell: population(adex, 1, { parameters: { current: 1500 } }) } });
    const options = { until: 60, rtol: 1e-6, atol: 1e-6 };
    const run = simulate(net, net.initialParameters(), {}, options);
    const { times, values } = run.trace("cell", 0, "v");
    const events = run.events("cell");
    expect(events.length).toBeGreaterThan(4);
    for (const { time, before, after } of events) {
      const first = times.indexOf(time);
      expect(times[first + 1]).toBe(time);
      expect([values[first], values[first + 1]]).toEqual([before["v"], after["v"]]);
      // At the peak, where a step of 1e-16 ms moves v by more than a hundredth of a millivolt.
      expect(values[first]).toBeCloseTo(20, 6);
    }
  });

  it("has the same times for every state, also one that does not jump", () => {
    const [v, u] = [run.trace("cell", 1, "v"), run.trace("cell", 1, "u")];
    expect([...u.times]).toEqual([...v.times]);
    // Tolerance 1e-6 in every step.
    const errors = u.values.map((value, k) => Math.abs(value - Math.exp(-u.times[k]!)));
    expect(Math.max(...errors)).toBeLessThan(1e-5);
  });

  it("leaves no gap wider than its spacing, a thousandth of the run by itself", () => {
    for (const [options, most] of [
      [{}, 2e-3],
      [{ spacing: 0.07 }, 0.07],
    ] as const) {
      const { times } = run.trace("cell", 0, "u", options);
      const gaps = Array.from(times.subarray(1), (time, k) => time - times[k]!);
      // Differences of times up to 2 are good to an ulp of 2.
      expect(Math.max(...gaps)).toBeLessThan(most + 1e-15);
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(0);
    }
  });

  it("is what samples say, to the bit, whatever ran since", () => {
    const signalled = defineNeuron({
      name: "signalled",
      state: { v: {}, w: {} },
      signals: ["drive"],
      dynamics: "dv/dt = drive * 2 - v + 0.3 * (v > 0.4 ? 1 : 0)\n dw/dt = v - w / 3",
      spike: { when: "v - 1", reset: { v: 0, w: "w + 1" } },
      input: { v: "v + weight" },
    });
    const mixed = network({
      populations: { input: source(1), cell: population(signalled, 2) },
      projections: [connect("input", "cell", { weight: [[0.3, -0.4]], delay: 0.2 })],
    });
    const own = mixed.initialParameters();
    const driven = (times: number[]): Parameters<typeof simulate>[2] => ({
      input: [times],
      "cell.drive": piecewiseLinear([0, 1, 4], [0.2, 1.2, 0.4]),
    });
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 5, noNaN: true }), { maxLength: 4 }), (times) => {
        const bare = simulate(mixed, own, driven(times), { until: 6 });
        simulate(mixed, mixed.initialParameters(), driven([0.1]), { until: 1 });
        const trace = bare.trace("cell", 1, "w", { spacing: 0.2 });
        const at = Float64Array.from(new Set(trace.times));
        const again = simulate(mixed, own, driven(times), {
          until: 6,
          samples: [
            { population: "cell", times: [...at] },
            { population: "cell", times: [...at], side: "before" },
          ],
        });
        const samples = (side: "before" | "after") => {
          const { values, states, size } = again.samples("cell", side);
          return (k: number) => values[(k * size + 1) * states.length + 1]!;
        };
        let k = 0;
        at.forEach((time, row) => {
          const both = trace.times[k + 1] === time;
          // Sampling at the end of a step repeats it; a time t0 + h rounds, and with it the h of the sample.
          expect(Math.abs(trace.values[k]! - samples(both ? "before" : "after")(row))).toBeLessThan(1e-14);
          if (both) expect(Math.abs(trace.values[k + 1]! - samples("after")(row))).toBeLessThan(1e-14);
          k += both ? 2 : 1;
        });
        expect(k).toBe(trace.times.length);
      }),
      { numRuns: 15 },
    );
  });

  it("ends where the neuron was left: after a wanted spike, or where the run failed", () => {
    const stopped = simulate(
      net,
      parameters,
      { input: [[], []] },
      { until: 9, stopAfterSpikes: { cell: 1 } },
    );
    const { times, values } = stopped.trace("cell", 0, "v");
    expect([times.at(-1), values.at(-1)]).toEqual([stopped.spikeTimes("cell")[0]![0], 0]);
    const explosive = defineNeuron({
      name: "explosive",
      state: { v: { initial: 1 } },
      dynamics: "dv/dt = v * v",
    });
    const failing = network({ populations: { cell: population(explosive, 2) } });
    const failed = simulate(failing, failing.initialParameters(), {}, { until: 2, throwOnFailure: false });
    expect(failed.status).not.toBe("completed");
    // 1/(1 − t), whose end the tolerance of the steps moves a little.
    expect(Math.abs(failed.trace("cell", 0, "v").times.at(-1)! - 1)).toBeLessThan(1e-5);
    expect(failed.trace("cell", 1, "v").times).toHaveLength(0);
  });

  it("of a run without length is one point", () => {
    const { times, values } = simulate(net, parameters, { input: [[], []] }, { until: 0 }).trace(
      "cell",
      0,
      "u",
    );
    expect([[...times], [...values]]).toEqual([[0], [1]]);
  });

  it("answers what there is not", () => {
    const wrong: [() => unknown, string][] = [
      [() => run.trace("cel", 0, "v"), 'there is no population "cel"\n  Did you mean "cell"?'],
      [() => run.trace("input", 0, "v"), '"input" is a source, which has only spikes'],
      [() => run.trace("cell", 2, "v"), '"cell" has no neuron 2\n  Its neurons are 0 to 1.'],
      [() => run.trace("cell", "0" as never, "v"), 'has no neuron "0"'],
      [() => run.trace("cell", 0, "w"), 'there is no state "w"\n  Known here: v, u.'],
      [() => run.trace("cell", 0, "v", { spacing: 0 }), "spacing is 0"],
      [() => run.trace("cell", 0, "v", { spacing: 1e-9 }), "at most 1e8 parts"],
      [() => run.trace("cell", 0, "v", { step: 1 } as never), 'unknown option "step"'],
    ];
    for (const [call, message] of wrong) expect(call).toThrow(message);
  });
});

it("a trace costs a fraction of the run that it is of", () => {
  const busy = network({ populations: { cell: population(lif, 50, { parameters: { bias: 3 } }) } });
  const long = simulate(busy, busy.initialParameters(), {}, { until: 1000 });
  expect(long.trace("cell", 49, "v", { spacing: 1 }).times.length).toBeGreaterThan(1000);
});
