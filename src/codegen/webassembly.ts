/** Programs as WebAssembly modules. */
import { arity, scalar } from "../expr/op.ts";
import type { KernelMemory } from "./memory.ts";
import { calleesOf, type Program } from "./program.ts";
import { hostFunctions } from "./wasm-emissions.ts";
import { type WasmBody, wasmBody, wasmModule } from "./wasm-module.ts";
import { globalCount, piecesOf } from "./wasm-pieces.ts";
import { emitInLanes, emitProgram, emitSubprogram, type Places, slotAddress } from "./wasm-program.ts";
import { load, local } from "./wasm-terms.ts";

/**
 * What every engine takes: a function of at most so many bytes and locals (WebAssembly JavaScript
 * Interface, "Implementation-defined limits").
 */
const limits = { bytes: 7_654_321, locals: 50_000 };

/**
 * Instructions of a program that a routine has in its own function. V8 gives up on keeping values in registers where a
 * function has more than 8192 of them, which costs half of its time.
 */
const longestInline = 150;

/**
 * Runs a program on the frame at hand, and on what stands elsewhere for its slots.
 *
 * @param at  the local with the place of another frame
 */
export type Runner = (program: Program, places?: Places, at?: number) => void;

/**
 * Runs a program that has lanes on the frame at hand and on another.
 *
 * @param other   the local with its place
 * @param places  vectors
 */
export type PairRunner = (program: Program, other: number, places?: Places) => void;

/** Writes a function of a frame that runs programs, between whatever else it does. */
export type Writer = (body: WasmBody, run: Runner, runPair: PairRunner) => void;

/**
 * The module that exports a function as `run(frame)`, for memories with the tables before the frames;
 * nothing for a function too large for an engine.
 *
 * @param programs  those that the function runs
 * @param write     gets the frame as its place in bytes, counted from where the frames begin, in local 0
 * @param onPairs   programs that have functions of their own for two frames at once
 */
function emitRoutine(
  programs: readonly Program[],
  write: Writer,
  onPairs: readonly Program[],
): Uint8Array<ArrayBuffer> | undefined {
  const hosts = hostFunctions(programs);
  const frame = 0;
  const pieces = new Map(programs.map((program) => [program, piecesOf(program)] as const));
  const isApart = (program: Program): boolean =>
    pieces.get(program)!.length > 1 || (programs.length > 1 && program.instructions.length > longestInline);
  const others = [...new Set(programs.filter(isApart))].flatMap((program) => pieces.get(program)!);
  const subprograms = calleesOf(programs);
  const first = hosts.length + 1;
  const callees = { hosts, first: first + others.length + onPairs.length, subprograms };
  const body = wasmBody(1);
  // The parameter counts doubles; from here on it counts bytes.
  body.get(frame);
  body.i32(3);
  body.op("i32.shl");
  body.set(frame);
  const runPair: PairRunner = (program, other, places) => {
    if (places !== undefined || !onPairs.includes(program)) {
      emitInLanes(body, program, [frame, other], callees, places);
      return;
    }
    body.get(frame);
    body.get(other);
    body.call(first + others.length + onPairs.indexOf(program));
  };
  const run: Runner = (program, places, at = frame) => {
    const parts = pieces.get(program)!;
    if (!isApart(program) || (places !== undefined && parts.length === 1)) {
      emitProgram(body, program, at, callees, places);
      return;
    }
    // The functions of a long program share the frame only.
    for (const [slot, value] of places ?? []) {
      body.get(at);
      value(body);
      body.store(slotAddress(slot));
    }
    for (const part of parts) {
      body.get(at);
      body.call(first + others.indexOf(part));
    }
    for (const [slot, place] of places ?? [])
      if ("set" in place) place.set(load(local(at), slotAddress(slot)));
  };
  write(body, run, runPair);
  const bodies = [
    { places: 1, body },
    ...others.map((part) => {
      const own = wasmBody(1);
      emitProgram(own, part, frame, callees);
      return { places: 1, body: own };
    }),
    ...onPairs.map((program) => {
      const own = wasmBody(2);
      emitInLanes(own, program, [0, 1], callees);
      return { places: 2, body: own };
    }),
  ];
  const templates = subprograms.map((subprogram) => {
    const { inputs, results } = subprogram;
    const own = wasmBody(inputs);
    emitSubprogram(own, subprogram, hosts);
    return { arguments: inputs, results: results.length, body: own.finish() };
  });
  const functions = bodies.map(({ places, body: own }) => ({ places, body: own.finish() }));
  if (functions.some((own) => own.body.length > limits.bytes)) return undefined;
  if (bodies.some((own) => own.body.locals() > limits.locals)) return undefined;
  return wasmModule(
    hosts.map((name) => ({ name, arguments: arity[name] })),
    functions,
    templates,
    globalCount(others),
  );
}

/** The module of one program. */
export function emitWebAssembly(program: Program): Uint8Array<ArrayBuffer> | undefined {
  return emitRoutine([program], (_, run) => run(program), []);
}

/** The kernel of a program on a memory made for WebAssembly; nothing for a program too large for it. */
export function instantiateWebAssembly(program: Program, memory: KernelMemory): Kernel | undefined {
  return instantiateRoutine([program], (_, run) => run(program), memory);
}

/** The same for a function that runs several. */
export function instantiateRoutine(
  programs: readonly Program[],
  write: Writer,
  { host: memory }: KernelMemory,
  onPairs: readonly Program[] = [],
): Kernel | undefined {
  if (memory === undefined) throw new TypeError("internal: a memory that WebAssembly cannot see");
  const bytes = emitRoutine(programs, write, onPairs);
  if (bytes === undefined) return undefined;
  const functions = hostFunctions(programs).map((name) => [name, scalar[name]] as const);
  const module = new WebAssembly.Module(bytes);
  const instance = new WebAssembly.Instance(module, {
    host: { memory: memory as WebAssembly.Memory, ...Object.fromEntries(functions) },
  });
  return instance.exports.run as Kernel;
}

/** Works on the frame whose first double is `memory.doubles[frame]`. */
type Kernel = (frame: number) => void;
