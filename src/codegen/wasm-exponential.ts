/**
 * exp, expm1, exprel, sigmoid and tanh as WebAssembly instructions: the operations of `numeric/exponential.ts` in
 * the same order, inline. Where |x| is too large for the plain case the host's function is called.
 *
 * Every emitter takes the local that holds x and leaves the result on the stack.
 */
import {
  inverseStep,
  plainRange,
  rounder,
  stepHigh,
  stepLow,
  tanhSaturation,
} from "../numeric/exponential.ts";
import { expPlace } from "./tables.ts";
import type { WasmBody } from "./wasm-module.ts";

type Emitter = (body: WasmBody, x: number) => void;

/** n, the nearest multiple of ln2/128, and r, the rest. */
export interface Reduced {
  /** A local, i32. */
  readonly n: number;
  readonly r: number;
}

export function reduce(body: WasmBody, x: number): Reduced {
  const n = body.take("i32");
  const r = body.take("f64");
  const rounded = body.take("f64");
  body.get(x);
  body.number(inverseStep);
  body.op("f64.mul");
  body.number(rounder);
  body.op("f64.add");
  body.tee(rounded);
  body.op("i64.reinterpret_f64", "i32.wrap_i64");
  body.set(n);
  body.get(rounded);
  body.number(rounder);
  body.op("f64.sub");
  body.set(rounded);
  body.get(x);
  for (const part of [stepHigh, stepLow]) {
    body.get(rounded);
    body.number(part);
    body.op("f64.mul", "f64.sub");
  }
  body.set(r);
  body.giveBack(rounded);
  return { n, r };
}

/** factor · coefficient, added to what is on the stack. */
function plus(body: WasmBody, factor: number, coefficient: number): void {
  body.get(factor);
  body.number(coefficient);
  body.op("f64.mul", "f64.add");
}

/** Address of the lead of entry j = n mod 128; its tail is 8 bytes on. */
function address(body: WasmBody, n: number): void {
  body.get(n);
  body.i32(127);
  body.op("i32.and");
  body.i32(4);
  body.op("i32.shl");
}

/** 2^k lead, k = ⌊n/128⌋: k is added to the exponent in its bits. */
function scaledLead(body: WasmBody, n: number): void {
  address(body, n);
  body.loadBits(expPlace);
  body.get(n);
  body.i32(7);
  body.op("i32.shr_s", "i64.extend_i32_s");
  body.i64(52);
  body.op("i64.shl", "i64.add", "f64.reinterpret_i64");
}

/** r², in a local of its own. */
function square(body: WasmBody, r: number): number {
  const r2 = body.take("f64");
  body.get(r);
  body.get(r);
  body.op("f64.mul");
  body.set(r2);
  return r2;
}

const plainExp: Emitter = (body, x) => {
  scaledPower(body, reduce(body, x));
};

/** 2^(n/128) e^r; gives the locals of n and r back. */
export function scaledPower(body: WasmBody, { n, r }: Reduced): void {
  const r2 = square(body, r);
  const lead = body.take("f64");
  scaledLead(body, n);
  body.tee(lead);
  body.get(lead);
  address(body, n);
  body.load(expPlace + 8);
  body.get(r);
  body.op("f64.add");
  body.get(r2);
  body.number(0.5);
  plus(body, r, 1 / 6);
  body.op("f64.mul", "f64.add");
  body.get(r2);
  body.get(r2);
  body.op("f64.mul");
  body.number(1 / 24);
  plus(body, r, 1 / 120);
  body.op("f64.mul", "f64.add", "f64.mul", "f64.add");
  for (const local of [n, r, r2, lead]) body.giveBack(local);
}

const plainExpm1: Emitter = (body, x) => {
  const { n, r } = reduce(body, x);
  const r2 = square(body, r);
  const [q, lead, m] = [body.take("f64"), body.take("f64"), body.take("f64")];
  body.get(r2);
  body.number(0.5);
  plus(body, r, 1 / 6);
  body.get(r2);
  body.number(1 / 24);
  plus(body, r, 1 / 120);
  plus(body, r2, 1 / 720);
  body.op("f64.mul", "f64.add", "f64.mul");
  body.set(q);
  scaledLead(body, n);
  body.tee(lead);
  body.number(1);
  body.op("f64.sub");
  body.tee(m);
  body.get(r);
  body.get(q);
  body.get(m);
  body.get(r);
  body.get(q);
  body.op("f64.add", "f64.mul");
  body.get(lead);
  address(body, n);
  body.load(expPlace + 8);
  body.op("f64.mul", "f64.add", "f64.add", "f64.add", "f64.add");
  for (const local of [n, r, r2, q, lead, m]) body.giveBack(local);
};

/** The plain case in its range, the host's function elsewhere. */
function guarded(plain: Emitter, host: number): Emitter {
  return (body, x) => {
    body.get(x);
    body.op("f64.abs");
    body.number(plainRange);
    body.op("f64.le");
    body.ifDouble();
    plain(body, x);
    body.op("else");
    body.get(x);
    body.call(host);
    body.op("end");
  };
}

/** @param host  index of the imported exp */
export function emitExp(body: WasmBody, x: number, host: number): void {
  guarded(plainExp, host)(body, x);
}

/** @param host  index of the imported expm1 */
export function emitExpm1(body: WasmBody, x: number, host: number): void {
  const signed: Emitter = (_, local) => {
    plainExpm1(body, local);
    body.get(local);
    body.op("f64.copysign");
  };
  guarded(signed, host)(body, x);
}

/** @param host  index of the imported exprel */
export function emitExprel(body: WasmBody, x: number, host: number): void {
  const plainExprel: Emitter = (_, local) => {
    body.number(1);
    plainExpm1(body, local);
    body.get(local);
    body.op("f64.div");
    body.get(local);
    body.number(0);
    body.op("f64.eq", "select");
  };
  guarded(plainExprel, host)(body, x);
}

/** @param host  index of the imported exp */
export function emitSigmoid(body: WasmBody, x: number, host: number): void {
  const small = body.take("f64");
  body.get(x);
  body.op("f64.abs", "f64.neg");
  body.set(small);
  emitExp(body, small, host);
  body.tee(small);
  body.number(1);
  body.get(x);
  body.number(0);
  body.op("f64.lt", "select");
  body.number(1);
  body.get(small);
  body.op("f64.add", "f64.div");
  body.giveBack(small);
}

export function emitTanh(body: WasmBody, x: number): void {
  const fall = body.take("f64");
  body.number(-2);
  body.get(x);
  body.op("f64.abs");
  body.number(tanhSaturation);
  body.op("f64.min", "f64.mul");
  body.set(fall);
  plainExpm1(body, fall);
  body.tee(fall);
  body.op("f64.neg");
  body.get(fall);
  body.number(2);
  body.op("f64.add", "f64.div");
  body.get(x);
  body.op("f64.copysign");
  body.giveBack(fall);
}
