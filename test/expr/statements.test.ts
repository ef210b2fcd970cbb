import { describe, expect, it } from "vitest";
import { splitStatements } from "../../src/expr/statements.ts";

function parts(block: string): string[] {
  const { plain, statements } = splitStatements(block);
  return statements.map(({ from, to }) => plain.slice(from, to));
}

describe("statements", () => {
  it("are the lines that are not empty", () => {
    expect(parts("\n  a = 1\n\n  b = 2  \n")).toEqual(["a = 1", "b = 2"]);
    expect(parts("a = 1\r\nb = 2\rc = 3")).toEqual(["a = 1", "b = 2", "c = 3"]);
    expect(parts("")).toEqual([]);
    expect(parts(" \n\t\n")).toEqual([]);
  });

  it("have no comments, but keep their places", () => {
    expect(parts("# first (\na = 1 # second (\n// third\nb = 2 // a = 3")).toEqual(["a = 1", "b = 2"]);
    const { text, plain } = splitStatements("a = 1 # note\nb = 2");
    expect(plain.length).toBe(text.length);
    expect(text).toContain("# note");
  });

  it("go on while a parenthesis is open and no other equation begins", () => {
    expect(parts("a = (1 +\n  # and\n  2)\nb = 3")).toEqual(["a = (1 +\n       \n  2)", "b = 3"]);
    expect(parts("a = (1 +\nb = 3")).toEqual(["a = (1 +", "b = 3"]);
    expect(parts("a = (b ==\n c)")).toEqual(["a = (b ==\n c)"]);
  });

  it("go on where an operator stands at the break, or a backslash", () => {
    for (const text of [
      "a = 1 +\n 2",
      "a = 1\n + 2",
      "a =\n 1",
      "a = b ?\n c\n : d",
      "a = not\n b",
      "a = b\n and c",
    ]) {
      expect(parts(`${text}\nb = 3`), text).toEqual([text, "b = 3"]);
    }
    expect(parts("a = 1 + # more\n\n 2\nb = 3")).toEqual(["a = 1 +       \n\n 2", "b = 3"]);
    expect(parts("a = 1 \\\n + 2\nb = 3")).toEqual(["a = 1  \n + 2", "b = 3"]);
    expect(parts("a = b / c\n: volt\nb = 3")).toEqual(["a = b / c\n: volt", "b = 3"]);
    // An equation begins whatever stands before it.
    expect(parts("a = 1 +\nb = 3")).toEqual(["a = 1 +", "b = 3"]);
    expect(parts("a = 1\nnothing")).toEqual(["a = 1", "nothing"]);
    expect(parts("+ 1\nb = 3")).toEqual(["+ 1", "b = 3"]);
    expect(parts("a = nota\nandb")).toEqual(["a = nota", "andb"]);
  });

  it("know the place of the equals sign, which is not a comparison", () => {
    const place = (line: string): number => splitStatements(line).statements[0]!.equals;
    expect([
      place("a = 1"),
      place("a <= b = c"),
      place("a == b"),
      place("a != b >= c"),
      place("  a\n  b = 1"),
    ]).toEqual([2, 7, -1, -1, -1]);
  });

  it("lose a leading empty line and the common indentation", () => {
    expect(splitStatements("\n    a = 1\n      b\n").text).toBe("a = 1\n  b\n");
  });
});
