import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { executions } from "../../src/codegen/execution.ts";
import { frameOf } from "../../src/codegen/frame.ts";
import { compileKernel } from "../../src/codegen/kernel.ts";
import { kernelMemory } from "../../src/codegen/memory.ts";
import { calleesOf, schedule } from "../../src/codegen/program.ts";
import { add, cos, div, exp, mul, pow, sigmoid, sin, tan } from "../../src/expr/build.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import { call, type Expr, part, symbol, type Template, templateInput } from "../../src/expr/node.ts";

const frame = frameOf(["a", "b", "c", "out", "sum"]);
const [a, b, c] = [symbol("a"), symbol("b"), symbol("c")];
const [x, y] = [symbol(templateInput(0)), symbol(templateInput(1))];

/** Values that share what they are made of, host functions outside their plain range among them, and a pair of sine and cosine. */
const template: Template = {
  inputs: 2,
  outputs: [
    mul(sigmoid(x), y),
    add(sin(x), cos(x)),
    div(tan(y), add(exp(mul(-1, x)), 2)),
    x,
    pow(add(mul(x, x), 1), y),
  ],
};

/** Calls that take values of the call before, all values live to the end; every third takes two of the five. */
function chain(calls: number): Expr[] {
  let [u, v] = [a, b];
  const kept: Expr[] = [];
  for (let k = 0; k < calls; k++) {
    const called = call(template, [u, v]);
    const used = k % 3 === 0 ? [0, 2] : [0, 1, 2, 3, 4];
    const values = used.map((index) => part(called, index));
    kept.push(...values);
    [u, v] = [mul(values[0]!, 0.7), sin(add(values[1]!, k))];
  }
  return kept;
}

/** The sum there and back, so that no value is done with early. */
const total = (values: readonly Expr[]): Expr =>
  values.reduceRight(
    (sum, value) => add(sum, value),
    values.reduce((sum, value) => add(sum, value)),
  );

describe("programs with calls", () => {
  for (const [size, calls] of [
    ["short", 4],
    ["in pieces", 900],
  ] as const) {
    const expression = total(chain(calls));
    const program = schedule("calls", frame, [
      { slot: "out", expression },
      { slot: "sum", expression: mul(expression, c), accumulate: true },
    ]);

    it.each(executions)(`%s: have the values of their expressions to the last bit, ${size}`, (execution) => {
      const memory = kernelMemory(5, execution);
      const kernel = compileKernel(program, memory);
      fc.assert(
        fc.property(
          fc.double({ min: -1e3, max: 1e3, noNaN: true }),
          fc.double({ min: -5, max: 5, noNaN: true }),
          (valueA, valueB) => {
            memory.doubles.set([valueA, valueB, 3, 0, 7]);
            kernel(0);
            const [expected] = evaluate([expression], { a: valueA, b: valueB });
            expect([memory.doubles[3], memory.doubles[4]]).toEqual([expected, 7 + expected! * 3]);
          },
        ),
        { numRuns: size === "short" ? 100 : 3 },
      );
    });
  }

  it("have one function for every choice of values that they use", () => {
    const program = schedule("calls", frame, [{ slot: "out", expression: total(chain(9)) }]);
    const functions = calleesOf([program]);
    expect(functions.map(({ results }) => results.length)).toEqual([2, 5]);
    // Without the power, which the first does not have.
    const ops = functions.map(({ instructions }) =>
      instructions.flatMap((own) => (own.kind === "apply" ? [own.op] : [])),
    );
    expect(ops.map((own) => own.includes("pow"))).toEqual([false, true]);
  });
});
