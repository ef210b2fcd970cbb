/** The event loop: targets, signals, how a run ends, and what it counts. */
import { describe, expect, it } from "vitest";
import { pullback, zeroCotangents } from "../../../src/adjoint/pullback.ts";
import { SimulationError } from "../../../src/errors.ts";
import type { NeuronDefinition } from "../../../src/neurons/neuron-definition.ts";
import { piecewiseConstant, piecewiseLinear } from "../../../src/simulate/given/input.ts";
import { pidController } from "../../../src/solvers/pid-controller.ts";
import type { StepSizeController } from "../../../src/solvers/step-size-controller.ts";
import { heun } from "../../../src/solvers/tableaus/heun.ts";
import { tsitouras54 } from "../../../src/solvers/tableaus/tsitouras-54.ts";
import { eventCause, recordKind } from "../../../src/tape/tape.ts";
import { recordedSteps } from "../../support/computed-map.ts";
import { alone, eventTimes, fed, run, times } from "../../support/one-cell.ts";

const integrator = (when: string): NeuronDefinition => ({
  name: "integrator",
  state: { u: {} },
  signals: ["drive"],
  dynamics: "du/dt = drive",
  spike: { when, reset: {} },
});

describe("signals", () => {
  it("that are piecewise constant are integrated exactly, piece by piece", () => {
    const net = alone(integrator("u - 100"));
    const drive = piecewiseConstant([0, 1, 2.5], [2, -1, 4]);
    const samples = [{ population: "cell", times: [0.5, 1, 2, 2.5, 3, 4] }];
    const result = run(net, { "cell.drive": drive }, { until: 4, samples });
    const expected = [1, 2, 1, 0.5, 2.5, 6.5];
    result.samples("cell").values.forEach((value, k) => {
      expect(value).toBeCloseTo(expected[k]!, 13);
    });
  });

  it("that are piecewise linear too, and constant after the last value", () => {
    const net = alone(integrator("u - 100"));
    const drive = piecewiseLinear([0, 1, 3], [0, 2, -2]);
    const samples = [{ population: "cell", times: [1, 2, 3, 4] }];
    const result = run(net, { "cell.drive": drive }, { until: 4, samples });
    const expected = [1, 2, 1, -1];
    result.samples("cell").values.forEach((value, k) => {
      expect(value).toBeCloseTo(expected[k]!, 13);
    });
  });

  it("have breakpoints that steps end at", () => {
    const net = alone(integrator("u - 100"));
    const drive = piecewiseConstant([0, 0.7, 1.9, 9], [1, 2, 3, 4]);
    const result = run(net, { "cell.drive": drive }, { until: 4 });
    const ends = recordedSteps(result, 0).filter(({ kind }) => kind === recordKind.stepToFixed);
    expect(ends.map(({ time, stepSize }) => time + stepSize)).toEqual([0.7, 1.9, 4]);
  });

  it("whose jump carries g over zero make an event at the breakpoint, by a jump", () => {
    const net = alone(integrator("drive - 2.5"));
    const drive = piecewiseConstant([0, 1, 2, 3, 4], [1, 3, 4, 2, 3]);
    const result = run(net, { "cell.drive": drive }, { until: 4 });
    expect(times(result)).toEqual([1, 4]);
    expect([...result.tape.spikes.cause.data.subarray(0, 2)]).toEqual([eventCause.jump, eventCause.jump]);
  });

  it("in an event function are crossed where they rise", () => {
    const net = alone(integrator("drive - 1"));
    const drive = piecewiseLinear([0, 2, 4, 8], [0, 3, -1, 3]);
    const found = times(run(net, { "cell.drive": drive }, { until: 8 }));
    expect(found).toHaveLength(2);
    expect(found[0]).toBeCloseTo(2 / 3, 13);
    expect(found[1]).toBeCloseTo(6, 13);
  });

  it("that touch the threshold at a breakpoint do not count as crossing it if they stay below in rounding", () => {
    const net = alone(integrator("drive - 1"));
    const below = piecewiseLinear([0, 2, 4], [0, 1 - 1e-9, 0]);
    expect(times(run(net, { "cell.drive": below }, { until: 4 }))).toEqual([]);
    const above = piecewiseLinear([0, 2, 4], [0, 1 + 1e-9, 0]);
    expect(times(run(net, { "cell.drive": above }, { until: 4 }))).toHaveLength(1);
  });
});

