import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { add, div, eq, exp, expm1, log, max, mul, pow, select, sub, zero } from "../../src/expr/build.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import { jvp } from "../../src/expr/jvp.ts";
import { constant, reachable, symbol } from "../../src/expr/node.ts";
import type { AppliedOp } from "../../src/expr/op.ts";
import { vjp } from "../../src/expr/vjp.ts";
import { appliedOps, arbitraryGraph, simplifiedNodes, symbolNames } from "../support/arbitrary-expr.ts";
import { pathSum } from "../support/path-sum.ts";

const inputs = symbolNames.map(symbol);
/** Multiples of 1/64: no denormal numbers, whose rounding is not relative. */
const moderate = fc.integer({ min: -192, max: 192 }).map((n) => n / 64);
const arbitraryPoint = fc.record(Object.fromEntries(symbolNames.map((name) => [name, moderate])));

describe("vjp", () => {
  const [x, y] = [symbol("x"), symbol("y")];

  it("is the derivative of a product and of a quotient", () => {
    expect(vjp([mul(x, y)], [constant(1)], [x, y])).toEqual([y, x]);
    const [dx, dy] = vjp([div(x, y)], [constant(1)], [x, y]);
    expect(evaluate([dx!, dy!], { x: 3, y: 2 })).toEqual([1 / 2, -3 / 4]);
  });

  it("is 0 where nothing depends on an input, and the cotangent where the output is the input", () => {
    expect(vjp([exp(x)], [constant(1)], [y])).toEqual([zero]);
    expect(vjp([x, x], [constant(2), constant(3)], [x])).toEqual([constant(5)]);
  });

  it("treats an input that is an expression as independent of what it is made of", () => {
    const inner = exp(x);
    expect(vjp([mul(inner, x)], [constant(1)], [inner, x])).toEqual([x, inner]);
  });

  it("is the transpose of jvp on random graphs", () => {
    fc.assert(
      fc.property(
        arbitraryGraph(appliedOps, moderate),
        arbitraryPoint,
        fc.array(moderate, { minLength: 3, maxLength: 3 }),
        fc.array(moderate, { minLength: inputs.length, maxLength: inputs.length }),
        (graph, values, bars, dots) => {
          const nodes = simplifiedNodes(graph);
          fc.pre(evaluate(reachable(nodes), values).every(Number.isFinite));
          const outputs = nodes.slice(-3);
          const scale = pathSum(outputs, bars, new Map(inputs.map((input, j) => [input, dots[j]!])), values);
          fc.pre(Number.isFinite(scale));
          const forward = evaluate(jvp(outputs, inputs, dots.map(constant)), values);
          const reverse = evaluate(vjp(outputs, bars.map(constant), inputs), values);
          const left = forward.reduce((sum, dot, i) => sum + dot * bars[i]!, 0);
          const right = reverse.reduce((sum, bar, j) => sum + bar * dots[j]!, 0);
          expect(Math.abs(left - right)).toBeLessThanOrEqual(1e-12 * scale + 1e-300);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("agrees with central differences on random smooth graphs", () => {
    const smooth: AppliedOp[] = [
      "neg",
      "exp",
      "sin",
      "cos",
      "atan",
      "tanh",
      "sigmoid",
      "add",
      "sub",
      "mul",
      "div",
    ];
    fc.assert(
      fc.property(
        arbitraryGraph(smooth, moderate, 12),
        arbitraryPoint,
        fc.nat(inputs.length - 1),
        (graph, values, j) => {
          const nodes = simplifiedNodes(graph);
          const output = nodes.at(-1)!;
          fc.pre(evaluate(reachable(nodes), values).every((value) => Math.abs(value) < 50));
          const denominators = reachable([output])
            .filter(({ op }) => op === "div")
            .map(({ args }) => args[1]!);
          fc.pre(evaluate(denominators, values).every((value) => Math.abs(value) > 0.1));
          const at = (shift: number): number => {
            const name = symbolNames[j]!;
            return evaluate([output], { ...values, [name]: values[name]! + shift })[0]!;
          };
          const difference = (h: number): number => (at(h) - at(-h)) / (2 * h);
          const [coarse, fine] = [difference(1e-4), difference(5e-5)];
          // Where a quarter of the coarse error does not remain, the differences are no reference.
          fc.pre(Number.isFinite(coarse) && Math.abs(coarse - fine) < 1e-5 * Math.max(1, Math.abs(fine)));
          const [exact] = evaluate(vjp([output], [constant(1)], [inputs[j]!]), values);
          const error = Math.abs(exact! - (4 * fine - coarse) / 3);
          // Rounding: values below 50 give 50 eps / 5e-5 ≈ 2e-10 and more where inner values cancel.
          expect(error).toBeLessThan(1e-6 * Math.max(1, Math.abs(exact!)) + Math.abs(coarse - fine));
        },
      ),
      { numRuns: 500 },
    );
  });

  it("is finite beside a singularity in the branch that is not chosen", () => {
    const rate = select(eq(x, 0), 1, div(x, expm1(x)));
    const scaledRate = select(eq(x, 0), 0, add(mul(log(x), pow(x, 2.5)), div(1, x), div(1, x)));
    const nested = select(eq(x, 0), 2, select(eq(x, 1), 3, div(1, mul(x, sub(x, 1)))));
    for (const output of [rate, scaledRate, nested, max(x, log(x)), mul(eq(x, 5), log(x))]) {
      const [reverse] = evaluate(vjp([output], [constant(1)], [x]), { x: 0 });
      const [forward] = evaluate(jvp([output], [x], [constant(1)]), { x: 0 });
      expect(reverse! + 0).toBe(output === max(x, log(x)) ? 1 : 0);
      expect(forward! + 0).toBe(reverse! + 0);
    }
    expect(evaluate(vjp([rate], [constant(1)], [x]), { x: 1 })[0]).toBeCloseTo(
      1 / (Math.E - 1) - Math.E / (Math.E - 1) ** 2,
      14,
    );
  });

  it("can be applied to its own result", () => {
    const [first] = vjp([pow(x, 3)], [constant(1)], [x]);
    const [second] = vjp([first!], [constant(1)], [x]);
    expect(evaluate([second!], { x: 2 })).toEqual([12]);
  });
});
