import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { spreadLabels } from "../../src/plot/spread-labels.ts";

describe("spreadLabels", () => {
  it("leaves labels alone that do not touch", () => {
    expect(spreadLabels([50, 10, 90], 15, [0, 100])).toEqual([50, 10, 90]);
  });

  it("moves two that touch by the same amount", () => {
    expect(spreadLabels([50, 50], 10, [0, 100])).toEqual([45, 55]);
  });

  it("keeps order, distance and bounds of any labels for which there is room", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { maxLength: 6 }), (wanted) => {
        const positions = spreadLabels(wanted, 20, [0, 100]);
        const sorted = [...positions].sort((a, b) => a - b);
        sorted.forEach((position, i) => {
          expect(position).toBeGreaterThanOrEqual(-1e-9);
          expect(position).toBeLessThanOrEqual(100 + 1e-9);
          if (i > 0) expect(position - sorted[i - 1]!).toBeGreaterThanOrEqual(20 - 1e-9);
        });
        wanted.forEach((a, i) => {
          wanted.forEach((b, j) => {
            if (a < b) expect(positions[i]).toBeLessThan(positions[j]!);
          });
        });
      }),
    );
  });
});
