import { describe, expect, it } from "vitest";
import { OptionError } from "../../src/errors.ts";
import { firstSpikeCrossEntropy } from "../../src/losses/first-spike-cross-entropy.ts";

describe("firstSpikeCrossEntropy", () => {
  it("is the formula, by hand for two neurons", () => {
    // p_label = 1 / (1 + exp(−(t_1 − t_0) / τ0)) with t_1 − t_0 = 2, τ0 = 0.5: 1 / (1 + e^−4).
    const { value, gradient } = firstSpikeCrossEntropy().evaluate(Float64Array.of(3, 5), 0);
    const other = 1 / (1 + Math.exp(4));
    expect(value).toBeCloseTo(-Math.log(1 - other) + 0.003 * (Math.exp(3 / 6.4) - 1), 14);
    expect(gradient[0]).toBeCloseTo(other / 0.5 + (0.003 / 6.4) * Math.exp(3 / 6.4), 14);
    expect(gradient[1]).toBeCloseTo(-other / 0.5, 14);
  });

  it("wants the label earlier and the others later", () => {
    const { gradient } = firstSpikeCrossEntropy().evaluate(Float64Array.of(3, 4, 5), 1);
    expect(Array.from(gradient, Math.sign)).toEqual([-1, 1, -1]);
  });

  it("without the early-spike term depends on differences of times alone", () => {
    const loss = firstSpikeCrossEntropy({ alpha: 0 });
    const early = loss.evaluate(Float64Array.of(1, 2, 3), 1);
    const late = loss.evaluate(Float64Array.of(1001, 1002, 1003), 1);
    expect(late.value).toBe(early.value);
    expect(late.gradient).toEqual(early.gradient);
    expect(early.gradient.reduce((sum, g) => sum + g, 0)).toBeCloseTo(0, 14);
  });

  it("lets silent competitors contribute nothing", () => {
    const loss = firstSpikeCrossEntropy();
    const all = loss.evaluate(Float64Array.of(3, Infinity, 4), 0);
    const heard = loss.evaluate(Float64Array.of(3, 4), 0);
    expect(all.value).toBe(heard.value);
    expect(Array.from(all.gradient)).toEqual([heard.gradient[0], 0, heard.gradient[1]]);
    expect(firstSpikeCrossEntropy({ alpha: 0 }).evaluate(Float64Array.of(3, Infinity), 0).value).toBe(0);
  });

  it("is Infinity for a silent label, which has no gradient while the others keep theirs", () => {
    for (const alpha of [0, 0.003]) {
      const { value, gradient } = firstSpikeCrossEntropy({ alpha }).evaluate(
        Float64Array.of(3, Infinity, 3),
        1,
      );
      expect(value).toBe(Infinity);
      expect(Array.from(gradient)).toEqual([-1, 0, -1]);
    }
  });

  it("is Infinity with no gradient when all are silent", () => {
    const { value, gradient } = firstSpikeCrossEntropy().evaluate(Float64Array.of(Infinity, Infinity), 1);
    expect(value).toBe(Infinity);
    expect(Array.from(gradient)).toEqual([0, 0]);
  });

  it("refuses options outside their domain", () => {
    expect(() => firstSpikeCrossEntropy({ tau0: 0 })).toThrow(/tau0 is 0/);
    expect(() => firstSpikeCrossEntropy({ tau1: Infinity })).toThrow(OptionError);
    expect(() => firstSpikeCrossEntropy({ alpha: -1 })).toThrow(/alpha is -1/);
  });

  it("refuses a misspelt option", () => {
    expect(() => firstSpikeCrossEntropy({ tau_0: 2 } as object)).toThrow(
      'firstSpikeCrossEntropy: unknown option "tau_0"\n  Did you mean "tau0"?',
    );
  });
});
