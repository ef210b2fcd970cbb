import { describe, expect, it } from "vitest";
import { colourAt } from "../../src/plot/colour-scale.ts";

/** Relative luminance of `#rrggbb`, WCAG 2.1. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((k) => {
    const share = Number.parseInt(colour.slice(k, k + 2), 16) / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

describe("colourAt", () => {
  it("grows lighter all the way, and never as light as the page", () => {
    const light = Array.from({ length: 101 }, (_, k) => luminance(colourAt(k / 100)));
    for (const [k, value] of light.slice(1).entries())
      expect(value, `${k}`).toBeGreaterThanOrEqual(light[k]!);
    expect(light.at(-1)! - light[0]!).toBeGreaterThan(0.5);
    expect(light.at(-1)).toBeLessThan(0.7);
  });

  it("has the colours of its ends beyond them", () => {
    expect(colourAt(-1)).toBe(colourAt(0));
    expect(colourAt(2)).toBe(colourAt(1));
  });
});
