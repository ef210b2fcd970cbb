/** What routines are written with: statements, and terms for the slots of the frame at hand and entries of columns. */
import type { Frame } from "../../codegen/frame.ts";
import { tableBytes } from "../../codegen/tables.ts";
import type { WasmBody } from "../../codegen/wasm-module.ts";
import { integerAt, type Statements, shifted, statements } from "../../codegen/wasm-statements.ts";
import { i32, load, local, type Operand, type Term } from "../../codegen/wasm-terms.ts";
import { counts, numbers, type RoutineColumns } from "./routine-columns.ts";

export interface RoutineWriter extends Statements {
  /** A slot of the frame at hand. */
  slot(name: string): Term;
  keepSlot(name: string, value: Operand): void;
  number(name: keyof typeof numbers): Term;
  keepNumber(name: keyof typeof numbers, value: Operand): void;
  count(name: keyof typeof counts): Term;
  keepCount(name: keyof typeof counts, value: Term): void;
}

/** The entry of a column at an index. */
export const doubleOf = (column: Float64Array, index: Term, behind = 0): Term =>
  load(shifted(index, 3), column.byteOffset + 8 * behind);
export const integerOf = (column: Int32Array, index: Term): Term =>
  integerAt(shifted(index, 2), column.byteOffset);

/** @param at  the local with the place of the frame at hand */
export function routineWriter(body: WasmBody, frame: Frame, columns: RoutineColumns, at = 0): RoutineWriter {
  const own = statements(body);
  const base = local(at);
  const nowhere = i32(0);
  const place = (name: string): number => tableBytes + 8 * frame.slot(name);
  const placeOf = (name: keyof typeof counts): number => columns.counts.byteOffset + 4 * counts[name];
  const numberAt = (name: keyof typeof numbers): number => columns.numbers.byteOffset + 8 * numbers[name];
  return {
    ...own,
    slot: (name) => load(base, place(name)),
    keepSlot: (name, value) => own.storeDouble(base, place(name), value),
    number: (name) => load(nowhere, numberAt(name)),
    keepNumber: (name, value) => own.storeDouble(nowhere, numberAt(name), value),
    count: (name) => integerAt(nowhere, placeOf(name)),
    keepCount: (name, value) => own.storeInteger(nowhere, placeOf(name), value),
  };
}
