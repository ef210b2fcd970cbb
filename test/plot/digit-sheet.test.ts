import { describe, expect, it } from "vitest";
import { ShapeError } from "../../src/errors.ts";
import { type DigitSheet, digitSheetPicture, renderSvg } from "../../src/plot/index.ts";
import { elementsWith, parseSvg, textsOf } from "./parse-svg.ts";

const one: DigitSheet = {
  rows: 2,
  columns: 4,
  digits: [{ pixels: [0, 255, 255, 0, 128, 255, 0, 255], label: "4", answer: "9" }],
};
const numbers = (element: Element, ...names: string[]): number[] =>
  names.map((name) => Number(element.getAttribute(name)));

describe("digitSheetPicture", () => {
  it("draws neighbours of one shade as one rectangle, and the ground not at all", async () => {
    const svg = parseSvg(await renderSvg(digitSheetPicture(one)));
    const ink = elementsWith(svg, "rect", "shape-rendering", "crispEdges");
    expect(ink.length).toBe(4);
    // The longer side, of four pixels, is 56 wide.
    const widths = ink.map((rectangle) => numbers(rectangle, "width")[0]);
    expect(widths).toEqual([14, 28, 14, 14]); // the lighter one first
    const [grey, top] = ink.map((rectangle) => numbers(rectangle, "x", "y"));
    expect(top![0]! - grey![0]!).toBeCloseTo(14, 6);
    expect(grey![1]! - top![1]!).toBeCloseTo(14, 6);
  });

  it("writes the label and the answer, in another colour where they differ", async () => {
    const digits = [...one.digits, { ...one.digits[0]!, label: "7", answer: "7" }];
    const svg = parseSvg(await renderSvg(digitSheetPicture({ ...one, digits }, { title: "Sheet" })));
    expect(textsOf(svg)).toEqual(["Sheet", "4", "7", "9", "7"]);
    const colours = [...svg.querySelectorAll("text")].slice(3).map((text) => text.getAttribute("fill"));
    expect(colours[0]).not.toBe(colours[1]);
  });

  it("begins a row where there is no room, and for long names sooner", async () => {
    const rowsOf = async (count: number, label: string): Promise<number> => {
      const digits = Array.from({ length: count }, () => ({ ...one.digits[0]!, label }));
      const svg = parseSvg(await renderSvg(digitSheetPicture({ ...one, digits }, { width: 400 })));
      const frames = [...svg.querySelectorAll("rect")].filter(
        (rectangle) => rectangle.getAttribute("width") === "56",
      );
      expect(frames.length).toBe(count);
      return new Set(frames.map((frame) => frame.getAttribute("y"))).size;
    };
    // 360 px are five cells of 56 px with 12 px between them.
    expect(await rowsOf(5, "4")).toBe(1);
    expect(await rowsOf(6, "4")).toBe(2);
    expect(await rowsOf(5, "a long name of one")).toBeGreaterThan(2);
  });

  it("draws a sheet without digits", async () => {
    expect(textsOf(parseSvg(await renderSvg(digitSheetPicture({ ...one, digits: [] }))))).toContain(
      "no data",
    );
  });

  it("refuses digits of another size, and shades that are none", () => {
    const draw = (pixels: number[]) => () =>
      digitSheetPicture({ ...one, digits: [{ pixels, label: "", answer: "" }] });
    expect(draw([1])).toThrow(ShapeError);
    expect(draw([1])).toThrow(/digits\[0\].*pixels has 1 value, expected 8\n.*2 × 4 places/);
    expect(draw([0, 0, 0, 256, 0, 0, 0, 0])).toThrow(/pixels\[3\] is 256, outside \[0, 255\]/);
    expect(() => digitSheetPicture({ ...one, rows: 0 })).toThrow(/rows is 0/);
  });
});
