import { describe, expect, it } from "vitest";
import { textWidth, wrapText } from "../../src/plot/text-layout.ts";

describe("wrapText", () => {
  it("breaks at spaces, keeps every word, and obeys the width", () => {
    const text = "one two three four five six";
    const lines = wrapText(text, 80, 12);
    expect(lines.join(" ")).toBe(text);
    for (const line of lines) expect(textWidth(line, 12)).toBeLessThanOrEqual(80);
  });

  it("keeps breaks, and a word longer than the line", () => {
    expect(wrapText("a\nb", 80, 12)).toEqual(["a", "b"]);
    expect(wrapText("unbreakable", 10, 12)).toEqual(["unbreakable"]);
  });
});
