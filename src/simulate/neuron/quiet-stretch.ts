/**
 * What is ordinary of neurons' runs, left to a routine: the bits are those of the event loop, which goes on wherever the
 * routine stops.
 */
import { weightIndex } from "../../compile/arrival.ts";
import { arming } from "../../compile/place-codes.ts";
import { counts, numbers } from "../../compile/routines/routine-columns.ts";
import { flush, isFull } from "../../tape/page.ts";
import { appendFired } from "../../tape/tape.ts";
import { timeUntil } from "./clock.ts";
import type { NeuronRun } from "./neuron-run.ts";
import { stepsToLook } from "./progress.ts";
import { timeOf } from "./timers.ts";

/** How far a routine has taken neurons. */
export const quietly = {
  /** No further. */
  no: 0,
  /** To something that is the event loop's. */
  on: 1,
  /** To where it has to wait, or to the end of the run. */
  through: 2,
} as const;

/** Takes the neuron at hand as far as all that happens to it is ordinary. */
export function goOnQuietly(run: NeuronRun): number {
  if (!isQuiet(run)) return quietly.no;
  const { index, counters } = run;
  const { triedSteps, arrivals } = counters;
  layOut(run);
  const next = advance(run, index, index + 1, false);
  if (next < 0) return quietly.no;
  if (next > index) return quietly.through;
  if (counters.triedSteps === triedSteps && counters.arrivals === arrivals) return quietly.no;
  run.turnTo(index);
  return quietly.on;
}

/**
 * Takes the neurons of a population from one on as far as all that happens to them is ordinary, up to the first of which
 * the event loop has to see to something; whether that one has begun says `hasBegun`.
 *
 * @param begins  whether they are to begin
 * @returns its index, the number of neurons if there is none; −1 if no routine can
 */
export function advanceQuietly(run: NeuronRun, first: number, begins: boolean): number {
  const { dues, samples, startsFrom, looksAhead, signals, controller, proposes, program } = run;
  if (!dues.shared || looksAhead || signals !== undefined || samples.length > 0) return -1;
  if (begins && (startsFrom !== undefined || (!proposes && controller.stateSize > 0))) return -1;
  if (begins) run.turnToNew(first);
  else run.turnTo(first);
  layOut(run);
  return advance(run, first, endOfStretch(run, first, program.population.size), begins);
}

/** Up to the first neuron that has had fewer arrivals than come before those that are laid out: its own are not there. */
function endOfStretch(run: NeuronRun, first: number, end: number): number {
  const before = run.laidOut.first;
  if (before === 0) return end;
  for (let neuron = first + 1; neuron < end; neuron++) if (run.takenBy(neuron) < before) return neuron;
  return end;
}

/** Whether the routine has begun the neuron at which it stopped. */
export function hasBegun({ columns }: NeuronRun): boolean {
  return columns.counts[counts.hasBegun] === 1;
}

/** The time before which everything has happened to those that a routine has left to wait. */
export function reachedQuietly({ columns }: NeuronRun): number {
  return columns.numbers[numbers.reached]!;
}

function advance(run: NeuronRun, first: number, end: number, begins: boolean): number {
  const { settings, program, counters, page, tape, columns, laidOut, controller } = run;
  const kernel = program.kernels.advance();
  if (kernel === undefined) return -1;
  if (isFull(page)) flush(run);
  const budget = stepsToLook(counters);
  columns.numbers[numbers.from] = settings.from;
  columns.numbers[numbers.until] = settings.until;
  columns.numbers[numbers.known] = run.known;
  columns.numbers[numbers.horizon] = run.horizon;
  columns.numbers[numbers.sample] = nextSample(run);
  columns.numbers[numbers.longest] = settings.maxStep;
  columns.numbers[numbers.maxSteps] = settings.maxSteps;
  columns.numbers[numbers.maxSpikes] = settings.maxSpikes;
  columns.numbers[numbers.stopAfter] = run.stopAfter;
  columns.numbers[numbers.smallestRate] = counters.smallestRate;
  columns.numbers[numbers.firstStepSize] = controller.firstStepSize ?? Number.NaN;
  columns.numbers[numbers.closest] = counters.closest;
  const own = columns.counts;
  own[counts.records] = page.length;
  own[counts.states] = page.states;
  own[counts.before] = tape.state.length;
  own[counts.dues] = laidOut.base + laidOut.length;
  own[counts.dueFirst] = laidOut.first - laidOut.base;
  own[counts.mayEnd] = laidOut.next < 0 ? 1 : 0;
  own[counts.shared] = run.dues.shared ? 1 : 0;
  own[counts.index] = first;
  own[counts.end] = end;
  own[counts.begins] = begins ? 1 : 0;
  own[counts.hasBegun] = 1;
  own[counts.shares] = end > first + 1 && run.shares ? 1 : 0;
  own[counts.folds] = run.folds && laidOut.first === 0 ? 1 : 0;
  own[counts.mayWait] = run.looksAhead ? 0 : 1;
  own[counts.mayFinish] = run.looksAhead || run.samples.length > 0 ? 0 : 1;
  own[counts.budget] = budget;
  own[counts.spikesBefore] = tape.spikes.time.length;
  own[counts.proposes] = run.proposes ? 1 : 0;
  own[counts.adaptive] = controller.adaptive ? 1 : 0;
  own[counts.firstNeuron] = program.population.firstNeuron;
  own[counts.frames] = program.base;
  own[counts.frameSize] = run.frameSize;
  own[counts.unarmed] = 0;
  kernel(0);
  const made = budget - own[counts.budget]!;
  page.length = own[counts.records]!;
  page.states = own[counts.states]!;
  if (own[counts.unarmed] === 1) run.isUnarmed = true;
  counters.triedSteps += made;
  counters.acceptedSteps += made - own[counts.refused]!;
  counters.rejectedSteps += own[counts.refused]!;
  counters.arrivals += own[counts.received]!;
  if (own[counts.spikes]! > 0) takeSpikes(run, own[counts.spikes]!);
  return own[counts.index]!;
}

