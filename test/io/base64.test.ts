import { describe, expect, it } from "vitest";
import { base64OfDoubles, doublesOfBase64 } from "../../src/io/base64.ts";

describe("base64OfDoubles", () => {
  it("is the base64 of the bytes", () => {
    const values = Float64Array.of(0.1, -0, Number.NaN, -Infinity, 5e-324);
    // This machine, like every one that Node runs on, has the low byte first.
    expect(base64OfDoubles(values)).toBe(Buffer.from(values.buffer).toString("base64"));
    expect(doublesOfBase64(base64OfDoubles(values))).toEqual(values);
    expect(doublesOfBase64("")).toEqual(new Float64Array(0));
  });

  it.each([1, 2, 3, 4])("has the right padding for %s", (count) => {
    const values = Float64Array.from({ length: count }, (_, k) => Math.PI * (k + 1));
    expect(base64OfDoubles(values)).toBe(Buffer.from(values.buffer).toString("base64"));
    // Part of a larger buffer, as a view is.
    expect(base64OfDoubles(Float64Array.of(7, ...values, 8).subarray(1, count + 1))).toBe(
      base64OfDoubles(values),
    );
    expect(doublesOfBase64(base64OfDoubles(values))).toEqual(values);
  });

  it.each(["A", "AAAA", "AAAAAAAA8D8", "AAAAAAAA8D8=\n", "ÄAAAAAAA8D8="])("does not read %j", (text) => {
    expect(doublesOfBase64(text)).toBeUndefined();
  });
});
