/**
 * Event functions that move while the state rests or relaxes: no spike is missed and none is false, at every
 * tolerance. The states have closed forms, so that the oracle is a dense scan of g itself, which knows nothing of
 * steps.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { NeuronDefinition } from "../../src/neurons/neuron-definition.ts";
import { runAlone, times } from "../support/one-cell.ts";

const tolerances = [1e-3, 1e-4, 1e-6, 1e-8, 1e-10];

const number = (min: number, max: number): fc.Arbitrary<number> =>
  fc.noBias(fc.integer({ min: 0, max: 10_000 })).map((n) => min + ((max - min) * n) / 10_000);

interface Values {
  readonly v0: number;
  readonly rest: number;
  readonly tau: number;
  readonly w0: number;
  readonly tauW: number;
  readonly th: number;
  readonly a1: number;
  readonly a2: number;
  readonly f1: number;
  readonly f2: number;
  readonly p1: number;
}

type Form = readonly [when: string, g: (t: number, v: number, w: number, values: Values) => number];

const { sin, cos, exp, abs, min, max, floor, sign, tanh, sqrt } = Math;

const forms: readonly Form[] = [
  ["v - th - a1 * sin(f1 * t + p1)", (t, v, _, { th, a1, f1, p1 }) => v - th - a1 * sin(f1 * t + p1)],
  [
    "v - th - a1 * sin(f1 * t + p1) - a2 * sin(f2 * t)",
    (t, v, _, { th, a1, a2, f1, f2, p1 }) => v - th - a1 * sin(f1 * t + p1) - a2 * sin(f2 * t),
  ],
  [
    "v + 0.3 * w - th - a1 * sin(f1 * t) * cos(f2 * t + p1)",
    (t, v, w, { th, a1, f1, f2, p1 }) => v + 0.3 * w - th - a1 * sin(f1 * t) * cos(f2 * t + p1),
  ],
  [
    "v * (1 + a1 * sin(f1 * t + p1)) - th",
    (t, v, _, { th, a1, f1, p1 }) => v * (1 + a1 * sin(f1 * t + p1)) - th,
  ],
  [
    "v * w * sin(f1 * t) + v - th - a2 * cos(f2 * t)",
    (t, v, w, { th, a2, f1, f2 }) => v * w * sin(f1 * t) + v - th - a2 * cos(f2 * t),
  ],
  ["sin(f1 * t + 3 * v) - 1 + a1", (t, v, _, { a1, f1 }) => sin(f1 * t + 3 * v) - 1 + a1],
  [
    "v - th * exp(a1 * sin(f1 * t + p1))",
    (t, v, _, { th, a1, f1, p1 }) => v - th * exp(a1 * sin(f1 * t + p1)),
  ],
  [
    "tanh(2 * v - 2 * th - a1 * sin(f1 * t) ^ 3)",
    (t, v, _, { th, a1, f1 }) => tanh(2 * v - 2 * th - a1 * sin(f1 * t) ** 3),
  ],
  [
    "v - th / sqrt(1 + a1 * sin(f1 * t) ^ 2) - a2 * cos(f2 * t)",
    (t, v, _, { th, a1, a2, f1, f2 }) => v - th / sqrt(1 + a1 * sin(f1 * t) ** 2) - a2 * cos(f2 * t),
  ],
  [
    "v - th - a1 * abs(sin(f1 * t)) + 0.5 * a1",
    (t, v, _, { th, a1, f1 }) => v - th - a1 * abs(sin(f1 * t)) + 0.5 * a1,
  ],
  [
    "v - max(th - a1, min(th + a1 * sin(f1 * t), th + 0.5 * a2))",
    (t, v, _, { th, a1, a2, f1 }) => v - max(th - a1, min(th + a1 * sin(f1 * t), th + 0.5 * a2)),
  ],
  [
    "v - th - (sin(f1 * t) > 0.5 ? a1 : -a1) - a2 * sin(f2 * t)",
    (t, v, _, { th, a1, a2, f1, f2 }) => v - th - (sin(f1 * t) > 0.5 ? a1 : -a1) - a2 * sin(f2 * t),
  ],
  [
    "v - th - a1 * (t * f1 - floor(t * f1)) + a1 / 2",
    (t, v, _, { th, a1, f1 }) => v - th - a1 * (t * f1 - floor(t * f1)) + a1 / 2,
  ],
  [
    "v - th - a1 * sign(sin(f1 * t + p1)) * cos(f2 * t)",
    (t, v, _, { th, a1, f1, f2, p1 }) => v - th - a1 * sign(sin(f1 * t + p1)) * cos(f2 * t),
  ],
];

interface Findings {
  runs: number;
  crossings: number;
  /** Spikes where g is within the margin of zero, or not found for that reason. */
  ambiguous: number;
}

interface Point {
  readonly t: number;
  readonly g: number;
}

/** g on a grid, and at its extrema between the places. */
function scanOf(g: (t: number) => number, until: number, count: number): Point[] {
  const points: Point[] = [];
  const place = (j: number): number => (j * until) / count;
  const values = Array.from({ length: count + 1 }, (_, j) => g(place(j)));
  values.forEach((value, j) => {
    const [before, after] = [values[j - 1] ?? value, values[j + 1] ?? value];
    points.push({ t: place(j), g: value });
    const direction = value >= before && value >= after ? 1 : value <= before && value <= after ? -1 : 0;
    if (direction !== 0) points.push(extremum(g, place(max(0, j - 1)), place(min(count, j + 1)), direction));
  });
  return points.sort((one, other) => one.t - other.t);
}

