import { describe, expect, it } from "vitest";
import { valueNoise } from "../../src/check/value-noise.ts";
import { randomGenerator } from "../../src/numeric/random.ts";

const slopes = Array.from({ length: 200 }, (_, k) => 0.1 + 0.0137 * k);
const parabola = (slope: number) => (x: number) => (1 + slope * x) ** 2;

describe("valueNoise", () => {
  it("is a few units in the last place of what is smooth", () => {
    for (const slope of slopes) expect(valueNoise(parabola(slope), 0.1)).toBeLessThan(64 * Number.EPSILON);
    expect(valueNoise(() => 3, 0.1)).toBe(0);
  });

  it.each([1e-9, 1e-6, 1e-4])(
    "is at least the rounding to %d, at whatever slope, and not much more",
    (unit) => {
      for (const slope of slopes) {
        const noise = valueNoise((x) => Math.round(parabola(slope)(x) / unit) * unit, 0.1);
        // Half a unit at most; eight deviations are 8 / √12 = 2.3 units.
        expect(noise).toBeGreaterThan(0.5 * unit);
        expect(noise).toBeLessThan(8 * unit);
      }
    },
  );

  it("is that of what is drawn, and of waves too fast to be seen", () => {
    const random = randomGenerator("value noise");
    const drawn = valueNoise((x) => parabola(1)(x) + 1e-6 * random.uniform(), 0.1);
    const waves = slopes.map((slope) =>
      valueNoise((x) => parabola(slope)(x) + 1e-6 * Math.sin(1e12 * x), 0.1),
    );
    for (const noise of [drawn, ...waves]) {
      expect(noise).toBeGreaterThan(5e-7);
      expect(noise).toBeLessThan(2e-5);
    }
  });

  it("is looked for nearer to 0 where there are values only there", () => {
    const noisy = (x: number): number => (Math.abs(x) < 1e-6 ? Math.round(x * 1e9) / 1e9 : Number.NaN);
    const noise = valueNoise(noisy, 1);
    expect(noise).toBeGreaterThan(5e-10);
    expect(noise).toBeLessThan(8e-9);
  });

  it("is nothing where there are no values", () => {
    expect(valueNoise(() => Number.NaN, 1)).toBe(0);
    expect(valueNoise(() => "no value", 1)).toBe(0);
  });
});
