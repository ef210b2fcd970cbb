import { describe, expect, it } from "vitest";
import { checkKeys, checkNames, namesWithUnits } from "../../src/neurons/definition-checks.ts";

describe("checks of a definition", () => {
  it("refuse keys that are not known, and what has none", () => {
    expect(() => checkKeys("here", "it", { unit: "mV" }, ["unit"])).not.toThrow();
    expect(() => checkKeys("here", "it", { units: "mV" }, ["unit"])).toThrow(
      'here: unknown key "units" in it\n  Did you mean "unit"? Known here: unit.',
    );
    for (const value of [null, 3, "v", []]) {
      expect(() => checkKeys("here", "it", value as unknown as object, ["unit"])).toThrow("is not an object");
    }
  });

  it("refuse names that mean something else", () => {
    expect(() => checkNames("here", ["v", "mV", "e"])).not.toThrow();
    expect(() => checkNames("here", ["t"])).toThrow('"t" has a meaning of its own');
    expect(() => checkNames("here", ["v", "v"])).toThrow('"v" is declared twice');
    expect(() => checkNames("here", ["70 mV"])).toThrow('"70 mV" is not a name');
    // As texts, both are names.
    for (const name of [null, ["v"]])
      expect(() => checkNames("here", [name as never])).toThrow("is not a name");
  });

  it("read names with and without units", () => {
    expect(namesWithUnits("here", "signal", ["a", "b"])).toEqual([
      ["a", ""],
      ["b", ""],
    ]);
    expect(namesWithUnits("here", "signal", { a: { unit: "uA/cm²" }, b: {} })).toEqual([
      ["a", "µA/cm^2"],
      ["b", ""],
    ]);
    expect(() => namesWithUnits("here", "signal", { a: { unit: "x" } })).toThrow(
      'here, signal "a": unknown name "x" in unit "x"',
    );
  });
});
