import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { sampleAt } from "../../src/data/dataset.ts";
import {
  yinYang,
  yinYangClasses,
  yinYangLabel,
  yinYangTest,
  yinYangTrain,
  yinYangValidation,
} from "../../src/data/yin-yang.ts";
import { OptionError } from "../../src/errors.ts";
import fixture from "../fixtures/yin-yang/published-rows.json" with { type: "json" };
import { readNpy } from "../support/npy.ts";

const published = join(dirname(fileURLToPath(import.meta.url)), "../../../shared/data/yin-yang");
const sets = { train: yinYangTrain, validation: yinYangValidation, test: yinYangTest };

describe("yinYangLabel", () => {
  it("knows the parts of the picture", () => {
    expect(yinYangClasses).toEqual(["yin", "yang", "dot"]);
    expect(yinYangLabel(0.25, 0.5)).toBe(2);
    expect(yinYangLabel(0.75, 0.5)).toBe(2);
    expect(yinYangLabel(0.5, 0.9)).toBe(1);
    expect(yinYangLabel(0.5, 0.1)).toBe(0);
    expect(yinYangLabel(0.25, 0.35)).toBe(1); // the bulge of the upper half below the middle
    expect(yinYangLabel(0.75, 0.65)).toBe(0); // and of the lower half above it
  });

  it("has no class outside the circle", () => {
    expect(yinYangLabel(0, 0)).toBe(-1);
    expect(yinYangLabel(1.01, 0.5)).toBe(-1);
    expect(yinYangLabel(Number.NaN, 0.5)).toBe(-1);
    expect(yinYangLabel(1, 0.5)).not.toBe(-1);
  });

  it("swaps yin and yang, and keeps dots, when the picture is turned by half a turn", () => {
    const { features, count } = yinYang({ size: 500, seed: 1 });
    for (let row = 0; row < count; row++) {
      const [x, y, xTurned, yTurned] = features.subarray(4 * row, 4 * row + 4);
      expect(yinYangLabel(xTurned!, yTurned!)).toBe([1, 0, 2][yinYangLabel(x!, y!)]);
    }
  });
});

describe("yinYang", () => {
  it("labels every point by its place and mirrors its coordinates", () => {
    const data = yinYang({ size: 1000, seed: 123 });
    expect([data.count, data.width, data.features.length, data.labels.length]).toEqual([1000, 4, 4000, 1000]);
    for (let row = 0; row < data.count; row++) {
      const { features, label } = sampleAt(data, row);
      expect(label).toBe(yinYangLabel(features[0]!, features[1]!));
      expect([features[2], features[3]]).toEqual([1 - features[0]!, 1 - features[1]!]);
    }
  });

  it("a smaller set is the beginning of a larger one", () => {
    const large = yinYang({ size: 100, seed: 9 });
    expect(yinYang({ size: 10, seed: 9 }).features).toEqual(large.features.slice(0, 40));
    expect(yinYang({ size: 0, seed: 9 }).count).toBe(0);
  });

  it("gives the published rows", () => {
    for (const [name, make] of Object.entries(sets)) {
      const data = make();
      const expected = fixture.sets[name as keyof typeof sets];
      expect(data.count).toBe(expected.size);
      for (const { index, features, label } of expected.rows) {
        expect(Array.from(sampleAt(data, index).features)).toEqual(features);
        expect(data.labels[index]).toBe(label);
      }
    }
  });

  it("equals the published files bit for bit", (context) => {
    context.skip(!existsSync(published), `the published files are not at ${published}`);
    for (const [name, make] of Object.entries(sets)) {
      const samples = readNpy(join(published, `${name}_samples.npy`));
      const labels = readNpy(join(published, `${name}_labels.npy`));
      const data = make();
      expect(samples.shape).toEqual([data.count, data.width]);
      expect(data.features).toEqual(samples.values);
      expect(Array.from(data.labels)).toEqual(Array.from(labels.values));
    }
  });

  it("refuses a size or seed that is no natural number", () => {
    expect(() => yinYang({ size: 1.5, seed: 1 })).toThrow(/size is 1.5/);
    expect(() => yinYang({ size: -1, seed: 1 })).toThrow(OptionError);
    expect(() => yinYang({ size: 1, seed: -1 })).toThrow(/seed is -1/);
  });

  it("refuses a misspelt option", () => {
    expect(() => yinYang({ size: 1, seed: 1, seeds: 2 } as never)).toThrow(
      'yinYang: unknown option "seeds"\n  Did you mean "seed"?',
    );
  });
});
