/** The memory that kernels share: frames of doubles, and where WebAssembly runs, tables before them. */
import { UnsupportedError } from "../errors.ts";
import { powerOfTwo } from "../numeric/powers-of-two.ts";
import type { Execution } from "./execution.ts";
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
 * @param size  number of doubles, at first 0
 * @throws UnsupportedError where the environment gives no memory of that size
 */
export function kernelMemory(size: number, execution: Execution): KernelMemory {
  try {
    if (execution !== "webassembly") return { execution, doubles: new Float64Array(size), host: undefined };
    const pages = Math.ceil((tableBytes + 8 * size) / pageBytes);
    const host = new WebAssembly.Memory({ initial: pages, maximum: pages });
    layTables(host.buffer);
    return { execution, doubles: new Float64Array(host.buffer, tableBytes, size), host };
  } catch (error) {
    // What engines throw for a size too large, or for memory that the machine has not, differs.
    if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
    throw new UnsupportedError(
      "simulate",
      `the state of all neurons takes ${(size / powerOfTwo(27)).toPrecision(3)} GiB, for which there is no memory`,
      "Use smaller populations; WebAssembly has at most 4 GiB.",
    );
  }
}
