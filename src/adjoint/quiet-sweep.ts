/** The reverse sweep over many records at once, left to a routine: the bits are those of the sweep record by record. */
import { counts, placesFor } from "../compile/routines/routine-columns.ts";
import { capacityOf, freePage } from "../tape/page.ts";
import type { Sweep, SweepPopulation } from "./sweep-state.ts";

/**
 * Pulls back what comes before a record, itself included, as far as the routine of its population goes.
 *
 * @returns the record with which to go on
 */
export function sweepQuietly(sweep: Sweep, own: SweepPopulation, record: number): number {
  const { kernels, program } = own;
  const routine = sweep.isQuiet ? kernels.sweep() : undefined;
  if (routine === undefined) return record;
  const { page, run, observedRecords } = sweep;
  const { columns } = run.program;
  while (observedRecords[sweep.nextObserved]! > record) sweep.nextObserved++;
  const observed = observedRecords[sweep.nextObserved] ?? -1;
  // The walk looks at what was observed in a record.
  if (observed === record) return record;
  if (record < page.from || record >= page.to) turnTo(sweep, record);
  if (page.listed[own.index] === 0) layOutList(sweep, own);
  const given = columns.counts;
  given[counts.dueFirst] = -firstPlace(sweep, own);
  given[counts.record] = record - page.from;
  given[counts.lowest] = Math.max(0, observed + 1 - page.from);
  given[counts.before] = run.tape.stateStart.data[page.from]!;
  given[counts.firstNeuron] = program.population.firstNeuron;
  given[counts.neurons] = program.population.size;
  given[counts.frames] = program.base;
  given[counts.frameSize] = program.programs.frame.size;
  given[counts.shares] = program.shares ? 1 : 0;
  given[counts.returns] = own.returns ? 1 : 0;
  given[counts.timeless] = sweep.timesWanted || !own.isTimeless ? 0 : 1;
  routine(0);
  return page.from + given[counts.record]!;
}

function firstPlace({ populations }: Sweep, { index }: SweepPopulation): number {
  return index * placesFor(populations.length);
}

/**
 * Has in the columns the arrivals that neurons of a population go through, to which folded records refer, and of steps
 * to them nothing that a run may have left.
 */
function layOutList(sweep: Sweep, own: SweepPopulation): void {
  const { page, run, populations } = sweep;
  const { tape, program, lists } = run;
  page.listed[own.index] = 1;
  const list = lists[own.index];
  if (list === undefined) return;
  const { dueArrival, dueTime, commonSize, farSize } = program.columns;
  const count = Math.min(list.length, placesFor(populations.length) - 1);
  const base = firstPlace(sweep, own);
  for (let k = 0; k < count; k++) {
    dueArrival[base + k] = list[k]!;
    dueTime[base + k] = tape.arrivals.time.data[list[k]!]!;
  }
  commonSize.fill(Number.NaN, base, base + count);
  farSize.fill(Number.NaN, base, base + count);
}

/** Lays the records up to one of them into the page. */
function turnTo({ page, run: { tape, program } }: Sweep, record: number): void {
  freePage(program.page);
  const { columns } = program;
  const to = record + 1;
  const from = Math.max(0, to - capacityOf(columns));
  columns.kind.set(tape.kind.data.subarray(from, to));
  columns.neuron.set(tape.neuron.data.subarray(from, to));
  columns.reference.set(tape.reference.data.subarray(from, to));
  columns.time.set(tape.time.data.subarray(from, to));
  columns.stepSize.set(tape.stepSize.data.subarray(from, to));
  columns.segment.set(tape.segment.data.subarray(from, to));
  columns.stateStart.set(tape.stateStart.data.subarray(from, to));
  const { stateStart, state, kind } = tape;
  const end = to < kind.length ? stateStart.data[to]! : state.length;
  columns.state.set(state.data.subarray(stateStart.data[from]!, end));
  page.from = from;
  page.to = to;
}
