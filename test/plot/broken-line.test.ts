import { describe, expect, it } from "vitest";
import { breakLine } from "../../src/plot/broken-line.ts";

describe("breakLine", () => {
  it("cuts where two samples share a time", () => {
    const { points, jumps } = breakLine([0, 1, 1, 2], [0, 5, 0, 3]);
    expect(points.map(({ piece }) => piece)).toEqual([0, 0, 1, 1]);
    expect(jumps).toEqual([{ time: 1, from: 5, to: 0 }]);
  });

  it("keeps every one of several values at a time", () => {
    const { points, jumps } = breakLine([1, 1, 1], [0, 1, 2]);
    expect(points.length).toBe(3);
    expect(jumps.map(({ from, to }) => [from, to])).toEqual([
      [0, 1],
      [1, 2],
    ]);
  });
});
