import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ModelError } from "../../src/errors.ts";
import { namedUnits } from "../../src/expr/unit-table.ts";
import {
  dimensionless,
  millisecond,
  parseUnit,
  printUnit,
  quantityText,
  rootable,
  sameDimension,
  timesPower,
  type Unit,
  unitPower,
} from "../../src/expr/units.ts";

const read = (text: string): Unit => parseUnit(text, "here");
const measure = ({ dimension, scale }: Unit) => [...dimension, scale];

describe("a unit", () => {
  it("is a dimension and a power of ten", () => {
    expect(measure(read("mV"))).toEqual([0, 1, 0, 0, 0, 0, -3]);
    expect(measure(read("nS/cm^2"))).toEqual([0, -1, 1, -2, 0, 0, -5]);
    expect(measure(read("1"))).toEqual(measure(dimensionless));
    expect(measure(read("ms"))).toEqual(measure(millisecond));
  });

  it("has the same measure in all spellings", () => {
    for (const texts of [
      ["1/ms", "ms^-1", "ms⁻¹", "kHz", "1 / ms", "ms^(-1)", "1/(ms)"],
      [
        "µS/cm²",
        "uS/cm^2",
        "\u03bcS*cm^-2",
        "µS·cm⁻²",
        "µS/cm/cm",
        "uS/cm2",
        "usiemens/cm**2",
        "usiemens*cmetre**-2",
      ],
      ["volt", "V", "kvolt*10^-3", "amp*ohm", "joule/coulomb"],
      ["8*J/(mol*K)".slice(2), "joule/kelvin/mole", "volt*amp*second/mole/kelvin"],
      ["mM", "mmolar", "mol/m^3", "mole/metre3"],
      ["nS*mV", "pA", "mV·nS", "10^-3*nA"],
      ["mV/MΩ", "nA", "mV/MOhm"],
      ["pA/pF", "mV/ms", "V/s", "nA/nF"],
      ["1", "mV/mV", "Ω*S", "1*1", "s*Hz"],
      ["mV/(ms*nA)", "mV/ms/nA", "1/(ms*nA/mV)", "1/(1/(mV/(ms*nA)))"],
    ]) {
      const all = texts.map((text) => measure(read(text)));
      expect(all, texts.join()).toEqual(all.map(() => all[0]));
    }
  });

  it("prints what a person would write", () => {
    for (const [text, printed] of [
      ["uS/cm²", "µS/cm^2"],
      ["ms^-1", "1/ms"],
      [" MOhm ", "MΩ"],
      ["1/ms*mV", "mV/ms"],
      ["mV/mV", "1"],
      ["mS·mV", "mS*mV"],
      ["s^2/s", "s"],
    ] as const)
      expect(printUnit(read(text))).toBe(printed);
  });

  const arbitraryUnit = fc
    .array(fc.tuple(fc.constantFrom(...namedUnits.keys()), fc.integer({ min: -3, max: 3 })), { maxLength: 4 })
    .map((factors) =>
      factors.reduce((unit, [name, power]) => timesPower(unit, read(name), power), dimensionless),
    );

  it("is read back from its print", () => {
    fc.assert(
      fc.property(arbitraryUnit, (unit) => {
        const text = printUnit(unit);
        expect(measure(read(text))).toEqual(measure(unit));
        expect(printUnit(read(text))).toBe(text);
      }),
    );
  });

  it("has powers where all exponents are whole, with a finer scale where that one is not", () => {
    fc.assert(
      fc.property(arbitraryUnit, fc.constantFrom(-2, 0.5, 2, 3), (unit, power) => {
        const finer = rootable(unit, power)!;
        expect(sameDimension(finer, unit)).toBe(true);
        expect(unit.scale - finer.scale).toBeGreaterThanOrEqual(0);
        expect(unit.scale - finer.scale).toBeLessThan(2);
        const result = unitPower(finer, power);
        const isWhole = unit.dimension.every((exponent) => Number.isInteger(exponent * power));
        expect(result !== undefined).toBe(isWhole);
        if (result === undefined) return;
        expect(measure(result)).toEqual(measure(finer).map((entry) => entry * power + 0));
        expect(measure(read(printUnit(result)))).toEqual(measure(result));
      }),
    );
    expect(printUnit(unitPower(rootable(read("mV*V"), 0.5)!, 0.5)!)).toBe("10^-2*V");
    expect(unitPower(read("mV"), 0.5)).toBeUndefined();
    expect(rootable(read("mV/V"), 0.3)).toBeUndefined();
  });

  it("is frozen", () => {
    expect(Object.isFrozen(read("mV")) && Object.isFrozen(read("mV").dimension)).toBe(true);
  });

  it("stands behind a number as equations write it", () => {
    expect(quantityText(70, read("mV"))).toBe("70 mV");
    expect(quantityText(-0.3, read("mS/cm^2"))).toBe("-0.3 mS / (1 cm)^2");
    expect(quantityText(5, read("1/ms"))).toBe("5 / (1 ms)");
    expect(quantityText(2, read("mV^2"))).toBe("2 * (1 mV)^2");
    expect(quantityText(2, dimensionless)).toBe("2");
  });
});

