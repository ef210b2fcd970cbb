import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chunksOf } from "../../src/workers/chunks.ts";

const sizes = (length: number, numbers?: number): number[] => {
  const { count, bounds } = chunksOf(length, numbers);
  return Array.from({ length: count }, (_, k) => bounds(k)[1] - bounds(k)[0]);
};

describe("chunksOf", () => {
  it("cuts a batch into sixteenths, the last quarter finer, none of less than eight but there", () => {
    expect(sizes(0)).toEqual([]);
    expect(sizes(3)).toEqual([3]);
    expect(sizes(32)).toEqual([8, 8, 8, 4, 4]);
    expect(sizes(256)).toEqual([...Array(12).fill(16), ...Array(8).fill(8)]);
    expect(Math.max(...sizes(60_000))).toBe(64);
  });

  it("cuts it into eighths where each leaves as many numbers as take the time of a sample", () => {
    expect(sizes(32, 274_000)).toEqual([8, 8, 8, 4, 4]);
    expect(sizes(128, 274_000)).toEqual([...Array(6).fill(16), ...Array(4).fill(8)]);
    expect(sizes(128, 1000)).toEqual([...Array(12).fill(8), ...Array(8).fill(4)]);
  });

  it("leaves out nothing, and takes nothing twice", () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.constantFrom(0, 274_000), (length, numbers) => {
        const { count, bounds } = chunksOf(length, numbers);
        let next = 0;
        for (let k = 0; k < count; k++) {
          const [from, to] = bounds(k);
          expect(from).toBe(next);
          expect(to).toBeGreaterThan(from);
          next = to;
        }
        expect(next).toBe(length);
      }),
    );
  });
});
