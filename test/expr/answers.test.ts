import { describe, expect, it } from "vitest";
import { answerToFunction, answerToSymbol, answerToWord } from "../../src/expr/answers.ts";
import { functions, namedConstants } from "../../src/expr/functions.ts";

describe("answers", () => {
  it("say what to write for what there is not", () => {
    expect(answerToFunction("randn")).toContain("signal");
    expect(answerToFunction("mod")).toContain("floor");
    expect(answerToSymbol("xi_1")).toContain("signal");
    expect(answerToWord("else")).toContain("c ? a : b");
    for (const answer of [answerToFunction, answerToSymbol, answerToWord]) {
      for (const name of ["v", "constructor", "__proto__", ""]) expect(answer(name)).toBeUndefined();
    }
  });

  it("are none for what there is", () => {
    for (const name of functions.keys()) expect(answerToFunction(name), name).toBeUndefined();
    for (const name of namedConstants.keys()) expect(answerToSymbol(name), name).toBeUndefined();
  });
});
