import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nearestUnit } from "../../src/expr/nearest-unit.ts";
import { namedUnits } from "../../src/expr/unit-table.ts";

describe("the nearest unit", () => {
  it.each([
    ["millivolt", "mV"],
    ["milliVolts", "mV"],
    ["mVolt", "mV"],
    ["miliV", "mV"],
    ["nanoA", "nA"],
    ["volts", "V"],
    ["Siemens", "S"],
    ["siemen", "S"],
    ["nanosiemens", "nS"],
    ["microAmps", "µA"],
    ["msec", "ms"],
    ["secs", "s"],
    ["MegaOhm", "MΩ"],
    ["MOHM", "MΩ"],
    ["kiloohms", "kΩ"],
    ["centimeters", "cm"],
    ["Kelvin", "K"],
    ["Hertz", "Hz"],
    ["khz", "kHz"],
    ["mv", "mV"],
    ["pf", "pF"],
    ["uf", "µF"],
  ])("of %s is %s", (name, unit) => {
    expect(nearestUnit(name)).toBe(`Did you mean "${unit}"? `);
  });

  it("is none rather than one of another dimension or scale", () => {
    // Letters that begin, end or look like a unit: public reports had "siemens" answered by "s".
    for (const name of [
      "furlong",
      "quux",
      "Pa",
      "NS",
      "mm2x",
      "simens2",
      "miliv2",
      "milimin",
      "min",
      "hour",
      "mbar",
      "T",
      "cd",
      "",
    ]) {
      expect(nearestUnit(name), name).toBe("");
    }
  });

  it("knows what to write for what is no unit here", () => {
    for (const name of ["celsius", "degC", "degCelsius"]) expect(nearestUnit(name)).toContain("in K");
    for (const name of ["real", "unitless", "dimensionless"]) expect(nearestUnit(name)).toContain('"1"');
  });

  it("measures the same as the word that was written, whatever its case", () => {
    const cases = fc.constantFrom<(text: string) => string>(
      (text) => `${text[0]}${text.slice(1).toUpperCase()}`,
      (text) => `${text}s`,
      (text) => `${text[0]}${text.slice(1).toLowerCase()}`,
    );
    fc.assert(
      fc.property(fc.constantFrom(...namedUnits), cases, ([spelling, unit], change) => {
        const wrong = change(spelling);
        fc.pre(!namedUnits.has(wrong));
        const [, found] = /"(.+)"/.exec(nearestUnit(wrong)) ?? [];
        if (found !== undefined) expect(found).toBe(unit.name);
      }),
      { numRuns: 2000 },
    );
  });
});
