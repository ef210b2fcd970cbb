import { describe, expect, it } from "vitest";
import { OptionError, ShapeError } from "../../src/errors.ts";
import { learningCurvePicture, renderSvg } from "../../src/plot/index.ts";
import { taken } from "../network/nonsense.ts";
import { elementsWith, parseSvg, textsOf } from "./parse-svg.ts";
import { learningCurve } from "./samples.ts";

const blue = "#0072b2";

describe("learningCurvePicture", () => {
  it("labels three panels and the last value of every series", async () => {
    const svg = parseSvg(
      await renderSvg(
        learningCurvePicture({
          trainLoss: [1, 0.5, 0.25],
          trainAccuracy: [0.4, 0.8, 0.953],
          validationAccuracy: [0.4, 0.9, 0.85],
          silentLabels: [0.5, 0.1, 0],
        }),
      ),
    );
    const texts = textsOf(svg);
    expect(texts).toContain("loss");
    expect(texts.some((text) => text.startsWith("accuracybest validation 90 % at epoch 2"))).toBe(true);
    expect(texts).toContain("silent labels");
    for (const label of ["0.25", "train 95.3 %", "validation 85 %", "0 %", "epoch"]) {
      expect(texts).toContain(label);
    }
  });

  it("draws a dot for each of few epochs, and a line of 300", async () => {
    const few = parseSvg(await renderSvg(learningCurvePicture({ trainLoss: [3, 2, 1] })));
    expect(few.querySelectorAll("circle").length).toBe(3);
    const many = parseSvg(await renderSvg(learningCurvePicture(learningCurve(300))));
    expect(many.querySelectorAll("circle").length).toBe(4); // the last of each series
    const lines = elementsWith(many, "path", "stroke-width", "1.8");
    expect(lines.map((line) => line.getAttribute("d")!.split("L").length)).toEqual([300, 300, 300, 300]);
  });

  it("uses a logarithmic axis only beyond one decade", async () => {
    const headings = async (trainLoss: number[]) =>
      textsOf(parseSvg(await renderSvg(learningCurvePicture({ trainLoss })))).filter((t) =>
        t.startsWith("loss"),
      );
    expect(await headings([1, 0.1])).toEqual(["loss"]);
    expect(await headings([1, 0.09])).toEqual(["losslogarithmic"]);
    expect(await headings([1, 0.01, 0])).toEqual(["loss"]);
  });

  it("draws one epoch", async () => {
    const svg = parseSvg(await renderSvg(learningCurvePicture(learningCurve(1))));
    expect(svg.querySelectorAll("circle").length).toBe(4);
    expect(textsOf(svg)).toContain("1");
  });

  it("notes that there is no epoch", async () => {
    const svg = parseSvg(await renderSvg(learningCurvePicture(learningCurve(0))));
    expect(textsOf(svg).filter((text) => text === "no data").length).toBe(3);
  });

  it("draws an infinite loss as a triangle, also if there is no other", async () => {
    const picture = learningCurvePicture({
      trainLoss: [Infinity, Infinity],
      trainAccuracy: [0, 0],
      silentLabels: [1, 1],
    });
    const svg = parseSvg(await renderSvg(picture));
    expect(textsOf(svg)).toContain("loss▲ 2 infinite values");
    expect(textsOf(svg)).toContain("∞");
    expect(elementsWith(svg, "path", "fill", blue).length).toBe(2);
  });

  it("shows a finite value between infinite ones as a dot", async () => {
    const trainLoss = Array.from({ length: 101 }, (_, i) => (i === 50 || i === 100 ? 1 : Infinity));
    const svg = parseSvg(await renderSvg(learningCurvePicture({ trainLoss })));
    expect(svg.querySelectorAll("circle").length).toBe(2);
  });

  it("refuses what it could only leave out", () => {
    const trainLoss = [1, Number.NaN];
    expect(() => learningCurvePicture({ trainLoss })).toThrow(OptionError);
    expect(() => learningCurvePicture({ trainLoss })).toThrow("trainLoss[1] is NaN");
    expect(() => learningCurvePicture({ trainLoss: [1], trainAccuracy: [97] })).toThrow(
      "trainAccuracy[0] is 97, outside [0, 1]",
    );
    expect(() => learningCurvePicture({ trainLoss: [1], silentLabels: [] })).toThrow(ShapeError);
    expect(() => learningCurvePicture({ trainLoss: [1, 1], epochs: [2, 2] })).toThrow(
      "epochs[1] is 2 after 2",
    );
  });

  it("refuses misspelt options and data", () => {
    expect(() => learningCurvePicture({ trainLoss: [1] }, { Caption: "" } as object)).toThrow(
      'learningCurvePicture: unknown option "Caption"\n  Did you mean "caption"?',
    );
    expect(() => learningCurvePicture({ trainLoss: [1], trainAcuracy: [1] } as never)).toThrow(
      /Did you mean "trainAccuracy"/,
    );
  });
});

it("learningCurvePicture answers nonsense clearly", () => {
  expect(() => learningCurvePicture({} as never)).toThrow(
    "trainLoss is undefined\n  Give an array of numbers.",
  );
  expect(taken(learningCurvePicture)).toEqual([]);
  expect(taken((trainLoss) => learningCurvePicture({ trainLoss }))).toEqual([
    "an empty array",
    "[5]",
    "a typed array",
  ]);
  for (const [part, fine] of Object.entries({
    epochs: 2,
    validationLoss: 2,
    trainAccuracy: 1,
    silentLabels: 1,
  })) {
    expect(
      taken((value) => learningCurvePicture({ trainLoss: [1], [part]: value })),
      part,
    ).toHaveLength(fine);
  }
});
