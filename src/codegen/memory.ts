/** The memory that kernels share: frames of doubles, and where WebAssembly runs, the table of exp before them. */
import { UnsupportedError } from "../errors.ts";
import { expTable } from "../numeric/exp-table.ts";
import type { Execution } from "./execution.ts";

export interface KernelMemory {
  readonly execution: Execution;
  /** The frames. */
  readonly doubles: Float64Array;
  /** What WebAssembly kernels import; the frames begin behind the table. */
  readonly host: WebAssembly.Memory | undefined;
}

const pageBytes = 65536;

/**
 * @param size  number of doubles, at first 0
 * @throws UnsupportedError where the environment gives no memory of that size
 */
export function kernelMemory(size: number, execution: Execution): KernelMemory {
  try {
    if (execution === "interpreter" || execution === "javascript")
      return { execution, doubles: new Float64Array(size), host: undefined };
    const pages = Math.ceil((expTable.byteLength + 8 * size) / pageBytes);
    const host = new WebAssembly.Memory({ initial: pages, maximum: pages });
    new Float64Array(host.buffer).set(expTable);
    return { execution, doubles: new Float64Array(host.buffer, expTable.byteLength, size), host };
  } catch (error) {
    // What engines throw for a size too large, or for memory that the machine has not, differs.
    if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
    throw new UnsupportedError(
      "simulate",
      `the state of all neurons takes ${(size / 2 ** 27).toPrecision(3)} GiB, for which there is no memory`,
      "Use smaller populations; WebAssembly has at most 4 GiB.",
    );
  }
}
