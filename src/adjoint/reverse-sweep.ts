/**
 * The discrete adjoint: the tape walked backwards, each record pulled back by its kernel. The result
 * is the exact gradient of what was computed, with the mesh frozen.
 *
 * Along the way every neuron carries the cotangents of its present state, in its frame, and of its
 * present time. Times are differentiated only where a time defines a step: a step to an arrival or a
 * sample has h = s − t0, so s̄ += t̄1 + h̄ and t̄0 = t̄|_h − h̄; a step to an event follows the root; every
 * other step has a frozen size and hands t̄ down. Where `shifts` tell what jumps do to times, the neuron carries
 * t̄ + λ·f instead, but for between an event and its reset. See docs/math/discrete-adjoint.md.
 */
import { delayIndex, loadArrival, weightIndex } from "../compile/arrival.ts";
import { loadRecord } from "../compile/load-record.ts";
import { repeatRecord } from "../compile/repeat-record.ts";
import type { Run } from "../compile/run.ts";
import type { RunVariables } from "../compile/run-variables.ts";
import { addSum, addTo, resetTo, totalOf } from "../numeric/exact-sums.ts";
import { tableOfSample } from "../tape/sample-table.ts";
import type { Cotangents } from "../tape/solution.ts";
import { recordKind } from "../tape/tape.ts";
import { type BackwardVisits, type Visited, walkBackwards } from "../tape/walk.ts";
import type { ParameterSums } from "./open-sums.ts";
import { sweepQuietly } from "./quiet-sweep.ts";
import { drainSignals } from "./signal-gradients.ts";
import {
  beginSweep,
  collectParameters,
  observedBars,
  type Sweep,
  type SweepOptions,
  type SweepPopulation,
} from "./sweep-state.ts";

/** Cotangents of the times of all spike records, if those are wanted, and of the values of signals. */
export type SweepResult = Pick<RunVariables, "spikeTimes" | "signals">;

type At = Visited<SweepPopulation>;

/**
 * @param cotangents  of spike times and samples; not changed
 * @param sums        the parameter gradient is added to it
 */
export function reverseSweep(
  run: Run,
  cotangents: Cotangents,
  sums: ParameterSums,
  options?: SweepOptions,
): SweepResult {
  const sweep = beginSweep(run, cotangents, sums, options);
  walkBackwards<SweepPopulation, Sweep>(sweep, pulls);
  collectParameters(sweep);
  const spikeTimes = new Float64Array(sweep.timesWanted ? cotangents.spikeTimes.length : 0);
  for (let record = 0; record < spikeTimes.length; record++) {
    spikeTimes[record] = totalOf(sweep.spikeBars, record);
  }
  return {
    spikeTimes,
    signals: sweep.populations.map(({ signals }) => signals?.signals.map(({ gradient }) => gradient) ?? []),
  };
}

