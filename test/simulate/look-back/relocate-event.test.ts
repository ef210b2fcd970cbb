import { describe, expect, it } from "vitest";
import { type RootSlots, relocateEvent } from "../../../src/simulate/look-back/relocate-event.ts";

const slots: RootSlots = { time: 0, stepSize: 1, end: 2, rate: 3, rounding: 4 };

/** A kernel of g(h), with g's derivative and rounding bound. */
function locating(g: (h: number) => number, rate: (h: number) => number, rounding = 1e-16) {
  const memory = new Float64Array(5);
  let calls = 0;
  const kernel = (): void => {
    calls++;
    const h = memory[slots.stepSize]!;
    memory.set([g(h), rate(h), rounding], slots.end);
  };
  return { from: (h: number) => relocateEvent(kernel, { memory, frame: 0 }, slots, h), calls: () => calls };
}

describe("relocateEvent", () => {
  it("keeps a size that is a root already", () => {
    const root = locating(
      (h) => h - 0.25,
      () => 1,
    );
    expect(root.from(0.25)).toBe(0.25);
    expect(root.calls()).toBe(1);
  });

  it("follows a root that moved, also to negative sizes", () => {
    expect(
      locating(
        (h) => h * h - 2,
        (h) => 2 * h,
      ).from(1.4),
    ).toBeCloseTo(Math.SQRT2, 15);
    expect(
      locating(
        (h) => h + 1e-3,
        () => 1,
      ).from(0),
    ).toBe(-1e-3);
  });

  it("ends where rounding keeps g from shrinking below its bound", () => {
    // g is known to 1e-14 only, a hundred times its bound.
    const noisy = locating(
      (h) => Math.round((h - 0.1) * 1e14) / 1e14 + 0.3e-14,
      () => 1,
    );
    expect(noisy.from(0.09)).toBeCloseTo(0.1, 12);
  });

  it("is NaN where there is no root, or g falls", () => {
    expect(
      locating(
        (h) => h * h + 1,
        (h) => 2 * h,
      ).from(1),
    ).toBeNaN();
    expect(
      locating(
        (h) => 1 - h,
        () => -1,
      ).from(1.5),
    ).toBeNaN();
    expect(
      locating(
        () => Number.NaN,
        () => Number.NaN,
      ).from(1),
    ).toBeNaN();
  });
});
