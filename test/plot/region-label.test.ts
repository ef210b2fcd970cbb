import { describe, expect, it } from "vitest";
import { regionLabel } from "../../src/plot/region-label.ts";

const stripes = { nx: 10, ny: 6, labels: Array.from({ length: 60 }, (_, cell) => (cell % 10 < 7 ? 0 : 1)) };
const none = new Float64Array(60);

describe("regionLabel", () => {
  it("prefers the middle of a region", () => {
    const at = regionLabel(stripes, 0, { width: 3, height: 2 }, none);
    expect(at).toEqual({ x: 2.5, y: 2 });
  });

  it("finds no place for a text wider than the region", () => {
    expect(regionLabel(stripes, 1, { width: 4, height: 1 }, none)).toBeUndefined();
    expect(regionLabel(stripes, 2, { width: 1, height: 1 }, none)).toBeUndefined();
  });

  it("makes way for points", () => {
    const points = new Float64Array(60);
    for (let cell = 0; cell < 60; cell++) if (cell < 40) points[cell] = 5;
    expect(regionLabel(stripes, 0, { width: 3, height: 2 }, points)!.y).toBe(5);
    expect(regionLabel(stripes, 0, { width: 3, height: 3 }, points)).toBeUndefined();
  });
});
