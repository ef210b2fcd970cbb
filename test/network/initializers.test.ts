import { describe, expect, it } from "vitest";
import { OptionError } from "../../src/errors.ts";
import {
  constantly,
  type Initializer,
  isInitializer,
  normal,
  uniform,
} from "../../src/network/initializers.ts";
import { randomGenerator } from "../../src/numeric/random.ts";
import { taken } from "./nonsense.ts";

function draws(initializer: Initializer, count: number): number[] {
  const random = randomGenerator(7);
  return Array.from({ length: count }, () => initializer.draw(random));
}

describe("initializers", () => {
  it("normal has the mean and the standard deviation it is given", () => {
    const count = 20_000;
    const values = draws(normal(3, 0.5), count);
    const mean = values.reduce((a, b) => a + b, 0) / count;
    const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / count;
    // Standard errors 0.5/√n and 0.25·√(2/n); five of them.
    expect(Math.abs(mean - 3)).toBeLessThan((5 * 0.5) / Math.sqrt(count));
    expect(Math.abs(variance - 0.25)).toBeLessThan(5 * 0.25 * Math.sqrt(2 / count));
  });

  it("uniform fills its interval", () => {
    const values = draws(uniform(-1, 3), 10_000);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(-1);
    expect(Math.max(...values)).toBeLessThan(3);
    expect(Math.max(...values) - Math.min(...values)).toBeGreaterThan(3.99);
  });

  it("constantly always gives its value, and uniform of an empty interval its end", () => {
    expect(draws(constantly(2.5), 3)).toEqual([2.5, 2.5, 2.5]);
    expect(draws(uniform(1, 1), 2)).toEqual([1, 1]);
    expect(draws(normal(1, 0), 2)).toEqual([1, 1]);
  });

  it("the same generator gives the same bits", () => {
    expect(draws(normal(0, 1), 5)).toEqual(draws(normal(0, 1), 5));
  });

  it("say what they are, and refuse what is no distribution", () => {
    expect([normal(0, 1).name, uniform(-1, 2).name, constantly(3).name]).toEqual([
      "normal(0, 1)",
      "uniform(-1, 2)",
      "constantly(3)",
    ]);
    expect(() => normal(0, -1)).toThrow("normal: standardDeviation is -1");
    expect(() => uniform(2, 1)).toThrow("uniform(2, 1): the interval is empty");
    expect(() => normal(Number.NaN, 1)).toThrow("normal: mean is NaN");
    expect(() => uniform(0, Infinity)).toThrow(OptionError);
    expect(() => constantly(Number.NaN)).toThrow("constantly: value is NaN\n  Give a finite number.");
  });

  it("are told from what is none", () => {
    expect(isInitializer(normal(0, 1))).toBe(true);
    for (const wrong of [null, 3, [], { draw: 3, name: "x" }, { draw: () => 1 }]) {
      expect(isInitializer(wrong)).toBe(false);
    }
    expect(taken((mean) => normal(mean, 1))).toEqual(["5", "-1"]);
    expect(taken((high) => uniform(0, high))).toEqual(["5"]);
    expect(taken((value) => constantly(value))).toEqual(["5", "-1"]);
  });
});
