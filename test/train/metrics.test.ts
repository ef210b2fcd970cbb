import { describe, expect, it } from "vitest";
import { ShapeError } from "../../src/errors.ts";
import { accuracy, earliestIndex, largestIndex } from "../../src/train/metrics.ts";

describe("earliestIndex", () => {
  it("is the first of the earliest, or −1 in silence", () => {
    expect(earliestIndex([3, 1, 2])).toBe(1);
    expect(earliestIndex([3, 1, 1])).toBe(1);
    expect(earliestIndex([Infinity, 7])).toBe(1);
    expect(earliestIndex([Infinity, Infinity])).toBe(-1);
    expect(earliestIndex([Number.NaN, 7])).toBe(1);
    expect(earliestIndex([])).toBe(-1);
  });
});

describe("largestIndex", () => {
  it("is the first of the largest", () => {
    expect(largestIndex([3, 5, 5])).toBe(1);
    expect(largestIndex([Number.NaN, -2])).toBe(1);
    expect(largestIndex([-Infinity])).toBe(-1);
  });
});

describe("accuracy", () => {
  it("is the share of right predictions; silence is wrong", () => {
    expect(accuracy([0, 1, 2, -1], Uint8Array.of(0, 1, 1, 0))).toBe(0.5);
    expect(accuracy([], [])).toBeNaN();
  });

  it("refuses lists of different lengths", () => {
    expect(() => accuracy([1], [1, 2])).toThrow(ShapeError);
  });
});
