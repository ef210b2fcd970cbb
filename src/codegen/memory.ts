/** The memory that kernels share: frames of doubles, and where WebAssembly runs, tables before them. */
import { UnsupportedError } from "../errors.ts";
import { powerOfTwo } from "../numeric/powers-of-two.ts";
import { allowedExecutions, type Execution } from "./execution.ts";
import { layTables, tableBytes } from "./tables.ts";

export interface KernelMemory {
  readonly execution: Execution;
  /** The frames. */
  readonly doubles: Float64Array;
  /**
   * What WebAssembly kernels import; the frames begin behind the tables. It is a
   * `WebAssembly.Memory`; who compiles for Node alone has no such type.
   */
  readonly host: { readonly buffer: ArrayBuffer } | undefined;
}

const pageBytes = 65536;

/**
 * @param size    number of doubles, at first 0
 * @param wanted  without one, the fastest execution that the environment allows and has memory for
 * @throws UnsupportedError where the environment gives no memory of that size
 */
export function kernelMemory(size: number, wanted?: Execution): KernelMemory {
  for (const execution of wanted === undefined ? allowedExecutions() : [wanted]) {
    const memory = execution === "webassembly" ? wasmMemory(size) : plainMemory(size, execution);
    if (memory !== undefined) return memory;
  }
  const gibibytes = size / powerOfTwo(27);
  const what = `there is no memory for the state of all neurons, ${gibibytes.toPrecision(3)} GiB`;
  throw new UnsupportedError("simulate", what, hintFor(wanted, gibibytes));
}

/** An engine reserves far more addresses than it uses for each memory, and a process may be short of them. */
function hintFor(wanted: Execution | undefined, gibibytes: number): string {
  if (wanted !== "webassembly") return "Use smaller populations.";
  if (gibibytes > 4) return "WebAssembly has at most 4 GiB: leave execution out, or use smaller populations.";
  return (
    "WebAssembly reserves about 10 GiB of addresses for each network that is in use, and a limit (ulimit -v) " +
    "or other networks leave too few: leave execution out, and it runs as JavaScript."
  );
}

function plainMemory(size: number, execution: Execution): KernelMemory | undefined {
  const doubles = orNothing(() => new Float64Array(size));
  return doubles && { execution, doubles, host: undefined };
}

function wasmMemory(size: number): KernelMemory | undefined {
  const pages = Math.ceil((tableBytes + 8 * size) / pageBytes);
  const host = orNothing(() => new WebAssembly.Memory({ initial: pages, maximum: pages }));
  if (host === undefined) return undefined;
  layTables(host.buffer);
  return { execution: "webassembly", doubles: new Float64Array(host.buffer, tableBytes, size), host };
}

/** What engines throw for a size too large, or for memory that the machine has not, differs. */
function orNothing<T>(allocate: () => T): T | undefined {
  try {
    return allocate();
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) return undefined;
    throw error;
  }
}
