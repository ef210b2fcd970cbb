import { describe, expect, it } from "vitest";
import { dimensionName, isBareUnit, namedUnits, productText, unitNamed } from "../../src/expr/unit-table.ts";

describe("the table of units", () => {
  it("knows what neuron models are written in, by power of ten and dimension", () => {
    const rows = ["ms", "mV", "nA", "pA", "nS", "µS", "mS", "pF", "nF", "MΩ", "GΩ", "Hz", "kHz", "cm", "mM"];
    expect(rows.map((name) => [name, namedUnits.get(name)!.power])).toEqual([
      ["ms", -3],
      ["mV", -3],
      ["nA", -9],
      ["pA", -12],
      ["nS", -9],
      ["µS", -6],
      ["mS", -3],
      ["pF", -12],
      ["nF", -9],
      ["MΩ", 6],
      ["GΩ", 9],
      ["Hz", 0],
      ["kHz", 3],
      ["cm", -2],
      ["mM", 0],
    ]);
    expect(namedUnits.get("pF")!.dimension).toEqual([1, -1, 1, 0, 0, 0]);
  });

  it("has one unit for all spellings of a name", () => {
    for (const group of [
      ["µS", "\u03bcS", "uS"],
      ["MΩ", "M\u2126", "MOhm", "Mohm"],
      ["µm", "umetre", "um"],
      ["mV", "mvolt"],
      ["pA", "pampere", "pamp"],
      ["nS", "nmho", "nsiemens"],
      ["cm", "cmetre", "cmeter"],
      ["Hz", "hertz"],
      ["mM", "mmolar"],
      ["kΩ", "k\u2126", "kohm"],
      ["K", "kelvin"],
    ]) {
      expect(new Set(group.map((name) => namedUnits.get(name)))).toEqual(
        new Set([namedUnits.get(group[0]!)!]),
      );
      expect(namedUnits.get(group.at(-1)!)!.name).toBe(group[0]);
    }
  });

  it("is closed: no prefix that nobody writes, no two prefixes, no plurals", () => {
    for (const name of [
      "",
      "m ",
      "cV",
      "mmV",
      "sec",
      "min",
      "u",
      "k",
      "%",
      "V ",
      "volts",
      "millivolt",
      "cvolt",
      "constructor",
    ]) {
      expect(namedUnits.get(name), name).toBeUndefined();
    }
  });

  it("reads areas and volumes as one name, and no other powers", () => {
    expect(unitNamed("cm2")).toEqual([namedUnits.get("cm"), 2]);
    expect(unitNamed("umetre3")).toEqual([namedUnits.get("µm"), 3]);
    expect(unitNamed("mV")).toEqual([namedUnits.get("mV"), 1]);
    for (const name of ["mV2", "cm4", "2", "", "s2", "mol3"]) expect(unitNamed(name), name).toBeUndefined();
  });

  it("lets what is hardly anything else stand alone, as in 65*mV", () => {
    for (const name of ["mV", "ms", "volt", "amp", "msiemens", "cm2", "kΩ", "µS", "uS", "MOhm", "mol", "kHz"])
      expect(isBareUnit(name, false), name).toBe(true);
    // Such names are Michaelis constants, rates, gates and capacitances in unitless equations.
    for (const name of [
      "m",
      "V",
      "S",
      "Ω",
      "K",
      "h",
      "km",
      "kA",
      "kC",
      "fm",
      "pm",
      "GS",
      "ks",
      "tau",
      "constructor",
    ])
      expect(isBareUnit(name, false), name).toBe(false);
    expect([isBareUnit("cm", false), isBareUnit("cm", true)]).toEqual([false, true]);
  });

  it("names dimensions", () => {
    expect(dimensionName([0, 0, 0, 0, 0, 0])).toBe("plain number");
    expect(dimensionName([-1, 1, 0, 0, 0, 0])).toBe("voltage/time");
    expect(dimensionName([-1, 0, 0, 0, 0, 0])).toBe("1/time");
    expect(dimensionName([0, -1, 1, -2, 0, 0])).toBe("conductance/area");
    expect(dimensionName([0, 2, -1, 0, 0, 0])).toBe("voltage^2/current");
    expect(dimensionName([0, 0, 0, 0, 0, 1])).toBe("temperature");
    expect(dimensionName([1, 1, 1, 0, -1, -1])).toBe("time*voltage*current/amount/temperature");
  });

  it("writes products", () => {
    expect(productText([])).toBe("1");
    const powers = [
      ["a", -1],
      ["b", 2],
      ["c", 0],
      ["d", 1],
      ["e", -3],
    ] as const;
    expect(productText(powers)).toBe("b^2*d/a/e^3");
  });
});
