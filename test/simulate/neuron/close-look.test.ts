/** The computed map interpolated through repeated steps: how far off it is, and which crossing it finds. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadParameters, networkProgram } from "../../../src/compile/network-program.ts";
import { bernsteinValue } from "../../../src/events/bernstein.ts";
import { settingsOf } from "../../../src/simulate/given/options.ts";
import {
  crossingOfMap,
  lookClosely,
  type Part,
  valueAfter,
} from "../../../src/simulate/neuron/close-look.ts";
import type { NeuronRun } from "../../../src/simulate/neuron/neuron-run.ts";
import { tsitouras54 } from "../../../src/solvers/tableaus/tsitouras-54.ts";
import { alone } from "../../support/one-cell.ts";
import { standingRun } from "../../support/standing-run.ts";

/** A neuron at t = 0 in the state (u, w). */
function standing(dynamics: string, when: string, [u, w]: readonly [number, number]): NeuronRun {
  const net = alone({ name: "n", state: { u: {}, w: {} }, dynamics, spike: { when } });
  const settings = settingsOf(net, { until: 1, method: tsitouras54 });
  const program = networkProgram(net, settings.method);
  const { values } = net.initialParameters();
  loadParameters(program, values);
  const run = standingRun(net, settings, values);
  run.memory.set([u, w]);
  run.memory[run.timeSlot] = 0;
  return run;
}

const whole: Part = { from: 0, to: 1, sign: 1 };
/** u is the time: g is any function of it. */
const clock = "du/dt = 1\n dw/dt = 0";
const rounding = (run: NeuronRun): number => run.memory[run.frame + run.events[0]!.rounding]!;

const inside = (theta: number): number => Math.min(1, 4 * theta, 4 * (1 - theta));

/** Largest distance of the interpolation from the map in a part, over `shape`. */
function distance(
  run: NeuronRun,
  size: number,
  part: Part,
  coefficients: readonly number[],
  shape: (theta: number) => number = () => 1,
): number {
  let most = 0;
  for (let k = 1; k < 1000; k++) {
    const theta = k / 1000;
    const h = size * (part.from + theta * (part.to - part.from));
    const off = Math.abs(bernsteinValue(coefficients, theta) - part.sign * valueAfter(run, 0, h));
    most = Math.max(most, (off - rounding(run)) / shape(theta));
  }
  return most;
}

describe("lookClosely", () => {
  it("is the map itself, but for rounding, where that is a polynomial of degree 6", () => {
    for (const size of [0.1, 1, 3]) {
      const run = standing("du/dt = w\n dw/dt = -u - 0.3 * w", "u - 0.7", [0.2, 1]);
      for (const part of [whole, { from: 0.25, to: 0.5, sign: -1 }]) {
        const { coefficients, margin } = lookClosely(run, 0, size, part);
        // Values of up to 3 with rounding errors of some 1e-15, which the weights of coefficients, up to 20, add up.
        expect(distance(run, size, part, coefficients)).toBeLessThan(1e-12);
        expect(margin).toBeLessThan(1e-12);
        expect(margin).toBeGreaterThanOrEqual(rounding(run));
      }
    }
  });

  it("is off by no more than its margin, also near the ends of a part, where the margin vanishes like 4 θ", () => {
    let needed = 0;
    const cases: readonly (readonly [string, string, number])[] = [
      [clock, "exp(2 * u) - 5", 1],
      [clock, "exp(8 * u) - 5", 1],
      [clock, "sin(6 * u)", 1],
      [clock, "sin(12 * u + 0.4)", 1],
      [clock, "tanh(10 * (u - 0.4))", 1],
      [clock, "1 / (1.3 - u)", 1],
      [clock, "sqrt(u + 0.1)", 1],
      ["du/dt = u^2\n dw/dt = -w", "u * w - 1", 0.6],
      ["du/dt = w\n dw/dt = -sin(u)", "u^3 - 1", 2],
      ["du/dt = exp(u)\n dw/dt = -w * u", "u - 1", 0.6],
    ];
    for (const [dynamics, when, size] of cases) {
      const run = standing(dynamics, when, [dynamics === clock ? 0 : 1, 1]);
      for (const part of [whole, { from: 0, to: 0.5, sign: 1 }, { from: 0.3, to: 0.9, sign: -1 }]) {
        const { coefficients, margin } = lookClosely(run, 0, size, part);
        const off = distance(run, size, part, coefficients, inside);
        expect(off, when).toBeLessThanOrEqual(margin);
        needed = Math.max(needed, off / (margin - rounding(run)));
      }
    }
    // Of 4 d times the difference: d next to an end, and twice that where a pole beyond the end makes it larger there.
    expect(4 * needed).toBeGreaterThan(1.1);
  });

  it("repeats ten steps, and counts them", () => {
    const run = standing(clock, "u - 2", [0, 1]);
    lookClosely(run, 0, 1, whole);
    expect(run.counters.repeatedSteps).toBe(10);
  });
});

describe("crossingOfMap", () => {
  const level = fc.integer({ min: -950, max: 950 }).map((k) => k / 1000);

  it("is there if and only if a dense scan rises through zero, from either side and in any part", () => {
    const functions = [
      "sin(9 * u + 4) - L",
      "u^2 * cos(15 * u) - L",
      "tanh(9 * (u - 0.6)) + 0.3 * sin(30 * u) - L",
    ];
    let found = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...functions),
        level,
        fc.constantFrom(1, -1),
        fc.constantFrom([0, 1], [0, 0.5], [0.3, 0.8]),
        (text, at, sign, [from, to]) => {
          const run = standing(clock, text.replace("L", `(${at})`), [0, 1]);
          const part: Part = { from: from!, to: to!, sign };
          const value = (theta: number): number => sign * valueAfter(run, 0, theta);
          const cells = 1000;
          let rises = false;
          let last = value(from!);
          fc.pre(last < -1e-3);
          for (let k = 1; k <= cells; k++) {
            const next = value(from! + ((to! - from!) * k) / cells);
            if (last < 0 && next >= 0) rises = true;
            last = next;
          }
          // Where it is, Newton's method starts; whether something comes before is asked again from there.
          const crossing = crossingOfMap(run, 0, 1, part);
          expect(crossing.kind).toBe(rises ? "root" : "none");
          if (rises) found++;
        },
      ),
      { numRuns: 120 },
    );
    expect(found).toBeGreaterThan(50);
  });

  it("sees nothing at or after where the step lands", () => {
    const run = standing(clock, "u - 0.6", [0, 1]);
    expect(crossingOfMap(run, 0, 1, whole)).toMatchObject({ kind: "root" });
    expect(crossingOfMap(run, 0, 1, { ...whole, landing: 0.7 })).toMatchObject({ kind: "root" });
    expect(crossingOfMap(run, 0, 1, { ...whole, landing: 0.5 })).toEqual({ kind: "none" });
  });

  it("tells a maximum just above zero from one just below", () => {
    // sin 6u is 1 at u = π/12.
    const kind = (height: number): string =>
      crossingOfMap(standing(clock, `sin(6 * u) - 1 + ${height}`, [0, 1]), 0, 0.5, whole).kind;
    for (const height of [1e-3, 1e-6, 1e-9, 1e-12]) {
      expect([height, kind(height)]).toEqual([height, "root"]);
      expect([-height, kind(-height)]).toEqual([-height, "none"]);
    }
  });
});
