/**
 * Long programs in pieces, each a function of its own: engines compile a function with branches, as every exponential
 * has, in a time that grows with the square of its length, and take none beyond a limit. What one piece computes and another
 * uses stands in a global of the module meanwhile.
 */
import type { Instruction, Program, Store } from "./program.ts";

/** Instructions of a program that is one function, and of a piece of a longer one. */
const longest = 4000;
const pieceLength = 1000;

/** The slot that stands for a global of the module, and back; slots of frames are not negative. */
export function globalSlot(global: number): number {
  return -1 - global;
}

/**
 * Programs that do one after the other what the program does, to the last bit; itself if it is short. Those that write to
 * the frame come last.
 */
export function piecesOf(program: Program): Program[] {
  const { name, instructions, stores } = program;
  const { length } = instructions;
  if (length + stores.length <= longest) return [program];
  const computing = Math.ceil(length / pieceLength);
  const own = (index: number): number => Math.floor(index / pieceLength);
  const storing = (k: number): number => computing + own(k);
  /** The piece that uses a value last. */
  const last = Int32Array.from(instructions, (_, value) => own(value));
  instructions.forEach((instruction, index) => {
    if (instruction.kind === "apply") for (const operand of instruction.operands) last[operand] = own(index);
  });
  stores.forEach(({ value }, k) => {
    last[value] = storing(k);
  });
  const crosses = (value: number): boolean => {
    const { kind } = instructions[value]!;
    if (kind === "load") return last[value]! >= computing;
    return kind === "apply" && last[value]! > own(value);
  };

  const globals = new Int32Array(length);
  const free: number[] = [];
  const leaving = new Map<number, number[]>();
  let count = 0;
  return Array.from({ length: storing(stores.length - 1) + 1 }, (_, p): Program => {
    const list: Instruction[] = [];
    const places = new Map<number, number>();
    const push = (value: number, instruction: Instruction): number => {
      places.set(value, list.length);
      return list.push(instruction) - 1;
    };
    const at = (value: number): number => {
      const found = places.get(value);
      if (found !== undefined) return found;
      const instruction = instructions[value]!;
      const isPlain = instruction.kind === "constant" || (instruction.kind === "load" && p < computing);
      return push(value, isPlain ? instruction : { kind: "load", slot: globalSlot(globals[value]!) });
    };
    const kept: Store[] = [];
    // Stores come after all loads: what is used last here may give its place to what begins here.
    free.push(...(leaving.get(p) ?? []));
    for (let value = p * pieceLength; value < Math.min(length, (p + 1) * pieceLength); value++) {
      const instruction = instructions[value]!;
      if (instruction.kind === "apply") {
        const operands = instruction.operands.map(at);
        push(value, { ...instruction, operands });
      }
      if (!crosses(value)) continue;
      const global = free.pop() ?? count++;
      globals[value] = global;
      const until = leaving.get(last[value]!);
      if (until === undefined) leaving.set(last[value]!, [global]);
      else until.push(global);
      kept.push({ slot: globalSlot(global), value: at(value), accumulate: false });
    }
    const first = (p - computing) * pieceLength;
    const written = p < computing ? [] : stores.slice(first, first + pieceLength);
    for (const store of written) kept.push({ ...store, value: at(store.value) });
    return { name: `${name}, piece ${p + 1}`, instructions: list, stores: kept };
  });
}

/** How many globals programs use. */
export function globalCount(programs: readonly Program[]): number {
  return programs.reduce(
    (most, { stores }) => stores.reduce((count, { slot }) => Math.max(count, -slot), most),
    0,
  );
}
