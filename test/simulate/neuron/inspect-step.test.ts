/** Which maxima near zero are reported, counted and refined. */
import { describe, expect, it } from "vitest";
import { loadParameters, networkProgram } from "../../../src/compile/network-program.ts";
import { arming } from "../../../src/compile/place-codes.ts";
import type { NeuronDefinition } from "../../../src/neurons/neuron-definition.ts";
import { settingsOf } from "../../../src/simulate/given/options.ts";
import { inspectStep } from "../../../src/simulate/neuron/inspect-step.ts";
import { nothingInspected, verdict } from "../../../src/simulate/neuron/inspection.ts";
import { bogackiShampine32 } from "../../../src/solvers/tableaus/bogacki-shampine-32.ts";
import { euler } from "../../../src/solvers/tableaus/euler.ts";
import { heun } from "../../../src/solvers/tableaus/heun.ts";
import { tsitouras54 } from "../../../src/solvers/tableaus/tsitouras-54.ts";
import { recordKind } from "../../../src/tape/tape.ts";
import { recordedSteps } from "../../support/computed-map.ts";
import { alone, fed, run, times } from "../../support/one-cell.ts";
import { standingRun } from "../../support/standing-run.ts";

/** u = sin t with maxima 1 at π/2, 5π/2, …; an event at `level`. */
const wave = (level: number): NeuronDefinition => ({
  name: "wave",
  state: { u: {}, w: { initial: 1 } },
  parameters: { level },
  dynamics: "du/dt = w\n dw/dt = -u",
  spike: { when: "u - level" },
});

describe("closestApproach", () => {
  it("is the largest maximum that stayed below zero, at its time", () => {
    const { closestApproach } = run(alone(wave(1.2)), {}, { until: 3, rtol: 1e-9, atol: 1e-9 }).statistics;
    expect(closestApproach!.value).toBeCloseTo(-0.2, 7);
    expect(closestApproach!.time).toBeCloseTo(Math.PI / 2, 3);
    expect([closestApproach!.population, closestApproach!.neuron]).toEqual(["cell", 0]);
  });

  it("is not reported by a run that ends on the way up", () => {
    expect(run(alone(wave(1.2)), {}, { until: 1.5 }).statistics.closestApproach).toBeUndefined();
    for (const stepSize of [0.1, 0.5, 1.5]) {
      const { closestApproach } = run(alone(wave(1.2)), {}, { until: 1.5, stepSize }).statistics;
      expect(closestApproach).toBeUndefined();
    }
  });

  it("is not reported for steps that an arrival cuts before the maximum", () => {
    // An arrival every 0.05 up to 1.5, then the state is turned down.
    const net = fed({ ...wave(1.2), input: { w: "weight * w" } }, 1, -1);
    const ticks = Array.from({ length: 30 }, (_, k) => 0.05 * (k + 1));
    const result = run(net, { in: [ticks, [1.51]] }, { until: 2 });
    expect(result.statistics.closestApproach).toBeUndefined();
  });

  it("is not reported for an event that happens, nor for what lies after it in the step", () => {
    const net = alone({ ...wave(0.9), spike: { when: "u - level", reset: { u: -3, w: 0 } } });
    const result = run(net, {}, { until: 1.5 });
    expect(times(result)).toHaveLength(1);
    expect(result.statistics.closestApproach).toBeUndefined();
  });
});

it("a step size that is given stays, and its computed map decides, however near a maximum is", () => {
  const [until, stepSize] = [4, 0.5];
  for (const method of [heun, bogackiShampine32]) {
    const steps = recordedSteps(run(alone(wave(5)), {}, { until, stepSize, method }));
    const values = steps.flatMap(({ value }) => Array.from({ length: 501 }, (_, k) => value(0, 0.001 * k)));
    const highest = 5 + Math.max(...values);
    for (const distance of [1e-5, -1e-5]) {
      const result = run(alone(wave(highest + distance)), {}, { until, stepSize, method });
      expect(times(result)).toHaveLength(distance > 0 ? 0 : 1);
      expect(result.statistics.nearGrazing).toBe(1);
      const whole = recordedSteps(result).filter(({ kind }) => kind === recordKind.step);
      for (const step of whole) expect(step.stepSize).toBe(stepSize);
      expect(whole.length).toBeGreaterThan(4);
    }
  }
});