describe("an event at a breakpoint", () => {
  it("takes what its reset causes with it, where its threshold moves, and leaves the arrivals to the new signal", () => {
    // The spike at th = 2, where the signal changes, raises w, which causes the other event.
    const chain: NeuronDefinition = {
      name: "chain",
      state: { u: { initial: 1 }, w: {} },
      parameters: { th: 2 },
      signals: ["drive"],
      dynamics: "du/dt = drive\ndw/dt = 0",
      spike: { when: "min(t - th, u)", reset: { u: "u - 9", w: "w + 2" } },
      events: { other: { when: "w - 1", reset: { w: 0 }, emits: true } },
      input: { w: "w - drive * weight" },
    };
    const drive = piecewiseConstant([0, 2], [1, 4]);
    const samples = [{ population: "cell", times: [3] }];
    const result = run(fed(chain, 0.5), { in: [[2]], "cell.drive": drive }, { until: 3, samples });
    expect(eventTimes(result, "spike")).toEqual([2]);
    expect(eventTimes(result, "other")).toEqual([2]);
    expect(result.samples("cell").values[1]).toBe(-2);
    const { spikes } = result.tape;
    for (const event of [0, 1]) {
      const cotangents = zeroCotangents(result);
      const index = spikes.event.data.subarray(0, spikes.time.length).lastIndexOf(event);
      cotangents.spikeTimes[index] = 1;
      expect(pullback(result, cotangents).view("cell.th")[0]).toBe(1);
    }
  });
});

describe("stopAfterSpikes", () => {
  const fast: NeuronDefinition = {
    name: "fast",
    state: { u: {} },
    dynamics: "du/dt = 1",
    spike: { when: "u - 1", reset: { u: 0 } },
    events: { half: { when: "u - 0.5" } },
  };

  it("ends a neuron after so many spikes; other events do not count", () => {
    const net = alone(fast);
    const all = run(net, {}, { until: 10 });
    const two = run(net, {}, { until: 10, stopAfterSpikes: { cell: 2 } });
    expect(times(two)).toEqual(times(all).slice(0, 2));
    expect(two.statistics.acceptedSteps).toBeLessThan(all.statistics.acceptedSteps);
  });

  it("is ignored where samples want more", () => {
    const samples = [{ population: "cell", times: [9] }];
    const result = run(alone(fast), {}, { until: 9.5, stopAfterSpikes: { cell: 2 }, samples });
    expect(times(result)).toHaveLength(9);
  });
});

describe("a run that does not complete", () => {
  const blowUp: NeuronDefinition = { name: "blow-up", state: { v: { initial: 1 } }, dynamics: "dv/dt = v^2" };

  it("because the solution blows up is a step-size-underflow near the singularity", () => {
    expect(() => run(alone(blowUp), {}, { until: 2 })).toThrow(SimulationError);
    expect(() => run(alone(blowUp), {}, { until: 2 })).toThrow(
      /step-size-underflow.*neuron 0 of "cell".*blow up/s,
    );
    const partial = run(alone(blowUp), {}, { until: 2, throwOnFailure: false });
    expect(partial.status).toBe("step-size-underflow");
    expect(Number(/at t = ([0-9.]+)/.exec(partial.message)![1])).toBeCloseTo(1, 5);
  });

  it("because it follows a sine of what goes to infinity ends all the same", () => {
    const dynamics = "dv/dt = v^2 + 0.01 * sin(v)";
    const { status, message } = run(alone({ ...blowUp, dynamics }), {}, { until: 2, throwOnFailure: false });
    expect(status).toBe("max-steps");
    // 1 − 0.01 ∫ sin v / v⁴ dv from 1 on, and 1e-4 of that squared.
    expect(Number(/at t = ([0-9.]+)/.exec(message)![1])).toBeCloseTo(0.997135, 4);
  });

  it("because of maxSteps says so and keeps what there is", () => {
    const net = alone({
      name: "ticking",
      state: { u: {} },
      dynamics: "du/dt = 1 + 0.5 * sin(7 * t)",
      spike: { when: "u - 1", reset: { u: 0 } },
    });
    const all = times(run(net, {}, { until: 20 }));
    expect(() => run(net, {}, { until: 20, maxSteps: 50 })).toThrow(/max-steps.*50 steps.*Raise maxSteps/s);
    const partial = run(net, {}, { until: 20, maxSteps: 50, throwOnFailure: false });
    expect(partial.status).toBe("max-steps");
    const found = times(partial);
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThan(all.length);
    expect(found).toEqual(all.slice(0, found.length));
  });

  it("because the state is not finite says so", () => {
    const root: NeuronDefinition = {
      name: "root",
      state: { v: { initial: 1 } },
      dynamics: "dv/dt = -1 - sqrt(v)",
    };
    for (const options of [{}, { stepSize: 0.01 }, { method: heun, rtol: 1e-3, atol: 1e-3 }]) {
      const result = run(alone(root), {}, { until: 2, throwOnFailure: false, ...options });
      expect(result.status).toBe("non-finite");
      expect(result.message).toMatch(/v = /);
    }
  });

  it("is not one whose event function jumps over zero at a switch: that is where the event is", () => {
    const net = alone({
      name: "stair",
      state: { u: {} },
      dynamics: "du/dt = 1",
      spike: { when: "u - 5" },
      events: { stair: { when: "u - 3 + (u < 1 ? 0 : 5)" } },
    });
    const result = run(net, {}, { until: 2, throwOnFailure: false });
    expect(result.status).toBe("completed");
    expect(eventTimes(result, "stair")).toEqual([expect.closeTo(1, 14)]);
    expect(result.tape.spikes.cause.data[0]).toBe(eventCause.jump);
  });

  it("is complete where its end is within rounding of a maximum at zero, on the falling side", () => {
    // u = −(t − 1)² − 2^−51 in one step from −1, whose rounding is 2^−50: at the end u is zero for all one can
    // tell, and falls at a rate of 2^(1−k).
    const touching = alone({
      name: "touching",
      state: { u: { initial: -1 - 2 ** -51 } },
      dynamics: "du/dt = -2 * (t - 1)",
      spike: { when: "u" },
    });
    for (let k = 26; k <= 52; k++) {
      const result = run(touching, {}, { until: 1 + 2 ** -k, stepSize: 2, throwOnFailure: false });
      expect([result.status, result.message, ...times(result)]).toEqual(["completed", ""]);
    }
  });

  it("is complete with throwOnFailure false if nothing went wrong", () => {
    const result = run(alone({ ...blowUp, dynamics: "dv/dt = -v" }), {}, { until: 2, throwOnFailure: false });
    expect([result.status, result.message]).toEqual(["completed", ""]);
  });
});

