import { describe, expect, it } from "vitest";
import {
  extent,
  integerTicks,
  linearTicks,
  logarithmicTicks,
  roundDomain,
  tickCount,
} from "../../src/plot/ticks.ts";

describe("ticks", () => {
  it("are round numbers inside the domain", () => {
    expect(linearTicks([0, 1], 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(linearTicks([0.3, 1], 4)).toEqual([0.4, 0.6, 0.8, 1]);
    expect(linearTicks([-2, 2], 6)).toEqual([-2, -1, 0, 1, 2]);
    expect(linearTicks([0, 3e-7], 3)).toEqual([0, 1e-7, 2e-7, 3e-7]);
    expect(integerTicks([1, 3], 8)).toEqual([1, 2, 3]);
    expect(integerTicks([1, 300], 8)).toEqual([50, 100, 150, 200, 250, 300]);
  });

  it("are as many as there is room for", () => {
    expect([50, 330, 5000].map((length) => tickCount(length))).toEqual([2, 5, 8]);
  });

  it("are powers of ten on a logarithmic axis of several decades", () => {
    expect(logarithmicTicks([0.03, 1.2])).toEqual([0.05, 0.1, 0.2, 0.5, 1]);
    expect(logarithmicTicks([1e-5, 3])).toEqual([1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1]);
    expect(logarithmicTicks([1e-30, 1]).length).toBeLessThanOrEqual(7);
  });
});

describe("domains", () => {
  it("hold every finite value", () => {
    expect(extent([3, Infinity], [-1])).toEqual([-1, 3]);
    expect(extent([])).toBeUndefined();
    expect(roundDomain([0, 3.2], 5)).toEqual([0, 4]);
  });

  it("give a single value room on both sides", () => {
    for (const value of [0, 1.23, -5, 1e-9]) {
      const [low, high] = roundDomain([value, value], 5);
      expect(low).toBeLessThan(value);
      expect(high).toBeGreaterThan(value);
    }
  });
});
