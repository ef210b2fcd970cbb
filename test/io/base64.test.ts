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

  it.each(["A", "AAAA", "AAAAAAAA8D8", "AAAAAAAA8D8=\n", "ÄAAAAAAA8D8="])("does not read %j", (text) => {
    expect(doublesOfBase64(text)).toBeUndefined();
  });
});
