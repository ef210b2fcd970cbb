/** Conditions whose sides rest where they are equal, or move in steps: they begin to hold where they do. */
import { describe, expect, it } from "vitest";
import { pullback, zeroCotangents } from "../../src/adjoint/pullback.ts";
import { alone, run, times } from "../support/one-cell.ts";

/** v = rate · t, and when the condition begins to hold, by v. */
const cases: readonly (readonly [when: string, at: number])[] = [
  ["max(0, v - th) > 0", 0.5],
  ["r > 0", 0.5],
  ["0 < max(v - th, 0)", 0.5],
  ["not (r <= 0)", 0.5],
  ["r > 0 and v > 0.2", 0.5],
  ["clip(v, 0, th) >= th", 0.5],
  ["min(v, th) >= th", 0.5],
  ["min(v, th) > th", Number.NaN],
  ["max(v, th) > 1", 1],
  ["floor(v / th) > 0", 0.5],
  ["floor(v / th) >= 1", 0.5],
  ["floor(4 * v - 3) > 0", 1],
  ["int(4 * v - 3) > 0", 1],
  ["ceil(v / th) > 1", 0.5],
  ["floor(v / th) > 0 and v > 0.8", 0.8],
];

describe("an event happens where its condition begins to hold", () => {
  it.each(cases)("%s", (when, at) => {
    const net = alone({
      name: "resting",
      state: { v: {} },
      parameters: { rate: 0.1, th: 0.5 },
      dynamics: "dv/dt = rate\nr = max(0, v - th)",
      spike: { when },
    });
    const result = run(net, {}, { until: 12 });
    if (Number.isNaN(at)) {
      expect(times(result)).toEqual([]);
      return;
    }
    expect(times(result)).toHaveLength(1);
    expect(times(result)[0]).toBeCloseTo(at / 0.1, 12);
    const bars = zeroCotangents(result);
    bars.spikeTimes[0] = 1;
    expect(pullback(result, bars).view("cell.rate")[0]).toBeCloseTo(-at / 0.01, 9);
  });
});
