import { describe, expect, it } from "vitest";
import { checkOrder, maxDepth } from "../../src/expr/token-order.ts";
import { tokenize } from "../../src/expr/tokens.ts";

function check(text: string): void {
  const source = { where: "here", block: "text", text };
  checkOrder(source, tokenize(source, text, 0), text.length);
}

describe("token order", () => {
  it("accepts expressions", () => {
    for (const text of [
      "v",
      "-v",
      "- -v",
      "a*-b",
      "2^-3",
      "f(a,b)",
      "f(-a,(b))",
      "c ? a : d ? e : f",
      "not a and not b",
    ]) {
      expect(() => check(text)).not.toThrow();
    }
  });

  it("refuses a product that is not written, at its place", () => {
    const cases: readonly (readonly [string, number, string])[] = [
      ["2 v", 3, '"2 * v"'],
      ["2v", 2, '"2 * v"'],
      ["2 v (a)", 3, '"2 * v"'],
      ["1/2 v", 5, '"2 * v"'],
      ["v 2", 3, '"v * 2"'],
      ["(v)(i)", 4, "Write * for a product."],
      ["(v) i", 5, "Write * for a product."],
      ["2(v)", 2, "Write * for a product."],
      ["f(v) i", 6, "Write * for a product."],
    ];
    for (const [text, column, hint] of cases) {
      expect(() => check(text)).toThrow(
        new RegExp(`an operator is missing before .* line 1, column ${column}\n`),
      );
      expect(() => check(text)).toThrow(hint);
    }
  });

  it("refuses operators without operands and parentheses without partners", () => {
    const cases: readonly (readonly [string, string])[] = [
      ["", "an expression is missing in text, line 1, column 1"],
      ["   ", "an expression is missing in text, line 1, column 4"],
      ["v +", "nothing to the right of + in text, line 1, column 3"],
      ["* v", "nothing to the left of * in text, line 1, column 1"],
      ["a < < b", "nothing to the left of < in text, line 1, column 5"],
      ["()", "nothing between the parentheses in text, line 1, column 1"],
      ["(v", "unclosed ( in text, line 1, column 1"],
      ["v)", "no ( before ) in text, line 1, column 2"],
      ["(v, i)", "a comma outside the arguments of a function in text, line 1, column 3"],
      ["f(v,)", "nothing to the right of , in text, line 1, column 4"],
      ["f(,v)", "nothing to the right of ( in text, line 1, column 2"],
      ["c ? a", "a ? without : in text, line 1, column 3"],
      ["(c ? a) : b", "a ? without : in text, line 1, column 4"],
      ["a : b", "a : without ? in text, line 1, column 3"],
      ["v not i", 'an operator is missing before "not" in text, line 1, column 3'],
      ["1..2", 'malformed number "1..2" in text, line 1, column 1'],
    ];
    for (const [text, what] of cases) expect(() => check(text)).toThrow(what);
  });

  it("bounds every kind of nesting and nothing else", () => {
    const nested: readonly ((n: number) => string)[] = [
      (n) => `${"(".repeat(n)}v${")".repeat(n)}`,
      (n) => `${"f(".repeat(n)}v${")".repeat(n)}`,
      (n) => `${"-".repeat(n)}v`,
      (n) => `${"not ".repeat(n)}v`,
      (n) => `${"v^".repeat(n)}v`,
      (n) => `${"c?a:".repeat(n)}v`,
    ];
    for (const text of nested) {
      expect(() => check(text(maxDepth))).not.toThrow();
      expect(() => check(text(maxDepth + 1))).toThrow(`nesting deeper than ${maxDepth} in text`);
    }
    for (const part of ["v + ", "(v) * ", "-v * ", "v^-v / ", "f(-v) < ", "f(c ? a : b, d) - "]) {
      expect(() => check(`${part.repeat(500)}v`)).not.toThrow();
    }
  });
});