/** How the cotangents of a neuron's state and time are pulled back through each kind of record. */
const pulls: BackwardVisits<Sweep, SweepPopulation> = {
  leap: (sweep, { own, record }) => sweepQuietly(sweep, own, record),
  behind: (sweep, at, { component, row, numbers }) => {
    const bar = numbers[row]!;
    if (at.own.kernels.shifts !== undefined) addObserved(sweep, at, component, bar);
    sweep.memory[at.frame + at.own.firstBar + component]! += bar;
  },
  enters: (sweep, at) => {
    sweep.visit?.(sweep, at);
    return isActive(sweep, at);
  },
  load: ({ run }, { own, frame, record }) => loadRecord(run, own, frame, record),
  start: (sweep, at) => {
    at.own.kernels.initial(at.frame);
    join(sweep, at);
  },
  continued: () => {
    // Given as it is.
  },
  step: (sweep, at) => {
    at.own.kernels.step(at.frame);
    join(sweep, at);
  },
  stepToFixed: (sweep, at) => {
    leaveStep(sweep, at, pullTimed(sweep, at));
  },
  stepToArrival: (sweep, at) => {
    const size = pullTimed(sweep, at);
    addTo(sweep.timeBars, at.neuron, size);
    addArrivalTime(sweep, at.reference, at.neuron);
    leaveStep(sweep, at, size);
  },
  stepToSpike: (sweep, at) => {
    at.own.kernels.target(at.frame);
    addTo(sweep.timeBars, at.neuron, stepSizeBar(sweep, at));
    addSum(sweep.spikeBars, at.reference, sweep.timeBars, at.neuron);
    leaveStep(sweep, at, at.own.kernels.shifts === undefined ? stepSizeBar(sweep, at) : 0);
  },
  stepToEvent: (sweep, at) => {
    sweep.memory[at.frame + at.own.eventTimeBar] = totalOf(sweep.timeBars, at.neuron);
    at.own.kernels.event[at.reference]!(at.frame);
    if (at.own.kernels.shifts !== undefined) resetTo(sweep.timeBars, at.neuron, 0);
    join(sweep, at);
  },
  arrival: (sweep, at) => {
    pullArrival(sweep, at);
    join(sweep, at);
  },
  reset: (sweep, at) => {
    const { own, frame, reference, neuron } = at;
    const { sent } = own.program;
    const event = sweep.run.tape.spikes.event.data[reference]!;
    addShift(sweep, at, own.kernels.shifts?.resets[event]);
    if (sent !== undefined) sweep.memory[frame + sent.bar] = sweep.payloadBars[reference]!;
    own.kernels.reset[event]!(frame);
    addSum(sweep.timeBars, neuron, sweep.spikeBars, reference);
    join(sweep, at);
  },
  // Its length is the difference of two times.
  sample: (sweep, at) => {
    const { run, samples } = sweep;
    const { own, reference } = at;
    const table = tableOfSample(run.sampleTables, reference);
    const first = (reference - table.first) * own.ownStates;
    const bars = samples.get(table)?.subarray(first, first + own.ownStates);
    if (bars === undefined) return;
    addBranch(sweep, at, bars, () => addTo(sweep.timeBars, at.neuron, -pullTimed(sweep, at)));
  },
  // What the modes were before has no influence.
  modes: ({ memory }, { own, frame }) => {
    memory.fill(0, frame + own.firstBar + own.ownStates, frame + own.firstBar + own.states);
  },
  // How far into the step it is does not matter: it was found where the rate is zero.
  inside: (sweep, at, place) => {
    const { own, frame } = at;
    addBranch(sweep, at, observedBars(place, own.ownStates), () => {
      sweep.memory[frame + own.stepSizeSlot] = place.elapsed;
      own.kernels.step(frame);
    });
  },
};

/** Whether any cotangent reaches a record; what nothing depends on is not swept, but samples have their own. */
function isActive(
  { run, memory, timeBars, spikeBars, payloadBars }: Sweep,
  { own, frame, record, neuron, reference }: At,
): boolean {
  if (totalOf(timeBars, neuron) !== 0) return true;
  for (let i = 0; i < own.states; i++) if (memory[frame + own.firstBar + i] !== 0) return true;
  const kind = run.tape.kind.data[record];
  if (kind === recordKind.sample) return true;
  if (kind !== recordKind.reset) return false;
  return totalOf(spikeBars, reference) !== 0 || payloadBars[reference] !== 0;
}

function stepSizeBar({ memory }: Sweep, { own, frame }: At): number {
  return memory[frame + own.stepSizeBar]!;
}

/** Pulls back a step of a size that times define; returns h̄, 0 where shifts say what it does to them. */
function pullTimed(sweep: Sweep, at: At): number {
  const { shifts, step, target } = at.own.kernels;
  (shifts === undefined ? target : step)(at.frame);
  return shifts === undefined ? stepSizeBar(sweep, at) : 0;
}

/** Such a step has been pulled back, with its h̄: its other end is the neuron's time again. */
function leaveStep(sweep: Sweep, at: At, size: number): void {
  resetTo(sweep.timeBars, at.neuron, -size);
  join(sweep, at);
}

function addShift(sweep: Sweep, at: At, shift: ((frame: number) => void) | undefined): void {
  if (shift === undefined) return;
  shift(at.frame);
  addTo(sweep.timeBars, at.neuron, stepSizeBar(sweep, at));
}

