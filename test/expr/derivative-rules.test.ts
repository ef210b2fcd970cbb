import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { max, min, one } from "../../src/expr/build.ts";
import { partials } from "../../src/expr/derivative-rules.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import { apply, symbol } from "../../src/expr/node.ts";
import { type AppliedOp, arity, scalar } from "../../src/expr/op.ts";
import { vjp } from "../../src/expr/vjp.ts";
import { fixed } from "../support/exact-exponential.ts";

/** Arguments where the operation is smooth. */
const points: Record<AppliedOp, readonly (readonly number[])[]> = {
  neg: [[1.3]],
  abs: [[0.7], [-0.7]],
  floor: [[1.3], [-0.7]],
  sqrt: [[0.3], [40]],
  exp: [[-2], [3]],
  expm1: [[-2], [1e-9], [3]],
  exprel: [[-2], [1e-9], [0.4], [3]],
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

describe("derivatives of exprel", () => {
  /** exprel^(k)(x) = ∫₀¹ s^k e^(s x) ds = Σ x^m / (m! (m + k + 1)), to 2^−300. */
  function exact(x: number, k: number): number {
    const fraction = 320n;
    let term = 1n << fraction;
    let sum = 0n;
    for (let m = 0n; term !== 0n && term !== -1n; m++) {
      sum += term / (m + BigInt(k) + 1n);
      term = ((term * fixed(x)) >> fraction) / (m + 1n);
    }
    return Number(sum >> 120n) / 2 ** 200;
  }

  const x = symbol("x");
  const [first] = vjp([apply("exprel", [x])], [one], [x]);
  const [second] = vjp([first!], [one], [x]);

  it.each([
    ["first", first!, 1, 3e-15],
    ["second", second!, 2, 3e-14],
  ] as const)(
    "the %s is as accurate as its rule says, on both sides of 0, ½ and −½",
    (_, slope, k, limit) => {
      const argument = fc.oneof(
        fc.double({ min: -60, max: 60, noNaN: true }),
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.constantFrom(0, -0, 1e-300, -1e-9, 0.5, -0.5, 0.5 + 2 ** -53, -0.5 - 2 ** -53),
      );
      fc.assert(
        fc.property(argument, (value) => {
          const [computed] = evaluate([slope], { x: value });
          expect(Math.abs(computed! / exact(value, k) - 1)).toBeLessThanOrEqual(limit);
        }),
        { numRuns: 1000 },
      );
    },
  );

  it("have their limits far out, and no NaN where e^x overflows", () => {
    expect(evaluate([first!, second!], { x: 0 })).toEqual([1 / 2, 1 / 3]);
    const [slope, curvature] = evaluate([first!, second!], { x: -1e6 });
    expect(slope).toBeCloseTo(1e-12, 26);
    expect(curvature).toBeCloseTo(2e-18, 32);
    expect(evaluate([first!], { x: 800 })).toEqual([Infinity]);
  });
});
