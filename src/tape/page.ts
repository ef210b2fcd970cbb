/**
 * The newest records of a run, in columns that lie beside the frames: kernels append to them as the event loop does.
 * When they are full, and at the end of the run, they go to the tape.
 */
import { type Growing, reserve } from "./growing.ts";
import type { Tape } from "./tape.ts";

/** Enough for most runs of small networks, whose sweeps find all records still there. */
export const pageCapacity: number = 2048;

/** Type and length of a column of doubles, and of whole numbers. */
export type Doubles = readonly ["f64", number];
export type Integers = readonly ["i32", number];

/** Records behind those of a page for one that is unfolded. */
export const unfoldedRoom: number = 512;

/** Types and lengths of the columns of a page. */
export type PageShapes = {
  readonly time: Doubles;
  readonly stepSize: Doubles;
  readonly state: Doubles;
  readonly neuron: Integers;
  readonly reference: Integers;
  readonly segment: Integers;
  readonly stateStart: Integers;
  readonly kind: readonly ["u8", number];
};

/** Those of a page for neurons of at most so many states. */
export function pageShapes(states: number): PageShapes {
  const room = pageCapacity + unfoldedRoom;
  const doubles: Doubles = ["f64", room];
  const integers: Integers = ["i32", room];
  return {
    time: doubles,
    stepSize: doubles,
    state: ["f64", room * states],
    neuron: integers,
    reference: integers,
    segment: integers,
    stateStart: integers,
    kind: ["u8", room],
  };
}

/** The columns of the tape that every record has an entry in, as far as they are not there yet. */
export interface TapePage {
  readonly time: Float64Array;
  readonly stepSize: Float64Array;
  readonly state: Float64Array;
  readonly neuron: Int32Array;
  readonly reference: Int32Array;
  readonly segment: Int32Array;
  /** Counted from the beginning of the tape. */
  readonly stateStart: Int32Array;
  readonly kind: Uint8Array;
  /** Records, and numbers of their states. */
  length: number;
  states: number;
  /** Of which tape the columns have records, beginning with which, when they are empty again. */
  kept: { readonly tape: Tape; readonly from: number } | undefined;
}

/** A neuron as records of it are made: its state is that of the frame. */
export interface Recording {
  readonly tape: Tape;
  readonly page: TapePage;
  /** Index in the network. */
  readonly neuron: number;
  readonly t: number;
  readonly segment: number;
  readonly memory: Float64Array;
  readonly frame: number;
  readonly states: number;
}

/** Appends a record of a neuron at its present time. Called for every step. */
export function appendRecord(own: Recording, kind: number, reference: number, stepSize: number): void {
  const { page, memory, frame, states } = own;
  if (page.length === pageCapacity) flush(own);
  const at = page.length++;
  page.kind[at] = kind;
  page.neuron[at] = own.neuron;
  page.reference[at] = reference;
  page.time[at] = own.t;
  page.stepSize[at] = stepSize;
  page.segment[at] = own.segment;
  const start = page.states;
  page.stateStart[at] = own.tape.state.length + start;
  for (let i = 0; i < states; i++) page.state[start + i] = memory[frame + i]!;
  page.states = start + states;
}

/** With more records than that a page has no room for what a step and what happens at its end leave. */
export const mostBeforeStep: number = pageCapacity - 2;

export function isFull({ length }: Pick<TapePage, "length">): boolean {
  return length > mostBeforeStep;
}

/** Moves all records to the tape. */
export function flush({ page, tape }: Pick<Recording, "page" | "tape">): void {
  const { length, states } = page;
  if (length === 0) return;
  const { kind, neuron, reference, time, stepSize, segment, stateStart, state } = tape;
  append(kind, page.kind, length);
  append(neuron, page.neuron, length);
  append(reference, page.reference, length);
  append(time, page.time, length);
  append(stepSize, page.stepSize, length);
  append(segment, page.segment, length);
  append(stateStart, page.stateStart, length);
  append(state, page.state, states);
  page.kept = { tape, from: kind.length - length };
  page.length = 0;
  page.states = 0;
}

function append<A extends Float64Array | Int32Array | Uint8Array>(
  column: Growing<A>,
  from: A,
  count: number,
): void {
  reserve(column, count);
  column.data.set(from.subarray(0, count) as never, column.length);
  column.length += count;
}