/**
 * What was observed behind a record moves with the time of it, unless that is the time of an event, whose cotangent is
 * whole, or is fixed.
 */
function addObserved({ run, memory, timeBars }: Sweep, at: At, component: number, bar: number): void {
  const { own, frame, neuron, record } = at;
  if (!(movedKinds as readonly number[]).includes(run.tape.kind.data[record]!)) return;
  // The record may be the last of the neuron.
  const behind = repeatRecord(run, own, frame, record);
  memory.copyWithin(frame, behind, behind + own.states);
  memory[frame + own.stepSizeSlot] = 0;
  own.program.kernels.course[component]!(frame);
  addTo(timeBars, neuron, bar * memory[frame + own.rateSlot]!);
}

const movedKinds = [recordKind.step, recordKind.stepToArrival, recordKind.arrival, recordKind.reset] as const;

/** Adds what a kernel has left of the time at which its record begins. */
function join(sweep: Sweep, at: At): void {
  const { own, frame, neuron } = at;
  addTo(sweep.timeBars, neuron, sweep.memory[frame + own.timeBar]!);
  if (own.signals !== undefined) addTo(sweep.timeBars, neuron, drain(sweep, at));
}

/** An arrival's time, now that of the neuron, is its spike's time plus a delay. */
function addArrivalTime(sweep: Sweep, arrival: number, neuron: number): void {
  const { run, spikeBars, timeBars, delayBars, projections } = sweep;
  const { arrivals } = run.tape;
  addSum(spikeBars, arrivals.spike.data[arrival]!, timeBars, neuron);
  const own = projections[arrivals.projection.data[arrival]!]!;
  addSum(delayBars, own.firstDelay + delayIndex(own, run.tape, arrival, neuron), timeBars, neuron);
}

function pullArrival(sweep: Sweep, at: At): void {
  const { own: population, frame, neuron, reference } = at;
  const { kernels } = population;
  const { run, memory, projections, parameters, payloadBars } = sweep;
  const { arrivals, spikes } = run.tape;
  const own = projections[arrivals.projection.data[reference]!]!;
  const weights = weightIndex(own, run.tape, reference, neuron);
  const spike = arrivals.spike.data[reference]!;
  loadArrival(memory, frame, run.parameters.values, own, weights, spikes.payload.data[spike]!);
  if (kernels.shifts !== undefined) {
    addShift(sweep, at, kernels.shifts.inputs[own.port]);
    addArrivalTime(sweep, reference, neuron);
    resetTo(sweep.timeBars, neuron, 0);
  }
  kernels.input[own.port]!(frame);
  if (own.payload !== undefined) payloadBars[spike]! += memory[frame + own.payload.bar]!;
  if (!own.weightWanted) return;
  for (let c = 0; c < own.channels.length; c++) {
    parameters[own.channels[c]!.offset + weights]! += memory[frame + own.channels[c]!.bar]!;
  }
}

/** Pulls cotangents of a branch back, and joins them where the branch leaves. */
function addBranch(sweep: Sweep, at: At, bars: Float64Array, pull: () => void): void {
  if (bars.every((bar) => bar === 0)) return;
  const { memory, timeBars } = sweep;
  const { own, frame, neuron } = at;
  const first = frame + own.firstBar;
  const kept = memory.slice(first, first + own.states);
  memory.fill(0, first, first + own.states);
  memory.set(bars, first);
  pull();
  addTo(timeBars, neuron, memory[frame + own.timeBar]!);
  addTo(timeBars, neuron, drain(sweep, at));
  for (let i = 0; i < own.states; i++) memory[first + i]! += kept[i]!;
}

/** Takes the cotangents of signals out of the frame; returns their part of t̄. */
function drain({ run: { tape }, memory }: Sweep, { own, frame, record, neuron }: At): number {
  const { signals, program } = own;
  if (signals === undefined) return 0;
  const index = neuron - program.population.firstNeuron;
  return drainSignals(signals, memory, frame, index, tape.segment.data[record]!, tape.time.data[record]!);
}
