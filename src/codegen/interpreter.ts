/** Programs run instruction by instruction: no generated code, the same bits. */
import { type AppliedOp, scalar } from "../expr/op.ts";
import type { Instruction, Program, Subprogram } from "./program.ts";

export function interpret(program: Program, memory: Float64Array): (frame: number) => void {
  const { instructions, stores } = program;
  const { values, run } = steps(instructions, memory);
  return (frame) => {
    for (const step of run) step(frame);
    for (const { slot, value, accumulate } of stores) {
      memory[frame + slot] = accumulate ? memory[frame + slot]! + values[value]! : values[value]!;
    }
  };
}

interface Steps {
  readonly values: Float64Array;
  readonly run: readonly ((frame: number) => void)[];
}

function steps(instructions: readonly Instruction[], memory: Float64Array): Steps {
  const values = new Float64Array(instructions.length);
  const calls = new Map<number, Float64Array>();
  const run = instructions.map((instruction, index): ((frame: number) => void) => {
    if (instruction.kind === "constant") {
      values[index] = instruction.value;
      return () => {};
    }
    if (instruction.kind === "apply") return applied(instruction.op, instruction.operands, index, values);
    if (instruction.kind === "call") {
      const { run: call, results } = called(instruction.callee, instruction.operands, values);
      calls.set(index, results);
      return call;
    }
    if (instruction.kind === "part") {
      const results = calls.get(instruction.operands[0]!)!;
      const { index: k } = instruction;
      return () => {
        values[index] = results[k]!;
      };
    }
    return (frame) => {
      values[index] = memory[frame + instruction.slot]!;
    };
  });
  return { values, run };
}

/** @param results  where a call leaves its values */
function called(
  { inputs, instructions, results: own }: Subprogram,
  operands: readonly number[],
  values: Float64Array,
): { readonly run: () => void; readonly results: Float64Array } {
  const given = new Float64Array(inputs);
  const inner = steps(instructions, given);
  const results = new Float64Array(own.length);
  const run = (): void => {
    operands.forEach((operand, k) => {
      given[k] = values[operand]!;
    });
    for (const step of inner.run) step(0);
    own.forEach((value, k) => {
      results[k] = inner.values[value]!;
    });
  };
  return { run, results };
}

function applied(
  op: AppliedOp,
  operands: readonly number[],
  index: number,
  values: Float64Array,
): () => void {
  const meaning = scalar[op];
  const [a, b, c] = [operands[0]!, operands[1] ?? 0, operands[2] ?? 0];
  return () => {
    values[index] = meaning(values[a]!, values[b]!, values[c]!);
  };
}
