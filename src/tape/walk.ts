/**
 * The one loop over a tape, forwards and backwards. What is done with a record is a table with one visit for every
 * kind: a kind without one does not compile. The reverse sweep, the tangents and the replay are such tables.
 */
import { type ObservedPlace, placesOf } from "./observation.ts";
import { recordKind, type Tape } from "./tape.ts";

/** The kinds of records by name, a closed union. */
export type RecordName = keyof typeof recordKind;

/** What a walk has to know of a population to find its neurons' frames. */
export interface WalkedPopulation {
  readonly program: {
    readonly base: number;
    readonly population: { readonly firstNeuron: number };
    readonly programs: { readonly frame: { readonly size: number } };
  };
}

/** Whose tape is walked, and what comes along. */
export interface Walk<Population extends WalkedPopulation> {
  readonly run: { readonly tape: Tape; readonly program: { readonly owner: Int32Array } };
  /** By index in the program. */
  readonly populations: readonly Population[];
  /** What was looked for in the run, by record. */
  readonly observed: ReadonlyMap<number, readonly ObservedPlace[]>;
  /** Whether nothing that comes has a visit. */
  readonly isOver?: boolean;
}

/** Where a walk is. One object for all records: read it during the visit only. */
export interface Visited<Population> {
  readonly own: Population;
  /** Where the frame of the record's neuron begins. */
  readonly frame: number;
  readonly record: number;
  /** Of the network. */
  readonly neuron: number;
  /** What it means says `recordKind`. */
  readonly reference: number;
}

export type Visit<Own, Population> = (walk: Own, at: Visited<Population>) => void;

type PlaceVisit<Own, Population> = (walk: Own, at: Visited<Population>, place: ObservedPlace) => void;

/** What a walk does with records, by kind, and with the places in them that were looked for. */
export interface Visits<Own, Population> extends Readonly<Record<RecordName, Visit<Own, Population>>> {
  /** Puts what a visit needs into the frame; before each record and each place inside one. */
  readonly load: Visit<Own, Population>;
  /** A place inside the step of the record, which is a branch of it. */
  readonly inside: PlaceVisit<Own, Population>;
  /** A place behind the whole record. */
  readonly behind: PlaceVisit<Own, Population>;
}

/** Of a walk backwards, which may leave records out. */
export interface BackwardVisits<Own, Population> extends Visits<Own, Population> {
  /** Does the work of many visits at once, from the record on down: the record with which to go on. */
  readonly leap: (walk: Own, at: Visited<Population>) => number;
  /** Whether the record, not the places in it, has a visit. */
  readonly enters: (walk: Own, at: Visited<Population>) => boolean;
}

/** From the first record to the last: causes before consequences, and of one record what lies inside it first. */
export function walkForwards<Population extends WalkedPopulation, Own extends Walk<Population>>(
  walk: Own,
  visits: Visits<Own, Population>,
): void {
  const { kind } = walk.run.tape;
  const byKind = visitsByKind(visits);
  const at = startOf(walk);
  // Most runs have none, and looking for them takes longer than many a visit.
  const isObserved = walk.observed.size > 0;
  for (let record = 0; record < kind.length; record++) {
    moveTo(at, walk, record);
    if (isObserved) visitInside(walk, visits, at);
    visits.load(walk, at);
    byKind[kind.data[record]!]!(walk, at);
    if (walk.isOver === true) return;
    if (isObserved) visitBehind(walk, visits, at);
  }
}

/** From the last record to the first, and of one record what lies behind it first. */
export function walkBackwards<Population extends WalkedPopulation, Own extends Walk<Population>>(
  walk: Own,
  visits: BackwardVisits<Own, Population>,
): void {
  const { kind } = walk.run.tape;
  const byKind = visitsByKind(visits);
  const at = startOf(walk);
  // Most runs have none, and looking for them takes longer than many a visit.
  const isObserved = walk.observed.size > 0;
  for (let record = kind.length - 1; record >= 0; record--) {
    moveTo(at, walk, record);
    const next = visits.leap(walk, at);
    if (next < record) {
      record = next + 1;
      continue;
    }
    if (isObserved) visitBehind(walk, visits, at);
    if (visits.enters(walk, at)) {
      visits.load(walk, at);
      byKind[kind.data[record]!]!(walk, at);
    }
    if (isObserved) visitInside(walk, visits, at);
  }
}

function visitInside<Population extends WalkedPopulation, Own extends Walk<Population>>(
  walk: Own,
  { load, inside }: Visits<Own, Population>,
  at: Visited<Population>,
): void {
  for (const place of placesOf(walk.observed, at.record, true)) {
    load(walk, at);
    inside(walk, at, place);
  }
}

function visitBehind<Population extends WalkedPopulation, Own extends Walk<Population>>(
  walk: Own,
  { behind }: Visits<Own, Population>,
  at: Visited<Population>,
): void {
  for (const place of placesOf(walk.observed, at.record, false)) behind(walk, at, place);
}

type Moving<Population> = { -readonly [Key in keyof Visited<Population>]: Visited<Population>[Key] };

function startOf<Population extends WalkedPopulation>({ populations }: Walk<Population>): Moving<Population> {
  return { own: populations[0]!, frame: 0, record: 0, neuron: 0, reference: 0 };
}

function moveTo<Population extends WalkedPopulation>(
  at: Moving<Population>,
  { run: { tape, program }, populations }: Walk<Population>,
  record: number,
): void {
  const neuron = tape.neuron.data[record]!;
  const own = populations[program.owner[neuron]!]!;
  at.own = own;
  at.frame =
    own.program.base + (neuron - own.program.population.firstNeuron) * own.program.programs.frame.size;
  at.record = record;
  at.neuron = neuron;
  at.reference = tape.reference.data[record]!;
}

/** By table, which never change. */
const byKinds = new WeakMap<object, Visit<never, never>[]>();

function visitsByKind<Own, Population>(visits: Visits<Own, Population>): Visit<Own, Population>[] {
  let byKind = byKinds.get(visits) as Visit<Own, Population>[] | undefined;
  if (byKind === undefined) {
    byKind = [];
    for (const name of Object.keys(recordKind) as RecordName[]) byKind[recordKind[name]] = visits[name];
    byKinds.set(visits, byKind);
  }
  return byKind;
}