describe("nearGrazing", () => {
  const at = (height: number, rtol: number, cycles = 1) =>
    run(alone(wave(1 - height)), {}, { until: 6 * cycles, rtol, atol: rtol, method: tsitouras54 });

  it("counts a maximum once, however often it is refined", () => {
    // An error estimate of 1e-4 does not tell a height of 1e-12 from none; one of 1e-9 refined does not either.
    expect(at(1e-13, 1e-6).statistics.nearGrazing).toBe(1);
    expect(at(-1e-13, 1e-6).statistics.nearGrazing).toBe(1);
    // A maximum per turn; refined steps end on one another, and each turn loses ≈ 1e-7 of height.
    expect(at(-1e-12, 1e-6, 3).statistics.nearGrazing).toBeLessThanOrEqual(3);
  });

  it("does not count a maximum that is far for the tolerance, nor an ordinary spike", () => {
    expect(at(0.1, 1e-6, 3).statistics.nearGrazing).toBe(0);
    expect(at(-0.1, 1e-6, 3).statistics.nearGrazing).toBe(0);
    expect(at(1e-5, 1e-9, 1).statistics.nearGrazing).toBe(0);
  });

  it("ends in a decision with few steps, also where the height is rounding", () => {
    for (const rtol of [1e-3, 1e-6, 1e-9]) {
      for (const height of [0, 1e-17, 2.3e-16, -2.3e-16, 1e-15, -1e-15, 1e-14, 1e-12]) {
        const result = run(
          alone(wave(1 - height)),
          {},
          { until: 6, rtol, atol: rtol, method: tsitouras54, throwOnFailure: false },
        );
        expect(["completed", "grazing-event"]).toContain(result.status);
        expect(result.statistics.acceptedSteps).toBeLessThan(1000);
        expect(times(result).length).toBeLessThanOrEqual(1);
      }
    }
  });

  it("decides also for events that are not linear, for low order and for fixed steps", () => {
    const curved: NeuronDefinition = { ...wave(1), spike: { when: "u^3 + 0.1 * u * w^2 - level" } };
    for (const options of [
      { rtol: 1e-6, atol: 1e-6 },
      { rtol: 1e-6, atol: 1e-6, method: bogackiShampine32 },
      { rtol: 1e-4, atol: 1e-4, method: heun },
      { stepSize: 0.3 },
    ]) {
      const result = run(alone(curved), {}, { until: 6, throwOnFailure: false, ...options });
      expect(["completed", "grazing-event"]).toContain(result.status);
      expect(times(result).length).toBeLessThanOrEqual(1);
    }
  });

  it("does not stall on a state that settles at the threshold", () => {
    // u → 1 from below and never crosses, but in rounding.
    const settling: NeuronDefinition = {
      name: "settling",
      state: { u: {} },
      dynamics: "du/dt = 1 - u",
      spike: { when: "u - 1", reset: { u: 0 } },
    };
    for (const rtol of [1e-3, 1e-6, 1e-9]) {
      const result = run(alone(settling), {}, { until: 200, rtol, atol: rtol, throwOnFailure: false });
      expect(result.statistics.acceptedSteps).toBeLessThan(5000);
      if (result.status !== "completed") expect(result.status).toBe("grazing-event");
      // Any event lies where the distance is lost in rounding or in the error of the steps.
      for (const time of times(result)) expect(time).toBeGreaterThan(-Math.log(10 * rtol));
    }
  });
});

describe("a step that ends on an event", () => {
  /** Whether the verdict was clear without a look at the computed map, for these Bernstein coefficients. */
  const isTaken = (coefficients: readonly number[], margin: number): boolean => {
    const method =
      coefficients.length === 3 ? euler : coefficients.length === 4 ? bogackiShampine32 : tsitouras54;
    const net = alone({ ...wave(1.5), dynamics: "du/dt = 0\n dw/dt = 0" });
    const settings = settingsOf(net, { until: 1, stepSize: 1, method });
    const program = networkProgram(net, method);
    const { values } = net.initialParameters();
    loadParameters(program, values);
    const own = standingRun(net, settings, values);
    const { counters } = own;
    const { memory } = own;
    const slots = own.events[0]!;
    memory[slots.armed] = arming.armed;
    expect(slots.count).toBe(coefficients.length);
    coefficients.forEach((value, k) => {
      memory[slots.bernstein + k] = value;
    });
    memory[own.stepSizeSlot] = 1;
    memory[slots.margin] = margin;
    memory[slots.rounding] = 1e-16;
    memory[slots.estimate] = 0;
    memory[slots.peak] = Math.max(...coefficients);
    memory[slots.end] = coefficients.at(-1)!;
    const inspection = { ...nothingInspected(), verdict: -1 };
    inspectStep(own, inspection, 0);
    // Whatever was looked at: the states rest far below the level, so that nothing crosses.
    expect(inspection.verdict).toBe(verdict.clear);
    return counters.repeatedSteps === 0;
  };

  it("is taken as it is if all coefficients but the last lie so far below that its end comes first", () => {
    // −c μ (1 − θ^d) against the bound −μ min(1, 4 (1 − θ)): the smallest c that keeps below it everywhere.
    const needed = (degree: number): number => {
      let most = 0;
      for (let k = 0; k < 10_000; k++) {
        const theta = k / 10_000;
        most = Math.max(most, Math.min(1, 4 * (1 - theta)) / (1 - theta ** degree));
      }
      return most;
    };
    expect([2, 3, 4].map(needed)).toEqual([2.29, 1.73, 1.46].map((c) => expect.closeTo(c, 2)));
    for (const degree of [2, 3, 4]) expect(needed(degree)).toBeLessThan(2.5);
    // Coefficients of that polynomial, for the degrees of three methods.
    for (const degree of [2, 3, 4]) {
      const flat = (c: number): number[] =>
        Array.from({ length: degree + 1 }, (_, k) => (k < degree ? -c : 0));
      expect(isTaken(flat(2.5 * 1.001e-3), 1e-3)).toBe(true);
      expect(isTaken(flat(0.99 * needed(degree) * 1e-3), 1e-3)).toBe(false);
    }
  });
});
