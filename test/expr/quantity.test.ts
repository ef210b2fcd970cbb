import { describe, expect, it } from "vitest";
import { neg } from "../../src/expr/build.ts";
import { constant, symbol } from "../../src/expr/node.ts";
import { parseExpression } from "../../src/expr/parse.ts";
import { printExpression } from "../../src/expr/print.ts";
import { isQuantity, quantity, quantityOf } from "../../src/expr/quantity.ts";
import { printUnit } from "../../src/expr/units.ts";

const parse = (text: string, names: readonly string[] = ["v"]) =>
  parseExpression(text, { where: "here", known: new Map(names.map((name) => [name, symbol(name)])) });

describe("a quantity", () => {
  it("is a node that knows its number and its unit", () => {
    const node = quantity(0.25, "uS/cm²");
    expect(isQuantity(node)).toBe(true);
    for (const name of ["mV", "a b", "70", "70 ", "v 70 mV"]) expect(isQuantity(symbol(name))).toBe(false);
    const { value, unit } = quantityOf(node);
    expect([value, printUnit(unit)]).toEqual([0.25, "µS/cm^2"]);
    expect(quantity(-70, "mV")).toBe(neg(quantity(70, "mV")));
    expect(neg(quantity(-70, "mV"))).toBe(quantity(70, "mV"));
    expect(quantityOf(quantity(-70, "mV")).value).toBe(-70);
    expect(quantity(0, "mV")).toBe(constant(0));
    expect(quantity(3, "1")).toBe(constant(3));
  });

  it("refuses what is no number and no unit", () => {
    expect(() => quantity(Number.NaN, "mV")).toThrow('quantity(NaN, "mV"): the number is NaN');
    expect(() => quantity(1, "mVolt")).toThrow('quantity(1, "mVolt"): unknown name "mVolt"');
  });

  it("is written as a number and the name of a unit", () => {
    expect(parse("70 mV")).toBe(quantity(70, "mV"));
    expect(parse("70mV")).toBe(quantity(70, "mV"));
    expect(parse("1e-3 MΩ")).toBe(quantity(0.001, "MΩ"));
    for (const micro of ["µS", "\u03bcS", "uS"]) expect(parse(`2 ${micro}`)).toBe(quantity(2, "µS"));
    for (const text of [
      "v + 70 mV",
      "v / 2 mV",
      "-(1 ms) * v",
      "(2 mV) ^ 2",
      "2 * 1 mV",
      "v ^ 2 ms",
      "-2 mV - -v * -3 mV",
    ]) {
      expect(printExpression(parse(printExpression(parse(text)))), text).toBe(printExpression(parse(text)));
      expect(parse(printExpression(parse(text)))).toBe(parse(text));
    }
  });

  it("leaves names of units to symbols, and says so", () => {
    expect(parse("mV * 2", ["mV"])).toBe(parse("2 * mV", ["mV"]));
    expect(() => parse("2 m", ["m"])).toThrow(
      'here: an operator is missing before "m" in expression, line 1, column 3\n    2 m\n      ^\n' +
        '  Write * for a product: "2 * m". It is not a unit, because "m" is also a name here: the unit is written "2 metre".',
    );
    expect(() => parse("v / s")).toThrow(
      'unknown symbol "s" in expression, line 1, column 5\n    v / s\n        ^\n' +
        "  As a unit it follows a number: (1 s). Known here: v.",
    );
    expect(() => parse("70 mVolt")).toThrow(
      'Did you mean "mV"? If "mVolt" is a name, write * for a product: "70 * mVolt".',
    );
    expect(() => parse("2 mV v")).toThrow('an operator is missing before "v"');
    expect(() => parse("2 mV (v)")).toThrow('an operator is missing before "("');
    expect(() => parse("v µS")).toThrow('an operator is missing before "μS"');
  });

  it("has no power without parentheses", () => {
    expect(() => parse("2 mV^2")).toThrow(
      'a power of "2 mV" without parentheses in expression, line 1, column 1\n    2 mV^2\n    ^^^^^\n' +
        "  Write (2 mV)^… or 2 * (1 mV)^….",
    );
  });
});
