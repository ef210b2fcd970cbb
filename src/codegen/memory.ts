/** The memory that kernels share: frames of doubles, and where WebAssembly runs, the table of exp before them. */
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

/** @param size  number of doubles, at first 0 */
export function kernelMemory(size: number, execution: Execution): KernelMemory {
  if (execution === "interpreter" || execution === "javascript")
    return { execution, doubles: new Float64Array(size), host: undefined };
  const pages = Math.ceil((expTable.byteLength + 8 * size) / pageBytes);
  const host = new WebAssembly.Memory({ initial: pages, maximum: pages });
  new Float64Array(host.buffer).set(expTable);
  return { execution, doubles: new Float64Array(host.buffer, expTable.byteLength, size), host };
}
