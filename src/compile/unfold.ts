/** Folded records of a tape written out: the operations of the event loop, repeated. */
import { reserve } from "../tape/growing.ts";
import { capacityOf, freePage } from "../tape/page.ts";
import { foldedKind, recordColumns, recordKind } from "../tape/tape.ts";
import { loadArrival, projectionOf, weightIndex } from "./arrival.ts";
import { loadParameters } from "./network-program.ts";
import type { Run } from "./run.ts";
import { nextSlot, restSlot, stepSizeSlot, timeSlot } from "./slots.ts";

/**
 * @param of  the population whose records are to be read, if not those of all
 * @returns the run; those records of its tape are of the kinds of `recordKind`
 */
export function unfold(run: Run, of?: string): Run {
  const { populations } = run.program;
  const isWhole = run.lists.every(
    (list, p) => list === undefined || (of !== undefined && populations[p]!.population.name !== of),
  );
  if (!isWhole) unfoldThose(run, () => true);
  return run;
}

/** @param isWanted  which of the folded records are written out */
export function unfoldThose(run: Unfolded, isWanted: (record: number) => boolean): void {
  const { tape } = run;
  const { kind, stateStart, state } = tape;
  const folded: Folded[] = [];
  let [moved, statesMoved] = [0, 0];
  for (let record = 0; record < kind.length; record++) {
    if (kind.data[record] !== foldedKind || !isWanted(record)) continue;
    const { model } = run.program.populations[run.program.owner[tape.neuron.data[record]!]!]!;
    const length = 2 * tape.segment.data[record]! + 1;
    const next = record + 1 < kind.length ? stateStart.data[record + 1]! : state.length;
    folded.push({ record, next, moved, statesMoved });
    moved += length - 1;
    statesMoved += length * model.states.length + stateStart.data[record]! - next;
  }
  if (folded.length === 0) return;
  loadParameters(run.program, run.parameters.values, run.holder);
  const all = moved;
  let [end, stateEnd] = [kind.length, state.length];
  const firstState = stateStart.data[folded[0]!.record]!;
  const states = state.data.slice(firstState, stateEnd);
  const placeOf = (record: number): number =>
    record + (folded.find((own) => own.record >= record)?.moved ?? all);
  leavePage(run, end + moved);
  const columns = recordColumns(tape);
  for (const column of columns) {
    const more = column === state ? statesMoved : moved;
    reserve(column, Math.max(more, 0));
    column.length += more;
  }
  // The last first: what lies behind it makes room.
  for (let k = folded.length - 1; k >= 0; k--) {
    const { record, next, ...before } = folded[k]!;
    for (const column of columns) {
      if (column !== state) column.data.copyWithin(record + 1 + moved, record + 1, end);
    }
    for (let later = record + 1; later < end; later++) stateStart.data[later + moved]! += statesMoved;
    state.data.set(states.subarray(next - firstState, stateEnd - firstState), next + statesMoved);
    [end, stateEnd, moved, statesMoved] = [
      record,
      stateStart.data[record]!,
      before.moved,
      before.statesMoved,
    ];
    const given = states.subarray(stateEnd - firstState);
    writeOut(run, record, given, { record: end + moved, state: stateEnd + statesMoved });
  }
  // What was looked for before lies in records of others.
  for (const { records } of run.observations.values()) {
    for (let row = 0; row < records.length; row++) records[row] = placeOf(records[row]!);
  }
}

/** A record to be written out. */
interface Folded {
  readonly record: number;
  /** Where the states of the next one begin. */
  readonly next: number;
  /** By how much what is written out of those in front of it moves it, and its states. */
  readonly moved: number;
  readonly statesMoved: number;
}

/** The tape gets so many records: it may stay the page's only if that has room for them. */
function leavePage({ tape, program: { page } }: Unfolded, length: number): void {
  if (page.lent !== tape && page.kept?.tape === tape) page.kept = undefined;
  if (page.lent === tape && length > capacityOf(page)) freePage(page);
}

/** What is needed of a run to repeat its records. */
export type Unfolded = Pick<Run, "tape" | "program" | "parameters" | "holder" | "lists" | "observations">;

/**
 * @param states  those of the folded record
 * @param to      where the first of the others goes
 */
function writeOut(
  { tape, program, parameters, lists }: Unfolded,
  record: number,
  states: Float64Array,
  to: { record: number; state: number },
): void {
  const { memory } = program;
  const neuron = tape.neuron.data[record]!;
  const index = program.owner[neuron]!;
  const { base, population, programs, model, kernels } = program.populations[index]!;
  const frame = base + (neuron - population.firstNeuron) * programs.frame.size;
  const slot = (name: string): number => frame + programs.frame.slot(name);
  const count = model.states.length;
  const next = slot(nextSlot(model.states[0]!.name));
  for (let i = 0; i < count; i++) memory[frame + i] = states[i]!;
  memory[slot(restSlot)] = 0;
  const list = lists[index]!;
  const { time } = tape.arrivals;
  let now = tape.time.data[record]!;
  const append = (kind: number, arrival: number, size: number): void => {
    const at = to.record++;
    tape.kind.data[at] = kind;
    tape.neuron.data[at] = neuron;
    tape.reference.data[at] = arrival;
    tape.time.data[at] = now;
    tape.stepSize.data[at] = size;
    tape.segment.data[at] = 0;
    tape.stateStart.data[at] = to.state;
    for (let i = 0; i < count; i++) tape.state.data[to.state++] = memory[frame + i]!;
  };
  const first = tape.reference.data[record]!;
  const last = first + tape.segment.data[record]!;
  const stepTo = (arrival: number): void => {
    const size = time.data[arrival]! - now;
    append(recordKind.stepToArrival, arrival, size);
    if (size === 0) return;
    memory[slot(timeSlot)] = now;
    memory[slot(stepSizeSlot)] = size;
    kernels.step(frame);
    for (let i = 0; i < count; i++) memory[frame + i] = memory[next + i]!;
    now = time.data[arrival]!;
  };
  stepTo(list[first]!);
  for (let place = first; place < last; place++) {
    const arrival = list[place]!;
    append(recordKind.arrival, arrival, 0);
    const own = projectionOf(program, tape, arrival);
    const payload = tape.spikes.payload.data[tape.arrivals.spike.data[arrival]!]!;
    loadArrival(memory, frame, parameters.values, own, weightIndex(own, tape, arrival, neuron), payload);
    kernels.input[own.port]!(frame);
    stepTo(list[place + 1]!);
  }
}