describe("parseUnit answers clearly:", () => {
  const list =
    "Units: s, V, A, S, Ω (or ohm), F, C, J, Hz, m, mol, M, K, or second, volt, amp, …, each with G, M, k, m, µ (or u), n, p, f; and cm.";
  const forms = 'Write "mV", "nS/cm^2", "1/ms" or the like, and "1" for a plain number.';
  it.each([
    ["mVolt", `unknown name "mVolt" in unit "mVolt"\n  Did you mean "mV"? ${list}`],
    ["mv", `unknown name "mv" in unit "mv"\n  Did you mean "mV"? ${list}`],
    ["1/msec", `unknown name "msec" in unit "1/msec"\n  Did you mean "ms"? ${list}`],
    ["furlong", `unknown name "furlong" in unit "furlong"\n  ${list}`],
    ["millivolt", `unknown name "millivolt" in unit "millivolt"\n  Did you mean "mV"? ${list}`],
    [
      "celsius",
      `unknown name "celsius" in unit "celsius"\n  Give temperatures in K: a difference of 1 °C is 1 K. ${list}`,
    ],
    ["°C", `unexpected "°" in unit "°C"\n  Give temperatures in K: a difference of 1 °C is 1 K. ${forms}`],
    ["milivolt", `unknown name "milivolt" in unit "milivolt"\n  Did you mean "mV"? ${list}`],
    ["real", `unknown name "real" in unit "real"\n  A plain number is "1". ${list}`],
    ["quux", `unknown name "quux" in unit "quux"\n  ${list}`],
    ["nA per mV", `a * or / is missing before "per" in unit "nA per mV"\n  ${forms}`],
    ["", `nothing in unit ""\n  ${forms}`],
    ["mV/", `nothing after the last sign in unit "mV/"\n  ${forms}`],
    ["/mV", `unexpected "/" in unit "/mV"\n  ${forms}`],
    ["mV^x", `unexpected "^" in unit "mV^x"\n  ${forms}`],
    ["2*mV", `unexpected "2" in unit "2*mV"\n  ${forms}`],
    ["(mV", `an unclosed ( in unit "(mV"\n  ${forms}`],
    ["mV)", `a ) without ( in unit "mV)"\n  ${forms}`],
    ["mV(ms)", `unexpected "(" in unit "mV(ms)"\n  ${forms}`],
    [3, `unit is number, not a text\n  ${forms}`],
  ])("%s", (text, message) => {
    let error: unknown;
    try {
      parseUnit(text as string, "here");
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(ModelError);
    expect((error as Error).message).toBe(`here: ${message}`);
  });

  it("and takes no time for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."mVs1^-/*() ²µ") }), (text) => {
        try {
          read(text);
        } catch (error) {
          expect(error).toBeInstanceOf(ModelError);
        }
      }),
    );
    expect(() => read("mV*".repeat(1e5))).toThrow("more than 60 characters in unit");
  });
});
