import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ModelError } from "../../src/errors.ts";
import {
  abs,
  add,
  atan,
  div,
  eq,
  exp,
  exprel,
  floor,
  le,
  log,
  lt,
  max,
  min,
  mul,
  neg,
  pow,
  select,
  sub,
} from "../../src/expr/build.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import { constant, type Expr, symbol } from "../../src/expr/node.ts";
import { parseExpression } from "../../src/expr/parse.ts";
import { quantity } from "../../src/expr/quantity.ts";

const names = ["v", "i", "t", "tauMem", "tauSyn", "r", "vLeak", "vThreshold", "vReset"];
const known: ReadonlyMap<string, Expr> = new Map(names.map((name) => [name, symbol(name)]));
const [v, i, r] = [symbol("v"), symbol("i"), symbol("r")];
const parse = (text: string): Expr =>
  parseExpression(text, { where: 'defineNeuron("lif")', known, block: "dynamics" });

function message(text: string): string {
  try {
    parse(text);
  } catch (error) {
    expect(error).toBeInstanceOf(ModelError);
    return (error as Error).message;
  }
  throw new Error(`accepted: ${text.slice(0, 50)}`);
}

describe("parse", () => {
  it("reads names, numbers and operators", () => {
    expect(parse("v")).toBe(v);
    expect(parse(" 2.5e-1 ")).toBe(constant(0.25));
    expect(parse("(v + i) * r / 2 - -v")).toBe(sub(div(mul(add(v, i), r), 2), neg(v)));
    expect(parse("+v")).toBe(v);
    expect(parse("exp(-v)")).toBe(exp(neg(v)));
    expect(parse("max(v, i, r)")).toBe(max(max(v, i), r));
    expect(parse("pow(v, i)")).toBe(pow(v, i));
    expect(parse("pi")).toBe(constant(Math.PI));
    expect(parse("v\n + i")).toBe(add(v, i));
  });

  it("binds a sign less than a power, and powers to the right", () => {
    expect(parse("-v^2")).toBe(neg(mul(v, v)));
    expect(parse("v^-i")).toBe(pow(v, neg(i)));
    expect(parse("v^i^r")).toBe(pow(v, pow(i, r)));
    expect(parse("-2^2")).toBe(constant(-4));
    expect(parse("-v**2 ** -i")).toBe(neg(pow(v, pow(2, neg(i)))));
  });

  it("reads comparisons, conditions and conditionals", () => {
    expect(parse("v < i")).toBe(lt(v, i));
    expect(parse("v > i")).toBe(lt(i, v));
    expect(parse("v >= i")).toBe(le(i, v));
    expect(parse("v != i")).toBe(eq(eq(v, i), 0));
    expect(parse("v < i ? i : r < i ? r : 1")).toBe(select(lt(v, i), i, select(lt(r, i), r, 1)));
    expect(parse("v < i and i <= r")).toBe(mul(lt(v, i), le(i, r)));
    expect(parse("v < i or i <= r and v == r")).toBe(max(lt(v, i), mul(le(i, r), eq(v, r))));
    expect(parse("(not v) < i")).toBe(lt(eq(v, 0), i));
    expect(parse("not v and v < i")).toBe(mul(eq(v, 0), lt(v, i)));
    expect(parse("select(v, i, r)")).toBe(select(v, i, r));
  });

  it("takes every number but 0 as true", () => {
    const truth = (value: unknown): number => (value ? 1 : 0);
    for (const x of [0, -0, 2, -0.5]) {
      for (const y of [0, 3]) {
        const values = { v: x, i: y };
        const texts = ["v and i", "v or i", "not v", "not (v and not i)", "v and i and i", "(v or i) and v"];
        expect(evaluate(texts.map(parse), values)).toEqual(
          [x && y, x || y, !x, !(x && !y), x && y && y, (x || y) && x].map(truth),
        );
      }
    }
  });

  it("reads the functions of papers, Brian2 and NESTML", () => {
    expect(parse("v / exprel(-i)")).toBe(div(v, exprel(neg(i))));
    expect(parse("ln(v) + arctan(i) - fabs(r)")).toBe(sub(add(log(v), atan(i)), abs(r)));
    expect(parse("int(v > i) * clip(r, 0, 1)")).toBe(mul(lt(i, v), min(max(r, 0), 1)));
    expect(parse("heaviside(v) * sign(i) * floor(r)")).toBe(mul(le(0, v), sub(lt(0, i), lt(i, 0)), floor(r)));
  });

  it("takes the name of a unit for one of it, unless it is a symbol", () => {
    expect(parse("v + 65*mV")).toBe(parse("v + 65 mV"));
    expect(parse("v + mV*65")).toBe(parse("v + 65 mV"));
    expect(parse("-65*mvolt - v")).toBe(parse("-65 mV - v"));
    expect(parse("v / (10*ms)")).toBe(div(v, quantity(10, "ms")));
    expect(parse("v/ms")).toBe(div(v, quantity(1, "ms")));
    expect(parse("3*nS/cm**2")).toBe(div(quantity(3, "nS"), pow(quantity(1, "cm"), 2)));
    expect(parse("3*nsiemens/cm2")).toBe(div(quantity(3, "nS"), quantity(1, "cm^2")));
    expect(parse("0.32*(mV**-1)*4*mV")).toBe(
      mul(mul(mul(0.32, div(1, quantity(1, "mV"))), 4), quantity(1, "mV")),
    );
    expect(parse("2/3*mV")).toBe(quantity(2 / 3, "mV"));
    const own = { where: "here", known: new Map([["ms", symbol("ms")]]) };
    expect(parseExpression("10*ms", own)).toBe(mul(10, symbol("ms")));
    // These are more often variables that were forgotten.
    for (const text of ["v * m^3", "v / s", "10*V", "v / cm", "v / (v + km)"])
      expect(() => parse(text)).toThrow("unknown symbol");
  });

  it("finds names whatever the spelling of their letters", () => {
    for (const key of ["\u00b5", "\u03bc"]) {
      const context = { where: "here", known: new Map([[key, symbol(key)]]) };
      for (const text of ["\u00b5", "\u03bc"]) expect(parseExpression(text, context)).toBe(symbol(key));
    }
  });

  it("uses the expressions that names are short for", () => {
    const context = { where: "here", known: new Map([["alpha", exp(v)]]) };
    expect(parseExpression("alpha * alpha", context)).toBe(mul(exp(v), exp(v)));
  });

  it("leaves e, i, h, s, m and names of units and keywords as ordinary names", () => {
    const units = ["mV", "ms"];
    for (const name of [
      "e",
      "i",
      "h",
      "s",
      "m",
      "mV",
      "ms",
      "to",
      "in",
      "mod",
      "xor",
      "true",
      "null",
      "NaN",
      "end",
      "x1",
    ]) {
      const context = { where: "here", known: new Map([[name, symbol(name)]]) };
      expect(parseExpression(`${name} + ${name} * 2`, context)).toBe(add(symbol(name), mul(symbol(name), 2)));
      const unnamed = (): Expr => parseExpression(name, { where: "here", known: new Map() });
      if (units.includes(name)) expect(unnamed()).toBe(quantity(1, name));
      else expect(unnamed).toThrow("unknown symbol");
    }
  });

  it("agrees with JavaScript about precedence", () => {
    const values = { v: 1.7, i: -0.6, r: 2.3 };
    type Both = readonly [text: string, javascript: string];
    const both = (join: (parts: string[]) => string, ...parts: fc.Arbitrary<Both>[]): fc.Arbitrary<Both> =>
      fc.tuple(...parts).map((p) => [join(p.map(([text]) => text)), join(p.map(([, js]) => js))]);
    const power = (signs: string[], ...parts: fc.Arbitrary<Both>[]): fc.Arbitrary<Both> =>
      fc.tuple(...parts).map((p) => {
        const join = (k: 0 | 1): string => signs.map((sign, j) => sign + (p[j]?.[k] ?? "")).join("");
        return [join(0), `(${join(1).replaceAll("^", "**")})`];
      });
    const chain = (
      part: fc.Arbitrary<Both>,
      signs: readonly (readonly [string, string])[],
    ): fc.Arbitrary<Both> =>
      fc
        .tuple(part, fc.array(fc.tuple(fc.constantFrom(...signs), part), { maxLength: 2 }))
        .map(([[first, js], rest]) => [
          first + rest.map(([[sign], [text]]) => ` ${sign} ${text}`).join(""),
          js + rest.map(([[, sign], [, text]]) => ` ${sign} ${text}`).join(""),
        ]);
    const same = (...signs: string[]): [string, string][] => signs.map((sign) => [sign, sign]);
    const { condition } = fc.letrec<{ atom: Both; power: Both; signed: Both; sum: Both; condition: Both }>(
      (tie) => ({
        atom: fc.oneof(
          { maxDepth: 2 },
          {
            weight: 12,
            arbitrary: fc.constantFrom<Both>(["v", "v"], ["i", "i"], ["r", "r"], ["2", "2"], ["0.5", "0.5"]),
          },
          {
            weight: 1,
            arbitrary: tie("condition").map(([text, js]): Both => [`(${text})`, `finite(${js})`]),
          },
          {
            weight: 1,
            arbitrary: tie("sum").map(([text, js]): Both => [`tanh(${text})`, `Math.tanh(${js})`]),
          },
        ),
        // JavaScript refuses a sign before a power; mathematics reads −a^b as −(a^b).
        power: fc.oneof(
          { weight: 4, arbitrary: tie("atom") },
          { weight: 1, arbitrary: power(["", "^", ""], tie("atom"), tie("atom")) },
          { weight: 1, arbitrary: power(["", "^-", ""], tie("atom"), tie("atom")) },
          { weight: 1, arbitrary: power(["", "^", "^", ""], tie("atom"), tie("atom"), tie("atom")) },
        ),
        signed: fc.oneof(
          tie("power"),
          both(([a]) => `-${a}`, tie("power")),
          both(([a]) => `- -${a}`, tie("power")),
        ),
        sum: chain(chain(tie("signed"), same("*", "/")), same("+", "-")),
        condition: fc.oneof(
          tie("sum"),
          chain(
            fc.oneof(
              tie("sum").map(([text, js]): Both => [`${text} < 0.1`, `(${js} < 0.1 ? 1 : 0)`]),
              tie("sum").map(([text, js]): Both => [`${text} >= 0.1`, `(${js} >= 0.1 ? 1 : 0)`]),
            ),
            [
              ["and", "&&"],
              ["or", "||"],
            ],
          ),
          both(([a, b, c]) => `${a} < 0.3 ? ${b} : ${c}`, tie("sum"), tie("sum"), tie("condition")),
        ),
      }),
    );
    const finite = (value: number): number => {
      if (!Number.isFinite(value)) throw new RangeError("not finite");
      return value;
    };
    let compared = 0;
    fc.assert(
      fc.property(condition, ([text, javascript]) => {
        fc.pre(text.length < 2000);
        let expected: number;
        try {
          expected = Number(
            new Function("v", "i", "r", "finite", `return finite(+(${javascript}))`)(
              values.v,
              values.i,
              values.r,
              finite,
            ),
          );
        } catch (error) {
          fc.pre(!(error instanceof RangeError));
          throw error;
        }
        let expr: Expr;
        try {
          expr = parse(text);
        } catch (error) {
          // Constants that are not finite are refused, JavaScript may compare them away.
          fc.pre(!(error as Error).message.includes("a constant that is"));
          throw error;
        }
        const [value] = evaluate([expr], values);
        compared += 1;
        expect(Math.abs(value! - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)));
      }),
      { numRuns: 1000 },
    );
    expect(compared).toBeGreaterThan(500);
  });
});

