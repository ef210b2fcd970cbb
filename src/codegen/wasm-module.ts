/**
 * WebAssembly modules as bytes: the few sections and instructions that programs on doubles and the loops around
 * them need. Every emitter returns bytes, or appends them to a body.
 *
 * Source: WebAssembly Core Specification 1.0 (W3C, 2019), §5 (binary format); 2.0 (W3C, 2022), §5.4.8 (vectors).
 */
import { type Opcode, opcode, type VectorOpcode, vectorOpcode } from "./wasm-opcodes.ts";

export const valueType = { i32: 0x7f, i64: 0x7e, f64: 0x7c, v128: 0x7b } as const;

/** The type of a local. */
export type LocalType = "i32" | "f64" | "v128";

/** The type of a block that leaves no value. */
const nothing = 0x40;

const vectorPrefix = 0xfd;
/** `v128.const`. */
const vectorConstant = 0x0c;

/** A function body under construction: instructions, and locals taken and given back. */
export interface WasmBody {
  op(...names: readonly Opcode[]): void;
  /** @param immediates  alignment, offset, lane, as the instruction wants them */
  vector(name: VectorOpcode, ...immediates: readonly number[]): void;
  /** A vector of one double twice, or of one whole number four times. */
  twice(value: number): void;
  fourTimes(value: number): void;
  number(value: number): void;
  i32(value: number): void;
  /** Of at most 32 bits. */
  i64(value: number): void;
  get(local: number): void;
  set(local: number): void;
  tee(local: number): void;
  /** Of the module; all are doubles. */
  getGlobal(global: number): void;
  setGlobal(global: number): void;
  /** Load or store a double at the i32 address on the stack plus `offset` bytes; or a whole number, or a byte of one. */
  load(offset: number): void;
  loadInteger(offset: number): void;
  loadByte(offset: number): void;
  storeInteger(offset: number): void;
  storeByte(offset: number): void;
  /** The bits of that double, as i64. */
  loadBits(offset: number): void;
  store(offset: number): void;
  /** Opens a conditional that leaves a double, or a vector; close it with `end`. */
  ifDouble(): void;
  ifVector(): void;
  /** Opens a conditional that leaves nothing. */
  ifNothing(): void;
  /** Opens a block, or a loop, that leaves nothing, and returns what `branch` takes to leave it, or to begin it again. */
  open(kind: "block" | "loop"): number;
  /** Goes to what was opened; with `conditional`, if the i32 on the stack is not 0. */
  branch(opened: number, conditional: boolean): void;
  call(index: number): void;
  /** A local of the type that nothing else uses until it is given back. */
  take(type: LocalType): number;
  giveBack(local: number): void;
  /** Number of locals so far, parameters included. */
  locals(): number;
  /** The finished body: local declarations, instructions, `end`. */
  finish(): number[];
}

/** @param parameters  number of parameters, which are the first locals */
export function wasmBody(parameters: number): WasmBody {
  const code: number[] = [];
  const types: LocalType[] = [];
  const free: Readonly<Record<LocalType, number[]>> = { i32: [], f64: [], v128: [] };
  const double = new DataView(new ArrayBuffer(8));
  const appendDouble = (value: number): void => {
    double.setFloat64(0, value, true);
    for (let i = 0; i < 8; i++) code.push(double.getUint8(i));
  };
  const withIndex = (byte: number, index: number): void => {
    code.push(byte);
    appendUnsigned(code, index);
  };
  const access = (byte: number, alignment: number, offset: number): void => {
    code.push(byte, alignment);
    appendUnsigned(code, offset);
  };
  /** Blocks, loops and conditionals that are open. */
  let depth = 0;
  const opening = (byte: number, result: number): void => {
    code.push(byte, result);
    depth++;
  };
  return {
    op: (...names) => {
      for (const name of names) {
        code.push(opcode[name]);
        if (name === "end") depth--;
      }
    },
    vector: (name, ...immediates) => {
      code.push(vectorPrefix);
      for (const immediate of [vectorOpcode[name], ...immediates]) appendUnsigned(code, immediate);
    },
    twice: (value) => {
      code.push(vectorPrefix, vectorConstant);
      appendDouble(value);
      appendDouble(value);
    },
    fourTimes: (value) => {
      double.setInt32(0, value, true);
      code.push(vectorPrefix, vectorConstant);
      for (let i = 0; i < 16; i++) code.push(double.getUint8(i & 3));
    },
    number: (value) => {
      code.push(0x44);
      appendDouble(value);
    },
    i32: (value) => {
      code.push(0x41);
      appendSigned(code, value);
    },
    i64: (value) => {
      code.push(0x42);
      appendSigned(code, value);
    },
    get: (local) => withIndex(0x20, local),
    set: (local) => withIndex(0x21, local),
    tee: (local) => withIndex(0x22, local),
    getGlobal: (global) => withIndex(0x23, global),
    setGlobal: (global) => withIndex(0x24, global),
    load: (offset) => access(0x2b, 3, offset),
    loadInteger: (offset) => access(0x28, 2, offset),
    loadByte: (offset) => access(0x2d, 0, offset),
    loadBits: (offset) => access(0x29, 3, offset),
    store: (offset) => access(0x39, 3, offset),
    storeInteger: (offset) => access(0x36, 2, offset),
    storeByte: (offset) => access(0x3a, 0, offset),
    ifDouble: () => opening(0x04, valueType.f64),
    ifVector: () => opening(0x04, valueType.v128),
    ifNothing: () => opening(0x04, nothing),
    open: (kind) => {
      opening(kind === "block" ? 0x02 : 0x03, nothing);
      return depth;
    },
    branch: (opened, conditional) => withIndex(conditional ? 0x0d : 0x0c, depth - opened),
    call: (index) => withIndex(0x10, index),
    take: (type) => free[type].pop() ?? parameters + types.push(type) - 1,
    giveBack: (local) => {
      free[types[local - parameters]!].push(local);
    },
    locals: () => parameters + types.length,
    finish: () => {
      const bytes: number[] = [];
      appendUnsigned(bytes, types.length);
      for (const type of types) bytes.push(1, valueType[type]);
      return bytes.concat(code, opcode.end);
    },
  };
}