describe("a longest step", () => {
  const net = alone({
    name: "pulsed",
    state: { v: {}, w: {} },
    parameters: { at: 37.3 },
    dynamics: "dv/dt = 3 * exp(-((t - at) / 0.05)^2) - 0.001 * v\n dw/dt = -0.001 * w",
    spike: { when: "v - 0.1", reset: { v: 0 } },
  });

  it("is kept by every step, the first one included", () => {
    for (const maxStep of [0.02, 0.7, 5]) {
      const { tape, statistics } = run(net, {}, { until: 60, maxStep });
      const sizes = tape.stepSize.data.subarray(0, tape.stepSize.length);
      expect(Math.max(...sizes)).toBeLessThanOrEqual(maxStep);
      expect(statistics.acceptedSteps).toBeGreaterThanOrEqual(60 / maxStep);
    }
  });

  it("finds what longer ones leap over", () => {
    // 3·0.05·√π = 0.27 in a tenth of a ms, after a rest with steps of many ms.
    expect(times(run(net, {}, { until: 60 }))).toEqual([]);
    const [found, finer] = [0.05, 0.02].map((maxStep) => times(run(net, {}, { until: 60, maxStep })));
    expect(found).toHaveLength(2);
    expect(found).toEqual(finer!.map((time) => expect.closeTo(time, 5)));
  });

  it("changes no bit where no step would be longer", () => {
    const [free, capped] = [{}, { maxStep: 1000 }].map((more) => run(net, {}, { until: 60, ...more }));
    expect(capped!.tape).toEqual(free!.tape);
  });
});

