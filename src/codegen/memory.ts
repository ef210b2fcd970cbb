/**
 * The memory that kernels share: frames of doubles, and where WebAssembly runs, tables before them and columns behind
 * them.
 */
import { UnsupportedError } from "../errors.ts";
import { powerOfTwo } from "../numeric/powers-of-two.ts";
import { allowedExecutions, type Execution } from "./execution.ts";
import { layTables, tableBytes } from "./tables.ts";

interface Arrays {
  readonly f64: Float64Array;
  readonly i32: Int32Array;
  readonly u8: Uint8Array;
}

const arrays = { f64: Float64Array, i32: Int32Array, u8: Uint8Array };

/** How many entries of which type a column beside the frames has. */
export type ColumnShape = readonly [type: keyof Arrays, length: number];

/** Columns by their names. */
export type Columns<Shapes extends Readonly<Record<string, ColumnShape>>> = {
  readonly [Name in keyof Shapes]: Arrays[Shapes[Name][0]];
};

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

/** A memory with columns beside its frames. */
export interface ColumnedMemory<Shapes extends Readonly<Record<string, ColumnShape>>> extends KernelMemory {
  readonly columns: Columns<Shapes>;
}

const pageBytes = 65536;

/**
 * @param size    number of doubles in the frames, at first 0
 * @param wanted  without one, the fastest execution that the environment allows and has memory for
 * @param shapes  of the columns, at first 0
 * @throws UnsupportedError where the environment gives no memory of that size
 */
export function kernelMemory<Shapes extends Readonly<Record<string, ColumnShape>>>(
  size: number,
  wanted?: Execution,
  shapes: Shapes = {} as Shapes,
): ColumnedMemory<Shapes> {
  for (const execution of wanted === undefined ? allowedExecutions() : [wanted]) {
    const memory =
      execution === "webassembly" ? wasmMemory(size, shapes) : plainMemory(size, shapes, execution);
    if (memory !== undefined) return memory as ColumnedMemory<Shapes>;
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

function plainMemory(
  size: number,
  shapes: Readonly<Record<string, ColumnShape>>,
  execution: Execution,
): ColumnedMemory<typeof shapes> | undefined {
  return orNothing(() => ({
    execution,
    doubles: new Float64Array(size),
    host: undefined,
    columns: mapped(shapes, ([type, length]) => new arrays[type](length)),
  }));
}

function wasmMemory(
  size: number,
  shapes: Readonly<Record<string, ColumnShape>>,
): ColumnedMemory<typeof shapes> | undefined {
  let end = tableBytes + 8 * size;
  const places = mapped(shapes, ([type, length]) => {
    const place = end;
    // Whole doubles: every column is aligned as it has to be.
    end += 8 * Math.ceil((length * arrays[type].BYTES_PER_ELEMENT) / 8);
    return place;
  });
  const pages = Math.ceil(end / pageBytes);
  const host = orNothing(() => new WebAssembly.Memory({ initial: pages, maximum: pages }));
  if (host === undefined) return undefined;
  const { buffer } = host;
  layTables(buffer);
  return {
    execution: "webassembly",
    doubles: new Float64Array(buffer, tableBytes, size),
    host,
    columns: mapped(shapes, ([type, length], name) => new arrays[type](buffer, places[name], length)),
  };
}

function mapped<V, R>(
  values: Readonly<Record<string, V>>,
  map: (value: V, name: string) => R,
): Record<string, R> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value, name)]));
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
