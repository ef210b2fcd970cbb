import { describe, expect, it } from "vitest";
import { exprAlgebra } from "../../src/expr/algebra.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import { symbol } from "../../src/expr/node.ts";
import { type Algebra, numberAlgebra } from "../../src/numeric/algebra.ts";

function formula<S>(algebra: Algebra<S>, x: S, y: S): S {
  const { constant, add, sub, mul, div, abs, max } = algebra;
  return add(div(sub(x, y), constant(3)), max(abs(mul(x, y)), x));
}

describe("exprAlgebra", () => {
  it("means on expressions what numberAlgebra means on numbers", () => {
    const graph = formula(exprAlgebra, symbol("x"), symbol("y"));
    expect(evaluate([graph], { x: 1.25, y: -7 })).toEqual([formula(numberAlgebra, 1.25, -7)]);
  });
});
