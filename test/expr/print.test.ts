import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { add, div, eq, exp, gt, lt, max, mul, neg, pow, select, sub } from "../../src/expr/build.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import { constant, type Expr, reachable, symbol } from "../../src/expr/node.ts";
import { parseExpression } from "../../src/expr/parse.ts";
import { printExpression } from "../../src/expr/print.ts";
import {
  arbitraryGraph,
  arbitraryValues,
  plainNodes,
  simplifiedNodes,
  symbolNames,
} from "../support/arbitrary-expr.ts";

const known = new Map([...symbolNames, "r"].map((name) => [name, symbol(name)]));
const parse = (text: string): Expr => parseExpression(text, { where: "here", known });
const [v, i, r] = ["v", "i", "r"].map(symbol) as [Expr, Expr, Expr];

const isPrintable = (expr: Expr): boolean =>
  reachable([expr]).every(({ op, value }) => op !== "constant" || Number.isFinite(value));

describe("print", () => {
  it("writes as few parentheses as the parser needs", () => {
    const cases: readonly (readonly [Expr, string])[] = [
      [div(add(sub(symbol("g_e"), v), mul(r, i)), symbol("tau_mem")), "(g_e - v + r * i) / tau_mem"],
      [neg(div(i, symbol("tau_mem"))), "-i / tau_mem"],
      [neg(mul(i, 2)), "-(i * 2)"],
      [neg(add(v, i)), "-(v + i)"],
      [sub(v, sub(i, r)), "v - (i - r)"],
      [sub(sub(v, i), r), "v - i - r"],
      [div(v, mul(i, r)), "v / (i * r)"],
      [pow(neg(v), i), "(-v) ^ i"],
      [neg(pow(v, i)), "-v ^ i"],
      [pow(v, neg(i)), "v ^ -i"],
      [pow(pow(v, i), r), "(v ^ i) ^ r"],
      [pow(v, pow(i, r)), "v ^ i ^ r"],
      [mul(add(v, 1), add(v, 1)), "(v + 1) ^ 2"],
      [pow(add(v, i), 3), "(v + i) ^ 3"],
      [neg(pow(v, 4)), "-v ^ 4"],
      [mul(v, mul(v, v)), "v * v ^ 2"],
      [pow(v, -2.5), "v ^ -2.5"],
      [mul(i, -3), "i * -3"],
      [select(lt(v, i), r, select(gt(v, r), 0, 1)), "v < i ? r : r < v ? 0 : 1"],
      [select(v, select(i, 1, 2), 3), "v ? (i ? 1 : 2) : 3"],
      [mul(lt(v, i), eq(v, r)), "(v < i) * (v == r)"],
      [max(exp(neg(v)), 0), "max(exp(-v), 0)"],
    ];
    for (const [expr, text] of cases) {
      expect(parse(printExpression(expr))).toBe(expr);
      expect(printExpression(expr).length).toBe(text.length);
    }
    expect(printExpression(neg(div(i, symbol("tau_mem"))))).toBe("-i / tau_mem");
    expect(printExpression(select(lt(v, i), r, 1))).toBe("v < i ? r : 1");
  });

  it("writes the shortest decimal that reads back as the same number", () => {
    for (const value of [
      0,
      -0,
      1,
      -1.5,
      0.1,
      1e-7,
      -1e21,
      5e-324,
      Number.MAX_VALUE,
      Number.EPSILON,
      2 ** 53,
    ]) {
      expect(parse(printExpression(constant(value)))).toBe(constant(value));
    }
    expect([1e-7, 1e21, -0, 0.1].map((value) => printExpression(constant(value)))).toEqual([
      "1e-7",
      "1e+21",
      "-0",
      "0.1",
    ]);
  });

  it("refuses constants that are not numbers", () => {
    expect(() => printExpression(add(v, Number.NaN))).toThrow("printExpression: a constant is NaN");
    expect(() => printExpression(constant(Number.NEGATIVE_INFINITY))).toThrow("a constant is -Infinity");
  });

  it("gives back the same node when parsed, for simplified graphs", () => {
    let compared = 0;
    fc.assert(
      fc.property(arbitraryGraph(), (graph) => {
        const expr = simplifiedNodes(graph).at(-1)!;
        fc.pre(isPrintable(expr));
        const text = printExpression(expr);
        fc.pre(text.length < 5000);
        if (expr.args.length > 0) compared += 1;
        expect(parse(text)).toBe(expr);
      }),
      { numRuns: 5000 },
    );
    expect(compared).toBeGreaterThan(500);
  });

  it("keeps the value of graphs that are not simplified, and is stable after one reading", () => {
    fc.assert(
      fc.property(arbitraryGraph(), arbitraryValues(), (graph, values) => {
        const plain = plainNodes(graph).at(-1)!;
        fc.pre(evaluate(reachable([plain]), values).every(Number.isFinite));
        // Powers become products when read, which can round differently.
        fc.pre(reachable([plain]).every(({ op }) => op !== "pow"));
        const text = printExpression(plain);
        fc.pre(text.length < 5000);
        const read = parse(text);
        expect(evaluate([read], values)[0]! + 0).toBe(evaluate([plain], values)[0]! + 0);
        expect(parse(printExpression(read))).toBe(read);
      }),
      { numRuns: 2000 },
    );
  });

  it("prints long chains, and refuses texts that sharing makes exponentially long", () => {
    let [sum, product] = [v, v];
    for (let k = 0; k < 20_000; k++) sum = sub(sum, symbol(`x${k}`));
    expect(printExpression(sum).length).toBeGreaterThan(100_000);
    for (let k = 0; k < 200; k++) product = add(exp(product), product);
    expect(() => printExpression(product)).toThrow("printEquations gives names to shared parts");
  });
});
