import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as build from "../../src/expr/build.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import { printLatex } from "../../src/expr/latex.ts";
import { latexName } from "../../src/expr/latex-names.ts";
import { apply, constant, type Expr, symbol } from "../../src/expr/node.ts";
import { type AppliedOp, arity } from "../../src/expr/op.ts";
import { parseExpression } from "../../src/expr/parse.ts";
import { arbitraryGraph, plainNodes, simplifiedNodes, symbolNames } from "../support/arbitrary-expr.ts";
import { readLatex } from "../support/read-latex.ts";

const letters = ["a", "b", "c", "x", "m", "h", "tauMem"];
const known = new Map(letters.map((name) => [name, symbol(name)]));
const latex = (text: string): string => printLatex(parseExpression(text, { where: "here", known }));

describe("LaTeX of an expression", () => {
  it.each([
    ["a + b - c", "a + b - c"],
    ["a - (b - c)", "a - \\left(b - c\\right)"],
    ["-a + b", "b - a"],
    ["-(a + b)", "-\\left(a + b\\right)"],
    ["-a * b", "-a \\, b"],
    ["a * (b + c)", "a \\, \\left(b + c\\right)"],
    ["2 * a", "2 \\, a"],
    ["a * 3 * b", "a \\cdot 3 \\, b"],
    ["a * -3", "a \\, \\left(-3\\right)"],
    ["(a - b) / tauMem", "\\frac{a - b}{\\tau_{\\mathrm{mem}}}"],
    ["-a / tauMem", "-\\frac{a}{\\tau_{\\mathrm{mem}}}"],
    ["(a / b)^x", "\\left(\\frac{a}{b}\\right)^{x}"],
    ["a^(b / c)", "a^{\\frac{b}{c}}"],
    ["(-a)^x", "\\left(-a\\right)^{x}"],
    ["-a^x", "-a^{x}"],
    ["(a^b)^c", "\\left(a^{b}\\right)^{c}"],
    ["m^3 * h", "m^{3} \\, h"],
    ["m^4", "m^{4}"],
    ["(a + 1)^2", "\\left(a + 1\\right)^{2}"],
    ["1e-7 * a", "10^{-7} \\, a"],
    ["a / 3.141592653589793", "\\frac{a}{\\pi}"],
    ["9.869604401089358 * a", "\\pi^{2} \\, a"],
    ["-2.5e-7", "-2.5 \\cdot 10^{-7}"],
    ["exp(-a)", "\\exp\\left(-a\\right)"],
    ["exp(a)^x", "\\left(\\exp\\left(a\\right)\\right)^{x}"],
    ["expm1(a) * b", "\\left(\\exp\\left(a\\right) - 1\\right) \\, b"],
    ["log1p(-a)", "\\ln\\left(1 + \\left(-a\\right)\\right)"],
    ["sigmoid(a / b)", "\\frac{1}{1 + \\exp\\left(-\\frac{a}{b}\\right)}"],
    ["sigmoid(a - b)", "\\frac{1}{1 + \\exp\\left(b - a\\right)}"],
    ["sigmoid(-a)", "\\frac{1}{1 + \\exp\\left(a\\right)}"],
    ["max(a, b + c)", "\\max\\left(a, b + c\\right)"],
    ["a < b", "a < b"],
    ["(a < b) * c", "\\left[a < b\\right] \\, c"],
    ["a < b ? x : -x", "\\begin{cases} x & \\text{if } a < b \\\\ -x & \\text{otherwise} \\end{cases}"],
    [
      "a < b and not (x == 0) ? 1 : m > h ? 2 : 3",
      "\\begin{cases} 1 & \\text{if } \\left(a < b\\right) \\land \\left(\\lnot \\left(x = 0\\right)\\right) \\\\ 2 & \\text{if } h < m \\\\ 3 & \\text{otherwise} \\end{cases}",
    ],
    ["a ? b : c", "\\begin{cases} b & \\text{if } a \\ne 0 \\\\ c & \\text{otherwise} \\end{cases}"],
    [
      "x * (a < b ? 1 : 2)",
      "x \\, \\left(\\begin{cases} 1 & \\text{if } a < b \\\\ 2 & \\text{otherwise} \\end{cases}\\right)",
    ],
  ])("%s", (text, expected) => {
    expect(latex(text)).toBe(expected);
  });

  it("reads as what every operation computes", () => {
    const args = ["a", "b", "c"].map(symbol);
    const values = { a: 0.3, b: 0.8, c: -0.6 };
    const read = new Map(Object.entries(values));
    for (const op of Object.keys(arity) as AppliedOp[]) {
      const expr = apply(op, args.slice(0, arity[op]));
      const isCondition = ["lt", "le", "eq"].includes(op);
      const shown = printLatex(isCondition ? build.mul(expr, symbol("b")) : expr);
      const expected = computed(expr, values) * (isCondition ? values.b : 1);
      expect(readLatex(shown, read), op).toBeCloseTo(expected, 13);
    }
  });

  it("keeps the meaning of any expression of whole numbers", () => {
    const ops: AppliedOp[] = [
      "neg",
      "abs",
      "floor",
      "add",
      "sub",
      "mul",
      "min",
      "max",
      "lt",
      "le",
      "eq",
      "select",
    ];
    const whole = fc.integer({ min: -3, max: 4 });
    const names = new Map(symbolNames.map((name) => [latexName(name), name] as const));
    fc.assert(
      fc.property(arbitraryGraph(ops, whole), fc.tuple(whole, whole, whole, whole), (graph, numbers) => {
        const values = Object.fromEntries(symbolNames.map((name, k) => [name, numbers[k]!]));
        const read = new Map([...names].map(([shown, name]) => [shown, values[name]!]));
        for (const expr of [...plainNodes(graph).slice(-2), ...simplifiedNodes(graph).slice(-2)]) {
          const expected = computed(expr, values);
          if (Math.abs(expected) > 2 ** 53 || hasNoNumber(expr, values)) continue;
          expect(readLatex(asTerm(expr), read) + 0).toBe(expected + 0);
        }
      }),
    );
  });

  it("has names of nodes, numbers with units, and refuses what is no number", () => {
    expect(printLatex(build.mul(constant(2), symbol("3 nS/cm^2")))).toBe("2 \\cdot 3\\,\\mathrm{nS/cm^{2}}");
    expect(() => printLatex(constant(Number.NaN))).toThrow("printLatex: a constant is NaN");
    expect(() => printLatex("v" as never)).toThrow('entry 0 of the list is no expression but "v"');
  });
});

