/** Programs in two parts: what is the same for many frames, and the rest. */
import { type Instruction, operandsOf, type Program, type Store } from "./program.ts";
import { isInline } from "./wasm-emissions.ts";

/** Both together do what the program does, to the last bit. */
export interface SplitProgram {
  /** Leaves what is the same in slots of its own. */
  readonly common: Program;
  /** Reads it there. */
  readonly rest: Program;
}

/**
 * @param isCommon  whether a slot has the same value in all frames
 * @param room      slots for what is the same
 * @returns undefined if nothing is, or more than there is room for
 */
export function splitProgram(
  { name, instructions, stores }: Program,
  isCommon: (slot: number) => boolean,
  room: readonly number[],
): SplitProgram | undefined {
  const common: boolean[] = [];
  const dear: boolean[] = [];
  for (const instruction of instructions) {
    const operands = operandsOf(instruction);
    const same =
      instruction.kind === "constant" ||
      (instruction.kind === "load" && isCommon(instruction.slot)) ||
      (instruction.kind === "apply" && operands.every((operand) => common[operand]));
    common.push(same);
    // The others take no longer than reading what they leave.
    const isCostly = instruction.kind === "apply" && (instruction.op === "div" || isInline(instruction.op));
    dear.push(same && (isCostly || operands.some((operand) => dear[operand])));
  }
  const wanted = new Set<number>();
  instructions.forEach((instruction, index) => {
    if (dear[index]) return;
    for (const operand of operandsOf(instruction)) if (dear[operand]) wanted.add(operand);
  });
  for (const { value } of stores) if (dear[value]) wanted.add(value);
  const kept = [...wanted];
  if (kept.length === 0 || kept.length > room.length) return undefined;
  return {
    common: programOf(
      `${name}, common`,
      instructions,
      kept.map((value, k) => ({ slot: room[k]!, value, accumulate: false })),
    ),
    rest: programOf(
      `${name}, rest`,
      instructions.map((instruction, index) => {
        const place = kept.indexOf(index);
        return place < 0 ? instruction : { kind: "load", slot: room[place]! };
      }),
      stores,
    ),
  };
}

/** Whether a program has operations that take many instructions. */
export function costsMuch({ instructions }: Pick<Program, "instructions">): boolean {
  return instructions.some(
    (instruction) =>
      (instruction.kind === "apply" && isInline(instruction.op)) ||
      (instruction.kind === "call" && costsMuch(instruction.callee)),
  );
}

/** The program of those instructions that the stores need. */
export function programOf(
  name: string,
  instructions: readonly Instruction[],
  stores: readonly Store[],
): Program {
  const needed = new Set(stores.map(({ value }) => value));
  for (let index = instructions.length - 1; index >= 0; index--) {
    const instruction = instructions[index]!;
    if (!needed.has(index)) continue;
    for (const operand of operandsOf(instruction)) needed.add(operand);
  }
  const places = new Map([...needed].sort((a, b) => a - b).map((index, place) => [index, place]));
  const own = [...places.keys()].map((index): Instruction => {
    const instruction = instructions[index]!;
    if (!("operands" in instruction)) return instruction;
    return { ...instruction, operands: instruction.operands.map((operand) => places.get(operand)!) };
  });
  return Object.freeze({
    name,
    instructions: Object.freeze(own),
    stores: Object.freeze(stores.map((store) => ({ ...store, value: places.get(store.value)! }))),
  });
}
