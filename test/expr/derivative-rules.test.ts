import { describe, expect, it } from "vitest";
import { max, min, one } from "../../src/expr/build.ts";
import { partials } from "../../src/expr/derivative-rules.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import { apply, symbol } from "../../src/expr/node.ts";
import { type AppliedOp, arity, scalar } from "../../src/expr/op.ts";
import { vjp } from "../../src/expr/vjp.ts";

/** Arguments where the operation is smooth. */
const points: Record<AppliedOp, readonly (readonly number[])[]> = {
  neg: [[1.3]],
  abs: [[0.7], [-0.7]],
  sqrt: [[0.3], [40]],
  exp: [[-2], [3]],
  expm1: [[-2], [1e-9], [3]],
  log: [[0.2], [30]],
  log1p: [[-0.6], [1e-9], [5]],
  sin: [[0.4], [4]],
  cos: [[0.4], [4]],
  tan: [[0.4], [-1.2]],
  atan: [[0.4], [-3]],
  tanh: [[0.4], [-3]],
  sigmoid: [[0.4], [-6], [6]],
  add: [[1, 2]],
  sub: [[1, 2]],
  mul: [[1.5, -2]],
  div: [[1.5, -2]],
  pow: [
    [1.5, -2],
    [0.3, 2.5],
    [3, 0.1],
  ],
  min: [
    [1, 2],
    [2, 1],
  ],
  max: [
    [1, 2],
    [2, 1],
  ],
  lt: [[1, 2]],
  le: [[2, 1]],
  eq: [[1, 2]],
  select: [
    [1, 2, 3],
    [0.4, 2, 3],
  ],
};

const inputs = ["a", "b", "c"].map(symbol);

function analytic(op: AppliedOp, args: readonly number[]): number[] {
  const symbols = inputs.slice(0, arity[op]);
  const [a, b = Number.NaN, c = Number.NaN] = args;
  return evaluate(partials[op](symbols, apply(op, symbols)), { a: a!, b, c });
}

/** Central differences with one Richardson step: error O(h⁴) + eps·|f|/h. */
function numerical(op: AppliedOp, args: readonly number[], j: number): number {
  const h = 1e-3;
  const at = (shift: number): number => {
    const [a, b = Number.NaN, c = Number.NaN] = args.map((arg, k) => (k === j ? arg + shift : arg));
    return scalar[op](a!, b, c);
  };
  const difference = (step: number): number => (at(step) - at(-step)) / (2 * step);
  return (4 * difference(h / 2) - difference(h)) / 3;
}

describe("derivative rules", () => {
  for (const op of Object.keys(points) as AppliedOp[]) {
    it(`the row of ${op} agrees with central differences`, () => {
      for (const args of points[op]) {
        const exact = analytic(op, args);
        expect(exact.length).toBe(arity[op]);
        exact.forEach((value, j) => {
          // h⁴ = 1e-12 times a fifth derivative below 1e3 here, and eps·|f|/h ≤ 1e-11.
          expect(Math.abs(value - numerical(op, args, j))).toBeLessThan(1e-9 * Math.max(1, Math.abs(value)));
        });
      }
    });
  }

  it("takes a one-sided derivative at a kink", () => {
    expect(analytic("abs", [0])).toEqual([1]);
    expect(analytic("min", [2, 2])).toEqual([1, 0]);
    expect(analytic("max", [2, 2])).toEqual([1, 0]);
  });

  it("follows the condition of a select", () => {
    expect(analytic("select", [1, 5, 6])).toEqual([0, 1, 0]);
    expect(analytic("select", [0, 5, 6])).toEqual([0, 0, 1]);
  });

  it("gives 0, not NaN, for the exponent of 0", () => {
    expect(analytic("pow", [0, 2.5])).toEqual([0, 0]);
  });

  it("gives the first argument of min and max the gradient at a tie, whatever was built before", () => {
    for (const make of [min, max]) {
      const [p, q] = [symbol(`${make.name}P`), symbol(`${make.name}Q`)];
      make(q, p); // once made min(p, q) the same object, with the derivatives of min(q, p)
      const bars = vjp([make(p, q)], [one], [p, q]);
      expect(evaluate(bars, { [p.name]: 2, [q.name]: 2 })).toEqual([1, 0]);
    }
  });
});
