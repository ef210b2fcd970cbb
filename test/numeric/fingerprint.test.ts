import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fingerprint } from "../../src/numeric/fingerprint.ts";

describe("fingerprint", () => {
  it("is the same for equal values", () => {
    const make = () => [{ a: [1, "x", null], b: new Map([["k", Float64Array.of(0.1)]]) }, undefined, true];
    expect(fingerprint(make())).toBe(fingerprint(make()));
    expect(fingerprint(make())).toMatch(/^[0-9a-f]{16}$/);
  });

  it("stays what it is, since snapshots hold it", () => {
    expect(fingerprint([{ input: [[1.5]] }, "two", 3])).toMatchInlineSnapshot(`"10b3a4f24e1d5cbb"`);
  });

  it.each([
    [0, -0],
    [1, "1"],
    [Float64Array.of(1, 2), Float64Array.of(1, 3)],
    [Int32Array.of(1, 2), Int32Array.of(2, 1)],
    [Int32Array.of(1), Float64Array.of(1)],
    [
      [Int32Array.of(1), Int32Array.of(2)],
      [Int32Array.of(1, 2), Int32Array.of()],
    ],
    [[1], 1],
    [
      [1, [2]],
      [[1], 2],
    ],
    [["ab"], ["a", "b"]],
    [{ a: 1 }, { b: 1 }],
    [{ a: undefined }, {}],
    [null, undefined],
    [0.1, 0.1 + 2 ** -56],
  ])("tells %j from %j", (one, other) => {
    expect(fingerprint(one)).not.toBe(fingerprint(other));
  });

  it("tells arrays apart that differ in one bit anywhere", () => {
    const bit = fc.record({ length: fc.integer({ min: 1, max: 50 }), place: fc.nat(), bit: fc.nat(63) });
    fc.assert(
      fc.property(bit, ({ length, place, bit: k }) => {
        const values = Float64Array.from({ length }, (_, i) => i / 7);
        const other = values.slice();
        new Uint32Array(other.buffer)[2 * (place % length) + (k >> 5)]! ^= 1 << (k & 31);
        expect(fingerprint(other)).not.toBe(fingerprint(values));
      }),
      { numRuns: 1000 },
    );
  });
});
