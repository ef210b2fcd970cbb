import { describe, expect, it } from "vitest";
import { OptionError } from "../../src/errors.ts";
import { constantRate, cosineDecay, exponentialDecay, stepDecay } from "../../src/train/schedules.ts";

describe("schedules", () => {
  it("constantRate stays", () => {
    expect([0, 1, 100.5].map(constantRate(0.1))).toEqual([0.1, 0.1, 0.1]);
  });

  it("exponentialDecay shrinks by the factor in every epoch, and by its root in half of one", () => {
    const schedule = exponentialDecay({ initial: 8, factor: 0.25 });
    expect([0, 0.5, 1, 2].map(schedule)).toEqual([8, 4, 2, 0.5]);
  });

  it("stepDecay shrinks at multiples of `every` only", () => {
    const schedule = stepDecay({ initial: 8, factor: 0.5, every: 10 });
    expect([0, 9.9, 10, 19, 20].map(schedule)).toEqual([8, 8, 4, 4, 2]);
  });

  it("cosineDecay goes from initial over the mean to final and stays", () => {
    const schedule = cosineDecay({ initial: 3, final: 1, epochs: 8 });
    expect(schedule(0)).toBe(3);
    expect(schedule(4)).toBeCloseTo(2, 15);
    expect(schedule(2)).toBeCloseTo(2 + Math.SQRT1_2, 15);
    expect([8, 9, 1000].map(schedule)).toEqual([1, 1, 1]);
    expect(cosineDecay({ initial: 3, epochs: 8 })(8)).toBe(0);
  });

  it("refuse numbers outside their domain", () => {
    expect(() => constantRate(Number.NaN)).toThrow(/rate is NaN/);
    expect(() => exponentialDecay({ initial: 1, factor: 0 })).toThrow(/factor is 0/);
    expect(() => stepDecay({ initial: 1, factor: 0.5, every: 0 })).toThrow(OptionError);
    expect(() => cosineDecay({ initial: -1, epochs: 5 })).toThrow(/initial is -1/);
  });

  it("refuse misspelt options, and none at all", () => {
    const [initial, factor, every, epochs] = [1, 0.5, 2, 9];
    expect(() => exponentialDecay({ initial, factor, epoch: 1 } as never)).toThrow(/unknown option "epoch"/);
    expect(() => stepDecay({ initial, factor, every, evry: 1 } as never)).toThrow(/Did you mean "every"/);
    expect(() => cosineDecay({ initial, epochs, finale: 1 } as never)).toThrow(/Did you mean "final"/);
    for (const schedule of [exponentialDecay, stepDecay, cosineDecay]) {
      expect(() => schedule(undefined as never)).toThrow(OptionError);
    }
  });
});

it("constantRate refuses a rate that is a text", () => {
  expect(() => constantRate("0.1" as never)).toThrow(/rate is "0\.1"/);
});
