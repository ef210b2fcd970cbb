import { describe, expect, it } from "vitest";
import { earliestIndex } from "../../src/train/metrics.ts";

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

