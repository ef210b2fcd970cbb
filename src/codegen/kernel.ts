/** A kernel: a program bound to a memory and an execution. */

import { interpret } from "./interpreter.ts";
import { emitJavaScript } from "./javascript.ts";
import type { Program } from "./program.ts";

/** Runs a program on the frame whose first double is `memory[frame]`. */
export type Kernel = (frame: number) => void;

/**
 * How programs run. `"interpreter"` needs nothing and is the oracle; `"javascript"` makes source
 * text and needs a content policy that allows it.
 */
export type Execution = "interpreter" | "javascript";

/** Whether this environment lets a program make functions from text. */
export function allowsJavaScript(): boolean {
  try {
    return new Function("return 1")() === 1;
  } catch {
    return false;
  }
}

/** The fastest execution that this environment allows. */
export function bestExecution(): Execution {
  return allowsJavaScript() ? "javascript" : "interpreter";
}

const bind: Readonly<Record<Execution, (program: Program, memory: Float64Array) => Kernel>> = {
  interpreter: interpret,
  javascript: (program, memory) => new Function("m", emitJavaScript(program))(memory) as Kernel,
};

export function compileKernel(program: Program, memory: Float64Array, execution: Execution): Kernel {
  return bind[execution](program, memory);
}
