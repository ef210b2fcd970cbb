/** Programs as WebAssembly instructions: the same operations in the same order, one local per live value. */
import type { AppliedOp } from "../expr/op.ts";
import { type Instruction, operandsOf, type Program, type Subprogram } from "./program.ts";
import { tableBytes } from "./tables.ts";
import { emissions } from "./wasm-emissions.ts";
import { inTwoLanes } from "./wasm-lanes.ts";
import type { WasmBody } from "./wasm-module.ts";
import { globalSlot, piecesOf } from "./wasm-pieces.ts";
import type { Variable } from "./wasm-statements.ts";
import type { Term } from "./wasm-terms.ts";
import { emitSinAndCos } from "./wasm-trigonometric.ts";

/** Index of the cosine of each sine's angle, and the other way round; −1 for other instructions. */
function partners(instructions: readonly Instruction[]): Int32Array {
  const partner = new Int32Array(instructions.length).fill(-1);
  const seen = { sin: new Map<number, number>(), cos: new Map<number, number>() };
  instructions.forEach((instruction, index) => {
    if (instruction.kind !== "apply" || (instruction.op !== "sin" && instruction.op !== "cos")) return;
    const angle = instruction.operands[0]!;
    const other = seen[instruction.op === "sin" ? "cos" : "sin"].get(angle);
    if (other !== undefined && partner[other] === -1) {
      partner[index] = other;
      partner[other] = index;
    }
    seen[instruction.op].set(angle, index);
  });
  return partner;
}

/** Index of the instruction, or of the stores, that uses each value last. */
function lastUses(instructions: readonly Instruction[], kept: readonly number[]): Int32Array {
  const last = new Int32Array(instructions.length);
  instructions.forEach((instruction, index) => {
    for (const operand of operandsOf(instruction)) last[operand] = index;
  });
  for (const value of kept) last[value] = instructions.length;
  return last;
}

/** Where the functions stand that programs may call. */
export interface Callees {
  /** Those of the host, as the module imports them. */
  readonly hosts: readonly AppliedOp[];
  /** Index of the first of those of templates. */
  readonly first: number;
  readonly subprograms: readonly Subprogram[];
}

/** Where a slot lies behind the place of its frame [bytes]. */
export function slotAddress(slot: number): number {
  return tableBytes + 8 * slot;
}

/** What stands for slots of the frame: a value, and where what a program stores there goes instead. */
export type Places = ReadonlyMap<number, Term | Variable>;

/** How a program comes to what stands for slots. */
interface Memory {
  /** What places of slots append to. */
  readonly body: WasmBody;
  readonly load: (slot: number) => void;
  /** @param value  leaves it on the stack */
  readonly store: (slot: number, value: () => void) => void;
}

/**
 * Appends a program that works on a frame, and on globals of the module where slots stand for them.
 *
 * @param base    the local with the frame's place in bytes, counted from where the frames begin
 * @param places  of slots that are elsewhere
 */
export function emitProgram(
  body: WasmBody,
  program: Program,
  base: number,
  callees: Callees,
  places?: Places,
): void {
  emitOn(body, program, callees, places, {
    body,
    load: (slot) => {
      if (slot < 0) {
        body.getGlobal(globalSlot(slot));
        return;
      }
      body.get(base);
      body.load(slotAddress(slot));
    },
    store: (slot, value) => {
      if (slot >= 0) body.get(base);
      value();
      if (slot < 0) body.setGlobal(globalSlot(slot));
      else body.store(slotAddress(slot));
    },
  });
}

/** Whether a program has a form for two frames at once: neither calls nor pieces. */
export function hasLanes(program: Program): boolean {
  return program.instructions.every(({ kind }) => kind !== "call") && piecesOf(program).length === 1;
}

/**
 * Appends a program that has lanes: it does to two frames what `emitProgram` has it do to each.
 *
 * @param bases   by lane, the local with the frame's place
 * @param places  vectors that stand for slots of both
 */
export function emitInLanes(
  body: WasmBody,
  program: Program,
  bases: readonly [number, number],
  callees: Callees,
  places?: Places,
): void {
  emitOn(inTwoLanes(body, callees.hosts), program, callees, places, {
    body,
    load: (slot) => {
      for (const base of bases.toReversed()) body.get(base);
      body.vector("v128.load64_zero", 3, slotAddress(slot));
      body.vector("v128.load64_lane", 3, slotAddress(slot), 1);
    },
    store: (slot, value) => {
      const vector = body.take("v128");
      value();
      body.set(vector);
      bases.forEach((base, lane) => {
        body.get(base);
        body.get(vector);
        body.vector("v128.store64_lane", 3, slotAddress(slot), lane);
      });
      body.giveBack(vector);
    },
  });
}

