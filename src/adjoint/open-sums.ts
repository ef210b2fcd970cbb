/**
 * Gradients that many runs are added to. Sweeps add to a column beside the frames; between the runs of a batch the sum
 * stays there, so that a sweep does nothing for every parameter of a network.
 */
import type { RoutineColumns } from "../compile/routines/routine-columns.ts";

/** Where the gradient with respect to parameters goes, and which rows of the layout, by id, always need one. */
export interface ParameterSums {
  readonly parameters: Float64Array;
  readonly wanted: (id: string) => boolean;
}

const open = new WeakSet<ParameterSums>();
/** Those that begin with 0, whatever `parameters` has. */
const empty = new WeakSet<ParameterSums>();
/** Whose sum a column has. */
const inColumn = new WeakMap<RoutineColumns, ParameterSums>();
const columnsWith = new WeakMap<ParameterSums, RoutineColumns>();

/**
 * Sums to which the gradients of runs are added one after the other, from what `parameters` has now on, and which nobody
 * reads until they are closed.
 */
export function openSums<Sums extends ParameterSums>(sums: Sums): Sums {
  open.add(sums);
  const columns = columnsWith.get(sums);
  if (columns !== undefined) forget(columns, sums);
  return sums;
}

/** The same from 0 on: to `parameters`, which may have anything, nothing is written before they are closed. */
export function openEmptySums<Sums extends ParameterSums>(sums: Sums): Sums {
  empty.add(sums);
  return openSums(sums);
}

/** Has in `parameters` what was added. */
export function closeSums(sums: ParameterSums): void {
  open.delete(sums);
  if (empty.delete(sums)) sums.parameters.fill(0);
  takeOut(columnsWith.get(sums));
}

export function isOpen(sums: ParameterSums): boolean {
  return open.has(sums);
}

/** The column, with the sum so far. */
export function columnOf(sums: ParameterSums, columns: RoutineColumns): Float64Array {
  if (inColumn.get(columns) !== sums) {
    takeOut(columns);
    takeOut(columnsWith.get(sums));
    if (empty.delete(sums)) columns.gradient.fill(0);
    else columns.gradient.set(sums.parameters);
    inColumn.set(columns, sums);
    columnsWith.set(sums, columns);
  }
  return columns.gradient;
}

/** Moves what a column has to where it belongs. */
export function takeOut(columns: RoutineColumns | undefined): void {
  const sums = columns && inColumn.get(columns);
  if (sums === undefined) return;
  sums.parameters.set(columns!.gradient);
  forget(columns!, sums);
}

function forget(columns: RoutineColumns, sums: ParameterSums): void {
  inColumn.delete(columns);
  columnsWith.delete(sums);
}
