import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { add, mul, sub } from "../../src/expr/build.ts";
import { type Conversion, type SymbolUnit, unitConverter } from "../../src/expr/convert-units.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import { constant, type Expr, symbol } from "../../src/expr/node.ts";
import { parseExpression } from "../../src/expr/parse.ts";
import { printExpression } from "../../src/expr/print.ts";
import { fitted, type Measured } from "../../src/expr/unit-rules.ts";
import { parseUnit, printUnit, sameDimension } from "../../src/expr/units.ts";
import { arbitraryChoices, arbitraryValuesOf, symbolsWith, typedExpressions } from "../support/typed-expr.ts";

const units: Readonly<Record<string, string>> = {
  v: "mV",
  e: "V",
  i: "pA",
  g: "nS",
  c: "pF",
  tau: "ms",
  slow: "s",
  n: "1",
  gain: "mV/V",
};
const declared = new Map(
  Object.entries(units).map(([name, unit]): [string, SymbolUnit] => [
    name,
    { unit: parseUnit(unit, name), certain: true },
  ]),
);
declared.set("t", { unit: parseUnit("ms", "t"), certain: false });
const names = [...declared.keys(), "x", "y"];
const known = new Map(names.map((name) => [name, symbol(name)]));
const parse = (text: string): Expr => parseExpression(text, { where: "here", known });
const convert = (text: string): Conversion => unitConverter(new Map(declared))(parse(text));

/** `expression [unit]`, with `?` after a unit that is not certain, or what is wrong. */
function shown(text: string): string {
  const result = convert(text);
  if ("conflict" in result) {
    const { parts, phrase } = result.conflict;
    return `${parts.map(({ written, unit }) => `${printExpression(written)} [${printUnit(unit)}]`).join(", ")} ${phrase}`;
  }
  const { expr, unit, certain } = result;
  return `${printExpression(expr)} [${unit === undefined ? "" : printUnit(unit)}${certain ? "" : "?"}]`;
}

describe("products and quotients", () => {
  it.each([
    ["g * v", "g * v [nS*mV]"],
    ["g * (v - 70 mV) / c", "g * (v - 70) / c [nS*mV/pF]"],
    ["v / slow", "v / slow [mV/s]"],
    ["3 * v", "3 * v [mV]"],
    ["2 mV * 3", "6 [mV]"],
    ["v^2", "v ^ 2 [mV^2]"],
    ["v^-2", "v ^ -2 [1/mV^2]"],
    ["1 / tau", "1 / tau [1/ms]"],
    ["abs(-v)", "abs(-v) [mV]"],
  ])("%s leave the numbers alone", (text, result) => expect(shown(text)).toBe(result));
});

describe("a power of ten enters", () => {
  it.each([
    ["v + e", "v + 1000 * e [mV]"],
    ["e - v", "1000 * e - v [mV]"],
    ["e + e - v", "1000 * (e + e) - v [mV]"],
    ["v < e", "v < 1000 * e [1]"],
    ["max(e, v)", "max(1000 * e, v) [mV]"],
    ["n < 1 ? e : v", "n < 1 ? 1000 * e : v [mV]"],
    ["i + g * v", "i + g * v [pA]"],
    ["i + g * e", "i + 1000 * (g * e) [pA]"],
    ["v + 0.07 V", "v + 70 [mV]"],
    ["e + 70 mV", "1000 * e + 70 [mV]"],
    ["e + 1e-7 GΩ * 2 mA", "e + 0.2 [V]"],
    ["exp(v / e)", "exp(v / e / 1000) [1]"],
    ["gain + 1", "gain + 1000 [mV/V]"],
    ["v * exp(-tau / slow)", "v * exp(-tau / slow / 1000) [mV]"],
    ["sqrt(v * e)", "sqrt(10 * (v * e)) [10^-2*V]"],
    ["sqrt(v^2)", "sqrt(v ^ 2) [mV]"],
    ["(v / e)^0.3", "(v / e / 1000) ^ 0.3 [1]"],
  ])("%s where scales differ", (text, result) => expect(shown(text)).toBe(result));
});

