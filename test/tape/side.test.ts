import { expect, it } from "vitest";
import { OptionError } from "../../src/errors.ts";
import { checkSide } from "../../src/tape/side.ts";

it("a side is after or before, and nothing else", () => {
  for (const side of ["after", "before"]) expect(() => checkSide("f", side)).not.toThrow();
  for (const side of ["befor", "", undefined, 1]) {
    expect(() => checkSide("f", side as string)).toThrow(OptionError);
  }
});
