import { describe, expect, it } from "vitest";
import { growing, push, reserve } from "../../src/tape/growing.ts";

describe("growing arrays", () => {
  it("keep what was pushed while they grow, from nothing", () => {
    const buffer = growing(new Float64Array(0));
    for (let k = 0; k < 1000; k++) push(buffer, k / 8);
    expect(buffer.length).toBe(1000);
    expect(Array.from(buffer.data.subarray(0, 1000))).toEqual(Array.from({ length: 1000 }, (_, k) => k / 8));
  });

  it("double, so that pushing is of constant cost", () => {
    const buffer = growing(new Int32Array(4));
    const capacities = new Set<number>();
    for (let k = 0; k < 1000; k++) {
      push(buffer, k);
      capacities.add(buffer.data.length);
    }
    expect([...capacities]).toEqual([4, 256, 512, 1024]);
  });

  it("stay of their kind, and reserve as much as is asked for at once", () => {
    const bytes = growing(new Uint8Array(2));
    reserve(bytes, 1000);
    expect(bytes.data).toBeInstanceOf(Uint8Array);
    expect(bytes.data).toHaveLength(1000);
    expect(bytes.length).toBe(0);
    const { data } = bytes;
    reserve(bytes, 10);
    expect(bytes.data).toBe(data);
  });
});
