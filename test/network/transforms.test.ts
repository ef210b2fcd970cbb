import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Domain } from "../../src/domain.ts";
import { contains } from "../../src/domain.ts";
import { transformOf } from "../../src/network/transforms.ts";

const domains: readonly Domain[] = [
  "free",
  "positive",
  "nonnegative",
  { min: -1, max: 0.3 },
  { min: 2, max: 1000 },
  { min: -1e-3, max: 0 },
];

const names = domains.map((domain) => [JSON.stringify(domain), domain] as const);

describe.each(names)("transform of %s", (_, domain) => {
  const { toNatural, toFree, slope } = transformOf(domain);

  // A projection has no way back from below its end, and no slope at it.
  const low = domain === "nonnegative" ? 0.01 : Number.NEGATIVE_INFINITY;

  it("goes there and back", () => {
    fc.assert(
      fc.property(fc.double({ min: Math.max(-8, low), max: 8, noNaN: true }), (u) => {
        const p = toNatural(u);
        // p has relative precision eps of the largest end; u(p) amplifies it by 1/slope ≤ 3000 in units of the width.
        const width = typeof domain === "object" ? Math.max(Math.abs(domain.min), Math.abs(domain.max)) : p;
        const tolerance = 4 * Number.EPSILON * (Math.abs(u) + 1 + Math.abs(width / slope(p)));
        expect(Math.abs(toFree(p) - u)).toBeLessThanOrEqual(tolerance);
      }),
    );
  });

  it("has the slope dp/du", () => {
    fc.assert(
      fc.property(fc.double({ min: Math.max(-6, low), max: 6, noNaN: true }), (u) => {
        const h = 1e-3;
        const central = (d: number): number => (toNatural(u + d) - toNatural(u - d)) / (2 * d);
        const difference = (4 * central(h) - central(2 * h)) / 3;
        const size = Math.max(Math.abs(toNatural(u)), 1e-3, slope(toNatural(u)));
        // h⁴/30 of the fifth derivative, which is at most 120 times the slope; rounding eps·size/h.
        expect(Math.abs(slope(toNatural(u)) - difference)).toBeLessThan(1e-11 * size);
      }),
    );
  });

  it("stays in the domain wherever an optimiser goes that does not overflow", () => {
    for (const u of [-1000, -745, -40, -1, 0, 1, 40, 709, 1000]) {
      const p = toNatural(u);
      if (domain === "positive" && (p === 0 || p === Infinity)) continue;
      expect(contains(domain, p), `u = ${u} gives ${p}`).toBe(true);
    }
  });
});

it("a delay of 0 has a free coordinate and leaves 0, and what would be negative stays there", () => {
  const { toNatural, toFree, slope } = transformOf("nonnegative");
  expect(toNatural(toFree(0) + 0.1)).toBe(0.1);
  expect(toNatural(toFree(0) - 0.1)).toBe(0);
  expect(slope(0)).toBe(1);
  expect(toNatural(Number.NaN)).toBeNaN();
});

it("the ends of a bounded domain have no finite free coordinate", () => {
  expect(transformOf({ min: 1, max: 2 }).toFree(1)).toBe(-Infinity);
  expect(transformOf({ min: 1, max: 2 }).toFree(2)).toBe(Infinity);
});
