import { describe, expect, it } from "vitest";
import { OptionError } from "../../src/errors.ts";
import { checkDomain, contains, describeDomain, isDomain } from "../../src/neurons/domain.ts";

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
