import { describe, expect, it } from "vitest";
import { expTable } from "../../src/numeric/exp-table.ts";

/** A double times 2^140 as an integer. */
const integer = (x: number): bigint => BigInt(x * 2 ** 120) << 20n;

describe("expTable", () => {
  it("has 2^(j/128) to 2^−100: its 128th power is 2^j", () => {
    expect(expTable).toHaveLength(256);
    for (let j = 0; j < 128; j++) {
      let power = (integer(expTable[2 * j]!) * (integer(1) + integer(expTable[2 * j + 1]!))) >> 140n;
      for (let k = 0; k < 7; k++) power = (power * power) >> 140n;
      // A relative error ε of the base is 128 ε of the power.
      const ratio = Number(((power - (1n << BigInt(140 + j))) << 20n) >> BigInt(j)) / 2 ** 160;
      expect(Math.abs(ratio), `entry ${j}`).toBeLessThan(128 * 2 ** -100);
    }
  });

  it("leads with the nearest double", () => {
    for (let j = 0; j < 128; j++) {
      expect(Math.abs(expTable[2 * j + 1]!)).toBeLessThanOrEqual(2 ** -53);
      expect(expTable[2 * j]).toBeCloseTo(2 ** (j / 128), 14);
    }
  });
});
