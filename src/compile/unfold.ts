/** Folded records of a tape written out: the operations of the event loop, repeated. */
import { push, reserve } from "../tape/growing.ts";
import { capacityOf, freePage } from "../tape/page.ts";
import { createTape, foldedKind, recordColumns, recordKind, type Tape } from "../tape/tape.ts";
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
  const { length } = tape.kind;
  const isOut = (record: number): boolean => tape.kind.data[record] === foldedKind && isWanted(record);
  let first = 0;
  while (first < length && !isOut(first)) first++;
  if (first === length) return;
  loadParameters(run.program, run.parameters.values, run.holder);
  const rest = createTape();
  const places = new Int32Array(length - first);
  for (let record = first; record < length; record++) {
    places[record - first] = first + rest.kind.length;
    if (isOut(record)) writeOut(run, record, rest);
    else copy(tape, record, rest);
  }
  leavePage(run, first + rest.kind.length);
  const states = tape.stateStart.data[first]!;
  for (let k = 0; k < rest.stateStart.length; k++) rest.stateStart.data[k]! += states;
  const columns = recordColumns(rest);
  recordColumns(tape).forEach((column, k) => {
    const { data, length: more } = columns[k]!;
    column.length = column === tape.state ? states : first;
    reserve(column, more);
    column.data.set(data.subarray(0, more) as never, column.length);
    column.length += more;
  });
  // What was looked for before lies in records of others.
  for (const { records } of run.observations.values()) {
    for (let row = 0; row < records.length; row++) {
      if (records[row]! >= first) records[row] = places[records[row]! - first]!;
    }
  }
}

/** The tape gets so many records: it may stay the page's only if that has room for them. */
function leavePage({ tape, program: { page } }: Unfolded, length: number): void {
  if (page.lent !== tape && page.kept?.tape === tape) page.kept = undefined;
  if (page.lent === tape && length > capacityOf(page)) freePage(page);
}

/** What is needed of a run to repeat its records. */
export type Unfolded = Pick<Run, "tape" | "program" | "parameters" | "holder" | "lists" | "observations">;

function copy(tape: Tape, record: number, whole: Tape): void {
  const { stateStart, state } = tape;
  const start = stateStart.data[record]!;
  const end = record + 1 < stateStart.length ? stateStart.data[record + 1]! : state.length;
  push(whole.kind, tape.kind.data[record]!);
  push(whole.neuron, tape.neuron.data[record]!);
  push(whole.reference, tape.reference.data[record]!);
  push(whole.time, tape.time.data[record]!);
  push(whole.stepSize, tape.stepSize.data[record]!);
  push(whole.segment, tape.segment.data[record]!);
  push(whole.stateStart, whole.state.length);
  for (let k = start; k < end; k++) push(whole.state, state.data[k]!);
}

function writeOut({ tape, program, parameters, lists }: Unfolded, record: number, whole: Tape): void {
  const { memory } = program;
  const neuron = tape.neuron.data[record]!;
  const index = program.owner[neuron]!;
  const { base, population, programs, model, kernels } = program.populations[index]!;
  const frame = base + (neuron - population.firstNeuron) * programs.frame.size;
  const slot = (name: string): number => frame + programs.frame.slot(name);
  const count = model.states.length;
  const next = slot(nextSlot(model.states[0]!.name));
  const states = tape.stateStart.data[record]!;
  for (let i = 0; i < count; i++) memory[frame + i] = tape.state.data[states + i]!;
  memory[slot(restSlot)] = 0;
  const list = lists[index]!;
  const { time } = tape.arrivals;
  let now = tape.time.data[record]!;
  const append = (kind: number, arrival: number, size: number): void => {
    push(whole.kind, kind);
    push(whole.neuron, neuron);
    push(whole.reference, arrival);
    push(whole.time, now);
    push(whole.stepSize, size);
    push(whole.segment, 0);
    push(whole.stateStart, whole.state.length);
    for (let i = 0; i < count; i++) push(whole.state, memory[frame + i]!);
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
