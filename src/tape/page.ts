/**
 * The newest records of a run, in columns that lie beside the frames: kernels append to them as the event loop does.
 * When they are full, and at the end of the run, they go to the tape; those of a short run may stay where they are.
 */
import { type Growing, reserve } from "./growing.ts";
import { recordColumnNames, type Tape } from "./tape.ts";

/** Enough for most runs of small networks, whose sweeps find all records still there. */
const mostRecords = 16384;
/** What large neurons have room for, and of the numbers of their states. */
const leastRecords = 2048;
const mostStates = 2 * mostRecords;

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
  const records = Math.min(mostRecords, Math.max(leastRecords, Math.floor(mostStates / Math.max(1, states))));
  const room = records + unfoldedRoom;
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

/** How many records a page has room for. */
export function capacityOf({ kind }: { readonly kind: Uint8Array }): number {
  return kind.length - unfoldedRoom;
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
  /** The tape whose columns may be those of the page, and what it had before, for a run that does not fit. */
  lent: Tape | undefined;
  readonly spare: Map<string, Float64Array | Int32Array | Uint8Array>;
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
  if (page.length === capacityOf(page)) flush(own);
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
export function mostBeforeStep(page: { readonly kind: Uint8Array }): number {
  return capacityOf(page) - 2;
}

export function isFull(page: TapePage): boolean {
  return page.length > mostBeforeStep(page);
}

/** Moves all records to the tape. */
export function flush({ page, tape }: Pick<Recording, "page" | "tape">): void {
  const { length, states } = page;
  if (length === 0) return;
  for (const name of recordColumnNames) {
    const column: Growing<Float64Array | Int32Array | Uint8Array> = tape[name];
    if (column.data === page[name]) {
      column.data = page.spare.get(name) ?? page[name].slice(0, 0);
      page.spare.delete(name);
    }
    append(column, page[name], name === "state" ? states : length);
  }
  page.kept = { tape, from: tape.kind.length - length };
  page.length = 0;
  page.states = 0;
}

/**
 * Has all records of a run that is over on its tape.
 *
 * @param mayStay  whether they may lie where they are until others are written there
 */
export function closePage({ page, tape }: Pick<Recording, "page" | "tape">, mayStay: boolean): void {
  const { length, states } = page;
  if (!mayStay || tape.kind.length > 0) {
    flush({ page, tape });
    return;
  }
  for (const name of recordColumnNames) {
    const column: Growing<Float64Array | Int32Array | Uint8Array> = tape[name];
    if (column.data !== page[name]) page.spare.set(name, column.data);
    column.data = page[name];
    column.length = name === "state" ? states : length;
  }
  page.kept = { tape, from: 0 };
  page.lent = tape;
  page.length = 0;
  page.states = 0;
}

/**
 * Has the page free for other records.
 *
 * @param overwritten  the tape that nobody reads any more
 */
export function freePage(page: TapePage, overwritten?: Tape): void {
  const { lent } = page;
  page.kept = undefined;
  page.lent = undefined;
  if (lent === undefined || lent === overwritten) return;
  for (const name of recordColumnNames) {
    const column: Growing<Float64Array | Int32Array | Uint8Array> = lent[name];
    if (column.data === page[name]) column.data = column.data.slice(0, column.length);
  }
}

function append(
  column: Growing<Float64Array | Int32Array | Uint8Array>,
  from: Float64Array | Int32Array | Uint8Array,
  count: number,
): void {
  reserve(column, count);
  column.data.set(from.subarray(0, count), column.length);
  column.length += count;
}