describe("statistics", () => {
  it("count accepted steps as they are on the tape, and none is of no length", () => {
    const net = fed(
      {
        name: "lif",
        state: { v: {}, i: {} },
        dynamics: "dv/dt = (-v + i) / 10\n di/dt = -i / 5",
        spike: { when: "v - 1", reset: { v: 0 } },
        input: { i: "i + weight" },
      },
      8,
    );
    const result = run(net, { in: [[1, 2, 2, 9, 40]] }, { until: 30 });
    const steps = recordedSteps(result, 1);
    expect(result.statistics.acceptedSteps).toBe(steps.length);
    expect(result.statistics.arrivals).toBe(4);
    expect(result.statistics.ignoredArrivals).toBe(1);
    const spikes = times(result).length;
    expect(spikes).toBeGreaterThan(0);
    expect(result.statistics.repeatedSteps).toBeGreaterThanOrEqual(spikes);
    // The steps tile the interval.
    let t = 0;
    for (const { time, stepSize } of steps) {
      expect(time).toBeCloseTo(t, 13);
      t = time + stepSize;
    }
    expect(t).toBeCloseTo(30, 12);
  });

  it("count rejected steps: those that the controller was told of", () => {
    const standard = pidController({ method: tsitouras54 });
    let [refused, told] = [0, 0];
    const controller: StepSizeController = {
      ...standard,
      propose: (memory, at, h, norm, accepted) => {
        told++;
        if (!accepted) refused++;
        return standard.propose(memory, at, h, norm, accepted);
      },
    };
    const net = alone({
      name: "relaxing",
      state: { x: { initial: 1 }, y: {} },
      dynamics: "dx/dt = y\n dy/dt = 30 * (1 - x^2) * y - x",
    });
    const { statistics } = run(net, {}, { until: 60, controller });
    expect(statistics.rejectedSteps).toBe(refused);
    expect(refused).toBeGreaterThan(0);
    expect(told).toBeLessThanOrEqual(statistics.acceptedSteps + refused);
    expect(statistics.acceptedSteps).toBeGreaterThan(refused);
  });

  it("count samples among the repeated steps, one each", () => {
    const net = alone({ name: "free", state: { v: {} }, dynamics: "dv/dt = 1 - v" });
    const times = [0, 0.3, 1, 1.7, 2];
    const samples = [{ population: "cell", times }];
    const [plain, sampled] = [{}, { samples }].map((more) => run(net, {}, { until: 2, ...more }).statistics);
    expect(plain!.repeatedSteps).toBe(0);
    expect(sampled).toEqual({ ...plain, repeatedSteps: times.length });
  });

  it("give the smallest crossing rate with its neuron and time", () => {
    const net = alone({
      name: "slowing",
      state: { u: {} },
      dynamics: "du/dt = 1 / (1 + t)",
      spike: { when: "u - 1", reset: { u: 0 } },
    });
    const result = run(net, {}, { until: 25, rtol: 1e-10, atol: 1e-10 });
    const last = Math.exp(3) - 1;
    expect(times(result)).toHaveLength(3);
    const { value, population, neuron, time } = result.statistics.smallestCrossingRate!;
    expect([population, neuron]).toEqual(["cell", 0]);
    expect(time).toBe(times(result)[2]);
    expect(value).toBeCloseTo(1 / (1 + last), 7);
  });
});

describe("times that are hardly different", () => {
  it("arrivals one ulp apart are steps of one ulp, and both are delivered", () => {
    const net = fed(
      { name: "sum", state: { u: {} }, dynamics: "du/dt = 1 - u", input: { u: "u + weight" } },
      1,
    );
    const next = 1 + Number.EPSILON;
    const samples = [{ population: "cell", times: [2] }];
    const near = run(net, { in: [[1, next, next + 2 * Number.EPSILON]] }, { until: 2, samples });
    const same = run(net, { in: [[1, 1, 1]] }, { until: 2, samples });
    expect(near.samples("cell").values[0]).toBeCloseTo(same.samples("cell").values[0]!, 6);
    expect(near.statistics.arrivals).toBe(3);
  });

  it("an event so soon after a jump that t + h is t happens", () => {
    // At t = 1e6 one ulp is 1e-10; u is 1e-13 below the threshold after the arrival.
    const net = fed(
      {
        name: "late",
        state: { u: {} },
        dynamics: "du/dt = 1 + 0 * u",
        spike: { when: "u - 2e6", reset: { u: 0 } },
        input: { u: "2e6 * (1 - 2^-52) + 0 * weight" },
      },
      1,
    );
    const found = times(run(net, { in: [[1e6]] }, { until: 1e6 + 1 }));
    expect(found).toHaveLength(1);
    expect(found[0]! - 1e6).toBeLessThan(1e-9);
  });

  it("fixed steps of a method with an error estimate are not rejected for it", () => {
    const net = alone({
      name: "turn",
      state: { u: {}, w: { initial: 1 } },
      dynamics: "du/dt = w\n dw/dt = -u",
    });
    const result = run(net, {}, { until: 3, stepSize: 0.75, rtol: 1e-9, atol: 1e-9 });
    expect(result.statistics.acceptedSteps).toBe(4);
    expect(result.statistics.rejectedSteps).toBe(0);
  });

  it("fixed steps keep their size but for targets and events", () => {
    const net = alone({
      name: "plain",
      state: { u: {} },
      dynamics: "du/dt = 1 - u / 4",
      spike: { when: "u - 1", reset: { u: 0 } },
    });
    const result = run(net, {}, { until: 5, stepSize: 0.125, method: tsitouras54 });
    for (const { kind, stepSize } of recordedSteps(result, 0)) {
      if (kind === recordKind.step) expect(stepSize).toBe(0.125);
      else expect(stepSize).toBeLessThanOrEqual(0.125);
    }
    expect(result.statistics.nearGrazing).toBe(0);
  });
});
