/** Gradients with respect to the values of external signals. */
import { type BoundSignal, type PopulationSignals, signalRow } from "../compile/signals.ts";

export interface SignalGradients {
  readonly signals: readonly { readonly signal: BoundSignal; readonly gradient: Float64Array }[];
}

export function signalGradients({ signals }: PopulationSignals): SignalGradients {
  return {
    signals: signals.map((signal) => ({ signal, gradient: new Float64Array(signal.data.values.length) })),
  };
}

/**
 * Moves the cotangents of values and slopes that kernels left in a frame to those of the data.
 *
 *   value = v_k + (v_{k+1} − v_k)·λ ,  λ = (t − t_k)/(t_{k+1} − t_k)
 *
 * @returns the part of t̄ that comes from the values' dependence on the time, Σ value̅·slope
 */
export function drainSignals(
  { signals }: SignalGradients,
  memory: Float64Array,
  frame: number,
  neuron: number,
  segment: number,
  time: number,
): number {
  let timeBar = 0;
  for (const { signal, gradient } of signals) {
    const { data, piece, slope, valueBar, slopeBar } = signal;
    const bar = memory[frame + valueBar]!;
    const rateBar = memory[frame + slopeBar]!;
    memory[frame + valueBar] = 0;
    memory[frame + slopeBar] = 0;
    if (bar === 0 && rateBar === 0) continue;
    const k = piece[segment]!;
    const at = signalRow(data, neuron) + k;
    if (data.kind === "constant" || k + 1 === data.times.length) {
      gradient[at]! += bar;
      continue;
    }
    const width = data.times[k + 1]! - data.times[k]!;
    const lambda = (time - data.times[k]!) / width;
    gradient[at]! += bar * (1 - lambda) - rateBar / width;
    gradient[at + 1]! += bar * lambda + rateBar / width;
    timeBar += bar * memory[frame + slope]!;
  }
  return timeBar;
}
