/**
 * Straight-line programs: an expression graph put into execution order, reading and writing the
 * slots of a frame. All loads come before all stores, so a program may overwrite what it reads.
 */
import { type Expr, reachable } from "../expr/node.ts";
import type { AppliedOp } from "../expr/op.ts";
import type { Frame } from "./frame.ts";

/** One value of a program, in execution order; operands are indices of earlier values. */
export type Instruction =
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "load"; readonly slot: number }
  | { readonly kind: "apply"; readonly op: AppliedOp; readonly operands: readonly number[] };

export interface Store {
  readonly slot: number;
  /** Index of the value to store. */
  readonly value: number;
  /** Add to the slot instead of overwriting it. */
  readonly accumulate: boolean;
}

export interface Program {
  readonly name: string;
  readonly instructions: readonly Instruction[];
  readonly stores: readonly Store[];
}

/** What a program is to leave in a slot. */
export interface Output {
  readonly slot: string;
  readonly expression: Expr;
  readonly accumulate?: boolean;
}

/**
 * The program that computes `outputs`. A symbol is read from the frame's slot of the same name.
 * Accumulating the constant 0 is left out.
 */
export function schedule(name: string, frame: Frame, outputs: readonly Output[]): Program {
  const wanted = outputs.filter(
    ({ expression, accumulate }) =>
      !(accumulate === true && expression.op === "constant" && expression.value === 0),
  );
  const indices = new Map<Expr, number>();
  const instructions = reachable(wanted.map((output) => output.expression)).map(
    (node, index): Instruction => {
      indices.set(node, index);
      if (node.op === "constant") return { kind: "constant", value: node.value };
      if (node.op === "symbol") return { kind: "load", slot: frame.slot(node.name) };
      return { kind: "apply", op: node.op, operands: node.args.map((arg) => indices.get(arg)!) };
    },
  );
  const stores = wanted.map(({ slot, expression, accumulate }) => ({
    slot: frame.slot(slot),
    value: indices.get(expression)!,
    accumulate: accumulate === true,
  }));
  return Object.freeze({ name, instructions: Object.freeze(instructions), stores: Object.freeze(stores) });
}

/** Number of arithmetic operations. */
export function operationCount(program: Program): number {
  return program.instructions.filter((instruction) => instruction.kind === "apply").length;
}