/** A function that a module takes from its host: `arguments` doubles to a double. */
export interface WasmImport {
  readonly name: string;
  readonly arguments: number;
}

/** A function that a module has itself: of doubles to doubles. */
export interface WasmFunction {
  readonly arguments: number;
  readonly results: number;
  readonly body: readonly number[];
}

/**
 * A module that imports the memory `host.memory` and functions `host.<name>`, which come first in the
 * index space of functions. Behind them are functions of one i32 with the given bodies, of which the first is exported as `run`,
 * and then those of doubles.
 *
 * @param globals  how many doubles the module has, 0 at first
 */
export function wasmModule(
  imports: readonly WasmImport[],
  bodies: readonly (readonly number[])[],
  ofDoubles: readonly WasmFunction[] = [],
  globals = 0,
): Uint8Array<ArrayBuffer> {
  const doubles = (count: number): number[] => Array<number>(count).fill(valueType.f64);
  const types = [
    functionType([valueType.i32], []),
    ...imports.map((taken) => functionType(doubles(taken.arguments), doubles(1))),
    ...ofDoubles.map((own) => functionType(doubles(own.arguments), doubles(own.results))),
  ];
  const ownTypes = [...bodies.map(() => 0), ...ofDoubles.map((_, k) => 1 + imports.length + k)];
  const code = [...bodies, ...ofDoubles.map(({ body }) => body)];
  const from = (name: string): number[] => text("host").concat(text(name));
  const memory = from("memory").concat(0x02, 0x00, 1);
  const functions = imports.map(({ name }, i) => from(name).concat(0x00, unsigned(i + 1)));
  const zero = [valueType.f64, 0x01, 0x44, 0, 0, 0, 0, 0, 0, 0, 0, opcode.end];
  return Uint8Array.from(
    preamble.concat(
      section(1, vector(types)),
      section(2, vector([memory, ...functions])),
      section(3, vector(ownTypes.map(unsigned))),
      section(6, vector(Array<number[]>(globals).fill(zero))),
      section(7, vector([text("run").concat(0x00, unsigned(imports.length))])),
      section(10, vector(code.map((body) => unsigned(body.length).concat(body)))),
    ),
  );
}

/** The bytes "\0asm" and version 1. */
const preamble = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];

/** A module that does nothing in at least so many bytes. */
export function emptyModule(bytes: number): Uint8Array<ArrayBuffer> {
  const padding = text("padding").concat(Array<number>(bytes).fill(0));
  return Uint8Array.from(preamble.concat(section(0, padding)));
}

function functionType(parameters: readonly number[], results: readonly number[]): number[] {
  return [0x60].concat(vector(parameters.map((type) => [type])), vector(results.map((type) => [type])));
}

function section(id: number, content: readonly number[]): number[] {
  return [id].concat(unsigned(content.length), content);
}

function vector(items: readonly (readonly number[])[]): number[] {
  const bytes = unsigned(items.length);
  // Too many for arguments of a function, and flat() takes seconds for millions of bytes.
  for (const item of items) for (const byte of item) bytes.push(byte);
  return bytes;
}

function text(name: string): number[] {
  const bytes = [...new TextEncoder().encode(name)];
  return unsigned(bytes.length).concat(bytes);
}

function unsigned(value: number): number[] {
  const bytes: number[] = [];
  appendUnsigned(bytes, value);
  return bytes;
}

/** LEB128 of a number of at most 32 bits, without sign. */
export function appendUnsigned(bytes: number[], value: number): void {
  let rest = value >>> 0;
  for (; rest >= 128; rest >>>= 7) bytes.push((rest & 127) | 128);
  bytes.push(rest);
}

/** LEB128 of a number of at most 32 bits, with sign. */
export function appendSigned(bytes: number[], value: number): void {
  let rest = value | 0;
  for (; rest < -64 || rest >= 64; rest >>= 7) bytes.push((rest & 127) | 128);
  bytes.push(rest & 127);
}