/** The largest value of direction·g between two places, by golden sections. */
function extremum(g: (t: number) => number, from: number, to: number, direction: number): Point {
  let [low, high] = [from, to];
  for (let i = 0; i < 45; i++) {
    const [a, b] = [low + 0.382 * (high - low), high - 0.382 * (high - low)];
    if (direction * g(a) > direction * g(b)) high = b;
    else low = a;
  }
  const t = 0.5 * (low + high);
  return { t, g: g(t) };
}

/**
 * Compares found times with a scan. Where g goes from below −margin to above the margin there is one spike, or
 * more if it turns round within the margin; a spike anywhere else must be where g is within the margin of zero.
 */
function compare(
  g: (t: number) => number,
  until: number,
  count: number,
  margin: number,
  found: readonly number[],
  findings: Findings,
): void {
  const reach = (time: number): number => 1e-9 * (1 + time);
  let below = Number.NaN;
  let between = 0;
  let sure = 0;
  for (const { t, g: value } of scanOf(g, until, count)) {
    if (value < -margin) {
      below = t;
      between = 0;
    } else if (value <= margin) {
      between++;
    } else if (!Number.isNaN(below)) {
      const inside = found.filter((time) => time >= below - reach(t) && time <= t + reach(t));
      const what = `${inside.length} spikes in (${below}, ${t}), where g reaches ${value}`;
      expect(inside.length > 0 && (inside.length === 1 || between > 1), what).toBe(true);
      findings.crossings++;
      sure += inside.length;
      below = Number.NaN;
    }
  }
  findings.ambiguous += found.length - sure;
  for (const time of found) {
    const [early, late] = [g(max(0, time - reach(time))), g(time + reach(time))];
    expect(early <= margin && late >= -margin, `false at ${time}: g from ${early} to ${late}`).toBe(true);
  }
}

const values = (isAtRest: boolean): fc.Arbitrary<Values> =>
  fc
    .record({
      v0: number(0, 2),
      rest: number(0.6, 1.4),
      tau: number(-1, 5).map((e) => 10 ** e),
      w0: number(-1, 1),
      tauW: number(0, 3).map((e) => 10 ** e),
      th: number(0.6, 1.4),
      a1: number(0.05, 0.8),
      a2: number(0, 0.3),
      f1: number(-1.3, 1.5).map((e) => 10 ** e),
      f2: number(-1.3, 1.5).map((e) => 10 ** e),
      p1: number(0, 6),
    })
    .map((made) => (isAtRest ? { ...made, v0: made.rest, w0: 0 } : made));

const until = 40;
const numRuns = 16;

/** So that a generator that misses everything is noticed, and margins that forgive it. */
function expectPlenty({ runs, crossings, ambiguous }: Findings): void {
  expect(crossings).toBeGreaterThan(5 * runs);
  expect(ambiguous).toBeLessThanOrEqual(0.4 * crossings);
}

function check(form: Form, own: Values, isAtRest: boolean, tolerance: number, findings: Findings): void {
  const [when, of] = form;
  const { v0, w0, ...parameters } = own;
  const definition: NeuronDefinition = {
    name: "moving",
    state: { v: { initial: v0 }, w: { initial: w0 } },
    parameters,
    dynamics: "dv/dt = (rest - v) / tau\ndw/dt = -w / tauW",
    spike: { when, reset: {} },
  };
  const found = times(runAlone(definition, {}, { until, rtol: tolerance, atol: tolerance }));
  const { rest, tau, tauW } = own;
  const g = (t: number): number => of(t, rest + (v0 - rest) * exp(-t / tau), w0 * exp(-t / tauW), own);
  const count = Math.ceil((until * max(own.f1, own.f2) * 40) / Math.PI) + 200;
  findings.runs++;
  // At rest the state is exact, and what is left is the rounding of t in sines of up to f t = 1300 and of their sums.
  compare(g, until, count, isAtRest ? 1e-12 : 40 * tolerance + 1e-12, found, findings);
}

describe("a threshold that moves", () => {
  it.each(tolerances)("past a state at rest: every spike and no other, at tolerance %f", (tolerance) => {
    const findings: Findings = { runs: 0, crossings: 0, ambiguous: 0 };
    fc.assert(
      fc.property(values(true), fc.constantFrom(...forms), (own, form) => {
        check(form, own, true, tolerance, findings);
      }),
      { numRuns },
    );
    expectPlenty(findings);
  });

  it.each(tolerances)("past a state that relaxes: every spike and no other, at tolerance %f", (tolerance) => {
    const findings: Findings = { runs: 0, crossings: 0, ambiguous: 0 };
    fc.assert(
      fc.property(values(false), fc.constantFrom(...forms), (own, form) => {
        check(form, own, false, tolerance, findings);
      }),
      { numRuns },
    );
    expectPlenty(findings);
  });

  it.each(tolerances)("1000 times past a LIF at rest: 1000 spikes, at tolerance %f", (tolerance) => {
    for (const tau of [100, 1000, 1e5]) {
      for (const initial of [1.2, 0]) {
        const definition: NeuronDefinition = {
          name: "lif",
          state: { v: { initial } },
          parameters: { tau },
          dynamics: "dv/dt = (1.2 - v) / tau",
          spike: { when: "v - (1 + 0.5 * sin(2 * pi * t))", reset: {} },
        };
        const found = times(runAlone(definition, {}, { until: 1000, rtol: tolerance, atol: tolerance }));
        if (initial === 0) continue;
        // 0.2 = 0.5 sin 2πt where the sine falls; at t = 0 v is above the threshold, so the event is not armed.
        const first = 0.5 - Math.asin(0.4) / (2 * Math.PI);
        expect(found).toHaveLength(1000);
        found.forEach((time, n) => {
          expect(abs(time - first - n)).toBeLessThan(1e-12 * (1 + n));
        });
      }
    }
  });
});