function emitOn(
  body: WasmBody,
  { instructions, stores }: Program,
  callees: Callees,
  places: Places | undefined,
  memory: Memory,
): void {
  const load = (slot: number): void => {
    const place = places?.get(slot);
    if (place === undefined) memory.load(slot);
    else place(memory.body);
  };
  const kept = stores.map(({ value }) => value);
  const { push, done } = emitInstructions(body, instructions, kept, load, callees);
  for (const { slot, value, accumulate } of stores) {
    const place = places?.get(slot);
    const result = (): void => {
      if (accumulate) load(slot);
      push(value);
      if (accumulate) body.op("f64.add");
    };
    if (place !== undefined && "set" in place) place.set(result);
    else memory.store(slot, result);
  }
  done();
}

/** Appends a function's instructions, which leave its values on the stack; its arguments are the first locals. */
export function emitSubprogram(
  body: WasmBody,
  { instructions, results }: Subprogram,
  hosts: readonly AppliedOp[],
): void {
  const none = { hosts, first: -1, subprograms: [] };
  const { push } = emitInstructions(body, instructions, results, (slot) => body.get(slot), none);
  for (const value of results) push(value);
}

interface EmittedInstructions {
  /** Puts a value that is kept on the stack. */
  push(index: number): void;
  /** Gives the locals of what is kept back. */
  done(): void;
}

function emitInstructions(
  body: WasmBody,
  instructions: readonly Instruction[],
  kept: readonly number[],
  load: (slot: number) => void,
  { hosts, first, subprograms }: Callees,
): EmittedInstructions {
  const last = lastUses(instructions, kept);
  const partner = partners(instructions);
  const locals = new Int32Array(instructions.length);
  const push = (index: number): void => {
    const instruction = instructions[index]!;
    if (instruction.kind === "constant") body.number(instruction.value);
    else body.get(locals[index]!);
  };
  const takeOperand = (index: number): number => {
    const local = body.take("f64");
    push(index);
    body.set(local);
    return local;
  };
  const hostOf = (op: AppliedOp | undefined): number => (op === undefined ? -1 : hosts.indexOf(op));
  /** Sine and cosine of one angle, where the first of them stands. */
  const applyPair = (index: number, operand: number): void => {
    const x = takeOperand(operand);
    for (const result of [index, partner[index]!]) locals[result] = body.take("f64");
    const isSine = (instructions[index] as { readonly op: AppliedOp }).op === "sin";
    const [sin, cos] = isSine ? [index, partner[index]!] : [partner[index]!, index];
    const results = { sin: locals[sin]!, cos: locals[cos]! };
    emitSinAndCos(body, x, { sin: hostOf("sin"), cos: hostOf("cos") }, results);
    body.giveBack(x);
  };
  const apply = (op: AppliedOp, operands: readonly number[]): void => {
    const emission = emissions[op];
    if (emission.kind === "inline") {
      const given = operands.map(takeOperand);
      emission.emit(body, given[0]!, hostOf(emission.host), given[1] ?? -1);
      for (const local of given) body.giveBack(local);
      return;
    }
    // WebAssembly's select takes its condition last.
    for (const operand of op === "select" ? [...operands.slice(1), operands[0]!] : operands) push(operand);
    if (emission.kind === "opcodes") body.op(...emission.opcodes);
    else {
      body.number(0);
      body.op("f64.ne", "select");
    }
  };
  const release = (index: number, operands: readonly number[]): void => {
    for (const operand of new Set(operands)) {
      if (last[operand] === index && instructions[operand]!.kind !== "constant")
        body.giveBack(locals[operand]!);
    }
  };

  /** Calls, and takes the values as its parts. */
  const call = ({ callee, operands }: Instruction & { readonly kind: "call" }, index: number): void => {
    for (const operand of operands) push(operand);
    body.call(first + subprograms.indexOf(callee));
    release(index, operands);
    // The last value is on top.
    for (let place = index + callee.results.length; place > index; place--) {
      locals[place] = body.take("f64");
      body.set(locals[place]!);
    }
  };

  instructions.forEach((instruction, index) => {
    if (instruction.kind === "constant" || instruction.kind === "part") return;
    if (instruction.kind === "call") {
      call(instruction, index);
      return;
    }
    if (instruction.kind === "load") load(instruction.slot);
    else if (partner[index] !== -1) {
      if (partner[index]! > index) applyPair(index, instruction.operands[0]!);
      release(index, instruction.operands);
      return;
    } else {
      apply(instruction.op, instruction.operands);
      release(index, instruction.operands);
    }
    locals[index] = body.take("f64");
    body.set(locals[index]!);
  });
  const done = (): void => {
    for (let index = 0; index < instructions.length; index++) {
      if (last[index] === instructions.length && instructions[index]!.kind !== "constant")
        body.giveBack(locals[index]!);
    }
  };
  return { push, done };
}
