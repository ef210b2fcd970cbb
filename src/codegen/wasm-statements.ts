/** Statements around terms: variables, memory, conditionals and loops, written as they read in TypeScript. */
import type { LocalType, WasmBody } from "./wasm-module.ts";
import { apply, i32, local, type Operand, push, type Term } from "./wasm-terms.ts";

/** A local that is assigned to: as a term, its present value. */
export interface Variable extends Term {
  readonly set: (value: Operand) => void;
}

/** Goes where a block or loop says, if a condition holds or without one. */
export type Jump = (condition?: Term) => void;

export interface Statements {
  /** A local for the rest of the function, at first 0. */
  variable(type: LocalType): Variable;
  /** Stores at an i32 address and a constant. */
  storeDouble(address: Term, offset: number, value: Operand): void;
  storeInteger(address: Term, offset: number, value: Term): void;
  storeByte(address: Term, offset: number, value: Term): void;
  when(condition: Term, then: () => void, otherwise?: () => void): void;
  /** @param inside  gets what leaves the block */
  block(inside: (leave: Jump) => void): void;
  /** @param inside  gets what begins it again; without that the loop ends */
  loop(inside: (again: Jump) => void): void;
}

export const integerAt =
  (address: Term, offset: number): Term =>
  (body) => {
    address(body);
    body.loadInteger(offset);
  };
export const byteAt =
  (address: Term, offset: number): Term =>
  (body) => {
    address(body);
    body.loadByte(offset);
  };
export const plus = (a: Term, b: Term | number): Term => apply([a, whole(b)], "i32.add");
export const minus = (a: Term, b: Term | number): Term => apply([a, whole(b)], "i32.sub");
/** a·2^n. */
export const shifted = (a: Term, n: number): Term => apply([a, i32(n)], "i32.shl");
export const equals = (a: Term, b: Term | number): Term => apply([a, whole(b)], "i32.eq");
export const not = (a: Term): Term => apply([a], "i32.eqz");
export const both = (a: Term, b: Term): Term => apply([a, b], "i32.and");
export const either = (a: Term, b: Term): Term => apply([a, b], "i32.or");

const whole = (value: Term | number): Term => (typeof value === "number" ? i32(value) : value);

export function statements(body: WasmBody): Statements {
  const jump =
    (opened: number): Jump =>
    (condition) => {
      condition?.(body);
      body.branch(opened, condition !== undefined);
    };
  const enclosed = (kind: "block" | "loop", inside: (jump: Jump) => void): void => {
    inside(jump(body.open(kind)));
    body.op("end");
  };
  return {
    variable: (type) => {
      const index = body.take(type);
      return Object.assign(local(index), {
        set: (value: Operand) => {
          push(body, value);
          body.set(index);
        },
      });
    },
    storeDouble: (address, offset, value) => {
      address(body);
      push(body, value);
      body.store(offset);
    },
    storeInteger: (address, offset, value) => {
      address(body);
      value(body);
      body.storeInteger(offset);
    },
    storeByte: (address, offset, value) => {
      address(body);
      value(body);
      body.storeByte(offset);
    },
    when: (condition, then, otherwise) => {
      condition(body);
      body.ifNothing();
      then();
      if (otherwise !== undefined) {
        body.op("else");
        otherwise();
      }
      body.op("end");
    },
    block: (inside) => enclosed("block", inside),
    loop: (inside) => enclosed("loop", inside),
  };
}
