/** How programs run, and which way is the best that the environment allows. */
import { emptyModule, wasmBody, wasmModule } from "./wasm-module.ts";

/**
 * `"interpreter"` needs nothing and is the oracle; `"javascript"` makes source text, which a content
 * policy must allow (`'unsafe-eval'`); `"webassembly"` makes modules (`'wasm-unsafe-eval'`).
 */
export type Execution = "interpreter" | "javascript" | "webassembly";

/** The slowest first. */
export const executions: readonly Execution[] = ["interpreter", "javascript", "webassembly"];

const trials: Readonly<Record<Execution, () => boolean>> = {
  interpreter: () => true,
  javascript: () => new Function("return 1")() === 1,
  // Old browsers refuse to compile more than a few kilobytes at once where that would block a page.
  webassembly: () => new WebAssembly.Instance(new WebAssembly.Module(emptyModule(65536))) !== undefined,
};

const allowed = new Map<Execution, boolean>();

/** Whether this environment can run kernels this way; tried once. */
export function allows(execution: Execution): boolean {
  let known = allowed.get(execution);
  if (known === undefined) {
    try {
      known = trials[execution]();
    } catch {
      known = false;
    }
    allowed.set(execution, known);
  }
  return known;
}

/** Those that this environment allows, the fastest first. */
export function allowedExecutions(): Execution[] {
  return [...executions].reverse().filter(allows);
}

let lanes: boolean | undefined;

/** Whether WebAssembly has vectors here; asked once. */
export function allowsLanes(): boolean {
  if (lanes === undefined) {
    const body = wasmBody(1);
    body.twice(0);
    body.set(body.take("v128"));
    lanes = allows("webassembly") && WebAssembly.validate(wasmModule([], [body.finish()]));
  }
  return lanes;
}
