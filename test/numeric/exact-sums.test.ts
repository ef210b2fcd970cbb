import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addSum, addTo, exactSums, resetTo, totalOf } from "../../src/numeric/exact-sums.ts";

describe("exactSums", () => {
  it("keeps what a plain sum loses beside a large term", () => {
    const sums = exactSums(2);
    for (const term of [1.5, 1e25, 0.25, -1e25]) addTo(sums, 1, term);
    expect([totalOf(sums, 0), totalOf(sums, 1)]).toEqual([0, 1.75]);
  });

  it("is the exact sum, rounded, of terms that cancel in pairs, in any order", () => {
    const terms = fc.array(fc.double({ min: -1e30, max: 1e30, noNaN: true }), { maxLength: 6 });
    fc.assert(
      fc.property(terms, fc.double({ min: -1, max: 1, noNaN: true }), fc.nat(100), (large, small, at) => {
        const all = [...large, ...large.map((term) => -term)];
        all.splice(at % (all.length + 1), 0, small);
        const sums = exactSums(1);
        for (const term of all) addTo(sums, 0, term);
        // The rests are added plainly: each may be 2^−53 of the largest, and is rounded by 2^−53 of that.
        const largest = Math.max(0, ...large.map(Math.abs));
        const bound = all.length ** 2 * 2 ** -105 * largest;
        expect(Math.abs(totalOf(sums, 0) - small)).toBeLessThanOrEqual(bound + 2 ** -53 * Math.abs(small));
      }),
    );
  });

  it("adds sums with their rests, and begins again", () => {
    const [a, b] = [exactSums(1), exactSums(1)];
    for (const term of [1e25, 3]) addTo(a, 0, term);
    addTo(b, 0, -1e25);
    addSum(b, 0, a, 0);
    expect(totalOf(b, 0)).toBe(3);
    resetTo(b, 0, 7);
    expect(totalOf(b, 0)).toBe(7);
  });
});
