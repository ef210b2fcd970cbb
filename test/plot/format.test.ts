import { describe, expect, it } from "vitest";
import { compactNumber, compactPercent, countOf } from "../../src/plot/format.ts";

describe("compactNumber", () => {
  it("keeps three digits and no trailing zeros", () => {
    const texts = [0, 1, 0.125, 0.031415, 1234.5, -2.5, 99.96].map((value) => compactNumber(value));
    expect(texts).toEqual(["0", "1", "0.125", "0.0314", "1,230", "−2.5", "100"]);
  });

  it("writes very small and very large numbers with powers of ten", () => {
    expect([3.21e-5, 1e-4, 2.5e7, -1e6].map((value) => compactNumber(value))).toEqual([
      "3.21×10⁻⁵",
      "10⁻⁴",
      "2.5×10⁷",
      "−10⁶",
    ]);
  });

  it("names what is not finite", () => {
    expect([Infinity, -Infinity, Number.NaN].map((value) => compactNumber(value))).toEqual([
      "∞",
      "−∞",
      "NaN",
    ]);
  });
});

describe("compactPercent", () => {
  it("never claims all or nothing wrongly", () => {
    expect([0, 1e-5, 0.5, 0.952, 0.99999, 1].map(compactPercent)).toEqual([
      "0 %",
      "<0.1 %",
      "50 %",
      "95.2 %",
      "99.9 %",
      "100 %",
    ]);
  });
});

describe("countOf", () => {
  it("agrees in number", () => {
    expect([0, 1, 1200].map((count) => countOf(count, "spike"))).toEqual([
      "0 spikes",
      "1 spike",
      "1,200 spikes",
    ]);
  });
});
