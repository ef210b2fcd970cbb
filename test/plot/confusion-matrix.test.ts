import { describe, expect, it } from "vitest";
import { OptionError, ShapeError } from "../../src/errors.ts";
import { type ConfusionMatrix, confusionMatrixPicture, renderSvg } from "../../src/plot/index.ts";
import { parseSvg, textsOf } from "./parse-svg.ts";

const three: ConfusionMatrix = { classes: ["yin", "yang", "dot"], counts: [1200, 0, 34, 5, 95, 0, 0, 0, 0] };

/** Where the text is [px]. */
function placeOf(svg: Element, text: string): { x: number; y: number } {
  const element = [...svg.querySelectorAll("text")].find(({ textContent }) => textContent === text)!;
  const [x, y] = /translate\(([-\d.]+),([-\d.]+)\)/
    .exec(element.getAttribute("transform") ?? "")!
    .slice(1)
    .map(Number);
  return { x: x!, y: y! };
}

describe("confusionMatrixPicture", () => {
  it("has a row for each class and a column for each answer", async () => {
    const svg = parseSvg(await renderSvg(confusionMatrixPicture(three)));
    expect(svg.querySelectorAll("g[aria-label=rect] rect").length).toBe(9);
    const [right, late, early] = ["1,200", "34", "5"].map((text) => placeOf(svg, text));
    expect(late!.y).toBeCloseTo(right!.y, 6);
    expect(late!.x).toBeGreaterThan(right!.x);
    expect(early!.x).toBeCloseTo(right!.x, 6);
    expect(early!.y).toBeGreaterThan(right!.y);
  });

  it("says what share is right, in all and of each class that there is", async () => {
    const texts = textsOf(parseSvg(await renderSvg(confusionMatrixPicture(three, { caption: "More." }))));
    expect(texts).toContain("97.1 % right (1,295 of 1,334 samples). More.");
    expect(texts.filter((text) => text.endsWith("%"))).toEqual(["97.2 %", "95 %"]);
    // Nothing is written where nothing was counted.
    expect(texts).not.toContain("0");
  });

  it("has a column for no answer where there is one", async () => {
    const none = { ...three, undecided: [0, 0, 0] };
    expect(textsOf(parseSvg(await renderSvg(confusionMatrixPicture(none))))).not.toContain("none");
    const some = parseSvg(await renderSvg(confusionMatrixPicture({ ...three, undecided: [0, 100, 0] })));
    expect(textsOf(some)).toEqual(expect.arrayContaining(["none", "100", "47.5 %"]));
  });

  it("is blue by the share of the class, and orange by the count, white where there is nothing", async () => {
    const svg = parseSvg(await renderSvg(confusionMatrixPicture(three)));
    const fills = [...svg.querySelectorAll("g[aria-label=rect] rect")].map((cell) =>
      cell.getAttribute("fill"),
    );
    const blueness = (fill: string): number =>
      Number.parseInt(fill.slice(5, 7), 16) - Number.parseInt(fill.slice(1, 3), 16);
    // Column by column.
    const [first, wrong, , nothing, second] = fills as string[];
    expect(nothing).toBe("#ffffff");
    expect(blueness(first!)).toBeGreaterThan(blueness(second!));
    expect(blueness(second!)).toBeGreaterThan(0);
    expect(blueness(wrong!)).toBeLessThan(0);
  });

  it("turns long names, and draws no classes", async () => {
    const classes = ["a rather long name", "b", "c"];
    const svg = parseSvg(await renderSvg(confusionMatrixPicture({ ...three, classes })));
    const turned = [...svg.querySelectorAll("text")].filter((text) =>
      /rotate\(-90\)/.test(text.getAttribute("transform") ?? ""),
    );
    expect(turned.map(({ textContent }) => textContent)).toEqual([...classes, "true class"]);
    const empty = confusionMatrixPicture({ classes: [], counts: [] });
    expect(textsOf(parseSvg(await renderSvg(empty)))).toEqual(
      expect.arrayContaining(["no data", "No samples."]),
    );
  });

  it("refuses what are no counts, by their place", () => {
    const draw = (changes: object) => () => confusionMatrixPicture({ ...three, ...changes });
    expect(draw({ counts: [1, 2] })).toThrow(ShapeError);
    expect(draw({ counts: [1, 2] })).toThrow(/counts has 2 values, expected 9\n.*3 × 3 pairs/);
    expect(draw({ counts: [1, 2.5, 0, 0, 0, 0, 0, 0, 0] })).toThrow(/counts\[1\] is 2.5, not an integer/);
    expect(draw({ undecided: [1] })).toThrow(/undecided has 1 value, expected 3/);
    expect(draw({ labels: [] })).toThrow(OptionError);
    const many = Array.from({ length: 40 }, (_, k) => `class ${"x".repeat(k)}`);
    const wide = { classes: many, counts: new Float64Array(1600) };
    expect(() => confusionMatrixPicture(wide, { width: 320 })).toThrow(/need \d+ px of a width of 320 px/);
  });
});
