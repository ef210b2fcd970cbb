import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nearestQuotient, parseFraction } from "../../src/numeric/rational.ts";

/** The double that a text of digits stands for. */
function toNumber(text: string): number {
  const { numerator, denominator } = parseFraction(text)!;
  return nearestQuotient(numerator, denominator);
}

describe("parseFraction", () => {
  it.each([
    ["35/384", 35n, 384n],
    ["-2187/6784", -2187n, 6784n],
    ["0", 0n, 1n],
    ["+4/6", 4n, 6n],
    ["0.161", 161n, 1000n],
    ["-.5", -5n, 10n],
    ["2.", 2n, 1n],
    ["5.26e-2", 526n, 10000n],
    ["1.5E3", 1500n, 1n],
  ])("reads %s exactly", (text, numerator, denominator) => {
    expect(parseFraction(text)).toEqual({ numerator, denominator });
  });

  it.each(["", ".", "-", "1/0", "1/-2", "1 /2", "1.5/2", "e3", "1e", "x", "NaN", "Infinity", "0x10"])(
    "reads %j as no number",
    (text) => {
      expect(parseFraction(text)).toBeUndefined();
    },
  );

  it("rounds a decimal to the double that JavaScript reads", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(toNumber(String(value))).toBe(value === 0 ? 0 : value);
      }),
    );
  });
});

describe("nearestQuotient", () => {
  it("is the division of small integers", () => {
    expect(toNumber("-2187/6784")).toBe(-2187 / 6784);
  });

  it("rounds every text of digits as JavaScript does", () => {
    const text = fc
      .tuple(fc.bigInt({ min: 1n, max: 10n ** 60n }), fc.integer({ min: -400, max: 300 }))
      .map(([digits, exponent]) => `${digits}e${exponent}`);
    fc.assert(
      fc.property(text, (decimal) => {
        expect(toNumber(decimal)).toBe(Number(decimal));
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
