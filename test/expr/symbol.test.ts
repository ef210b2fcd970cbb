import { describe, expect, it } from "vitest";
import { ModelError } from "../../src/errors.ts";
import { symbol as anySymbol } from "../../src/expr/node.ts";
import { symbol } from "../../src/expr/symbol.ts";

describe("symbol", () => {
  it("is the one that equations mean by the name", () => {
    for (const name of ["v", "tauMem", "_a1", "t", "constructor", "τ", "Δt"])
      expect(symbol(name)).toBe(anySymbol(name));
  });

  it("is no number with a unit, and no slot of a kernel", () => {
    for (const name of ["70 mV", "$h", "$bar.v", "initial.v", "", "2v", "v w", "v²"]) {
      expect(() => symbol(name)).toThrow(ModelError);
    }
    expect(() => symbol("70 mV")).toThrow(/^symbol\("70 mV"\): this is not a name\n.*quantity\(70, "mV"\)/);
    expect(() => symbol(undefined as never)).toThrow(ModelError);
  });
});
