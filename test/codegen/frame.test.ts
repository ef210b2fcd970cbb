import { describe, expect, it } from "vitest";
import { frameOf } from "../../src/codegen/frame.ts";

describe("frameOf", () => {
  it("numbers the slots in the order they are named", () => {
    const frame = frameOf(["v", "i", "t"]);
    expect(frame.size).toBe(3);
    expect(["v", "i", "t"].map(frame.slot)).toEqual([0, 1, 2]);
  });

  it("knows which slots it has, and no property of objects", () => {
    const frame = frameOf(["v"]);
    expect(frame.has("v")).toBe(true);
    expect(frame.has("i")).toBe(false);
    expect(frame.has("constructor")).toBe(false);
  });

  it("refuses a slot twice, and a slot it does not have", () => {
    expect(() => frameOf(["v", "v"])).toThrow(/slot v twice/);
    expect(() => frameOf(["v"]).slot("w")).toThrow(/no slot w/);
  });
});