describe("0", () => {
  it.each([
    ["max(v, 0)", "max(v, 0) [mV]"],
    ["v < 0", "v < 0 [1]"],
    ["n < 1 ? 0 : e", "n < 1 ? 0 : e [V]"],
    ["v + 0 ms", "v [mV]"],
  ])("has any unit: %s", (text, result) => expect(shown(text)).toBe(result));
});

describe("what is not declared", () => {
  it.each([
    ["x", "x [1?]"],
    ["0.04 * x^2 + 5 * x + 140 - y", "0.04 * x ^ 2 + 5 * x + 140 - y [1?]"],
    ["x + v", "x + v [mV]"],
    ["x + v + e", "x + v + 1000 * e [mV]"],
    ["x / slow", "x / slow [1/s?]"],
    ["x * tau + slow", "x * tau + 1000 * slow [ms]"],
    ["x * tau + y", "x * tau + y [?]"],
    ["(x * tau + y) * v + n", "(x * tau + y) * v + n [?]"],
    ["exp(x)", "exp(x) [1]"],
    ["exp(x * v)", "exp(x * v) [1]"],
    ["exp(x * v / e)", "exp(x * v / e / 1000) [1]"],
    ["sin(t)", "sin(t) [1]"],
    ["t < 5 s", "t < 5000 [1]"],
    ["sqrt(x * v)", "sqrt(x * v) [?]"],
    ["x^n", "x ^ n [?]"],
    ["n^x", "n ^ x [1]"],
    ["x + 70 mV", "x + 70 [mV]"],
    ["x ? v : e", "x ? v : 1000 * e [mV]"],
  ])("is not refused, and converted where dimensions agree: %s", (text, result) =>
    expect(shown(text)).toBe(result),
  );
});

describe("refuses", () => {
  it.each([
    ["v + tau", "v [mV], tau [ms] are added"],
    ["v - 70", "v [mV], 70 [1] are subtracted"],
    ["(v + e) / tau - v", "(v + e) / tau [mV/ms], v [mV] are subtracted"],
    ["v < 5", "v [mV], 5 [1] are compared"],
    ["max(v, n)", "v [mV], n [1] are compared"],
    ["n ? v : tau", "v [mV], tau [ms] are alternatives"],
    ["exp(v)", "v [mV] is the argument of exp"],
    ["tanh(v / tau)", "v / tau [mV/ms] is the argument of tanh"],
    ["n^v", "v [mV] is an exponent"],
    ["n^(2 mV)", "2 mV [mV] is an exponent"],
    ["v^n", "v [mV] is raised to a power"],
    ["v^0.3", "v [mV] is raised to a power"],
    ["sqrt(v)", "v [mV] is under a root"],
    ["x * 0 + v + n", "v [mV], n [1] are added"],
    ["2 mV + 3 ms", "2 mV [mV], 3 ms [ms] are added"],
    ["exp(v - tau) + v", "v [mV], tau [ms] are subtracted"],
  ])("%s", (text, result) => expect(shown(text)).toBe(result));
});

const inBrackets = (parts: readonly string[]): string => `(${parts.join("")})`;

