import { describe, expect, it } from "vitest";
import { agrees, denseOrderOf, orderOf } from "../../src/solvers/order-conditions.ts";

/** The explicit midpoint rule in halves. */
const midpoint = { unit: 2n, exact: true, a: [[], [1n]] };

describe("orderOf", () => {
  it("is the largest order all of whose trees agree", () => {
    expect(orderOf(midpoint, [0n, 2n])).toBe(2);
    expect(orderOf(midpoint, [2n, 0n])).toBe(1);
    expect(orderOf(midpoint, [1n, 0n])).toBe(0);
  });

  it("does not depend on the unit", () => {
    expect(orderOf({ unit: 14n, exact: true, a: [[], [7n]] }, [0n, 14n])).toBe(2);
  });

  it("tells a fraction from its neighbour, however close", () => {
    const unit = 10n ** 40n;
    const a = [[], [unit / 2n]];
    expect(orderOf({ unit, exact: true, a }, [1n, unit - 1n])).toBe(1);
    expect(orderOf({ unit, exact: false, a }, [1n, unit - 1n])).toBe(2);
  });
});

describe("denseOrderOf", () => {
  it("is that of the polynomial: θ − θ², θ² for the midpoint rule, and θ only for Euler's line", () => {
    const quadratic = [
      [2n, 0n],
      [-2n, 2n],
    ];
    expect(denseOrderOf(midpoint, quadratic)).toBe(2);
    expect(denseOrderOf(midpoint, [[0n, 2n]])).toBe(1);
    expect(denseOrderOf(midpoint, [[1n, 2n]])).toBe(0);
  });
});

describe("agrees", () => {
  it("holds decimals to 1e-14", () => {
    const unit = 10n ** 16n;
    expect(agrees(unit + 100n, unit, unit, false)).toBe(true);
    expect(agrees(unit - 100n, unit, unit, false)).toBe(true);
    expect(agrees(unit + 101n, unit, unit, false)).toBe(false);
    expect(agrees(unit + 1n, unit, unit, true)).toBe(false);
  });
});
