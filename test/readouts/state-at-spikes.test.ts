import { describe, expect, it } from "vitest";
import { adjointAt } from "../../src/adjoint/adjoint-at.ts";
import { pullback, zeroCotangents } from "../../src/adjoint/pullback.ts";
import { checkGradients } from "../../src/check/check-gradients.ts";
import { OptionError, ShapeError } from "../../src/errors.ts";
import { crossEntropy } from "../../src/losses/cross-entropy.ts";
import { meanSquaredError } from "../../src/losses/mean-squared-error.ts";
import { connect } from "../../src/network/connect.ts";
import { network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import { lif } from "../../src/neurons/lif.ts";
import { refractory } from "../../src/neurons/refractory.ts";
import { valueAndGradient } from "../../src/objective/value-and-gradient.ts";
import { firstSpikeTimes } from "../../src/readouts/spike-times.ts";
import { type StateAtSpikesOptions, stateAtSpikes } from "../../src/readouts/state-at-spikes.ts";
import type { Input } from "../../src/simulate/given/input.ts";
import { simulate } from "../../src/simulate/simulate.ts";

/** v' = c from v_0 on, with spikes at 1 that take 1 away and add to the adaptation, w' = −w/τ. */
const clock = defineNeuron({
  name: "clock",
  state: { v: { initial: 0.25 }, w: { initial: 0.5 } },
  parameters: { c: { default: 0.25 }, tau: { default: 8, domain: "positive" }, jump: { default: 0.5 } },
  dynamics: "dv/dt = c\n dw/dt = -w / tau",
  spike: { when: "v - 1", reset: { v: "v - 1", w: "w + jump" } },
});
const ticking = network({ populations: { cell: population(clock, 1) } });

function gradientOf(
  net: typeof ticking,
  state: string,
  options: StateAtSpikesOptions,
  bars: number[],
  until = 12,
) {
  const run = simulate(net, net.initialParameters(), {}, { until });
  const cotangents = zeroCotangents(run);
  const readout = stateAtSpikes("cell", state, options);
  readout.pullback(run, Float64Array.from(bars), cotangents);
  return { run, cotangents, values: readout.read(run), gradient: pullback(run, cotangents) };
}

describe("a state at spikes, in closed form", () => {
  // Spikes at t_k = (k + 0.75)/c: 3, 7, 11.
  const decay = Math.exp(-3 / 8);

  it("before and after the resets", () => {
    const before = gradientOf(ticking, "w", { count: 2 }, [1, 0]).values;
    const after = gradientOf(ticking, "w", { count: 2, side: "after" }, [1, 0]).values;
    expect(before[0]).toBeCloseTo(0.5 * decay, 14);
    expect(after[0]).toBeCloseTo(0.5 * decay + 0.5, 14);
    expect(before[1]).toBeCloseTo((0.5 * decay + 0.5) * Math.exp(-4 / 8), 14);
    for (const [side, wanted] of [
      ["before", 1],
      ["after", 0],
    ] as const) {
      for (const value of gradientOf(ticking, "v", { count: 3, side }, [1, 0, 0]).values) {
        expect(value).toBeCloseTo(wanted, 14);
      }
    }
  });

  it("with the gradient of the state and of the time", () => {
    for (const side of ["before", "after"] as const) {
      const { gradient } = gradientOf(ticking, "w", { side }, [1]);
      // w = w_0 e^(−t/τ), t = (1 − v_0)/c: ∂t/∂c = −t/c, ∂t/∂v_0 = −1/c.
      const rate = (-0.5 * decay) / 8;
      expect(gradient.view("cell.c")[0]).toBeCloseTo(rate * (-3 / 0.25), 13);
      expect(gradient.view("cell.initial.v")[0]).toBeCloseTo(rate * -4, 13);
      expect(gradient.view("cell.initial.w")[0]).toBeCloseTo(decay, 14);
      expect(gradient.view("cell.tau")[0]).toBeCloseTo((0.5 * decay * 3) / 64, 14);
      expect(gradient.view("cell.jump")[0]).toBeCloseTo(side === "after" ? 1 : 0, 14);
    }
  });

  it("whose own threshold it is: it does not move, before or after", () => {
    for (const side of ["before", "after"] as const) {
      const { gradient } = gradientOf(ticking, "v", { side, count: 3 }, [0, 0, 1]);
      for (const slope of gradient.values) expect(Math.abs(slope)).toBeLessThan(1e-14);
    }
  });

  it("along time: a kick before the spike moves it, too; one after it does nothing", () => {
    const { run, cotangents } = gradientOf(ticking, "w", {}, [1]);
    const spike = run.spikeTimes("cell")[0]![0]!;
    const times = [0, 2, spike, 5];
    const { values, states } = adjointAt(run, cotangents, { population: "cell", times });
    expect([...states]).toEqual(["v", "w"]);
    const rate = (-0.5 * decay) / 8;
    [-4 * rate, -4 * rate, 0, 0, decay, Math.exp(-1 / 8), 0, 0].forEach((wanted, k) => {
      expect(values[k]).toBeCloseTo(wanted, 13);
    });
  });
});

describe("a state at spikes that jumps cause", () => {
  const kicked = defineNeuron({
    name: "kicked",
    state: { v: {}, n: {} },
    parameters: { tau: { default: 10, domain: "positive" }, theta: { default: 1 } },
    dynamics: "dv/dt = -v / tau\n dn/dt = 0",
    spike: { when: "v - theta", reset: { v: "v - theta", n: "n + v" } },
    input: { v: "v + weight" },
  });
  const net = network({
    populations: { input: source(1), cell: population(kicked, 1) },
    projections: [connect("input", "cell", { weight: 0.8 })],
  });

  it("is what the arrival made of it", () => {
    const run = simulate(net, net.initialParameters(), { input: [[1, 3, 3, 3]] }, { until: 9 });
    const before = stateAtSpikes("cell", "v", { count: 3 }).read(run);
    const after = stateAtSpikes("cell", "v", { count: 3, side: "after" }).read(run);
    const left = 0.8 * Math.exp(-2 / 10);
    // All three arrive before the neuron has its turn; it fires until it is below, all in one instant.
    expect(before[0]).toBeCloseTo(left + 2.4, 14);
    expect(after[0]).toBeCloseTo(left + 1.4, 14);
    expect(before[1]).toBe(after[0]);
    expect(before[2]).toBe(after[1]);
    expect(run.spikeTimes("cell")[0]!.length).toBe(3);
  });

  it("has the gradient that all four ways give, the time of the arrival included", () => {
    for (const side of ["before", "after"] as const) {
      const terms = [{ readout: stateAtSpikes("cell", "v", { count: 2, side }), loss: meanSquaredError() }];
      const input: Input = { input: [[1, 3, 8]] };
      const check = checkGradients(net, { terms, until: 20 }, net.initialParameters(), input, [3, 1]);
      expect(check.agrees, String(check)).toBe(true);
      const times = check.groups.find(({ name }) => name === "input (times)")!;
      expect(times.largest).toBeGreaterThan(0.01);
      expect(times.discarded).toBe(0);
    }
  });
});

describe("stateAtSpikes", () => {
  const net = network({
    populations: {
      input: source(2),
      hidden: population(refractory(lif, { period: 2 }), 3),
      silent: population(lif, 1),
    },
    projections: [
      connect("input", "hidden", {
        weight: [
          [9, 12, 7],
          [11, 6, 8],
        ],
      }),
      connect("hidden", "hidden", { weight: 1.5, delay: 1 }),
      connect("hidden", "silent", { weight: 0.01 }),
    ],
  });
  const input = {
    input: [
      [1, 9],
      [2, 12],
    ],
  };
  const run = simulate(net, net.initialParameters(), input, { until: 30 });

  it("is what the facts of the events say, of any event", () => {
    for (const event of [undefined, "endOfPeriod"]) {
      for (const side of ["before", "after"] as const) {
        const options = { count: 2, side, ...(event !== undefined && { event }) };
        const values = stateAtSpikes("hidden", "i", options).read(run);
        const facts = run.events("hidden").filter((fact) => fact.event === (event ?? "spike"));
        for (let n = 0; n < 3; n++) {
          const own = facts.filter(({ neuron }) => neuron === n).slice(0, 2);
          expect(own.length).toBe(2);
          own.forEach((fact, k) => {
            expect(values[2 * n + k]).toBe(fact[side]["i"]);
          });
        }
      }
    }
  });

  it("has a gradient through refractory periods, timers and recurrent spikes, that all four ways give", () => {
    const terms = [
      { name: "spikes", readout: stateAtSpikes("hidden", "i", { count: 2 }), loss: meanSquaredError() },
      {
        name: "ends",
        readout: stateAtSpikes("hidden", "i", { count: 2, side: "after", event: "endOfPeriod" }),
        loss: meanSquaredError(),
      },
    ];
    const target = [1, 2, 3, 4, 5, 6];
    const few = { entries: 3, independentEntries: 1 };
    const check = checkGradients(net, { terms, until: 30 }, net.initialParameters(), input, target, few);
    expect(check.agrees, String(check)).toBe(true);
    const tRef = check.groups.find(({ name }) => name === "hidden.tRef")!;
    expect(tRef.largest).toBeGreaterThan(0.01);
  });

  it("simulates no more than its spikes need, and the whole run for an event that is not sent", () => {
    const only = network({
      populations: { input: source(2), out: population(lif, 2) },
      projections: [connect("input", "out", { weight: 12 })],
    });
    const ends = (event?: string) =>
      valueAndGradient(only, {
        terms: [
          { readout: stateAtSpikes("out", "i", event === undefined ? {} : { event }), loss: crossEntropy() },
        ],
        until: 1e4,
      })(only.initialParameters(), { input: [[1], [2, 9000]] }, 0);
    expect(ends().value).toBe(ends("spike").value);
    expect(stateAtSpikes("out", "i").needs.spikes).toBe(1);
    expect(stateAtSpikes("out", "i", { event: "spike" }).needs.spikes).toBe(Infinity);
  });

  it("stands for spikes that never come with Infinity, or what it is told, without a gradient", () => {
    expect([...stateAtSpikes("silent", "v").read(run)]).toEqual([Infinity]);
    const readout = stateAtSpikes("silent", "v", { silentValue: -2, count: 2 });
    expect([...readout.read(run)]).toEqual([-2, -2]);
    const cotangents = zeroCotangents(run);
    readout.pullback(run, Float64Array.of(1, 1), cotangents);
    expect(pullback(run, cotangents).values.every((slope) => slope === 0)).toBe(true);
    const terms = [{ readout: stateAtSpikes("silent", "v"), loss: crossEntropy() }];
    const lost = valueAndGradient(net, { terms, until: 30 });
    expect(() => lost(net.initialParameters(), input, 0)).toThrow(/silentValue/);
  });

  it("goes into one sweep with other readouts", () => {
    const alone = (terms: Parameters<typeof valueAndGradient>[1]["terms"]) =>
      valueAndGradient(net, { terms, until: 30 })(net.initialParameters(), input, [1, 2, 3]);
    const a = { readout: stateAtSpikes("hidden", "i"), loss: meanSquaredError() };
    const b = { readout: firstSpikeTimes("hidden"), loss: meanSquaredError() };
    const [first, second, both] = [alone([a]), alone([b]), alone([a, b])];
    expect(both.value).toBeCloseTo(first.value + second.value, 12);
    both.gradient.values.forEach((slope, k) => {
      const wanted = first.gradient.values[k]! + second.gradient.values[k]!;
      expect(Math.abs(slope - wanted)).toBeLessThan(1e-12 * (1 + Math.abs(wanted)));
    });
  });

  it("refuses what it cannot read", () => {
    const name = 'stateAtSpikes("hidden", "i")';
    expect(() => stateAtSpikes("hidden", "i", { count: 0 })).toThrow(`${name}: count is 0`);
    expect(() => stateAtSpikes("hidden", "i", { side: "befor" as never })).toThrow(/Did you mean "before"/);
    expect(() => stateAtSpikes("hidden", "i", { silentValue: Number.NaN })).toThrow(OptionError);
    expect(() => stateAtSpikes("hidden", "i", { silent: 3 } as never)).toThrow(/unknown option "silent"/);
    const attempt =
      (...given: Parameters<typeof stateAtSpikes>) =>
      () =>
        valueAndGradient(net, {
          terms: [{ readout: stateAtSpikes(...given), loss: meanSquaredError() }],
          until: 9,
        });
    expect(attempt("hidden", "j")).toThrow(/there is no state "j"/);
    expect(attempt("hidden", "i", { event: "spikes" })).toThrow(
      /there is no event "spikes"\n {2}Did you mean "spike"/,
    );
    expect(attempt("input", "v")).toThrow(/source, which has no states/);
    expect(() => stateAtSpikes("hidden", "i", { event: "end" }).read(run)).toThrow(/there is no event "end"/);
    expect(() => stateAtSpikes("hidden", "j").read(run)).toThrow(/there is no state "j"/);
    expect(() =>
      stateAtSpikes("hidden", "i").pullback(run, new Float64Array(2), zeroCotangents(run)),
    ).toThrow(ShapeError);
  });
});
