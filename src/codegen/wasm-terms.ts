/**
 * Formulas as WebAssembly instructions: terms push one value each, and what combines them reads as the formula
 * in TypeScript does, in its order.
 */
import type { WasmBody } from "./wasm-module.ts";
import type { Opcode } from "./wasm-opcodes.ts";

/** Appends instructions that leave one value on the stack. */
export type Term = (body: WasmBody) => void;

/** A term, or a double. */
export type Operand = Term | number;

/** Leaves an operand on the stack. */
export function push(body: WasmBody, operand: Operand): void {
  if (typeof operand === "number") body.number(operand);
  else operand(body);
}

/** Operands, then opcodes. */
export function apply(operands: readonly Operand[], ...opcodes: readonly Opcode[]): Term {
  return (body) => {
    for (const operand of operands) push(body, operand);
    body.op(...opcodes);
  };
}

export const local =
  (index: number): Term =>
  (body) =>
    body.get(index);
export const i32 =
  (value: number): Term =>
  (body) =>
    body.i32(value);
export const i64 =
  (value: number): Term =>
  (body) =>
    body.i64(value);

export const add = (a: Operand, b: Operand): Term => apply([a, b], "f64.add");
export const sub = (a: Operand, b: Operand): Term => apply([a, b], "f64.sub");
export const mul = (a: Operand, b: Operand): Term => apply([a, b], "f64.mul");
export const div = (a: Operand, b: Operand): Term => apply([a, b], "f64.div");
/** Conditions are i32: 0 where they do not hold. */
export const isLess = (a: Operand, b: Operand): Term => apply([a, b], "f64.lt");
export const isAtMost = (a: Operand, b: Operand): Term => apply([a, b], "f64.le");
export const isSame = (a: Operand, b: Operand): Term => apply([a, b], "f64.eq");
export const abs = (a: Operand): Term => apply([a], "f64.abs");
/** `a` where the i32 `condition` is not 0, else `b`; both are evaluated. */
export const select = (condition: Term, a: Operand, b: Operand): Term => apply([a, b, condition], "select");
/** The double at an i32 address and a constant. */
export const load =
  (address: Term, offset: number): Term =>
  (body) => {
    address(body);
    body.load(offset);
  };
/** `x + rounder − rounder`. */
export const rounded = (x: Operand, rounder: number): Term => sub(add(x, rounder), rounder);
/** The bits of a double from one place on, as i32. */
export const bitsFrom = (x: Term, place: number): Term =>
  apply([apply([x], "i64.reinterpret_f64"), i64(place)], "i64.shr_u", "i32.wrap_i64");

/** Locals of one formula. */
export interface Scope {
  /** The value of a term, evaluated now, as often as it is wanted. */
  readonly keep: (term: Term, type?: "i32" | "f64") => Term;
  /** Gives the locals back. */
  readonly close: () => void;
}

export function openScope(body: WasmBody): Scope {
  const taken: number[] = [];
  return {
    keep: (term, type = "f64") => {
      term(body);
      const index = body.take(type);
      taken.push(index);
      body.set(index);
      return local(index);
    },
    close: () => {
      for (const index of taken) body.giveBack(index);
    },
  };
}

/** `inside` where the i32 `condition` is not 0, else what the host's function gives for the arguments. */
export function guarded(condition: Term, inside: Term, host: number, ...given: readonly Term[]): Term {
  return (body) => {
    condition(body);
    body.ifDouble();
    inside(body);
    body.op("else");
    for (const argument of given) argument(body);
    body.call(host);
    body.op("end");
  };
}
