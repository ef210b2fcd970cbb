import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as build from "../../src/expr/build.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import { constant, type Expr, symbol } from "../../src/expr/node.ts";
import {
  appliedOps,
  arbitraryGraph,
  arbitraryValues,
  simplifiedNodes,
  valuesOf,
} from "../support/arbitrary-expr.ts";

const { abs, add, div, eq, ge, gt, le, lt, max, min, mul, neg, one, pow, select, sqrt, sub, zero } = build;
const [x, y] = [symbol("x"), symbol("y")];

describe("build", () => {
  it("keeps the value of every expression, bit for bit up to the sign of zero", () => {
    // Powers are left out: small exponents become products, which round differently.
    const ops = appliedOps.filter((op) => op !== "pow");
    fc.assert(
      fc.property(arbitraryGraph(ops), arbitraryValues(), (graph, values) => {
        const plain = valuesOf(graph, values);
        fc.pre(plain.every(Number.isFinite));
        evaluate(simplifiedNodes(graph), values).forEach((value, k) => {
          expect(value + 0).toBe(plain[k]! + 0);
        });
      }),
      { numRuns: 2000 },
    );
  });

  it("keeps the value of powers within 4 units in the last place", () => {
    const exponents = [-1, 0, 0.5, 1, 2, 3, 4, 5, -2.5];
    fc.assert(
      fc.property(
        fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
        fc.constantFrom(...exponents),
        (base, exponent) => {
          const expected = base ** exponent;
          const [value] = evaluate([pow(x, exponent)], { x: base });
          expect(Math.abs(value! - expected)).toBeLessThanOrEqual(4 * Number.EPSILON * expected);
        },
      ),
    );
  });

  it("folds constants and lifts numbers", () => {
    expect(add(1, 2)).toBe(constant(3));
    expect(div(1, 3)).toBe(constant(1 / 3));
    expect(select(lt(1, 2), x, y)).toBe(x);
    expect(build.sigmoid(0)).toBe(constant(0.5));
  });

  it("uses the identities of its rules", () => {
    expect(add(x, 0)).toBe(x);
    expect(sub(x, x)).toBe(zero);
    expect(sub(0, x)).toBe(neg(x));
    expect(neg(neg(x))).toBe(x);
    expect(neg(sub(x, y))).toBe(sub(y, x));
    expect(add(x, neg(y))).toBe(sub(x, y));
    expect(sub(x, neg(y))).toBe(add(x, y));
    expect(mul(x, 1)).toBe(x);
    expect(mul(x, 0)).toBe(zero);
    expect(mul(-1, x)).toBe(neg(x));
    expect(mul(neg(x), neg(y))).toBe(mul(x, y));
    expect(div(x, 1)).toBe(x);
    expect(div(neg(x), y)).toBe(neg(div(x, y)));
    expect(pow(x, 0)).toBe(one);
    expect(pow(x, 2)).toBe(mul(x, x));
    expect(pow(0.1, 4)).toBe(constant(0.1 ** 4));
    expect(pow(x, 0.5)).toBe(sqrt(x));
    expect(abs(abs(x))).toBe(abs(x));
    expect(min(x, x)).toBe(x);
    expect(max(x, x)).toBe(x);
    expect(select(x, y, y)).toBe(y);
  });

  it("writes the other comparisons with lt and le", () => {
    expect(gt(x, y)).toBe(lt(y, x));
    expect(ge(x, y)).toBe(le(y, x));
    expect(eq(x, y)).toBe(eq(y, x));
  });

  it("adds and multiplies any number of terms from left to right", () => {
    expect(add(x, y, 1)).toBe(add(add(x, y), 1));
    expect(mul(x, y, 2)).toBe(mul(mul(x, y), 2));
    const terms = Array.from({ length: 20_000 }, (_, k) => symbol(`x${k}`));
    expect(add(x, y, ...terms).op).toBe("add");
  });

  it("refuses what is neither an expression nor a number", () => {
    for (const wrong of [undefined, null, "1", "[object Object]1", {}, [x], true]) {
      expect(() => add(x, wrong as Expr)).toThrow(
        /neither an expression nor a number\n {2}JavaScript's operators/,
      );
    }
    // reduce hands the whole array on as a fourth argument.
    expect(() => [x, y, x].reduce(add as (a: Expr, b: Expr) => Expr)).toThrow(
      "an array of 3 is neither an expression nor a number",
    );
    expect(() => add(x, {} as Expr)).toThrow("an object is neither an expression");
  });
});
