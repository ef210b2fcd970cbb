import { describe, expect, it } from "vitest";
import { ModelError } from "../../src/errors.ts";
import { failAt, lineAt, quoted } from "../../src/expr/source.ts";

function message(text: string, from: number, to: number): string {
  try {
    return failAt(
      { where: 'defineNeuron("x")', block: "dynamics", text },
      from,
      to,
      "something wrong",
      "Do better.",
    );
  } catch (error) {
    expect(error).toBeInstanceOf(ModelError);
    return (error as Error).message;
  }
}

describe("source", () => {
  it("shows line, column and carets", () => {
    expect(message("a = b\nc = dd + e", 10, 12)).toBe(
      `defineNeuron("x"): something wrong in dynamics, line 2, column 5
    c = dd + e
        ^^
  Do better.`,
    );
  });

  it("shows one caret where nothing is left", () => {
    expect(message("abc", 3, 3)).toContain("line 1, column 4\n    abc\n       ^\n");
    expect(message("", 0, 0)).toContain("line 1, column 1\n    \n    ^\n");
  });

  it("does not go on into the next line", () => {
    expect(message("(a +\nb)", 0, 6)).toContain("\n    (a +\n    ^^^^\n");
  });

  it("cuts a window out of a long line, with the carets at the right place", () => {
    const long = `${"x".repeat(500)}HERE${"y".repeat(500)}`;
    const [, line, carets] = message(long, 500, 504).split("\n");
    expect(line!.length).toBeLessThan(110);
    expect(line!.slice(carets!.indexOf("^"), carets!.lastIndexOf("^") + 1)).toBe("HERE");
    const [, last, below] = message(long, 1003, 1004).split("\n");
    expect([last!.at(-1), below!.length]).toEqual(["y", last!.length]);
    expect(message(long, 0, 1000).split("\n")[2]!.length).toBeLessThan(110);
  });

  it("shows tabs as spaces and other control characters as one sign", () => {
    expect(message("\ta\0b", 2, 3)).toContain("\n     a\u{FFFD}b\n      ^\n");
  });

  it("counts lines from 1", () => {
    expect([lineAt("a\nb", 0), lineAt("a\nb", 2)]).toEqual([1, 2]);
  });

  it("shortens what it quotes", () => {
    expect(quoted("a")).toBe('"a"');
    expect(quoted("a".repeat(1000)).length).toBeLessThan(70);
  });
});
