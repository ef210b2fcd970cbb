/** Where a neuron stands in a run: numbers in its frame, of which an object that turns from neuron to neuron gives a view. */
import { type PlaceName, placeSlots } from "../../compile/slots.ts";
import type { Clock } from "./clock.ts";

const names = Object.keys(placeSlots) as PlaceName[];
/** By name, how far behind the first of them. */
const at = Object.fromEntries(names.map((name, k) => [name, k])) as Record<PlaceName, number>;
/** Where the time stands among them, the last arrival, and how many there were. */
export const timePlace: number = at.t;
export const lastPlace: number = at.last;
export const takenPlace: number = at.taken;

/** See `placeSlots`. A neuron that is left keeps all of it, and can go on without a bit's difference. */
export class Place implements Clock {
  readonly memory: Float64Array;
  /** Where the numbers of the neuron at hand begin. */
  place = 0;

  constructor(memory: Float64Array) {
    this.memory = memory;
  }

  /** When: the time t + rest, see `Clock`. */
  get t(): number {
    return this.memory[this.place + at.t]!;
  }
  set t(value: number) {
    this.memory[this.place + at.t] = value;
  }

  get rest(): number {
    return this.memory[this.place + at.rest]!;
  }
  set rest(value: number) {
    this.memory[this.place + at.rest] = value;
  }

  /** Proposed step size; not a number before there is one. */
  get proposal(): number {
    return this.memory[this.place + at.proposal]!;
  }
  set proposal(value: number) {
    this.memory[this.place + at.proposal] = value;
  }

  /** The last arrival that was applied, −1 if there is none. */
  get last(): number {
    return this.memory[this.place + at.last]!;
  }
  set last(value: number) {
    this.memory[this.place + at.last] = value;
  }

  /** How many were. */
  get taken(): number {
    return this.memory[this.place + at.taken]!;
  }
  set taken(value: number) {
    this.memory[this.place + at.taken] = value;
  }

  /** What the present time is the time of, see `anchor`. */
  get anchor(): number {
    return this.memory[this.place + at.anchor]!;
  }
  set anchor(value: number) {
    this.memory[this.place + at.anchor] = value;
  }

  /** Of the population's signals. */
  get segment(): number {
    return this.memory[this.place + at.segment]!;
  }
  set segment(value: number) {
    this.memory[this.place + at.segment] = value;
  }

  /** Of the present instant. */
  get round(): number {
    return this.memory[this.place + at.round]!;
  }
  set round(value: number) {
    this.memory[this.place + at.round] = value;
  }

  /** Emitting events, and all events. */
  get spikes(): number {
    return this.memory[this.place + at.spikes]!;
  }
  set spikes(value: number) {
    this.memory[this.place + at.spikes] = value;
  }

  get fired(): number {
    return this.memory[this.place + at.fired]!;
  }
  set fired(value: number) {
    this.memory[this.place + at.fired] = value;
  }

  /** Steps tried. */
  get steps(): number {
    return this.memory[this.place + at.steps]!;
  }
  set steps(value: number) {
    this.memory[this.place + at.steps] = value;
  }

  /** Whether modes have to be set anew before the next step. */
  get unsettled(): boolean {
    return this.memory[this.place + at.unsettled] === 1;
  }
  set unsettled(value: boolean) {
    this.memory[this.place + at.unsettled] = value ? 1 : 0;
  }

  /** The watch whose crossing the last step ended at, −1 if none. */
  get crossed(): number {
    return this.memory[this.place + at.crossed]!;
  }
  set crossed(value: number) {
    this.memory[this.place + at.crossed] = value;
  }

  /** Modes changed since the last step because the solution leaves zero. */
  get departures(): number {
    return this.memory[this.place + at.departures]!;
  }
  set departures(value: number) {
    this.memory[this.place + at.departures] = value;
  }

  /** Steps refused because they had no value since the state last moved. */
  get refused(): number {
    return this.memory[this.place + at.refused]!;
  }
  set refused(value: number) {
    this.memory[this.place + at.refused] = value;
  }

  /** Up to here the maxima near zero are counted. */
  get grazed(): number {
    return this.memory[this.place + at.grazed]!;
  }
  set grazed(value: number) {
    this.memory[this.place + at.grazed] = value;
  }

  /**
   * The last step that was tried beyond what is known and not made: when something is to happen, and the target that it was
   * tried towards. What arrives after that time is no reason to try another: the same is to happen then, to the last bit,
   * because others have gone on since that far. Not a number if the neuron has gone on itself.
   */
  get promised(): number {
    return this.memory[this.place + at.promised]!;
  }
  set promised(value: number) {
    this.memory[this.place + at.promised] = value;
  }

  get promisedTarget(): number {
    return this.memory[this.place + at.promisedTarget]!;
  }
  set promisedTarget(value: number) {
    this.memory[this.place + at.promisedTarget] = value;
  }

  get promisedKind(): number {
    return this.memory[this.place + at.promisedKind]!;
  }
  set promisedKind(value: number) {
    this.memory[this.place + at.promisedKind] = value;
  }

  /** Whether it is not to go on. */
  get finished(): boolean {
    return this.memory[this.place + at.finished] === 1;
  }
  set finished(value: boolean) {
    this.memory[this.place + at.finished] = value ? 1 : 0;
  }
}
