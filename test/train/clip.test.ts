import { describe, expect, it } from "vitest";
import { clipNorm } from "../../src/train/clip.ts";

describe("clipNorm", () => {
  it("scales a gradient that is too long, and says how long it was", () => {
    const gradient = Float64Array.of(3, -4);
    expect(clipNorm(gradient, 1)).toBe(5);
    expect(gradient[0]).toBeCloseTo(0.6, 15);
    expect(gradient[1]).toBeCloseTo(-0.8, 15);
  });

  it("leaves a gradient alone that is short enough", () => {
    const gradient = Float64Array.of(3, -4);
    expect(clipNorm(gradient, 5)).toBe(5);
    expect(clipNorm(gradient, Infinity)).toBe(5);
    expect([...gradient]).toEqual([3, -4]);
    expect(clipNorm(new Float64Array(0), 1)).toBe(0);
  });
});
