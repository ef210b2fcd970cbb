import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ModelError } from "../../src/errors.ts";
import { tokenize } from "../../src/expr/tokens.ts";

const read = (text: string) => tokenize({ where: "here", block: "text", text }, text, 0);

describe("tokens", () => {
  it("are numbers, names, operators, parentheses and commas with their places", () => {
    expect(read("  max(v_1, .5e-3)").map(({ kind, text, from, to }) => [kind, text, from, to])).toEqual([
      ["name", "max", 2, 5],
      ["open", "(", 5, 6],
      ["name", "v_1", 6, 9],
      ["comma", ",", 9, 10],
      ["number", ".5e-3", 11, 16],
      ["close", ")", 16, 17],
    ]);
  });

  it("take the longest operator", () => {
    expect(
      read("a<=b>=c==d!=e<f>g")
        .map(({ text }) => text)
        .join(" "),
    ).toBe("a <= b >= c == d != e < f > g");
    expect(read("not a and b or c").map(({ kind }) => kind)).toEqual([
      "operator",
      "name",
      "operator",
      "name",
      "operator",
      "name",
    ]);
  });

  it("have letters of any script in names, and one spelling for what looks the same", () => {
    expect(read("τ_m + Δθ1 - мембрана").map(({ text }) => text)).toEqual([
      "τ_m",
      "+",
      "Δθ1",
      "-",
      "мембрана",
    ]);
    expect(read("\u00b5 + \u03bc + \u2126").map(({ text }) => text)).toEqual([
      "\u03bc",
      "+",
      "\u03bc",
      "+",
      "\u03a9",
    ]);
    // é in one character and in two; the places are those of the text.
    expect(read("e\u0301 * \u00e9").map(({ text, from, to }) => [text, from, to])).toEqual([
      ["\u00e9", 0, 2],
      ["*", 3, 4],
      ["\u00e9", 5, 6],
    ]);
  });

  it("read every way to write a number", () => {
    for (const text of ["0", "1.", ".5", "1.5", "1e5", "1E+5", "2.e-7", "1e+21"]) {
      expect(read(text).map((token) => [token.kind, token.text])).toEqual([["number", text]]);
    }
  });

  it("name what is not part of an expression", () => {
    const cases: readonly (readonly [string, string])[] = [
      ["a = 3", "= (an assignment)"],
      ["a[1]", "[ (a vector or an index)"],
      ['"text"', '" (a text)'],
      ["a.b", ". (a property)"],
      ["v!", "! (a factorial or a negation)"],
      ["v'", "' (a prime)"],
      ["v % 2", "% (a remainder or a percentage)"],
      ["a; b", "; (a separator)"],
      ["a & b", "& (an operator on bits)"],
      ["{a}", "{ (an object or a set)"],
      ["a === b", "=== (a comparison)"],
      ["a − b", "− (a typographic sign)"],
      ["v²", "² (a superscript)"],
      ["v₀", "₀ (a subscript)"],
      ["xₙ", "ₙ (a subscript)"],
      ["n_∞", "∞ (a sign)"],
      ["v ≥ 1", "≥ (a sign)"],
      ["|v|", "| (an absolute value or an operator on bits)"],
      ["a || b", "|| (an operator on bits)"],
      ["a # b", "# (a comment)"],
    ];
    for (const [text, name] of cases)
      expect(() => read(text)).toThrow(`${name} is not part of an expression`);
  });

  it("name characters by their number", () => {
    expect(() => read("v → w")).toThrow("unknown character → (U+2192)");
    expect(() => read("a\0")).toThrow("unknown character (U+0000)");
    expect(() => read("a + 😀")).toThrow("unknown character 😀 (U+1F600)");
    expect(() => read("a\u{202E}b")).toThrow("unknown character (U+202E)");
  });

  it("cover the whole text, or refuse it with a ModelError", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(..."a1.eE+-*/^<>=!?:(), ") })),
        (text) => {
          try {
            expect(
              read(text)
                .map((token) => token.text)
                .join(""),
            ).toBe(text.replaceAll("**", "^").replace(/\s/g, ""));
          } catch (error) {
            expect(error).toBeInstanceOf(ModelError);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("are refused beyond 10,000 characters", () => {
    expect(() => read("a".repeat(10_001))).toThrow(
      "an expression of 10001 characters, more than 10000, in text, line 1",
    );
  });
});
