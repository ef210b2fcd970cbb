/** Neurons during a run, and what is on its way to them. */
import type { Here, OracleNeuron, OracleSignal } from "./model.ts";

export interface Cell {
  /** Number of the unit in the network. */
  readonly id: number;
  readonly neuron: OracleNeuron;
  readonly model: OracleNeuron["model"];
  readonly here: Here;
  /** To be overwritten: the same neuron with another state; parameters and modes are those of `here`. */
  readonly scratch: Here;
  /** By event: whether it happens as soon as its function is ≥ 0. */
  readonly armed: boolean[];
  /** By event: how often it has happened in this instant. */
  readonly count: Float64Array;
  /** Of all its events. */
  total: number;
  /** Of those that are sent. */
  sent: number;
  /** By signal: the piece that holds. */
  readonly pieces: number[];
  /** What has happened to it, in order. */
  readonly log: string[];
}

export interface Arrival {
  readonly time: number;
  readonly projection: number;
  /** Number of the unit it comes from. */
  readonly from: number;
  /** Which of its spikes. */
  readonly index: number;
  readonly to: number;
  readonly port: number;
  readonly weights: ArrayLike<number>;
  readonly payload: number;
}

export interface Alarm {
  readonly time: number;
  readonly neuron: number;
  readonly event: number;
  /** What started it: a place in the model. */
  readonly declaration: string;
}

export function cellOf(id: number, neuron: OracleNeuron): Cell {
  const { model, p, initial, signals } = neuron;
  const m = new Float64Array(model.switches.length);
  const make = (): Here => ({
    t: 0,
    y: Float64Array.from(initial),
    p,
    s: new Float64Array(signals.length),
    m,
  });
  const cell: Cell = {
    id,
    neuron,
    model,
    here: make(),
    scratch: make(),
    armed: model.events.map(() => false),
    count: new Float64Array(model.events.length),
    total: 0,
    sent: 0,
    pieces: signals.map(() => 0),
    log: [],
  };
  setPieces(cell, 0);
  return cell;
}

/** Lets the pieces of the signals be those that hold from t on. */
export function setPieces(cell: Cell, t: number): void {
  cell.neuron.signals.forEach(({ times }, i) => {
    let piece = 0;
    while (piece + 1 < times.length && times[piece + 1]! <= t) piece++;
    cell.pieces[i] = piece;
  });
  cell.here.t = t;
  setSignals(cell, cell.here);
}

/** Values of the signals at the time of `here`, on the pieces of the cell. */
export function setSignals(cell: Cell, here: Here): void {
  for (let i = 0; i < here.s.length; i++) {
    here.s[i] = signalAt(cell.neuron.signals[i]!, cell.pieces[i]!, here.t);
  }
}

function signalAt({ kind, times, values }: OracleSignal, piece: number, t: number): number {
  const [a, b] = [values[piece]!, values[piece + 1]];
  if (kind === "constant" || b === undefined) return a;
  return a + ((b - a) * (t - times[piece]!)) / (times[piece + 1]! - times[piece]!);
}

/** The first breakpoint after t, or Infinity. */
export function nextBreakpoint(cell: Cell, t: number): number {
  return Math.min(
    Number.POSITIVE_INFINITY,
    ...cell.neuron.signals.flatMap(({ times }) => Array.from(times).filter((time) => time > t)),
  );
}

/** Whether an event could happen, and the value of its function then. −1 where its guard is false. */
export function eventValue(cell: Cell, event: number, here: Here): number {
  const { g, guard } = cell.model.events[event]!;
  if (g === undefined || guard?.(here) === false) return -1;
  return g(here);
}

/**
 * How far rounding of the time and of the states that move can shift a function: what is nearer to zero than that has
 * no sign. States at rest are left alone, the discrete ones among them, of which a function may ask for equality.
 */
export function roundingOf(cell: Cell, value: (here: Here) => number, here: Here): number {
  const rates = new Float64Array(here.y.length);
  cell.model.field(here, rates);
  const centre = value(here);
  const { t } = here;
  here.t = t * (1 + 2 ** -50);
  let sum = Math.abs(value(here) - centre);
  here.t = t;
  for (let i = 0; i < here.y.length; i++) {
    if (rates[i] === 0) continue;
    const own = here.y[i]!;
    here.y[i] = own * (1 + 2 ** -50);
    sum += Math.abs(value(here) - centre);
    here.y[i] = own;
  }
  return sum;
}
