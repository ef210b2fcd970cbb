import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { div, mul } from "../../src/expr/build.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import { constant, symbol } from "../../src/expr/node.ts";
import { arity } from "../../src/expr/op.ts";
import { fitted, plain, rescaled, unitRules } from "../../src/expr/unit-rules.ts";
import { parseUnit } from "../../src/expr/units.ts";

const v = symbol("v");
const millivolt = parseUnit("mV", "here");
const volt = parseUnit("V", "here");

describe("rescaled", () => {
  it("makes one rounding: by a whole power of ten", () => {
    expect(rescaled(v, 0)).toBe(v);
    expect(rescaled(v, 3)).toBe(mul(1000, v));
    expect(rescaled(v, -3)).toBe(div(v, 1000));
    expect(rescaled(v, 22)).toBe(mul(1e22, v));
  });

  it("moves the point of a constant, so that 1.001 V are 1001 mV", () => {
    expect(1.001 * 1000).not.toBe(1001);
    expect(rescaled(constant(1.001), 3)).toBe(constant(1001));
    expect(rescaled(constant(-2.5e-7), -3)).toBe(constant(-2.5e-10));
    fc.assert(
      fc.property(
        fc.double({ min: -1e9, max: 1e9, noNaN: true }),
        fc.integer({ min: -9, max: 9 }),
        (x, k) => {
          const there = rescaled(constant(x), k);
          expect(evaluate([there], {})[0]).toBeCloseTo(x * 10 ** k, -6 + Math.max(0, -k));
        },
      ),
    );
  });
});

describe("fitted", () => {
  it("converts a scale, and refuses another dimension where both are certain", () => {
    const part = { expr: v, unit: volt, certain: true };
    expect(fitted(part, { unit: millivolt, certain: true })).toBe(mul(1000, v));
    expect(fitted(part, plain)).toBeUndefined();
    expect(fitted({ ...part, certain: false }, plain)).toBe(v);
    expect(fitted(part, { ...plain, certain: false })).toBe(v);
    expect(fitted({ ...part, unit: undefined }, plain)).toBe(v);
  });
});

describe("every operation", () => {
  it("takes and gives plain numbers as they are", () => {
    for (const [op, count] of Object.entries(arity)) {
      const args = Array.from({ length: count }, () => ({ expr: v, ...plain }));
      const ruling = unitRules[op as keyof typeof unitRules](op as keyof typeof unitRules, args);
      if (!("measure" in ruling)) throw new Error(`${op} refuses plain numbers`);
      expect(ruling.args, op).toEqual(args.map(({ expr }) => expr));
      expect(ruling.measure.unit?.scale, op).toBe(0);
    }
  });
});
