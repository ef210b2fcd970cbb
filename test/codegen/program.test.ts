import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { frameOf } from "../../src/codegen/frame.ts";
import { schedule } from "../../src/codegen/program.ts";
import { add, exp, mul, sub } from "../../src/expr/build.ts";
import { constant, reachable, symbol } from "../../src/expr/node.ts";
import { arbitraryGraph, plainNodes, symbolNames } from "../support/arbitrary-expr.ts";

const frame = frameOf([...symbolNames, "out", "other"]);
const v = symbol("v");

describe("schedule", () => {
  it("loads, applies and stores", () => {
    const program = schedule("double", frame, [{ slot: "out", expression: add(v, v) }]);
    expect(program).toEqual({
      name: "double",
      instructions: [
        { kind: "load", slot: frame.slot("v") },
        { kind: "apply", op: "add", operands: [0, 0] },
      ],
      stores: [{ slot: frame.slot("out"), value: 1, accumulate: false }],
    });
  });

  it("computes what outputs share once", () => {
    const shared = exp(v);
    const program = schedule("shared", frame, [
      { slot: "out", expression: mul(shared, 2) },
      { slot: "other", expression: sub(shared, v) },
    ]);
    const applied = program.instructions.filter((instruction) => instruction.kind === "apply");
    expect(applied.map((instruction) => instruction.op).sort()).toEqual(["exp", "mul", "sub"]);
  });

  it("uses a value only after it is there, and has one instruction per node", () => {
    fc.assert(
      fc.property(arbitraryGraph(), (graph) => {
        const roots = plainNodes(graph).slice(-2);
        const { instructions } = schedule("random", frame, [
          { slot: "out", expression: roots[0]! },
          { slot: "other", expression: roots[1]! },
        ]);
        expect(instructions).toHaveLength(reachable(roots).length);
        instructions.forEach((instruction, index) => {
          if (instruction.kind !== "apply") return;
          for (const operand of instruction.operands) expect(operand).toBeLessThan(index);
        });
      }),
    );
  });

  it("leaves out what adds the constant 0, and nothing else", () => {
    const outputs = [
      { slot: "out", expression: constant(0), accumulate: true },
      { slot: "other", expression: constant(0) },
      { slot: "v", expression: constant(2), accumulate: true },
    ];
    expect(schedule("zeros", frame, outputs).stores.map(({ slot }) => slot)).toEqual([
      frame.slot("other"),
      frame.slot("v"),
    ]);
  });

  it("refuses symbols and outputs that the frame has no slot for", () => {
    expect(() => schedule("p", frame, [{ slot: "out", expression: symbol("nowhere") }])).toThrow(/no slot/);
    expect(() => schedule("p", frame, [{ slot: "nowhere", expression: v }])).toThrow(/no slot nowhere/);
  });
});
