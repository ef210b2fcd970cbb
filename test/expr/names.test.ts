import { describe, expect, it } from "vitest";
import { canonicalName, drawn, isName, lookalike, meaningOf } from "../../src/expr/names.ts";

describe("names", () => {
  it("are letters of any script, digits and _, no digit first", () => {
    for (const name of [
      "v",
      "tau_mem",
      "_a1",
      "__proto__",
      "τ",
      "Δt",
      "µ",
      "g_Ω",
      "мембрана",
      "電圧",
      "x\u0304",
    ])
      expect(isName(name), name).toBe(true);
    for (const name of [
      "",
      "1a",
      "a b",
      "a.b",
      "a\n",
      "v'",
      "v²",
      "v₀",
      "xⁿ",
      "n_∞",
      "a-b",
      "$h",
      "٣a",
      "\u0304x",
    ])
      expect(isName(name), name).toBe(false);
  });

  it("have one spelling for what looks the same", () => {
    expect(canonicalName("\u00b5")).toBe("\u03bc");
    expect(canonicalName("\u2126")).toBe("\u03a9");
    expect(canonicalName("e\u0301")).toBe("\u00e9");
    expect(canonicalName("ϕ")).toBe("φ");
    expect(canonicalName("tau_mem")).toBe("tau_mem");
  });

  it("are found by their spelling, and in another one of the key", () => {
    const known = new Map([
      ["v", 1],
      ["\u00b5", 2],
    ]);
    expect([meaningOf(known, "v"), meaningOf(known, "\u03bc"), meaningOf(known, "w")]).toEqual([
      1,
      2,
      undefined,
    ]);
  });

  it("may be drawn like others", () => {
    expect(drawn("Α")).toBe("A");
    expect(drawn("ν")).toBe("ν");
    expect(lookalike("\u03bd", ["w", "v"])).toBe('It looks like "v", but has other letters: ν is U+03BD. ');
    expect(lookalike("τ", ["t", "tau"])).toBe("");
    expect(lookalike("v", ["\u03bd"])).toBe("");
  });
});
