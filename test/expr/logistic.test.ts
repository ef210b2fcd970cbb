import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { add, div, exp, mul, neg, one, pow, sigmoid, sub } from "../../src/expr/build.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import { logisticRewriter } from "../../src/expr/logistic.ts";
import { type Expr, symbol } from "../../src/expr/node.ts";
import { parseExpression } from "../../src/expr/parse.ts";
import { printExpression } from "../../src/expr/print.ts";
import { vjp } from "../../src/expr/vjp.ts";
import { appliedOps, arbitraryGraph, simplifiedNodes } from "../support/arbitrary-expr.ts";

const known = new Map(["u", "v", "a", "b", "k"].map((name) => [name, symbol(name)]));
const [u, a, b] = ["u", "a", "b"].map(symbol) as [Expr, Expr, Expr];
const parse = (text: string): Expr => parseExpression(text, { where: "here", known });
const rewrite = (expr: Expr): Expr => logisticRewriter()(expr);

describe("a logistic function", () => {
  it.each([
    ["1 / (1 + exp(-u))", sigmoid(u)],
    ["1 / (exp(-u) + 1)", sigmoid(u)],
    ["a / (1 + exp(u))", mul(a, sigmoid(neg(u)))],
    ["-a / (1 + exp(u))", neg(mul(a, sigmoid(neg(u))))],
    ["(1 + exp(u))^-1", sigmoid(neg(u))],
    ["exp(u) / (1 + exp(u))", sigmoid(u)],
    ["a * exp(u) * b / (1 + exp(u))", mul(mul(a, b), sigmoid(u))],
    ["-(a * exp(u)) / (exp(u) + 1)", neg(mul(a, sigmoid(u)))],
    ["a / (1 + exp(-u))^2", mul(a, mul(sigmoid(u), sigmoid(u)))],
    ["a / (1 + exp(-u))^2.5", mul(a, pow(sigmoid(u), 2.5))],
    ["(1 + exp(-u))^-2.5", pow(sigmoid(u), 2.5)],
    ["a / ((1 + exp(-u)) * b)", mul(div(a, b), sigmoid(u))],
    ["a / (b * (1 + exp(-u)))", mul(div(a, b), sigmoid(u))],
    ["a / ((1 + exp(-u)) * (1 + exp(b)))", mul(a, mul(sigmoid(u), sigmoid(neg(b))))],
    ["1 / (1 + exp(1 / (1 + exp(-u))))", sigmoid(neg(sigmoid(u)))],
  ] as const)("%s is one of the sigmoid", (text, expected) => expect(rewrite(parse(text))).toBe(expected));

  it.each([
    "1 / (2 + exp(u))",
    "1 / (1 + a * exp(u))",
    "1 / (1 - exp(u))",
    "(1 + exp(u)) / a",
    "a / (1 + exp(u) + exp(v))",
    "(1 + exp(u))^a",
    "(1 + exp(u))^2",
  ])("is not in %s", (text) => {
    expect(rewrite(parse(text))).toBe(parse(text));
  });

  it("has a value and a slope however large its argument", () => {
    for (const text of ["1/(1 + exp(-u/0.09))", "1/(1 + exp(-u/0.09))^3", "exp(u/0.09)/(1 + exp(u/0.09))"]) {
      const expr = rewrite(parse(text));
      const [slope] = vjp([expr], [one], [u]);
      expect(evaluate([expr, slope!], { u: -80 }), text).toEqual([0, 0]);
      expect(evaluate([expr, slope!], { u: 80 }), text).toEqual([1, 0]);
    }
  });

  it("keeps its value, up to roundings", () => {
    const texts = [
      "a/(1 + exp(u))",
      "a*exp(u)/(1 + exp(u))",
      "a/(b*(1 + exp(u))^3)",
      "1/(1 + exp(a - u)) - b",
    ];
    const number = fc.double({ min: 0.1, max: 20, noNaN: true });
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        fc.record({ u: number, a: number, b: number }),
        (text, values) => {
          const [before, after] = evaluate([parse(text), rewrite(parse(text))], values);
          // At most three sigmoids of 2.5 ulp and as many sums of 1 ulp; the difference has terms up to 20.
          expect(Math.abs(after! - before!)).toBeLessThanOrEqual(
            16 * Number.EPSILON * (Math.abs(before!) + values.b),
          );
        },
      ),
    );
  });

  it("is found once, and nothing changes the second time", () => {
    const rewriter = logisticRewriter();
    const shared = parse("a/(1 + exp(u))");
    const twice = add(mul(shared, b), sub(shared, b));
    const result = rewriter(twice);
    expect(rewriter(result)).toBe(result);
    expect(rewriter(shared)).toBe(mul(a, sigmoid(neg(u))));
    expect(parse(printExpression(result))).toBe(result);
  });

  it("is nowhere else: other expressions are the same nodes", () => {
    fc.assert(
      fc.property(arbitraryGraph(appliedOps.filter((op) => op !== "exp")), (graph) => {
        const rewriter = logisticRewriter();
        for (const expr of simplifiedNodes(graph)) expect(rewriter(expr)).toBe(expr);
      }),
    );
  });

  it("takes long products and sums without recursion", () => {
    let product = add(1, exp(u));
    let sum = div(1, add(1, exp(u)));
    for (let i = 0; i < 20_000; i++) {
      product = mul(product, symbol(`x${i % 7}`));
      sum = add(sum, symbol(`x${i % 7}`));
    }
    expect(rewrite(div(product, add(1, exp(u)))).op).toBe("mul");
    expect(rewrite(sum) === sum).toBe(false);
  });
});
