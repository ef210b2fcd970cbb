/**
 * Time-dependent external signals of one population during a run: piecewise constant or linear in
 * time, bound to the frames. Between two consecutive breakpoints of all its signals, the
 * population's current segment, every signal is value + slope·(time − start of the step).
 */
import type { Frame } from "../codegen/frame.ts";
import { barSlot, slopeSlot } from "./slots.ts";

/** Data of one signal. */
export interface SignalData {
  readonly kind: "constant" | "linear";
  /** Breakpoints, ascending, the first is 0 [ms]. */
  readonly times: Float64Array;
  /** [times] for all neurons, or [neurons, times]. */
  readonly values: Float64Array;
  readonly perNeuron: boolean;
  /** The latest end of a run that it drives, if there is one [ms]. */
  readonly until?: number;
}

export interface BoundSignal {
  readonly name: string;
  readonly data: SignalData;
  /** Index of the piece of this signal, by segment of the population. */
  readonly piece: Int32Array;
  readonly value: number;
  readonly slope: number;
  readonly valueBar: number;
  readonly slopeBar: number;
}

export interface PopulationSignals {
  /** Start times of the segments, the first is 0. */
  readonly breakpoints: Float64Array;
  readonly signals: readonly BoundSignal[];
}

export function bindSignals(frame: Frame, signals: ReadonlyMap<string, SignalData>): PopulationSignals {
  const all = [...signals.values()].flatMap((data) => [...data.times]);
  const breakpoints = Float64Array.from(new Set(all)).sort();
  return {
    breakpoints,
    signals: [...signals].map(([name, data]): BoundSignal => {
      let piece = 0;
      const pieces = Int32Array.from(breakpoints, (time) => {
        while (piece + 1 < data.times.length && data.times[piece + 1]! <= time) piece++;
        return piece;
      });
      return {
        name,
        data,
        piece: pieces,
        value: frame.slot(name),
        slope: frame.slot(slopeSlot(name)),
        valueBar: frame.slot(barSlot(name)),
        slopeBar: frame.slot(barSlot(slopeSlot(name))),
      };
    }),
  };
}

/** The segment that a time is in; at a breakpoint that which begins there. */
export function segmentAt({ breakpoints }: PopulationSignals, time: number): number {
  let segment = 0;
  while (segment + 1 < breakpoints.length && breakpoints[segment + 1]! <= time) segment++;
  return segment;
}

/** dv/dt of a piece: 0 where it is constant or the last. */
export function pieceSlope({ kind, times, values }: SignalData, row: number, piece: number): number {
  if (kind === "constant" || piece + 1 === times.length) return 0;
  return (values[row + piece + 1]! - values[row + piece]!) / (times[piece + 1]! - times[piece]!);
}

/** Index of the first value of a neuron. */
export function signalRow({ perNeuron, times }: SignalData, neuron: number): number {
  return perNeuron ? neuron * times.length : 0;
}

/** Writes values and slopes at `time` in `segment` to a neuron's frame. */
export function loadSignals(
  { signals }: PopulationSignals,
  memory: Float64Array,
  frame: number,
  neuron: number,
  segment: number,
  time: number,
): void {
  for (const { data, piece, value, slope } of signals) {
    const row = signalRow(data, neuron);
    const at = piece[segment]!;
    const rate = pieceSlope(data, row, at);
    memory[frame + value] = data.values[row + at]! + rate * (time - data.times[at]!);
    memory[frame + slope] = rate;
  }
}
