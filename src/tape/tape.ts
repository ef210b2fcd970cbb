/**
 * The record of one run: everything the reverse sweep, the tangents and the replay need, and the
 * only thing that passes from the simulation to them.
 *
 * A record belongs to one neuron. Every step says what fixed its length: the controller, a target
 * time, or an event. Walking all records forwards meets causes before consequences; backwards, the
 * other way round.
 */
import { type Growing, growing, push, reserve, trim } from "./growing.ts";

/** What a record is; `reference` means … */
export const recordKind = {
  /** The neuron's initial state; nothing. */
  start: 0,
  /** A step whose size the controller chose; nothing. */
  step: 1,
  /** A step to a fixed time: the breakpoint that begins segment `reference` of the signals, or −1, the end of the run. */
  stepToFixed: 2,
  /** A step to the arrival `reference`. */
  stepToArrival: 3,
  /** A step to the root of event `reference` of the neuron's model. */
  stepToEvent: 4,
  /** The jump that arrival `reference` makes, from the recorded state. */
  arrival: 5,
  /** The reset of spike record `reference`, from the recorded state. */
  reset: 6,
  /** Sample `reference`: a branch of length h that does not advance the neuron. */
  sample: 7,
  /** New modes of the switches, in the recorded state; nothing. */
  modes: 8,
  /** A step of no length to the time of spike record `reference` of the neuron itself, which caused what comes next. */
  stepToSpike: 9,
  /** The neuron's state where the run that this one continues has left it; nothing. */
  continued: 10,
} as const;

/**
 * Many records in one, as `unfold` writes them out: a neuron that has just had an arrival steps to that in place `reference`
 * of its list, receives `segment` of them and steps from each to the next; nothing else happens to it. Only runs of an
 * objective have such, and whoever reads records of theirs unfolds them first.
 */
export const foldedKind = 11;

/** How an event came about. */
export const eventCause = {
  /** g rose through 0 inside a step. */
  root: 0,
  /** An arrival or a reset carried g to ≥ 0. */
  jump: 1,
  /** g ≥ 0 at t = 0, with `fireAtStart`. */
  start: 2,
  /** A time after another event. Reserved. */
  timer: 3,
  /** Given with the run: a spike of a source. */
  given: 4,
  /** Sent in a run that this one continues, and under way when this one begins. */
  earlier: 5,
} as const;

/** Events in the order in which they were found: earlier and given spikes first, then population by population. */
export interface SpikeRecords {
  readonly time: Growing<Float64Array>;
  /** Index of the neuron or channel in the network. */
  readonly neuron: Growing<Int32Array>;
  /** Index of the event in the model; −1 for a spike of a source. */
  readonly event: Growing<Int32Array>;
  readonly cause: Growing<Uint8Array>;
  /** Which round of its instant it happened in. */
  readonly round: Growing<Int32Array>;
  /** What it carries, 1 unless its event says otherwise. */
  readonly payload: Growing<Float64Array>;
}

/** Deliveries: a spike reaching one neuron through a synapse, or all neurons of a population at one time. */
export interface ArrivalRecords {
  readonly time: Growing<Float64Array>;
  readonly spike: Growing<Int32Array>;
  readonly projection: Growing<Int32Array>;
  readonly round: Growing<Int32Array>;
  /** Index among those of the projection; −1 where it is delivered to all neurons of a population. */
  readonly synapse: Growing<Int32Array>;
}

/** The records of a run in typed arrays, one entry per record; see `Solution.tape`. */
export interface Tape {
  readonly kind: Growing<Uint8Array>;
  readonly neuron: Growing<Int32Array>;
  readonly reference: Growing<Int32Array>;
  /** Time at the start of the step, or of the instant. */
  readonly time: Growing<Float64Array>;
  /** Step size; 0 for what takes no time. */
  readonly stepSize: Growing<Float64Array>;
  /** Where the record's state begins in `state`. */
  readonly stateStart: Growing<Int32Array>;
  readonly state: Growing<Float64Array>;
  /** Index of the population's segment of its signals during the record. */
  readonly segment: Growing<Int32Array>;
  readonly spikes: SpikeRecords;
  readonly arrivals: ArrivalRecords;
}

export function createTape(): Tape {
  return {
    kind: growing(new Uint8Array(8)),
    neuron: growing(new Int32Array(8)),
    reference: growing(new Int32Array(8)),
    time: growing(new Float64Array(8)),
    stepSize: growing(new Float64Array(8)),
    stateStart: growing(new Int32Array(8)),
    state: growing(new Float64Array(8)),
    segment: growing(new Int32Array(8)),
    spikes: {
      time: growing(new Float64Array(8)),
      neuron: growing(new Int32Array(8)),
      event: growing(new Int32Array(8)),
      cause: growing(new Uint8Array(8)),
      round: growing(new Int32Array(8)),
      payload: growing(new Float64Array(8)),
    },
    arrivals: {
      time: growing(new Float64Array(8)),
      spike: growing(new Int32Array(8)),
      projection: growing(new Int32Array(8)),
      round: growing(new Int32Array(8)),
      synapse: growing(new Int32Array(8)),
    },
  };
}

const uses = new WeakMap<Tape, number>();

