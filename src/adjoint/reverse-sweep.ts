/**
 * The discrete adjoint: the tape walked backwards, each record pulled back by its kernel. The result
 * is the exact gradient of what was computed, with the mesh frozen.
 *
 * Along the way every neuron carries the cotangents of its present state, in its frame, and of its
 * present time. Times are differentiated only where a time defines a step: a step to an arrival or a
 * sample has h = s − t0, so s̄ += t̄1 + h̄ and t̄0 = t̄|_h − h̄; a step to an event follows the root; every
 * other step has a frozen size and hands t̄ down. See docs/math/discrete-adjoint.md.
 */
import { delayIndex, loadArrival, weightIndex } from "../compile/arrival.ts";
import { loadRecord } from "../compile/load-record.ts";
import type { Run } from "../compile/run.ts";
import { addSum, addTo, resetTo, totalOf } from "../numeric/exact-sums.ts";
import { type ObservedPlace, placesOf } from "../tape/observation.ts";
import { tableOfSample } from "../tape/sample-table.ts";
import type { Cotangents } from "../tape/solution.ts";
import { recordKind } from "../tape/tape.ts";
import { type OpenPage, sweepQuietly } from "./quiet-sweep.ts";
import { drainSignals, type SignalGradients } from "./signal-gradients.ts";
import {
  beginSweep,
  collectParameters,
  observedBars,
  type Sweep,
  type SweepPopulation,
} from "./sweep-state.ts";

export interface SweepResult {
  /** Cotangent of the time of every spike record [spikes]. */
  readonly spikeTimes: Float64Array;
  /** By population of the program. */
  readonly signals: readonly (SignalGradients | undefined)[];
}

/**
 * @param cotangents  of spike times and samples; not changed
 * @param parameters  the parameter gradient is added to it [layout.size]
 * @param wanted      which rows of the layout, by id, need a gradient
 * @param visit       is shown every record before it is pulled back, when its neuron's frame has the cotangents behind it
 */
export function reverseSweep(
  run: Run,
  cotangents: Cotangents,
  parameters: Float64Array,
  wanted: (id: string) => boolean,
  visit?: (sweep: Sweep, own: SweepPopulation, frame: number, record: number) => void,
): SweepResult {
  const sweep = beginSweep(run, cotangents, parameters, wanted, visit !== undefined);
  const { tape } = run;
  const page: OpenPage = { from: 0, to: 0 };
  for (let record = tape.kind.length - 1; record >= 0; record--) {
    const neuron = tape.neuron.data[record]!;
    const own = sweep.populations[run.program.owner[neuron]!]!;
    const next = sweepQuietly(sweep, own, page, record);
    if (next < record) {
      record = next + 1;
      continue;
    }
    const { population, programs, base } = own.program;
    const frame = base + (neuron - population.firstNeuron) * programs.frame.size;
    for (const { component, row, numbers } of placesOf(sweep.observed, record, false)) {
      sweep.memory[frame + own.firstBar + component]! += numbers[row]!;
    }
    visit?.(sweep, own, frame, record);
    if (tape.kind.data[record] === recordKind.sample) addSample(sweep, own, cotangents, frame, record);
    else if (isActive(sweep, own, frame, record)) pullRecord(sweep, own, frame, record);
    for (const place of placesOf(sweep.observed, record, true)) addObserved(sweep, own, frame, record, place);
  }
  collectParameters(sweep, parameters);
  const spikeTimes = cotangents.spikeTimes.map((_, record) => totalOf(sweep.spikeBars, record));
  return { spikeTimes, signals: sweep.populations.map(({ signals }) => signals) };
}

/** Whether any cotangent reaches a record; what nothing depends on is not swept. */
function isActive(
  { run, memory, timeBars, spikeBars, payloadBars }: Sweep,
  own: SweepPopulation,
  frame: number,
  record: number,
): boolean {
  const { tape } = run;
  if (totalOf(timeBars, tape.neuron.data[record]!) !== 0) return true;
  for (let i = 0; i < own.states; i++) if (memory[frame + own.firstBar + i] !== 0) return true;
  if (tape.kind.data[record] !== recordKind.reset) return false;
  const spike = tape.reference.data[record]!;
  return totalOf(spikeBars, spike) !== 0 || payloadBars[spike] !== 0;
}

