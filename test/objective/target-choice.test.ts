import { describe, expect, it } from "vitest";
import { chosenBy } from "../../src/objective/target-choice.ts";

describe("chosenBy", () => {
  it("takes all, an entry, an entry of an entry, or what a function says", () => {
    const target = { label: 2, class: { label: [1, 2] }, "": 5 };
    expect(chosenBy("test", undefined)(target)).toBe(target);
    expect(chosenBy("test", "label")(target)).toBe(2);
    expect(chosenBy("test", "class.label")(target)).toEqual([1, 2]);
    expect(chosenBy("test", (whole: { label: number }) => whole.label + 1)(target)).toBe(3);
  });

  it("refuses targets without that entry, inherited ones included", () => {
    expect(() => chosenBy("test", "label")(3)).toThrow('test: the target has no "label": 3 has no "label"');
    expect(() => chosenBy("test", "a.b")({ a: undefined })).toThrow('undefined has no "b"');
    expect(() => chosenBy("test", "toString")({})).toThrow('has no "toString"');
  });
});
