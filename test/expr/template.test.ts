import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exp, mul, sin, zero } from "../../src/expr/build.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import { jvp } from "../../src/expr/jvp.ts";
import {
  call,
  constant,
  type Expr,
  part,
  reachable,
  symbol,
  type Template,
  templateInput,
} from "../../src/expr/node.ts";
import { substitute } from "../../src/expr/substitute.ts";
import { vjp } from "../../src/expr/vjp.ts";
import { appliedOps, arbitraryGraph, simplifiedNodes, symbolNames } from "../support/arbitrary-expr.ts";
import { pathSum } from "../support/path-sum.ts";

const inputs = symbolNames.map(symbol);

/** A function of the four symbols as a template, and as it is without one. */
function both(
  outputs: readonly Expr[],
): [(args: readonly Expr[]) => Expr[], (args: readonly Expr[]) => Expr[]] {
  const named = new Map(symbolNames.map((name, k) => [name, symbol(templateInput(k))]));
  const template: Template = { inputs: inputs.length, outputs: substitute(outputs, named) };
  return [
    (args) => template.outputs.map((_, k) => part(call(template, args), k)),
    (args) => substitute(outputs, new Map(symbolNames.map((name, k) => [name, args[k]!]))),
  ];
}

/** Two calls, of which the second has values of the first among its arguments, and one of them twice. */
function chain(of: (args: readonly Expr[]) => Expr[]): Expr[] {
  const first = of(inputs);
  return of([first[0]!, mul(inputs[1]!, 0.5), first[1]!, first[0]!]);
}

const moderate = fc.double({ min: -3, max: 3, noNaN: true });
const plus0 = (list: readonly number[]): number[] => list.map((value) => value + 0);

describe("calls of templates", () => {
  it("have the values and both derivatives of what they stand for", () => {
    let compared = 0;
    fc.assert(
      fc.property(
        arbitraryGraph(appliedOps, moderate, 12),
        fc.record(Object.fromEntries(symbolNames.map((name) => [name, moderate]))),
        fc.array(fc.oneof(moderate, fc.constant(0)), { minLength: 3, maxLength: 3 }),
        fc.array(fc.oneof(moderate, fc.constant(0)), { minLength: 4, maxLength: 4 }),
        fc.subarray([0, 1, 2, 3], { minLength: 1 }),
        (graph, values, bars, dots, wanted) => {
          const [called, plain] = both(simplifiedNodes(graph).slice(-3));
          const [outputs, inline] = [chain(called), chain(plain)];
          fc.pre(evaluate(reachable(inline), values).every(Number.isFinite));
          expect(plus0(evaluate(outputs, values))).toEqual(plus0(evaluate(inline, values)));
          const asked = wanted.map((j) => inputs[j]!);
          const along = wanted.map((j) => dots[j]!);
          const scale = pathSum(inline, bars, new Map(asked.map((input, j) => [input, along[j]!])), values);
          fc.pre(Number.isFinite(scale));
          compared++;
          const dot = (of: readonly Expr[]): number =>
            evaluate(jvp(of, asked, along.map(constant)), values).reduce((s, v, i) => s + v * bars[i]!, 0);
          const bar = (of: readonly Expr[]): number =>
            evaluate(vjp(of, bars.map(constant), asked), values).reduce((s, v, j) => s + v * along[j]!, 0);
          for (const value of [dot(outputs), bar(outputs)]) {
            expect(Math.abs(value - dot(inline))).toBeLessThanOrEqual(1e-12 * scale + 1e-300);
          }
        },
      ),
      { numRuns: 1000 },
    );
    expect(compared).toBeGreaterThan(300);
  });

  it("have derivatives of derivatives", () => {
    const [called] = both([exp(mul(symbol("v"), symbol("i")))]);
    const [v, i] = [symbol("v"), symbol("i")];
    const [first] = vjp(called(inputs), [constant(1)], [v]);
    const [second] = jvp([first!], [i], [constant(1)]);
    // ∂²/∂v∂i e^(v i) = (1 + v i) e^(v i)
    expect(evaluate([second!], { v: 0.5, i: 2, tau_mem: 1, g_e: 1 })[0]).toBeCloseTo(2 * Math.E, 14);
  });

  it("are the same object for the same template and arguments, and 0 where a derivative is", () => {
    const [called] = both([sin(symbol("v")), symbol("i")]);
    expect(called(inputs)[0]).toBe(called(inputs)[0]);
    const [a, b] = called(inputs);
    expect(vjp([b!], [constant(1)], [symbol("v")])).toEqual([zero]);
    expect(jvp([a!], [symbol("g_e")], [constant(1)])).toEqual([zero]);
  });

  it("take values that they have computed instead of computing them again", () => {
    const argument = mul(symbol(templateInput(0)), symbol(templateInput(1)));
    const template: Template = { inputs: 2, outputs: [mul(2, exp(argument)), exp(argument)] };
    const [x, y] = [symbol("v"), symbol("i")];
    const called = call(template, [x, y]);
    const [back] = vjp([part(called, 0)], [symbol("bar")], [x]);
    const derivative = back!.args[0]!;
    expect(derivative.args).toContain(part(called, 1));
    expect(reachable(derivative.template!.outputs).some(({ op }) => op === "exp")).toBe(false);
  });
});
