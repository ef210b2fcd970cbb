import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lt, max, mul, one } from "../../src/expr/build.ts";
import { ceil, clip, cosh, heaviside, int, log10, sign, sinh } from "../../src/expr/composed.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import { constant, type Expr, symbol } from "../../src/expr/node.ts";
import { vjp } from "../../src/expr/vjp.ts";

const x = symbol("x");
const at = (expr: Expr, value: number): number => evaluate([expr], { x: value })[0]!;
const slopeAt = (expr: Expr, value: number): number => at(vjp([expr], [one], [x])[0]!, value);

describe("hyperbolic functions", () => {
  it("have their values and each other as derivatives", () => {
    fc.assert(
      fc.property(fc.double({ min: -700, max: 700, noNaN: true }), (value) => {
        // Two terms of one sign with 1.6 ulp each, a sum and a half; the engine's own are within 1 ulp.
        const close = (actual: number, wanted: number, scale: number): void =>
          expect(Math.abs(actual - wanted)).toBeLessThanOrEqual(6 * Number.EPSILON * scale);
        close(at(sinh(x), value), Math.sinh(value), Math.abs(Math.sinh(value)));
        close(at(cosh(x), value), Math.cosh(value), Math.cosh(value));
        close(slopeAt(sinh(x), value), Math.cosh(value), Math.cosh(value));
        close(slopeAt(cosh(x), value), Math.sinh(value), Math.cosh(value));
      }),
    );
  });

  it("are right at 0 and beside it", () => {
    for (const value of [0, -0, 1e-300, -1e-9]) expect(at(sinh(x), value)).toBe(value);
    expect([at(cosh(x), 0), slopeAt(sinh(x), 0), slopeAt(cosh(x), 0)]).toEqual([1, 1, 0]);
  });
});

describe("log10", () => {
  it("is the logarithm to the base 10", () => {
    for (const power of [-300, -3, 0, 1, 2, 3, 21, 300]) {
      // log and the quotient round once each, log 10 is rounded itself.
      const error = Math.abs(at(log10(x), Number(`1e${power}`)) - power);
      expect(error).toBeLessThanOrEqual(2 * Number.EPSILON * Math.abs(power));
    }
    expect(slopeAt(log10(x), 4)).toBeCloseTo(1 / (4 * Math.LN10), 15);
  });
});

describe("steps", () => {
  const specials = [-Infinity, -2.5, -2, -0.5, -0, 0, 0.5, 2, 2.5, Infinity];

  it("sign is −1, 0 or 1", () => {
    expect(specials.map((value) => at(sign(x), value))).toEqual([-1, -1, -1, -1, 0, 0, 1, 1, 1, 1]);
    expect(at(sign(x), Number.NaN)).toBe(0);
  });

  it("heaviside is 1 at 0", () => {
    expect(specials.map((value) => at(heaviside(x), value))).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 1, 1]);
  });

  it("ceil rounds up, int towards 0", () => {
    for (const value of specials) {
      expect(at(ceil(x), value)).toBe(Math.ceil(value));
      expect(at(int(x), value) + 0).toBe(Math.trunc(value) + 0);
    }
  });

  it("have no slope", () => {
    for (const step of [sign(x), heaviside(x), ceil(x), int(x)]) {
      for (const value of [-2, -0.5, 0, 0.5]) expect(slopeAt(step, value)).toBe(0);
    }
  });

  it("int leaves the value of a condition as it is", () => {
    const condition = max(lt(x, 1), mul(lt(2, x), lt(x, 3)));
    expect(int(condition)).toBe(condition);
    expect(int(-1.7)).toBe(constant(-1));
  });
});

describe("clip", () => {
  it("keeps within bounds, with slope 1 between them and 0 outside", () => {
    const clipped = clip(x, -1, 2);
    expect([-3, -1, 0.3, 2, 7].map((value) => at(clipped, value))).toEqual([-1, -1, 0.3, 2, 2]);
    expect([-3, 0.3, 7].map((value) => slopeAt(clipped, value))).toEqual([0, 1, 0]);
  });
});
