import { describe, expect, it } from "vitest";
import { readLeftSide } from "../../src/expr/left-side.ts";

function read(text: string) {
  const source = { where: "here", block: "dynamics", text };
  const statement = { from: 0, equals: text.indexOf("="), to: text.length };
  return readLeftSide(source, text, statement, (name) => name === "v");
}

describe("a left side", () => {
  it("is a derivative, with its place and what stands before it", () => {
    const derivative = { kind: "derivative", name: "v" };
    expect(read("dv/dt = 1")).toEqual({ ...derivative, from: 1, to: 2, factor: [0, 0] });
    expect(read("v' = 1")).toEqual({ ...derivative, from: 0, to: 1, factor: [0, 0] });
    expect(read("(a + b) * dv / dt = 1")).toEqual({ ...derivative, from: 11, to: 12, factor: [0, 8] });
    expect(read("τ*v′ = 1")).toEqual({ ...derivative, from: 2, to: 3, factor: [0, 1] });
  });

  it("is a definition, also in the words of NESTML", () => {
    const definition = { kind: "definition", factor: [0, 0] };
    expect(read("dv = 1")).toEqual({ ...definition, name: "dv", from: 0, to: 2 });
    expect(read("inline I_Na pA = 1")).toEqual({
      ...definition,
      name: "I_Na",
      from: 7,
      to: 11,
      unit: [12, 14],
    });
    expect(read("recordable inline x = 1")).toEqual({ ...definition, name: "x", from: 18, to: 19 });
    expect(read("inline = 1")).toEqual({ ...definition, name: "inline", from: 0, to: 6 });
  });

  it("has its name in one spelling", () => {
    expect(read("\u00b5 = 1")).toMatchObject({ name: "\u03bc", from: 0, to: 1 });
    expect(read("de\u0301/dt = 1")).toMatchObject({ name: "\u00e9", from: 1, to: 3 });
  });

  it("is not a derivative of part of a name", () => {
    expect(() => read("xdv/dt = 1")).toThrow("a left side that is not one name");
    expect(() => read("θdv/dt = 1")).toThrow("a left side that is not one name");
  });
});
