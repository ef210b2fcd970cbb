import { describe, expect, it } from "vitest";
import { checkDomain, contains, describeDomain, firstOutside, isDomain } from "../src/domain.ts";
import { OptionError } from "../src/errors.ts";

const interval = { min: -1, max: 2 } as const;

describe("domains", () => {
  it("ends that are legal values are inside", () => {
    expect([-1, 2, 0].map((value) => contains(interval, value))).toEqual([true, true, true]);
    expect(contains("nonnegative", 0)).toBe(true);
    expect(contains("positive", 0)).toBe(false);
    expect(contains("positive", 5e-324)).toBe(true);
    expect([-1.01, 2.01].map((value) => contains(interval, value))).toEqual([false, false]);
  });

  it("no domain has NaN or an infinity", () => {
    for (const domain of ["free", "positive", "nonnegative", interval] as const) {
      for (const value of [Number.NaN, Infinity, -Infinity]) expect(contains(domain, value)).toBe(false);
    }
  });

  it("have the same values one by one and in a list", () => {
    const values = Float64Array.of(
      0,
      -0,
      5e-324,
      -5e-324,
      -1,
      2,
      1e308,
      -1e308,
      Infinity,
      -Infinity,
      Number.NaN,
    );
    for (const domain of ["free", "positive", "nonnegative", interval] as const) {
      for (const value of values) {
        expect(firstOutside(domain, Float64Array.of(1, value)) < 0).toBe(contains(domain, value));
      }
      expect(firstOutside(domain, Float64Array.of(1, Number.NaN, 1))).toBe(1);
    }
    expect(firstOutside("positive", new Float64Array(0))).toBe(-1);
  });

  it("have numbers, not texts of numbers", () => {
    for (const value of ["1", null, true, [1], undefined])
      expect(contains("free", value as never)).toBe(false);
    expect(() => checkDomain("here", "x", "free", "1" as never)).toThrow('here: x is "1"');
  });

  it("are told from what is none, an interval without end included", () => {
    for (const domain of ["free", "positive", "nonnegative", interval]) expect(isDomain(domain)).toBe(true);
    const wrong = [
      "negative",
      3,
      null,
      undefined,
      {},
      { min: 0 },
      { min: 1, max: 1 },
      { min: 0, max: Infinity },
    ];
    for (const domain of [...wrong, { min: Number.NaN, max: 1 }, { min: "0", max: "1" }]) {
      expect(isDomain(domain), JSON.stringify(domain)).toBe(false);
    }
  });

  it("say what they want", () => {
    expect(() => checkDomain("here", "tau", "positive", -3)).toThrow("here: tau is -3\n  Give a number > 0.");
    expect(() => checkDomain("here", "x", interval, 7)).toThrow(OptionError);
    expect([describeDomain("free"), describeDomain("nonnegative"), describeDomain(interval)]).toEqual([
      "a finite number",
      "a number ≥ 0",
      "a number between -1 and 2",
    ]);
  });
});
