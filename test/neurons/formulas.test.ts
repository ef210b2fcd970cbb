import { describe, expect, it } from "vitest";
import { constant, symbol } from "../../src/expr/node.ts";
import { problemsOf } from "../../src/expr/problems.ts";
import { unitScope } from "../../src/neurons/check-units.ts";
import {
  convertedDynamics,
  eventFormula,
  initialFormula,
  jump,
  payloadFormula,
  readDynamics,
  type Scope,
  symbolTable,
} from "../../src/neurons/formulas.ts";

const scope: Scope = {
  problems: problemsOf("test"),
  where: "here",
  states: ["v", "w"],
  moving: new Set(["v", "w", "t"]),
  known: symbolTable(["v", "w", "e", "t"]),
  dues: new Set(),
  units: unitScope({ v: "mV", w: "", e: "V" }),
};

describe("formulas", () => {
  it("are numbers, texts and functions", () => {
    expect(eventFormula(scope, "spike.when", 3)).toBe(constant(3));
    expect(eventFormula(scope, "spike.when", "v")).toBe(symbol("v"));
    expect(eventFormula(scope, "spike.when", ({ v }) => v!)).toBe(symbol("v"));
    expect(() => eventFormula(scope, "spike.when", Number.NaN)).toThrow("here: spike.when is NaN");
    expect(() => eventFormula(scope, "spike.when", true as unknown as string)).toThrow(
      "here: spike.when is true, neither a text nor a function",
    );
  });

  it("of a state are in its unit", () => {
    const converted = payloadFormula(scope, "x", "1000 * e");
    expect(initialFormula(scope, "v", "e", [])).toBe(converted);
    expect(jump(scope, "spike.reset", { v: "e" })).toEqual([converted, symbol("w")]);
    expect(jump(scope, "spike.reset", ({ e }) => ({ v: e!, w: e! }))).toEqual([converted, symbol("e")]);
  });

  it("of a derivative are in its unit per ms; definitions stay as they are written", () => {
    const written = readDynamics(scope, "d = e\n dv/dt = d / 1 s\n dw/dt = 0", ["v", "w"]);
    const derivatives = convertedDynamics(scope, written);
    expect(written.auxiliaries.get("d")).toBe(symbol("e"));
    expect(derivatives.get("v")).toBe(payloadFormula(scope, "x", "e"));
    expect(derivatives.get("w")).toBe(constant(0));
    const problems = problemsOf("here");
    readDynamics({ ...scope, problems }, () => ({ v: 0 }), ["v", "w"]);
    expect(() => problems.throwAny()).toThrow('no derivative of "w"');
  });
});