describe("parse refuses", () => {
  it("an unknown symbol, with the nearest known name", () => {
    const text = "((vLeak - v) + r * i) / tauMen";
    const within = { text: `dv/dt = ${text}`, offset: 8 };
    expect(() =>
      parseExpression(text, { where: 'defineNeuron("lif")', known, block: "dynamics", within }),
    ).toThrow(
      new ModelError(
        'defineNeuron("lif")',
        `unknown symbol "tauMen" in dynamics, line 1, column 33
    dv/dt = ((vLeak - v) + r * i) / tauMen
                                    ^^^^^^`,
        'Did you mean "tauMem"? Known here: v, i, t, tauMem, tauSyn, r, vLeak, vThreshold, vReset.',
        { block: "dynamics", from: 32, to: 38, line: 1, column: 33 },
      ),
    );
  });

  it("names that every JavaScript object has, as unknown symbols and functions", () => {
    for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"]) {
      expect(message(name)).toContain(`unknown symbol "${name}"`);
      expect(message(`${name}(v)`)).toContain(`unknown function "${name}"`);
    }
  });

  it("hostile texts and everything that is not an expression", () => {
    const cases: readonly (readonly [string, string])[] = [
      ['cross.constructor("return process")()', ". (a property)"],
      ['import("fs")', '" (a text)'],
      ["import(v)", 'unknown function "import"'],
      ["evaluate(v)", 'unknown function "evaluate"'],
      ["2 v", "an operator is missing"],
      ["2 v (a)", "an operator is missing"],
      ["1/2 v", "an operator is missing"],
      ["v (i)", '"v" is not a function'],
      ["pi (i)", '"pi" is not a function'],
      ["a = 3", "= (an assignment)"],
      ["f(x) = 1", "= (an assignment)"],
      ['"text"', '" (a text)'],
      ["[1,2]", "[ (a vector or an index)"],
      ["v[1]", "[ (a vector or an index)"],
      ["x.y", ". (a property)"],
      ["v!", "! (a factorial or a negation)"],
      ["v'", "' (a prime)"],
      ["v % 2", "% (a remainder"],
      ["1..2", "malformed number"],
      ["0x10", "an operator is missing"],
      ["1:2", "a : without ?"],
      ["v; i", "; (a separator)"],
      ["v\ni", "an operator is missing"],
      ["v to i", "an operator is missing"],
      ["v mod i", "an operator is missing"],
      ["true", 'unknown symbol "true"'],
      ["NaN", 'unknown symbol "NaN"'],
      ["", "an expression is missing"],
      ["   ", "an expression is missing"],
      ["v\0", "unknown character (U+0000)"],
      ["τ", 'unknown symbol "τ"'],
      ["v < i < r", "comparisons cannot be chained"],
      ["exp", 'function "exp" without arguments'],
      ["exp(v, i)", "exp takes 1 argument and is given 2,"],
      ["min(v)", "min takes 2 or more arguments and is given 1,"],
      ["1e400", 'number "1e400" is too large'],
      ["v * (0/0)", "a constant that is NaN"],
      ["v ? i ? 1 : 2 : 3", "this cannot be read as an expression"],
    ];
    for (const [text, what] of cases) {
      expect(message(text)).toContain(what);
      expect(message(text)).toMatch(/ in dynamics, line \d+, column \d+\n {4}.*\n {4} *\^+/);
    }
  });

  it("the nearest function for an unknown one", () => {
    expect(message("tan2(v)")).toContain('Did you mean "tan"? Functions: exp, expm1, ');
  });

  it("what other tools have, with what to write here", () => {
    const cases: readonly (readonly [string, string])[] = [
      ["v + rand()", "give noise as a signal"],
      ["v + 0.1 * randn()", "give noise as a signal"],
      ["v + xi * r", "give noise as a signal"],
      ["v / dt", "no time step"],
      ["timestep(t, 1)", "no time step"],
      ["|v|", "Write abs(v)"],
      ["v if v > 1 else i", "Write c ? a : b"],
      ["if(v, i, r)", "Write c ? a : b"],
      ["v > 1 && i > 1", "Write and between conditions"],
      ["v > 1 || i > 1", "Write or between conditions"],
      ["v > 1 AND i > 1", "Write and, or or not with conditions"],
      ["!v", "Write not for the opposite"],
      // (not v) < i by precedence, but not (v < i) in Python and NESTML.
      ["not v < i", "Write not (a < b)"],
      ["not v + 1 < i", "Write not (a < b)"],
      ["v > 1 and not v < i", "Write not (a < b)"],
      ["v % 2", "Write x - y * floor(x / y)"],
      ["mod(v, 2)", "Write x - y * floor(x / y)"],
      ["v mod 2", "Write x - y * floor(x / y)"],
      ["heav(v)", "It is called heaviside here"],
      ["asin(v)", "Write atan(x / sqrt(1 - x^2))"],
      ["true", "Write 1."],
      ["e", "Euler's number is exp(1)"],
    ];
    for (const [text, answer] of cases) expect(message(text), text).toContain(answer);
  });

  it("no known function of mathematics by the name of another one", () => {
    // These had been answered by the nearest in letters: sin for sign, log1p for log10.
    for (const name of [
      ..."sinc sec csc cot asin acos asinh acosh atanh arcsin arccos coth sech csch log2 erf erfc gamma".split(
        " ",
      ),
      ..."mod round trunc sgn atan2 rand power logistic expit".split(" "),
    ]) {
      expect(message(`${name}(v)`), name).toContain(`unknown function "${name}"`);
      expect(message(`${name}(v)`), name).not.toContain("Did you mean");
    }
    expect(message("shin(v)")).toContain('Did you mean "sin"?');
  });

  it("a letter that looks like another", () => {
    expect(message("\u03bd + i")).toContain('It looks like "v", but has other letters: ν is U+03BD.');
    expect(message("v + r\u0435")).not.toContain("It looks like");
    expect(message("t\u0430uMem")).toContain('It looks like "tauMem", but has other letters: а is U+0430.');
  });

  it("what is not a text", () => {
    for (const wrong of [undefined, null, 3, {}, ["v"]]) {
      expect(() => parse(wrong as string)).toThrow(/^defineNeuron\("lif"\): dynamics is .*, not a text/);
    }
  });

  it("or reads long and deeply nested texts quickly, and never runs out of stack", () => {
    const nested = (open: string, n: number): string => `${open.repeat(n)}v${")".repeat(n)}`;
    expect(message(nested("(", 100_000))).toContain("an expression of 200001 characters");
    const deep = [nested("(", 4000), nested("exp(", 1900), `${"-".repeat(9000)}v`, `${"2^".repeat(4900)}v`];
    for (const text of [
      ...deep,
      `${"not ".repeat(2400)}v`,
      `${"v?v:".repeat(2400)}v`,
      `${"v^-".repeat(3000)}v`,
    ]) {
      expect(message(text)).toContain("nesting deeper than 100");
    }
    for (const part of ["v+", "-v*", "v/", "v<i and ", "v or ", "v^i-", "exp(v)+", "(v)*"]) {
      expect(parse(`${part.repeat(Math.floor(9990 / part.length))}v`).args.length).toBeGreaterThan(0);
    }
    expect(parse(nested("(", 100))).toBe(v);
    expect(parse(nested("exp(-", 50)).op).toBe("exp");
  });

  it("any other random text with a ModelError", () => {
    const part = fc.constantFrom(
      ..."v i r 1 .5 + - * / ^ < == ? : ( ) , and not exp max pi 2e x ' = [ \" \n".split(" "),
      " ",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(part, { maxLength: 12 }).map((parts) => parts.join(" ")),
        ),
        (text) => {
          try {
            expect(parse(text).op).toBeTypeOf("string");
          } catch (error) {
            expect(error).toBeInstanceOf(ModelError);
          }
        },
      ),
      { numRuns: 3000 },
    );
  });
});
