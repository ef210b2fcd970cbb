/**
 * Quiet stretches of a neuron's run, in which only arrivals happen, left to a routine: the bits are those of the event
 * loop, which goes on wherever the routine stops.
 */
import { weightIndex } from "../compile/arrival.ts";
import { anchorKind, counts, numbers } from "../compile/routine-columns.ts";
import { flush, pageCapacity } from "../tape/page.ts";
import { timeUntil } from "./clock.ts";
import type { LaidOut } from "./dues.ts";
import { anchor, type NeuronRun } from "./neuron-run.ts";
import { arming } from "./never-armed.ts";
import { stepsToLook } from "./progress.ts";

/**
 * Takes a neuron as far as nothing but arrivals happens to it.
 *
 * @returns whether it got any further
 */
export function goOnQuietly(run: NeuronRun): boolean {
  const { settings, frame, program, counters, page, tape, columns } = run;
  if (!isQuiet(run)) return false;
  const budget = Math.min(settings.maxSteps - run.steps, stepsToLook(counters));
  if (budget <= 0) return false;
  const kernel = program.kernels.advance();
  if (kernel === undefined) return false;
  if (page.length > pageCapacity / 2) flush(run);
  const { laidOut } = run;
  const hasDues = run.arrival >= 0;
  const due = hasDues ? placeOf(run, laidOut) : 0;
  columns.numbers[numbers.until] = settings.until;
  columns.numbers[numbers.limit] = Math.min(run.known, nextSample(run));
  columns.numbers[numbers.horizon] = run.horizon;
  columns.numbers[numbers.longest] = settings.maxStep;
  columns.numbers[numbers.closest] = counters.closest;
  const own = columns.counts;
  own[counts.records] = page.length;
  own[counts.states] = page.states;
  own[counts.before] = tape.state.length;
  own[counts.due] = due;
  own[counts.dues] = hasDues ? laidOut.length : 0;
  own[counts.anchor] = hasDues && run.anchor === run.arrival ? anchorKind.next : anchorKind.none;
  own[counts.budget] = budget;
  own[counts.own] = run.dues.shared ? run.index : 0;
  own[counts.neuron] = run.neuron;
  own[counts.segment] = run.segment;
  own[counts.mayEnd] = hasDues && laidOut.next >= 0 ? 0 : 1;
  own[counts.adaptive] = run.controller.adaptive ? 1 : 0;
  own[counts.proposes] = run.proposes ? 1 : 0;
  kernel(frame);
  const made = budget - own[counts.budget]!;
  const received = own[counts.due]! - due;
  if (made === 0 && received === 0) return false;
  page.length = own[counts.records]!;
  page.states = own[counts.states]!;
  run.steps += made;
  counters.triedSteps += made;
  counters.acceptedSteps += made;
  counters.arrivals += received;
  run.promised = Number.NaN;
  const now = due + received;
  if (received > 0) {
    run.last = columns.dueArrival[now - 1]!;
    run.taken += received;
    run.arrival = now < laidOut.length ? columns.dueArrival[now]! : laidOut.next;
  }
  const kind = own[counts.anchor];
  if (kind === anchorKind.next) run.anchor = run.arrival;
  else run.anchor = kind === anchorKind.last ? run.last : anchor.none;
  return true;
}

/**
 * Whether the routine may do what comes next: every event is armed, nothing is promised, and the next step is as long as it
 * is to be.
 */
export function isQuiet(run: NeuronRun): boolean {
  const { events, memory, frame, settings } = run;
  if (!Number.isNaN(run.promised) || run.signals !== undefined || run.t >= run.horizon) return false;
  for (let e = 0; e < events.length; e++) if (memory[frame + events[e]!.armed] !== arming.armed) return false;
  const target = run.arrival >= 0 ? run.tape.arrivals.time.data[run.arrival]! : settings.until;
  // Without a proposal the first step decides it.
  if (!(run.proposal < Number.POSITIVE_INFINITY)) return false;
  if (!(target < run.known)) return false;
  if (run.proposes) return true;
  const longest = Math.min(run.proposal, memory[frame + run.stepCapSlot]!, settings.maxStep);
  return timeUntil(run, target) <= longest;
}

function nextSample({ samples, index }: NeuronRun): number {
  let next = Number.POSITIVE_INFINITY;
  for (const { table, next: places } of samples) {
    const place = places[index]!;
    if (place < table.times.length) next = Math.min(next, table.times[place]!);
  }
  return next;
}

/** Where in the columns the next arrival of a neuron is, laid out with those behind it if it is not there. */
function placeOf(run: NeuronRun, laidOut: LaidOut): number {
  const { dues, index, tape, columns } = run;
  const list = dues.shared ? 0 : index;
  if (laidOut.dues === dues && laidOut.list === list && laidOut.of === tape.arrivals.time.length) {
    for (let k = 0; k < laidOut.length; k++) if (columns.dueArrival[k] === run.arrival) return k;
  }
  layOut(run, laidOut);
  return 0;
}

/** Lays out what comes next, as far as there is room. */
function layOut(run: NeuronRun, laidOut: LaidOut): void {
  const { dues, index, tape, projections, columns, program, settings } = run;
  const { arrivals, spikes } = tape;
  const { dueTime, duePayload, dueArrival, duePort, dueWeight } = columns;
  const neuron = dues.shared ? program.population.firstNeuron : run.neuron;
  const channels = dueWeight.length / dueTime.length;
  let length = 0;
  let arrival = run.arrival;
  while (arrival >= 0 && length < dueTime.length && arrivals.round.data[arrival]! < settings.maxRounds) {
    const own = projections[arrivals.projection.data[arrival]!]!;
    const weights = weightIndex(own, tape, arrival, neuron);
    dueTime[length] = arrivals.time.data[arrival]!;
    dueArrival[length] = arrival;
    duePort[length] = own.port;
    duePayload[length] = spikes.payload.data[arrivals.spike.data[arrival]!]!;
    for (let c = 0; c < own.channels.length; c++)
      dueWeight[length * channels + c] = own.channels[c]!.offset + weights;
    length++;
    arrival = dues.next.data[arrival]!;
  }
  laidOut.dues = dues;
  laidOut.list = dues.shared ? 0 : index;
  laidOut.of = arrivals.time.length;
  laidOut.next = arrival;
  laidOut.length = length;
}
