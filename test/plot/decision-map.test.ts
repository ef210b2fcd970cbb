import { describe, expect, it } from "vitest";
import { OptionError, ShapeError, UnsupportedError } from "../../src/errors.ts";
import { type DecisionMap, decisionMapPicture, renderSvg } from "../../src/plot/index.ts";
import { taken } from "../network/nonsense.ts";
import { elementsWith, parseSvg, textsOf } from "./parse-svg.ts";
import { decisionMap } from "./samples.ts";

const quarters: DecisionMap = {
  classes: ["low", "high"],
  grid: { x: [0, 2], y: [0, 1], nx: 4, ny: 2 },
  labels: [0, 0, 1, 1, -1, 0, 0, 1],
  points: { x: [0.1, 1.9, 1], y: [0.1, 0.9, 0.5], target: [0, 1, 1], predicted: [0, 1, -1] },
};

describe("decisionMapPicture", () => {
  it("draws equal neighbours in a row as one cell", async () => {
    const svg = parseSvg(await renderSvg(decisionMapPicture(quarters)));
    expect(elementsWith(svg, "rect", "shape-rendering", "crispEdges").length).toBe(5);
  });

  it("gives both axes the same scale and puts row 0 at the bottom", async () => {
    const svg = parseSvg(
      await renderSvg(decisionMapPicture({ ...quarters, labels: [0, 0, 0, 0, 1, 1, 1, 1] })),
    );
    const rectangles = elementsWith(svg, "rect", "shape-rendering", "crispEdges");
    const [low, high] = rectangles.map((rectangle) => ({
      width: Number(rectangle.getAttribute("width")),
      height: Number(rectangle.getAttribute("height")),
      y: Number(rectangle.getAttribute("y")),
    }));
    // Each is 2 wide and ½ high, and drawn half a pixel larger on every side.
    expect((low!.width - 1) / (low!.height - 1)).toBeCloseTo(4, 2);
    expect(low!.y).toBeGreaterThan(high!.y);
  });

  it("rings the misclassified points and counts them", async () => {
    const svg = parseSvg(await renderSvg(decisionMapPicture(quarters)));
    expect(elementsWith(svg, "circle", "stroke", "black").length).toBe(1 + 1); // one point, and the key
    const texts = textsOf(svg);
    expect(texts).toContain("Test accuracy 66.7 % (2 of 3 points); 1 without a decision.");
    for (const text of ["low", "high", "1 of 1 correct", "1 of 2 correct", "no decision", "misclassified"]) {
      expect(texts).toContain(text);
    }
  });

  it("names each class on the map and in the key, and draws every point", async () => {
    const svg = parseSvg(await renderSvg(decisionMapPicture(decisionMap(80, 500))));
    const texts = textsOf(svg);
    for (const name of ["yin", "yang", "dot"]) expect(texts.filter((text) => text === name).length).toBe(2);
    expect(svg.querySelectorAll("circle").length).toBe(500 + 3 + 1);
  });

  it("widens the axes to points outside the grid", async () => {
    const points = { x: [5], y: [0.5], target: [0], predicted: [0] };
    const svg = parseSvg(await renderSvg(decisionMapPicture({ ...quarters, points })));
    expect(textsOf(svg)).toContain("5");
  });

  it("draws a map without points, one cell, and no test points", async () => {
    const one: DecisionMap = { classes: ["a"], grid: { x: [0, 1], y: [0, 1], nx: 1, ny: 1 }, labels: [-1] };
    expect(textsOf(parseSvg(await renderSvg(decisionMapPicture(one))))).toContain("no decision");
    const none = { ...one, points: { x: [], y: [], target: [], predicted: [] } };
    expect(textsOf(parseSvg(await renderSvg(decisionMapPicture(none))))).toContain("No test points.");
  });

  it("refuses numbers that mean nothing", () => {
    const points = { x: [0.1], y: [Number.NaN], target: [0], predicted: [0] };
    expect(() => decisionMapPicture({ ...quarters, points })).toThrow("points: y[0] is NaN");
    expect(() => decisionMapPicture({ ...quarters, labels: [2, 0, 0, 0, 0, 0, 0, 0] })).toThrow(OptionError);
    expect(() => decisionMapPicture({ ...quarters, labels: [0] })).toThrow(ShapeError);
    const classes = Array.from({ length: 11 }, (_, i) => `class ${i}`);
    expect(() => decisionMapPicture({ ...quarters, classes })).toThrow(UnsupportedError);
  });

  it("refuses misspelt options and data", () => {
    expect(() => decisionMapPicture(quarters, { titel: "" } as object)).toThrow(
      'decisionMapPicture: unknown option "titel"\n  Did you mean "title"?',
    );
    expect(() => decisionMapPicture({ ...quarters, xlabel: "x" } as never)).toThrow(/Did you mean "xLabel"/);
  });
});

it("decisionMapPicture answers nonsense clearly", () => {
  const map = { classes: ["a"], grid: { x: [0, 1], y: [0, 1], nx: 1, ny: 1 }, labels: [0] } as const;
  const point = { x: [0], y: [0], target: [0], predicted: [0] };
  expect(() => decisionMapPicture({} as never)).toThrow("decisionMapPicture: classes is undefined");
  expect(taken(decisionMapPicture)).toEqual([]);
  for (const [part, fine] of Object.entries({
    classes: 1,
    grid: 0,
    labels: 1,
    points: 0,
    xLabel: 3,
    yLabel: 3,
  })) {
    expect(
      taken((value) => decisionMapPicture({ ...map, [part]: value })),
      part,
    ).toHaveLength(fine);
  }
  for (const [part, fine] of Object.entries({ x: 2, y: 2, target: 1, predicted: 1 })) {
    const points = (value: never) => ({ ...point, [part]: value });
    expect(
      taken((value) => decisionMapPicture({ ...map, points: points(value) })),
      part,
    ).toHaveLength(fine);
  }
  for (const part of ["x", "y", "nx", "ny"]) {
    const grid = (value: never) => ({ ...map.grid, [part]: value });
    expect(
      taken((value) => decisionMapPicture({ ...map, grid: grid(value) })),
      part,
    ).toEqual([]);
  }
});
