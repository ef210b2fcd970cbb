import { describe, expect, it } from "vitest";
import { type InitialStepOptions, initialStepSize } from "../../src/solvers/initial-step-size.ts";

const options: InitialStepOptions = { atol: [1e-6], rtol: 1e-6, embeddedOrder: 4 };
const first = (f: (t: number, y: number) => number, y0: number, more: Partial<InitialStepOptions> = {}) =>
  initialStepSize(
    (t, y, out) => {
      out[0] = f(t, y[0]!);
    },
    0,
    Float64Array.of(y0),
    { ...options, ...more },
  );

describe("initialStepSize", () => {
  it("is the book's formula for y' = −y", () => {
    // scale 2e-6: d0 = d1 = d2 = 5e5 and h0 = 0.01, so h = (0.01/5e5)^(1/5).
    expect(first((_, y) => -y, 1)).toBeCloseTo((0.01 / 5e5) ** 0.2, 12);
  });

  it("is proportional to the time scale when the error is that of one step", () => {
    // f → 10 f with the same h0·f: d1 and d2 are 10 and 10² times larger.
    const expected = (0.01 / (100 * 5e5)) ** 0.2;
    expect(first((_, y) => -10 * y, 1)).toBeCloseTo(Math.min(expected, 0.1), 12);
  });

  it("sees a vector field that starts at 0", () => {
    // d1 = 0, so h0 = 1e-6; d2 = 1/2e-6·… is large and 100 h0 the limit.
    expect(first((t) => t * 1e6, 1)).toBeCloseTo(1e-4, 18);
  });

  it("is 100 trial steps when nothing moves", () => {
    expect(first(() => 0, 1)).toBeCloseTo(1e-6, 18);
  });

  it("is at most the longest step", () => {
    expect(first((_, y) => -y, 1, { longest: 1e-3 })).toBe(1e-3);
    expect(first((_, y) => -y, 1, { longest: 1e-9 })).toBe(1e-9);
  });

  it("is the trial step if the vector field ends on the way, and no number if it does not begin", () => {
    expect(first((t) => (t > 0 ? Number.NaN : 1), 1)).toBe(0.01);
    expect(first(() => Number.NaN, 1)).toBeNaN();
  });

  it("takes the absolute tolerance of every state", () => {
    const f = (_: number, y: Float64Array, out: Float64Array): void => out.set([-y[0]!, 0]);
    const [loose, tight] = [1, 1e-6].map((second) =>
      initialStepSize(f, 0, Float64Array.of(1, 0), { atol: [1e-6, second], rtol: 1e-6, embeddedOrder: 4 }),
    );
    expect(loose).toBe(tight);
    const tighter = initialStepSize(f, 0, Float64Array.of(1, 0), {
      atol: [1e-9, 1],
      rtol: 1e-9,
      embeddedOrder: 4,
    });
    expect(tighter).toBeLessThan(loose!);
  });
});