/** How many runs have been recorded before on a tape that is used again. */
export function usesOf(tape: Tape): number {
  return uses.get(tape) ?? 0;
}

/** Empties a tape and keeps its buffers. */
export function clearTape(tape: Tape): void {
  // One that nothing was ever written to, as most are.
  if (tape.kind.length === 0 && tape.spikes.time.length === 0) return;
  for (const column of columnsOf(tape)) column.length = 0;
  uses.set(tape, usesOf(tape) + 1);
}

/** Gives back the room that a tape to be kept does not need. */
export function trimTape(tape: Tape): void {
  for (const column of columnsOf(tape)) trim(column);
}

/** What every record has an entry in, and the states. */
export const recordColumnNames = [
  "kind",
  "neuron",
  "reference",
  "time",
  "stepSize",
  "stateStart",
  "state",
  "segment",
] as const;

/** Listed by name: going through the tables took an eighth of the time of an empty run. */
export function recordColumns(tape: Tape): Growing<Float64Array | Int32Array | Uint8Array>[] {
  const records = [tape.kind, tape.neuron, tape.reference, tape.time, tape.stepSize];
  return [...records, tape.stateStart, tape.state, tape.segment];
}

const listed = new WeakMap<Tape, readonly Growing<Float64Array | Int32Array | Uint8Array>[]>();

export function columnsOf(tape: Tape): readonly Growing<Float64Array | Int32Array | Uint8Array>[] {
  let columns = listed.get(tape);
  if (columns === undefined) {
    const { time, neuron, event, cause, round, payload } = tape.spikes;
    const spikes = [time, neuron, event, cause, round, payload];
    listed.set(tape, (columns = [...recordColumns(tape), ...spikes, ...arrivalColumns(tape.arrivals)]));
  }
  return columns;
}

function arrivalColumns({
  time,
  spike,
  projection,
  round,
  synapse,
}: ArrivalRecords): Growing<Float64Array | Int32Array | Uint8Array>[] {
  return [time, spike, projection, round, synapse];
}

/** One entry of a table. */
type Entry<Table> = { readonly [Column in keyof Table]: number };

/** Appends a spike and returns its index. */
export function appendSpike(spikes: SpikeRecords, spike: Entry<SpikeRecords>): number {
  push(spikes.time, spike.time);
  push(spikes.neuron, spike.neuron);
  push(spikes.event, spike.event);
  push(spikes.cause, spike.cause);
  push(spikes.round, spike.round);
  push(spikes.payload, spike.payload);
  return spikes.time.length - 1;
}

/** Appends the spikes of a source: their times, and from which of its channels they come. */
export function appendGiven(
  spikes: SpikeRecords,
  times: Float64Array,
  channels: Int32Array,
  firstNeuron: number,
): void {
  const first = appendAlike(spikes, times.length, { event: -1, cause: eventCause.given, round: -1 });
  spikes.time.data.set(times, first);
  const { data } = spikes.neuron;
  for (let k = 0; k < channels.length; k++) data[first + k] = firstNeuron + channels[k]!;
  spikes.payload.data.fill(1, first, spikes.payload.length);
}

/** Appends the first of some spikes at roots of the only event of their neurons: times, neurons, and what they carry. */
export function appendFired(
  spikes: SpikeRecords,
  count: number,
  times: Float64Array,
  neurons: Int32Array,
  payloads: Float64Array,
): void {
  const first = appendAlike(spikes, count, { event: 0, cause: eventCause.root, round: 0 });
  const { time, neuron, payload } = spikes;
  // Few at a time: views to copy from would take longer.
  for (let k = 0; k < count; k++) {
    time.data[first + k] = times[k]!;
    neuron.data[first + k] = neurons[k]!;
    payload.data[first + k] = payloads[k]!;
  }
}

/** Makes room for spikes of which so much is the same; returns the index of the first. */
function appendAlike(
  { time, neuron, event, cause, round, payload }: SpikeRecords,
  count: number,
  same: Pick<Entry<SpikeRecords>, "event" | "cause" | "round">,
): number {
  const first = time.length;
  for (const column of [time, neuron, event, cause, round, payload]) {
    reserve<Float64Array | Int32Array | Uint8Array>(column, count);
    column.length += count;
  }
  event.data.fill(same.event, first, first + count);
  cause.data.fill(same.cause, first, first + count);
  round.data.fill(same.round, first, first + count);
  return first;
}

/** Appends a delivery and returns its index. */
export function appendArrival(
  arrivals: ArrivalRecords,
  time: number,
  spike: number,
  projection: number,
  round: number,
  synapse: number,
): number {
  const at = arrivals.time.length;
  // All columns grow together.
  if (at === arrivals.time.data.length) for (const column of arrivalColumns(arrivals)) reserve(column, 1);
  arrivals.time.data[at] = time;
  arrivals.spike.data[at] = spike;
  arrivals.projection.data[at] = projection;
  arrivals.round.data[at] = round;
  arrivals.synapse.data[at] = synapse;
  arrivals.time.length = at + 1;
  arrivals.spike.length = at + 1;
  arrivals.projection.length = at + 1;
  arrivals.round.length = at + 1;
  arrivals.synapse.length = at + 1;
  return at;
}
