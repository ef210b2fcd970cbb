/**
 * Instructions on doubles as instructions on two at once: whoever appends what to do with one number, does it with a
 * vector of two, to the same bits.
 */
import { type AppliedOp, arity } from "../expr/op.ts";
import type { WasmBody } from "./wasm-module.ts";
import type { Opcode, VectorOpcode } from "./wasm-opcodes.ts";

/** Whole numbers of 32 bits lie in the lower half of each lane, with anything above; truth values are masks. */
const inLanes: Partial<Record<Opcode, readonly VectorOpcode[]>> = {
  "f64.abs": ["f64x2.abs"],
  "f64.neg": ["f64x2.neg"],
  "f64.floor": ["f64x2.floor"],
  "f64.sqrt": ["f64x2.sqrt"],
  "f64.add": ["f64x2.add"],
  "f64.sub": ["f64x2.sub"],
  "f64.mul": ["f64x2.mul"],
  "f64.div": ["f64x2.div"],
  "f64.min": ["f64x2.min"],
  "f64.max": ["f64x2.max"],
  "f64.eq": ["f64x2.eq"],
  "f64.ne": ["f64x2.ne"],
  "f64.lt": ["f64x2.lt"],
  "f64.gt": ["f64x2.gt"],
  "f64.le": ["f64x2.le"],
  "f64.ge": ["f64x2.ge"],
  select: ["v128.bitselect"],
  "i32.lt_s": ["i32x4.lt_s"],
  "i32.gt_s": ["i32x4.gt_s"],
  "i32.and": ["v128.and"],
  "i32.add": ["i32x4.add"],
  "i32.sub": ["i32x4.sub"],
  "i32.mul": ["i32x4.mul"],
  "i32.shl": ["i32x4.shl"],
  "i32.shr_s": ["i32x4.shr_s"],
  "i64.add": ["i64x2.add"],
  "i64.sub": ["i64x2.sub"],
  "i64.shl": ["i64x2.shl"],
  "i64.shr_u": ["i64x2.shr_u"],
  "i32.wrap_i64": [],
  // What is extended is shifted by 52 bits: what was above goes.
  "i64.extend_i32_s": [],
  "i64.reinterpret_f64": [],
  "f64.reinterpret_i64": [],
};

const isShift = (name: Opcode): boolean => name.includes(".sh");

/** The lower halves of two lanes, side by side. */
const lowerHalves = [0, 1, 2, 3, 8, 9, 10, 11, 0, 1, 2, 3, 8, 9, 10, 11];

/** A body of which doubles and whole numbers are vectors, in locals that it gives; what it has no instructions for, it refuses. */
export function inTwoLanes(body: WasmBody, hosts: readonly AppliedOp[]): WasmBody {
  /** A whole number that may be an operand, or how far to shift. */
  let given: number | undefined;
  const settle = (): void => {
    if (given !== undefined) body.fourTimes(given);
    given = undefined;
  };
  const settled =
    <Args extends readonly unknown[], R>(action: (...args: Args) => R) =>
    (...args: Args): R => {
      settle();
      return action(...args);
    };
  const signOfSecond = (): void => {
    body.fourTimes(-1);
    body.i32(1);
    body.vector("i64x2.shr_u");
    body.vector("v128.bitselect");
  };
  const one = (name: Opcode): void => {
    if (isShift(name) && given !== undefined) {
      body.i32(given);
      given = undefined;
    }
    settle();
    if (name === "else" || name === "end") body.op(name);
    else if (name === "f64.copysign") signOfSecond();
    else if (name === "f64.convert_i32_u") {
      body.twice(1);
      body.vector("v128.and");
    } else if (name === "f64.convert_i32_s") {
      const vector = body.take("v128");
      body.set(vector);
      body.get(vector);
      body.get(vector);
      body.vector("i8x16.shuffle", ...lowerHalves);
      body.vector("f64x2.convert_low_i32x4_s");
      body.giveBack(vector);
    } else {
      const vectors = inLanes[name];
      if (vectors === undefined) throw new TypeError(`internal: no ${name} in lanes`);
      for (const vector of vectors) body.vector(vector);
    }
  };
  const gather = (offset: number): void => {
    const addresses = body.take("v128");
    body.set(addresses);
    for (const lane of [1, 0]) {
      body.get(addresses);
      body.vector("i32x4.extract_lane", 2 * lane);
    }
    body.vector("v128.load64_zero", 3, offset);
    body.vector("v128.load64_lane", 3, offset, 1);
    body.giveBack(addresses);
  };
  const callTwice = (index: number): void => {
    const vectors = Array.from({ length: arity[hosts[index]!] }, () => body.take("v128")).reverse();
    for (const vector of vectors) body.set(vector);
    for (const lane of [0, 1]) {
      for (const vector of vectors.toReversed()) {
        body.get(vector);
        body.vector("f64x2.extract_lane", lane);
      }
      body.call(index);
      if (lane === 0) body.vector("f64x2.splat");
      else body.vector("f64x2.replace_lane", 1);
    }
    for (const vector of vectors) body.giveBack(vector);
  };
  const refuse = (): never => {
    throw new TypeError("internal: no such instruction in lanes");
  };
  return {
    op: (...names) => names.forEach(one),
    vector: settled(body.vector),
    twice: settled(body.twice),
    fourTimes: settled(body.fourTimes),
    number: settled(body.twice),
    i32: (value) => {
      settle();
      given = value;
    },
    i64: (value) => {
      settle();
      given = value;
    },
    get: settled(body.get),
    set: settled(body.set),
    tee: settled(body.tee),
    getGlobal: refuse,
    setGlobal: refuse,
    load: settled(gather),
    loadBits: settled(gather),
    loadInteger: refuse,
    loadByte: refuse,
    storeInteger: refuse,
    storeByte: refuse,
    store: refuse,
    // Where one of them is outside of what is plain, both are the host's: it has the same bits inside.
    ifDouble: settled(() => {
      body.vector("i64x2.all_true");
      body.ifVector();
    }),
    ifNothing: settled(() => {
      body.vector("i64x2.all_true");
      body.ifNothing();
    }),
    ifVector: refuse,
    open: refuse,
    branch: refuse,
    call: settled(callTwice),
    take: () => body.take("v128"),
    giveBack: body.giveBack,
    locals: body.locals,
    finish: body.finish,
  };
}