/** Pulls the cotangents of a neuron's state and time back through one record. */
function pullRecord(sweep: Sweep, own: SweepPopulation, frame: number, record: number): void {
  const { run, memory, timeBars, spikeBars, payloadBars } = sweep;
  const { tape } = run;
  const { kernels } = own;
  const neuron = tape.neuron.data[record]!;
  const reference = tape.reference.data[record]!;
  if (tape.kind.data[record] === recordKind.modes) {
    // What the modes were before has no influence.
    memory.fill(0, frame + own.firstBar + own.ownStates, frame + own.firstBar + own.states);
    return;
  }
  loadRecord(run, own, frame, record);
  switch (tape.kind.data[record]) {
    case recordKind.step:
      kernels.step(frame);
      break;
    case recordKind.stepToFixed:
      kernels.target(frame);
      resetTo(timeBars, neuron, -memory[frame + own.stepSizeBar]!);
      break;
    case recordKind.stepToArrival:
    case recordKind.stepToSpike:
      kernels.target(frame);
      addTo(timeBars, neuron, memory[frame + own.stepSizeBar]!);
      if (tape.kind.data[record] === recordKind.stepToArrival) addArrivalTime(sweep, reference, neuron);
      else addSum(spikeBars, reference, timeBars, neuron);
      resetTo(timeBars, neuron, -memory[frame + own.stepSizeBar]!);
      break;
    case recordKind.stepToEvent:
      memory[frame + own.eventTimeBar] = totalOf(timeBars, neuron);
      kernels.event[reference]!(frame);
      break;
    case recordKind.arrival:
      pullArrival(sweep, own, frame, neuron, reference);
      break;
    case recordKind.reset:
      if (own.program.sent !== undefined) memory[frame + own.program.sent.bar] = payloadBars[reference]!;
      kernels.reset[tape.spikes.event.data[reference]!]!(frame);
      addSum(timeBars, neuron, spikeBars, reference);
      break;
    case recordKind.start:
      kernels.initial(frame);
      break;
    case recordKind.continued:
      // Given as it is.
      break;
  }
  addTo(timeBars, neuron, memory[frame + own.timeBar]!);
  if (own.signals !== undefined) addTo(timeBars, neuron, drain(sweep, own, frame, record));
}

/** An arrival's time, now that of the neuron, is its spike's time plus a delay. */
function addArrivalTime(sweep: Sweep, arrival: number, neuron: number): void {
  const { run, spikeBars, timeBars, delayBars, projections } = sweep;
  const { arrivals } = run.tape;
  addSum(spikeBars, arrivals.spike.data[arrival]!, timeBars, neuron);
  const own = projections[arrivals.projection.data[arrival]!]!;
  addSum(delayBars, own.firstDelay + delayIndex(own, run.tape, arrival, neuron), timeBars, neuron);
}

function pullArrival(
  sweep: Sweep,
  { kernels }: SweepPopulation,
  frame: number,
  neuron: number,
  arrival: number,
): void {
  const { run, memory, projections, parameters, payloadBars } = sweep;
  const { arrivals, spikes } = run.tape;
  const own = projections[arrivals.projection.data[arrival]!]!;
  const weights = weightIndex(own, run.tape, arrival, neuron);
  const spike = arrivals.spike.data[arrival]!;
  loadArrival(memory, frame, run.parameters.values, own, weights, spikes.payload.data[spike]!);
  kernels.input[own.port]!(frame);
  if (own.payload !== undefined) payloadBars[spike]! += memory[frame + own.payload.bar]!;
  if (!own.weightWanted) return;
  for (let c = 0; c < own.channels.length; c++) {
    parameters[own.channels[c]!.offset + weights]! += memory[frame + own.channels[c]!.bar]!;
  }
}

/** Pulls the cotangent of one sample back along its branch, whose length is the difference of two times. */
function addSample(
  sweep: Sweep,
  own: SweepPopulation,
  { samples }: Cotangents,
  frame: number,
  record: number,
): void {
  const { run, memory, timeBars } = sweep;
  const reference = run.tape.reference.data[record]!;
  const table = tableOfSample(run.sampleTables, reference);
  const at = (reference - table.first) * own.ownStates;
  const bars = samples.get(table)?.subarray(at, at + own.ownStates);
  if (bars === undefined) return;
  addBranch(sweep, own, frame, record, bars, () => {
    own.kernels.target(frame);
    addTo(timeBars, run.tape.neuron.data[record]!, -memory[frame + own.stepSizeBar]!);
  });
}

/**
 * Pulls the cotangent of what was found inside a step back. How far into it that is does not matter: it was found
 * where the rate is zero.
 */
function addObserved(
  sweep: Sweep,
  own: SweepPopulation,
  frame: number,
  record: number,
  place: ObservedPlace,
): void {
  addBranch(sweep, own, frame, record, observedBars(place, own.ownStates), () => {
    sweep.memory[frame + own.stepSizeSlot] = place.elapsed;
    own.kernels.step(frame);
  });
}

/** Pulls cotangents of a branch back, and joins them where the branch leaves. */
function addBranch(
  sweep: Sweep,
  own: SweepPopulation,
  frame: number,
  record: number,
  bars: Float64Array,
  pull: () => void,
): void {
  if (bars.every((bar) => bar === 0)) return;
  const { run, memory, timeBars } = sweep;
  const { states, firstBar } = own;
  const first = frame + firstBar;
  const kept = memory.slice(first, first + states);
  memory.fill(0, first, first + states);
  memory.set(bars, first);
  loadRecord(run, own, frame, record);
  pull();
  const neuron = run.tape.neuron.data[record]!;
  addTo(timeBars, neuron, memory[frame + own.timeBar]!);
  addTo(timeBars, neuron, drain(sweep, own, frame, record));
  for (let i = 0; i < states; i++) memory[first + i]! += kept[i]!;
}

/** Takes the cotangents of signals out of the frame; returns their part of t̄. */
function drain(
  { run, memory }: Sweep,
  { signals, program }: SweepPopulation,
  frame: number,
  record: number,
): number {
  if (signals === undefined) return 0;
  const { tape } = run;
  const neuron = tape.neuron.data[record]! - program.population.firstNeuron;
  return drainSignals(signals, memory, frame, neuron, tape.segment.data[record]!, tape.time.data[record]!);
}