function computed(expr: Expr, values: Readonly<Record<string, number>>): number {
  return evaluate([expr], values)[0]!;
}

/** A comparison stands for a number only beside one. */
function asTerm(expr: Expr): string {
  return printLatex(["lt", "le", "eq"].includes(expr.op) ? build.max(expr, 0) : expr);
}

function hasNoNumber(expr: Expr, values: Readonly<Record<string, number>>): boolean {
  return !Number.isSafeInteger(computed(expr, values));
}

describe("LaTeX of a name", () => {
  it.each([
    ["v", "v"],
    ["vThreshold", "V_{\\mathrm{threshold}}"],
    ["tauMem", "\\tau_{\\mathrm{mem}}"],
    ["tau_mem", "\\tau_{\\mathrm{mem}}"],
    ["τ", "\\tau"],
    ["gNa", "g_{\\mathrm{Na}}"],
    ["gNMDA", "g_{\\mathrm{NMDA}}"],
    ["eK", "e_{\\mathrm{K}}"],
    ["x12", "x_{12}"],
    ["tauAlpha", "\\tau_{\\alpha}"],
    ["due_endOfPeriod", "\\mathit{due}_{\\mathrm{end},\\mathrm{of},\\mathrm{period}}"],
    ["bias", "\\mathit{bias}"],
    ["initial.v", "v(0)"],
    ["v_é", "V_{\\text{é}}"],
    ["Ωm", "\\mathit{\\Omega m}"],
    ["größe", "\\text{größe}"],
    ["_", "\\text{\\_}"],
  ])("%s", (name, expected) => {
    expect(latexName(name)).toBe(expected);
  });
});
