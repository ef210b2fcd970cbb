/** What each operation is as WebAssembly instructions. */
import type { AppliedOp } from "../expr/op.ts";
import { operationsOf, type Program } from "./program.ts";
import { emitAtan } from "./wasm-arctangent.ts";
import { emitExp, emitExpm1, emitExprel, emitSigmoid, emitTanh } from "./wasm-exponential.ts";
import { emitLog, emitLog1p, emitPow } from "./wasm-logarithm.ts";
import type { WasmBody } from "./wasm-module.ts";
import type { Opcode } from "./wasm-opcodes.ts";
import { emitCos, emitSin, emitTan } from "./wasm-trigonometric.ts";

/**
 * How an operation is emitted: opcodes after its operands, a choice by its first operand, or inline code around
 * locals, which calls a host function outside its plain range.
 */
export type Emission =
  | { readonly kind: "opcodes"; readonly opcodes: readonly Opcode[] }
  | { readonly kind: "select" }
  | {
      readonly kind: "inline";
      readonly emit: (body: WasmBody, x: number, host: number, y: number) => void;
      readonly host: AppliedOp | undefined;
    };

const opcodes = (...names: readonly Opcode[]): Emission => ({ kind: "opcodes", opcodes: names });

export const emissions: Readonly<Record<AppliedOp, Emission>> = {
  neg: opcodes("f64.neg"),
  abs: opcodes("f64.abs"),
  floor: opcodes("f64.floor"),
  sqrt: opcodes("f64.sqrt"),
  exp: { kind: "inline", emit: emitExp, host: "exp" },
  expm1: { kind: "inline", emit: emitExpm1, host: "expm1" },
  exprel: { kind: "inline", emit: emitExprel, host: "exprel" },
  log: { kind: "inline", emit: emitLog, host: "log" },
  log1p: { kind: "inline", emit: emitLog1p, host: "log1p" },
  sin: { kind: "inline", emit: emitSin, host: "sin" },
  cos: { kind: "inline", emit: emitCos, host: "cos" },
  tan: { kind: "inline", emit: emitTan, host: "tan" },
  atan: { kind: "inline", emit: emitAtan, host: "atan" },
  tanh: { kind: "inline", emit: emitTanh, host: undefined },
  sigmoid: { kind: "inline", emit: emitSigmoid, host: "exp" },
  add: opcodes("f64.add"),
  sub: opcodes("f64.sub"),
  mul: opcodes("f64.mul"),
  div: opcodes("f64.div"),
  pow: { kind: "inline", emit: emitPow, host: "pow" },
  min: opcodes("f64.min"),
  max: opcodes("f64.max"),
  lt: opcodes("f64.lt", "f64.convert_i32_u"),
  le: opcodes("f64.le", "f64.convert_i32_u"),
  eq: opcodes("f64.eq", "f64.convert_i32_u"),
  select: { kind: "select" },
};

/** Whether an operation takes many instructions, as exp does. */
export function isInline(op: AppliedOp): boolean {
  return emissions[op].kind === "inline";
}

/** The host functions that programs call, each once, in the order in which a module imports them. */
export function hostFunctions(programs: readonly Program[]): AppliedOp[] {
  const used = new Set<AppliedOp>();
  for (const program of programs) {
    for (const op of operationsOf(program)) {
      const emission = emissions[op];
      if (emission.kind === "inline" && emission.host !== undefined) used.add(emission.host);
    }
  }
  return [...used];
}
