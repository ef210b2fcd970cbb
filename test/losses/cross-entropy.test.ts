import { describe, expect, it } from "vitest";
import { OptionError } from "../../src/errors.ts";
import { crossEntropy } from "../../src/losses/cross-entropy.ts";

describe("crossEntropy", () => {
  it("is the formula, by hand for two classes", () => {
    const { value, gradient } = crossEntropy({ temperature: 2 }).evaluate(Float64Array.of(4, 0), 1);
    const p = 1 / (1 + Math.exp(2));
    expect(value).toBeCloseTo(-Math.log(p), 14);
    expect(gradient[0]).toBeCloseTo((1 - p) / 2, 15);
    expect(gradient[1]).toBeCloseTo(-(1 - p) / 2, 15);
  });

  it("does not change when all values grow alike", () => {
    const low = crossEntropy().evaluate(Float64Array.of(1, 2, 3), 0);
    const high = crossEntropy().evaluate(Float64Array.of(1025, 1026, 1027), 0);
    expect(high).toEqual(low);
  });

  it("refuses a temperature that is not positive", () => {
    expect(() => crossEntropy({ temperature: 0 })).toThrow(OptionError);
  });

  it("refuses a misspelt option", () => {
    expect(() => crossEntropy({ temperatur: 2 } as object)).toThrow(
      'crossEntropy: unknown option "temperatur"\n  Did you mean "temperature"?',
    );
  });
});

it("crossEntropy refuses a temperature that is a text", () => {
  expect(() => crossEntropy({ temperature: "2" as never })).toThrow(/temperature is "2"/);
});
