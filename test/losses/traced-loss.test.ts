import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ModelError, OptionError, ShapeError } from "../../src/errors.ts";
import { add, div, exp, log, max, mul, sub } from "../../src/expr/build.ts";
import { constant, type Expr } from "../../src/expr/node.ts";
import { symbol } from "../../src/expr/symbol.ts";
import { meanSquaredError } from "../../src/losses/mean-squared-error.ts";
import { type TracedLossOptions, tracedLoss } from "../../src/losses/traced-loss.ts";

const values = fc.float64Array({ min: -50, max: 50, noNaN: true, minLength: 3, maxLength: 3 });
const sumOf = (list: readonly Expr[]): Expr => list.reduce((sum, one) => add(sum, one), constant(0));

describe("tracedLoss", () => {
  it("of each value, is its mean or sum, with the gradient of the formula", () => {
    const given = Float64Array.of(1, 2, 5);
    const target = [0, 4, 5];
    const mean = tracedLoss({ formula: "(value - target)^2" }).evaluate(given, target);
    expect(mean.value).toBeCloseTo(5 / 3, 15);
    [2 / 3, -4 / 3, 0].forEach((slope, k) => {
      expect(mean.gradient[k]).toBeCloseTo(slope, 15);
    });
    const sum = tracedLoss({ formula: (value, wanted) => mul(sub(value, wanted), 3), over: "sum" });
    expect(sum.evaluate(given, 2)).toEqual({ value: 6, gradient: Float64Array.of(3, 3, 3) });
  });

  it("of all values, says itself how they add up", () => {
    // The square of the mean, whose every derivative is 2/n of the mean.
    const loss = tracedLoss({
      values: 3,
      formula: (list) => mul(div(sumOf(list), 3), div(sumOf(list), 3)),
    });
    const { value, gradient } = loss.evaluate(Float64Array.of(1, 2, 6), 0);
    expect(value).toBeCloseTo(9, 14);
    for (const slope of gradient) expect(slope).toBeCloseTo(2, 14);
    expect(loss.target).toBe("none");
    const text = tracedLoss({ values: 2, formula: "max(0, value0 - value1 + target0)" });
    expect(text.evaluate(Float64Array.of(3, 1), [0.5, 0])).toEqual({
      value: 2.5,
      gradient: Float64Array.of(1, -1),
    });
  });

  it("is the loss of the library that it spells out", () => {
    // Both sum three squares, rounded a few times each.
    const traced = tracedLoss({ formula: "(value - target)^2" });
    fc.assert(
      fc.property(values, values, (given, target) => {
        const [a, b] = [traced, meanSquaredError()].map((loss) => loss.evaluate(given, target));
        expect(Math.abs(a!.value - b!.value)).toBeLessThanOrEqual(8 * 2 ** -52 * b!.value);
        a!.gradient.forEach((slope, k) => {
          expect(Math.abs(slope - b!.gradient[k]!)).toBeLessThanOrEqual(8 * 2 ** -52 * Math.abs(slope));
        });
      }),
    );
  });

  it.each<readonly [string, TracedLossOptions]>([
    ["a text", { formula: "log(cosh(value - target)) + 0.1 * value^2", over: "sum" }],
    ["definitions and a formula", { formula: "d = value - target\nd^2 / (1 + d^2)" }],
    ["a function", { formula: (value, target) => max(0, sub(1, mul(value, target))) }],
    [
      "a function of all",
      {
        values: 3,
        formula: (list, wanted) => log(sumOf(list.map((one, k) => exp(div(sub(one, wanted[k]!), 50))))),
      },
    ],
  ])("has the bits of %s when it is made of its description", (_, options) => {
    const loss = tracedLoss(options);
    const { kind, ...described } = JSON.parse(JSON.stringify(loss.description)) as { kind: string };
    const again = tracedLoss(described as TracedLossOptions);
    expect(kind).toBe("tracedLoss");
    expect(again.description).toEqual(loss.description);
    fc.assert(
      fc.property(values, values, (given, target) => {
        expect(again.evaluate(given, target)).toEqual(loss.evaluate(given, target));
      }),
    );
  });

  it("shares what the formula shares: its text does not explode", () => {
    const doubled = (value: Expr): Expr => {
      let sum = value;
      for (let k = 0; k < 60; k++) sum = mul(add(sum, sum), 0.5);
      return sum;
    };
    const { description } = tracedLoss({ formula: doubled });
    // A name for each of the 60 sums, and no more than 200 characters beside it; written out there are 2^60 values.
    expect(String(description?.["formula"]).length).toBeLessThan(60 * 200);
  });

  it("refuses formulas that are none", () => {
    const attempt = (options: object) => () => tracedLoss(options as TracedLossOptions);
    expect(attempt({})).toThrow(OptionError);
    expect(attempt({ formula: 3 })).toThrow("tracedLoss: formula is 3");
    expect(attempt({ formula: "value -" })).toThrow(ModelError);
    expect(attempt({ formula: "value - targt" })).toThrow(
      /unknown symbol "targt" [\s\S]*Did you mean "target"/,
    );
    expect(attempt({ formula: "value0", values: 0 })).toThrow(/values is 0/);
    expect(attempt({ formula: "value0", values: 1e6 })).toThrow(
      /values is 1000000\n {2}Give a whole number from 1 to 10000/,
    );
    expect(attempt({ formula: "value - 3 mV" })).toThrow(ModelError);
    expect(attempt({ formula: () => symbol("tau") })).toThrow(/unknown symbol "tau"/);
    expect(attempt({ formula: (value: never, target: never) => value - target })).toThrow(ModelError);
    expect(attempt({ formula: () => Number.NaN })).toThrow(ModelError);
    expect(attempt({ formula: "value0", values: 1, over: "sum" })).toThrow("both values and over are given");
  });

  it("refuses values and targets that do not fit", () => {
    const each = tracedLoss({ formula: "(value - target)^2" });
    expect(() => each.evaluate(Float64Array.of(Infinity), 1)).toThrow(
      /value 0 of 1 is Infinity\n.*silentValue/,
    );
    expect(() => each.evaluate(Float64Array.of(1, 2), [1])).toThrow(ShapeError);
    expect(() => each.evaluate(Float64Array.of(1, 2), [1, Infinity])).toThrow("target 1 is Infinity");
    expect(() => each.evaluate(Float64Array.of(1), Number.NaN)).toThrow(OptionError);
    const all = tracedLoss({ formula: "value0 * value1", values: 2 });
    expect(() => all.evaluate(Float64Array.of(1), 1)).toThrow("1 value for a formula of 2");
  });

  it("names the numbers at which a formula or its derivative is not finite", () => {
    const root = tracedLoss({ formula: "sqrt(value)" });
    expect(() => root.evaluate(Float64Array.of(4, 0), 0)).toThrow(
      "a derivative of the formula is Infinity at value = 0",
    );
    expect(() => root.evaluate(Float64Array.of(-1), 0)).toThrow("the formula is NaN at value = -1");
  });
});
