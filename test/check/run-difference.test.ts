import { describe, expect, it } from "vitest";
import { runDifference } from "../../src/check/run-difference.ts";

describe("runDifference", () => {
  it("is exact for cubics but for rounding, and says how far off it may be", () => {
    const found = runDifference((x) => 3 + 2 * x - x ** 3, 0.5, 0);
    if (typeof found === "string") throw new Error(found);
    // Richardson's extrapolation removes the third power.
    expect(found.value).toBeCloseTo(2, 12);
    // The correction at h/8 and a 64th of it: h² = 1/256.
    expect(found.error).toBeLessThan(1 / 256);
  });

  it.each([
    ["exp", Math.exp, 1],
    ["a bump", (x: number) => Math.exp(-((x - 0.3) ** 2) / 0.02), Math.exp(-4.5) * 30],
    ["a pole near by", (x: number) => 1 / (0.02 + x), -2500],
  ])("stays within its own estimate: %s", (_, f, slope) => {
    const found = runDifference(f, 2 ** -7, 1e-15);
    if (typeof found === "string") throw new Error(found);
    expect(Math.abs(found.value - slope)).toBeLessThanOrEqual(found.error);
    expect(found.error).toBeLessThan(1e-3 * Math.abs(slope));
  });

  it("finds out by the next pair that the first two agree by chance, though noise is larger there", () => {
    // d(h) = 1 − 500 h² + 10⁶ h⁴ is 0.96 at h = 0.01 and at 2h; shorter ones tend to 1.
    const found = runDifference((x) => x - 500 * x ** 3 + 1e6 * x ** 5, 0.01, 1e-5);
    if (typeof found === "string") throw new Error(found);
    expect(Math.abs(found.value - 1)).toBeLessThanOrEqual(found.error);
    expect(found.error).toBeLessThan(0.03);
  });

  it("has the noise of the values in its error", () => {
    const noise = 1e-7;
    // Jumps wherever the number of steps would change.
    const f = (x: number): number => Math.sin(x) + noise * (Math.floor(1e5 * x) % 2);
    const found = runDifference(f, 0.01, noise);
    if (typeof found === "string") throw new Error(found);
    expect(Math.abs(found.value - 1)).toBeLessThanOrEqual(found.error);
    // h stays where noise / h is not yet the larger part.
    expect(found.error).toBeLessThan(2e-3);
  });

  it("tries shorter steps where there is no value, and says why if there is none at all", () => {
    const near = runDifference((x) => (Math.abs(x) < 1e-3 ? 5 * x : "another event"), 0.01, 0);
    expect(near).toMatchObject({ value: expect.closeTo(5, 10) });
    expect(runDifference((x) => (x > 0 ? x : "another event"), 0.01, 0)).toBe("another event");
    expect(runDifference(() => Number.NaN, 0.01, 0)).toBe("what is read is not finite");
  });
});
