/** Programs run instruction by instruction: no generated code, the same bits. */
import { type AppliedOp, scalar } from "../expr/op.ts";
import type { Program } from "./program.ts";

export function interpret(program: Program, memory: Float64Array): (frame: number) => void {
  const { instructions, stores } = program;
  const values = new Float64Array(instructions.length);
  const run = instructions.map((instruction, index): ((frame: number) => void) => {
    if (instruction.kind === "constant") {
      values[index] = instruction.value;
      return () => {};
    }
    if (instruction.kind === "apply") return applied(instruction.op, instruction.operands, index, values);
    return (frame) => {
      values[index] = memory[frame + instruction.slot]!;
    };
  });
  return (frame) => {
    for (const step of run) step(frame);
    for (const { slot, value, accumulate } of stores) {
      memory[frame + slot] = accumulate ? memory[frame + slot]! + values[value]! : values[value]!;
    }
  };
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
