/** A kernel: a program bound to a memory, run the way that the memory was made for. */
import type { Execution } from "./execution.ts";
import { interpret } from "./interpreter.ts";
import { instantiateJavaScript } from "./javascript.ts";
import type { KernelMemory } from "./memory.ts";
import type { Program } from "./program.ts";
import { instantiateWebAssembly } from "./webassembly.ts";

/** Runs a program on the frame whose first double is `memory.doubles[frame]`. */
export type Kernel = (frame: number) => void;

const bind: Readonly<Record<Execution, (program: Program, memory: KernelMemory) => Kernel | undefined>> = {
  interpreter: (program, memory) => interpret(program, memory.doubles),
  javascript: (program, memory) => instantiateJavaScript(program, memory.doubles),
  webassembly: instantiateWebAssembly,
};

/** A program too large for the memory's execution is interpreted: the same bits. */
export function compileKernel(program: Program, memory: KernelMemory): Kernel {
  return bind[memory.execution](program, memory) ?? interpret(program, memory.doubles);
}
