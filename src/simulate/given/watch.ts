/** What a run may be watched by: a callback that is told how far it is, and a signal that ends it. */
import { type Kind, rule } from "../../options.ts";

/** How far a run is. Neurons are simulated one after the other, each from 0 to `until`. */
export interface RunProgress {
  /** Population and index in it of the neuron that is being simulated. */
  readonly population: string;
  readonly neuron: number;
  /** Where that neuron is, of `until` [ms]. */
  readonly time: number;
  readonly until: number;
  /** Steps tried so far by all neurons. */
  readonly steps: number;
}

/** What a run asks of an AbortSignal. */
export interface StopSignal {
  /** Throws the reason if the signal is aborted. */
  throwIfAborted(): void;
}

/** What a run is watched by. */
export interface WatchOptions {
  /**
   * An AbortSignal. It ends the run when it is aborted, with the signal's reason as exception, whatever `throwOnFailure` says. It is
   * looked at when a run begins and every 4096 steps. A run leaves no time for others: abort it in `onProgress`.
   */
  readonly signal?: StopSignal | undefined;
  /** Called every 4096 steps that are tried. It may use any network but the one that is being simulated. */
  readonly onProgress?: ((progress: RunProgress) => void) | undefined;
}

/** What the options may be. */
export const watchKinds: { readonly [name in keyof Required<WatchOptions>]: Kind } = {
  signal: rule(
    (signal) => typeof (signal as Partial<StopSignal> | null)?.throwIfAborted === "function",
    "Give that of an AbortController.",
  ),
  onProgress: "function",
};
