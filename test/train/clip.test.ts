import { describe, expect, it } from "vitest";
import { clipNorm } from "../../src/train/clip.ts";

describe("clipNorm", () => {
  it("scales a gradient that is too long, in all its parts", () => {
    const parts = [Float64Array.of(3), Float64Array.of(-4)];
    expect(clipNorm(parts, 1)).toBe(true);
    expect(parts[0]![0]).toBeCloseTo(0.6, 15);
    expect(parts[1]![0]).toBeCloseTo(-0.8, 15);
  });

  it("leaves a gradient alone that is short enough", () => {
    const gradient = Float64Array.of(3, -4);
    expect(clipNorm([gradient], 5)).toBe(false);
    expect(clipNorm([gradient], Infinity)).toBe(false);
    expect([...gradient]).toEqual([3, -4]);
    expect(clipNorm([], 1)).toBe(false);
  });
});
