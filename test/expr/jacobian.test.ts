import { describe, expect, it } from "vitest";
import { add, exp, mul, zero } from "../../src/expr/build.ts";
import { jacobian } from "../../src/expr/jacobian.ts";
import { jvp } from "../../src/expr/jvp.ts";
import { constant, symbol } from "../../src/expr/node.ts";

const [x, y, z] = [symbol("x"), symbol("y"), symbol("z")];

describe("jacobian", () => {
  it("has a row for every output and a column for every input", () => {
    expect(jacobian([mul(x, y), z, constant(3)], [x, y, z])).toEqual([
      [y, x, zero],
      [zero, zero, constant(1)],
      [zero, zero, zero],
    ]);
  });

  it("has the very expressions of forward accumulation", () => {
    const outputs = [exp(mul(x, add(y, z))), add(mul(z, z), x), mul(y, exp(z))];
    const inputs = [x, y, z];
    for (const [j, row] of inputs.entries()) {
      const column = jvp(outputs, [row], [constant(1)]);
      expect(jacobian(outputs, inputs).map((slopes) => slopes[j])).toEqual(column);
    }
  });
});
