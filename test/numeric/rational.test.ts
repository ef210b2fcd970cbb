import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  add,
  div,
  equal,
  mul,
  nearestQuotient,
  parseRational,
  type Rational,
  rational,
  sub,
  toNumber,
} from "../../src/numeric/rational.ts";

const arbitrary: fc.Arbitrary<Rational> = fc
  .tuple(
    fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
    fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
  )
  .filter(([, denominator]) => denominator !== 0n)
  .map(([numerator, denominator]) => rational(numerator, denominator));

describe("rational", () => {
  it("is in lowest terms with a positive denominator", () => {
    expect(rational(6n, -4n)).toEqual({ numerator: -3n, denominator: 2n });
    expect(rational(0n, -7n)).toEqual({ numerator: 0n, denominator: 1n });
    expect(() => rational(1n, 0n)).toThrow(RangeError);
  });

  it("obeys the laws of a field", () => {
    fc.assert(
      fc.property(arbitrary, arbitrary, arbitrary, (a, b, c) => {
        expect(add(a, b)).toEqual(add(b, a));
        expect(mul(a, add(b, c))).toEqual(add(mul(a, b), mul(a, c)));
        expect(sub(add(a, b), b)).toEqual(a);
        if (b.numerator !== 0n) expect(div(mul(a, b), b)).toEqual(a);
        expect(equal(a, b)).toBe(sub(a, b).numerator === 0n);
      }),
    );
  });

  it("refuses to divide by 0", () => {
    expect(() => div(rational(1n), rational(0n))).toThrow(RangeError);
  });
});

describe("parseRational", () => {
  it.each([
    ["35/384", 35n, 384n],
    ["-2187/6784", -2187n, 6784n],
    ["0", 0n, 1n],
    ["+4/6", 2n, 3n],
    ["0.161", 161n, 1000n],
    ["-.5", -1n, 2n],
    ["2.", 2n, 1n],
    ["5.26e-2", 263n, 5000n],
    ["1.5E3", 1500n, 1n],
  ])("reads %s exactly", (text, numerator, denominator) => {
    expect(parseRational(text)).toEqual({ numerator, denominator });
  });

  it.each(["", ".", "-", "1/0", "1/-2", "1 /2", "1.5/2", "e3", "1e", "x", "NaN", "Infinity", "0x10"])(
    "reads %j as no number",
    (text) => {
      expect(parseRational(text)).toBeUndefined();
    },
  );

  it("rounds a decimal to the double that JavaScript reads", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(toNumber(parseRational(String(value))!)).toBe(value === 0 ? 0 : value);
      }),
    );
  });
});

describe("toNumber", () => {
  it("is the division of small integers", () => {
    expect(toNumber(rational(-2187n, 6784n))).toBe(-2187 / 6784);
  });

  it("rounds every text of digits as JavaScript does", () => {
    const text = fc
      .tuple(fc.bigInt({ min: 1n, max: 10n ** 60n }), fc.integer({ min: -400, max: 300 }))
      .map(([digits, exponent]) => `${digits}e${exponent}`);
    fc.assert(
      fc.property(text, (decimal) => {
        expect(toNumber(parseRational(decimal)!)).toBe(Number(decimal));
      }),
      { examples: [["5e-324"], ["2e-324"], ["3e-324"], ["22250738585072011e-324"], ["18e307"]] },
    );
  });

  it("breaks ties to even", () => {
    const two53 = 2n ** 53n;
    expect(nearestQuotient(2n * two53 + 1n, 2n)).toBe(2 ** 53);
    expect(nearestQuotient(2n * two53 + 3n, 2n)).toBe(2 ** 53 + 2);
    expect(nearestQuotient(-(2n * two53 + 3n), 2n)).toBe(-(2 ** 53 + 2));
    expect(nearestQuotient(0n, 10n ** 40n)).toBe(0);
  });

  it("overflows to infinity", () => {
    expect(nearestQuotient(10n ** 400n, 3n)).toBe(Number.POSITIVE_INFINITY);
  });
});
