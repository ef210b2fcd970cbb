/**
 * Straight-line programs: an expression graph put into execution order, reading and writing the
 * slots of a frame. All loads come before all stores, so a program may overwrite what it reads.
 */
import { type Expr, operation, reachable, type Template, templateInput } from "../expr/node.ts";
import type { AppliedOp } from "../expr/op.ts";
import type { Frame } from "./frame.ts";

/** One value of a program, in execution order; operands are indices of earlier values. */
export type Instruction =
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "load"; readonly slot: number }
  | { readonly kind: "apply"; readonly op: AppliedOp; readonly operands: readonly number[] }
  /** The values of a function: its parts, which stand right behind it, one for every value, in their order. */
  | { readonly kind: "call"; readonly callee: Subprogram; readonly operands: readonly number[] }
  /** One value of the call `operands[0]`. */
  | { readonly kind: "part"; readonly operands: readonly number[]; readonly index: number };

/** A function that programs call: it loads its arguments as slots, and has no calls. */
export interface Subprogram {
  readonly inputs: number;
  readonly instructions: readonly Instruction[];
  /** Indices of its values. */
  readonly results: readonly number[];
}

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
  const { instructions, indices } = inOrder(
    wanted.map((output) => output.expression),
    (symbol) => frame.slot(symbol),
  );
  const stores = wanted.map(({ slot, expression, accumulate }) => ({
    slot: frame.slot(slot),
    value: indices.get(expression)!,
    accumulate: accumulate === true,
  }));
  return Object.freeze({ name, instructions: Object.freeze(instructions), stores: Object.freeze(stores) });
}

/** What an instruction makes its value of. */
export function operandsOf(instruction: Instruction): readonly number[] {
  return instruction.kind === "constant" || instruction.kind === "load" ? [] : instruction.operands;
}

/** Nodes as instructions, the parts of a call right behind it. */
function inOrder(
  roots: readonly Expr[],
  slotOf: (symbol: string) => number,
): { readonly instructions: Instruction[]; readonly indices: ReadonlyMap<Expr, number> } {
  const nodes = reachable(roots);
  const partsOf = new Map<Expr, Expr[]>();
  for (const node of nodes) {
    if (node.op === "call") partsOf.set(node, []);
    else if (node.op === "part") partsOf.get(node.args[0]!)!.push(node);
  }
  for (const parts of partsOf.values()) parts.sort((a, b) => a.value - b.value);
  const ordered = nodes.flatMap((node) => (node.op === "part" ? [] : [node, ...(partsOf.get(node) ?? [])]));
  const indices = new Map(ordered.map((node, index) => [node, index]));
  const instructions = ordered.map((node): Instruction => {
    const operands = node.args.map((arg) => indices.get(arg)!);
    if (node.op === "constant") return { kind: "constant", value: node.value };
    if (node.op === "symbol") return { kind: "load", slot: slotOf(node.name) };
    if (node.op === "call") {
      const used = partsOf.get(node)!.map(({ value }) => value);
      return { kind: "call", callee: subprogramOf(node.template!, used), operands };
    }
    if (node.op === "part") {
      return { kind: "part", operands, index: indices.get(node)! - operands[0]! - 1 };
    }
    return { kind: "apply", op: operation(node), operands };
  });
  return { instructions, indices };
}

const subprograms = new WeakMap<Template, Map<string, Subprogram>>();

/** The function that has some of the values of a template: one, however many programs call it. */
function subprogramOf(template: Template, used: readonly number[]): Subprogram {
  const known = subprograms.get(template) ?? new Map<string, Subprogram>();
  subprograms.set(template, known);
  const key = used.join(" ");
  let found = known.get(key);
  if (found === undefined) {
    const { inputs } = template;
    const outputs = used.map((index) => template.outputs[index]!);
    const slots = new Map(Array.from({ length: inputs }, (_, k) => [templateInput(k), k]));
    const { instructions, indices } = inOrder(outputs, (symbol) => slots.get(symbol)!);
    found = Object.freeze({
      inputs,
      instructions: Object.freeze(instructions),
      results: Object.freeze(outputs.map((output) => indices.get(output)!)),
    });
    known.set(key, found);
  }
  return found;
}

/** The functions that programs call, each once. */
export function calleesOf(programs: readonly Program[]): Subprogram[] {
  const found = new Set<Subprogram>();
  for (const { instructions } of programs) {
    for (const instruction of instructions) if (instruction.kind === "call") found.add(instruction.callee);
  }
  return [...found];
}

/** Every operation of a program, those of the functions that it calls as often as it does. */
export function* operationsOf({ instructions }: Pick<Program, "instructions">): Generator<AppliedOp> {
  for (const instruction of instructions) {
    if (instruction.kind === "apply") yield instruction.op;
    else if (instruction.kind === "call") yield* operationsOf(instruction.callee);
  }
}
