import { describe, expect, it } from "vitest";
import { inlineUnit, readSuffix } from "../../src/expr/unit-suffix.ts";

const read = (text: string) => readSuffix({ where: "here", block: "dynamics", text }, text, 0, text.length);

describe("a unit behind a right side", () => {
  it("begins at the colon that belongs to no conditional", () => {
    expect(read("v / tau : volt")).toEqual({ to: 8, suffix: { unit: "V", from: 10, to: 14 } });
    expect(read("a ? b : c ? d : e : mV")).toEqual({ to: 18, suffix: { unit: "mV", from: 20, to: 22 } });
    expect(read("f(a ? b : c):1")).toEqual({ to: 12, suffix: { unit: "1", from: 13, to: 14 } });
    expect(read("a ? b : c")).toEqual({ to: 9, suffix: undefined });
    expect(read("v")).toEqual({ to: 1, suffix: undefined });
  });

  it("may have parentheses and powers of its own", () => {
    expect(read("v : µA/cm²").suffix?.unit).toBe("µA/cm^2");
    expect(read("v : mV / (ms * nA)").suffix?.unit).toBe("mV/ms/nA");
    expect(() => read("v : mV (ms)")).toThrow("a flag, (ms), in dynamics, line 1, column 8");
  });

  it("is short", () => {
    expect(() => read(`v : ${" ".repeat(1e6)}volt`)).toThrow("a : without ?");
  });

  it("may stand on the left side", () => {
    const text = "inline x real = 1";
    const source = { where: "here", block: "dynamics", text };
    const left = { kind: "definition", name: "x", from: 7, to: 8, factor: [0, 0] } as const;
    expect(inlineUnit(source, text, { ...left, unit: [9, 13] })).toEqual({ unit: "1", from: 9, to: 13 });
    expect(inlineUnit(source, text, left)).toBeUndefined();
  });
});