describe("random expressions that are right in their dimensions", () => {
  const mixed = symbolsWith(["ms", "s", "Hz", "mV", "V", "µV", "nA", "pA", "nS", "MΩ", "pF", "1", "mV/V"]);

  it("have the value that they have in SI units", () => {
    let converted = 0;
    fc.assert(
      fc.property(arbitraryChoices, arbitraryValuesOf(mixed), (choices, values) => {
        const convertMixed = unitConverter(mixed);
        for (const { expr, dimension, si } of typedExpressions(mixed, values, choices)) {
          const result = convertMixed(expr) as Measured;
          expect(sameDimension(result.unit!, dimension)).toBe(true);
          if (result.expr !== expr) converted += 1;
          const [value] = evaluate([result.expr], Object.fromEntries(values));
          const scaled = value! * Number(`1e${result.unit!.scale}`);
          // At most 60 operations, of which each makes relative errors of its arguments twice as large at most.
          if (Math.abs(si) > 1e-250 && Math.abs(si) < 1e250)
            expect(Math.abs(scaled / si - 1)).toBeLessThan(1e-9);
        }
      }),
      { numRuns: 300 },
    );
    expect(converted).toBeGreaterThan(100);
  });

  it("are the same nodes afterwards if all units are of one system", () => {
    const system = symbolsWith(["ms", "kHz", "mV", "pA", "nS", "GΩ", "pF", "1", "mV/ms"]);
    fc.assert(
      fc.property(arbitraryChoices, arbitraryValuesOf(system), (choices, values) => {
        const convertSystem = unitConverter(system);
        for (const { expr } of typedExpressions(system, values, choices)) {
          expect((convertSystem(expr) as Measured).expr).toBe(expr);
        }
      }),
    );
  });

  it("are what they are without units where numbers have units of the system", () => {
    // Numbers stand beside something that varies: what is made of numbers alone is folded later.
    const quantities = ["2 mV", "-3 mV", "1 mV", "-1 mV", "0.3 mV"];
    const { potential } = fc.letrec<{ potential: string; any: string; number: string }>((tie) => ({
      number: fc.constantFrom("2", "-1", "0.5", "(v / 2 mV)", "(-3 mV / u)"),
      any: fc.oneof(fc.constantFrom(...quantities), tie("potential")),
      potential: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom("v", "u", "-v"),
        fc.tuple(tie("potential"), fc.constantFrom(" + ", " - "), tie("any")).map(inBrackets),
        fc.tuple(tie("any"), fc.constantFrom(" + ", " - "), tie("potential")).map(inBrackets),
        fc.tuple(tie("number"), fc.constant(" * "), tie("potential")).map(inBrackets),
        fc.tuple(tie("potential"), fc.constantFrom(" * ", " / "), tie("number")).map(inBrackets),
        fc.tuple(fc.constant("-"), tie("potential")).map(inBrackets),
        fc.tuple(tie("any"), tie("potential")).map(([a, b]) => `max(${a}, ${b})`),
      ),
    }));
    const own = new Map(["v", "u"].map((name) => [name, symbol(name)]));
    const read = (text: string): Expr => parseExpression(text, { where: "here", known: own });
    const inMillivolts = new Map(
      ["v", "u"].map((name): [string, SymbolUnit] => [name, { unit: parseUnit("mV", name), certain: true }]),
    );
    fc.assert(
      fc.property(potential, (text) => {
        const plain = read(text.replaceAll(" mV", ""));
        expect((unitConverter(inMillivolts)(read(text)) as Measured).expr).toBe(plain);
      }),
      { numRuns: 1000 },
    );
  });

  it("are refused with one part multiplied by a time", () => {
    fc.assert(
      fc.property(arbitraryChoices, fc.nat(), arbitraryValuesOf(mixed), (choices, which, values) => {
        const pool = typedExpressions(mixed, values, choices);
        const { expr } = pool[which % pool.length]!;
        const late = mul(expr, symbol("a0"));
        for (const wrong of [add(late, expr), sub(expr, late)]) {
          expect(unitConverter(mixed)(wrong)).toHaveProperty("conflict.kind", "differ");
        }
      }),
    );
  });
});

describe("a converter", () => {
  it("gives the same nodes again, and leaves constants of the right scale", () => {
    const converter = unitConverter(declared);
    const first = converter(parse("v + e")) as Measured;
    expect((converter(parse("v + e")) as Measured).expr).toBe(first.expr);
    expect(fitted(first, { unit: parseUnit("V", "here"), certain: true })).toBe(
      parse("(v + 1000 * e) / 1000"),
    );
    expect((converter(constant(3)) as Measured).expr).toBe(constant(3));
  });

  it("goes through long sums without recursion", () => {
    const long = Array.from({ length: 20_000 }).reduce<Expr>(
      (sum) => add(mul(sum, 2), symbol("e")),
      symbol("v"),
    );
    const { expr } = unitConverter(declared)(long) as Measured;
    expect(expr).not.toBe(long);
  });
});