/** Puts spikes of a routine on the tape. */
function takeSpikes({ columns, tape, counters }: NeuronRun, count: number): void {
  const { firedTime, firedNeuron, firedPayload, numbers: given, counts: own } = columns;
  appendFired(tape.spikes, count, firedTime, firedNeuron, firedPayload);
  counters.repeatedSteps += own[counts.repeated]!;
  if (given[numbers.smallestRate]! < counters.smallestRate) {
    counters.smallestRate = given[numbers.smallestRate]!;
    counters.smallestRateNeuron = own[counts.smallestRateNeuron]!;
    counters.smallestRateTime = given[numbers.smallestRateTime]!;
  }
}

/**
 * Whether the routine may do what comes next: every event that has no timer is armed, no timer is due before something else
 * happens, nothing is promised, and the next step is as long as it is to be.
 */
export function isQuiet(run: NeuronRun): boolean {
  const { events, memory, frame, settings } = run;
  if (!Number.isNaN(run.promised) || run.signals !== undefined || run.t >= run.horizon) return false;
  const target = run.arrival >= 0 ? run.tape.arrivals.time.data[run.arrival]! : settings.until;
  for (let e = 0; e < events.length; e++) {
    if (run.timers[e] === undefined) {
      if (memory[frame + events[e]!.armed] !== arming.armed) return false;
    } else if (!(target < timeOf(run, e))) return false;
  }
  if (run.looksAhead && !(target < run.known)) return false;
  if (run.proposes) return true;
  const longest = Math.min(run.proposal, memory[frame + run.stepCapSlot]!, settings.maxStep);
  return timeUntil(run, target) <= longest;
}

/** The sample that the neuron at hand takes next. */
function nextSample({ samples, index }: NeuronRun): number {
  let next = Number.POSITIVE_INFINITY;
  for (const { table, next: places } of samples) {
    const place = places[index]!;
    if (place < table.times.length) next = Math.min(next, table.times[place]!);
  }
  return next;
}

/** Has in the columns what comes next to the neuron at hand. */
function layOut(run: NeuronRun): void {
  const { dues, taken, arrival, laidOut } = run;
  if (isLaidOut(run)) return;
  // All neurons that share a list find in it what comes to them, if it is not too long.
  if (dues.shared && taken < laidOut.room) {
    layOutShared(run);
    if (isLaidOut(run)) return;
  }
  layOutFrom(run, arrival, taken);
}

/** Whether it is there: arrivals that were found since may have their places before others. */
function isLaidOut({ laidOut, dues, index, taken }: NeuronRun): boolean {
  if (laidOut.list !== (dues.shared ? 0 : index) || laidOut.count !== dues.count) return false;
  const place = taken - laidOut.first;
  return place >= 0 && (place < laidOut.length || (place === laidOut.length && laidOut.next < 0));
}

/** Lays out the list of all neurons from its beginning on: what has come behind those that are there, or all of it. */
function layOutShared(run: NeuronRun): void {
  const { dues, laidOut, columns } = run;
  const { list, length, inserted } = laidOut;
  const follows = list === 0 && laidOut.first === 0 && inserted === dues.inserted && length > 0;
  if (!follows) layOutFrom(run, dues.first[0]!, 0);
  else if (laidOut.next < 0) {
    const last = columns.dueArrival[laidOut.base + length - 1]!;
    layOutFrom(run, dues.next.data[last]!, 0, length);
  }
}

/**
 * Lays out a list from one arrival on, as far as there is room.
 *
 * @param first   which of a neuron's arrivals the first is that is laid out
 * @param length  how many are there already
 */
function layOutFrom(run: NeuronRun, from: number, first: number, length = 0): void {
  const { dues, index, tape, projections, columns, program, settings, laidOut } = run;
  const { arrivals, spikes } = tape;
  const { dueTime, duePayload, dueArrival, duePort, dueWeight, commonSize, farSize } = columns;
  const { base, room } = laidOut;
  const neuron = program.population.firstNeuron + (dues.shared ? 0 : index);
  const channels = dueWeight.length / dueTime.length;
  const begin = base + length;
  const end = base + room;
  let place = begin;
  let arrival = from;
  while (arrival >= 0 && place < end && arrivals.round.data[arrival]! < settings.maxRounds) {
    const own = projections[arrivals.projection.data[arrival]!]!;
    const weights = weightIndex(own, tape, arrival, neuron);
    dueTime[place] = arrivals.time.data[arrival]!;
    dueArrival[place] = arrival;
    duePort[place] = own.port;
    duePayload[place] = spikes.payload.data[arrivals.spike.data[arrival]!]!;
    for (let c = 0; c < own.channels.length; c++)
      dueWeight[place * channels + c] = own.channels[c]!.offset + weights;
    place++;
    arrival = dues.next.data[arrival]!;
  }
  commonSize.fill(Number.NaN, begin, place + 1);
  farSize.fill(Number.NaN, begin, place + 1);
  laidOut.list = dues.shared ? 0 : index;
  laidOut.count = dues.count;
  laidOut.inserted = dues.inserted;
  laidOut.next = arrival;
  laidOut.length = place - base;
  laidOut.first = first;
}
