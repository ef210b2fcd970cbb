/** The tables of elementary functions, one behind the other as they lie at the beginning of a WebAssembly memory. */
import { arctangentTable } from "../numeric/arctangent-table.ts";
import { circleTable } from "../numeric/circle-table.ts";
import { expTable } from "../numeric/exp-table.ts";
import { logTable } from "../numeric/log-table.ts";

const inOrder: readonly Float64Array[] = [expTable, logTable, circleTable, arctangentTable];

/** Address of a table's first byte. */
function placeOf(table: Float64Array): number {
  const before = inOrder.slice(0, inOrder.indexOf(table));
  return before.reduce((bytes, { byteLength }) => bytes + byteLength, 0);
}

/** Addresses. */
export const expPlace: number = placeOf(expTable);
export const logPlace: number = placeOf(logTable);
export const circlePlace: number = placeOf(circleTable);
export const arctangentPlace: number = placeOf(arctangentTable);

/** Bytes of all tables: where frames begin. */
export const tableBytes: number = inOrder.reduce((bytes, { byteLength }) => bytes + byteLength, 0);

/** Copies the tables to the beginning of a memory. */
export function layTables(memory: ArrayBuffer): void {
  for (const table of inOrder) new Float64Array(memory, placeOf(table)).set(table);
}
