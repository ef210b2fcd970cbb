/** Latency encoding: one spike per feature, at a time that grows with its value. */
import { OptionError } from "../errors.ts";
import { checkKeys } from "../options.ts";

/** The interval of times that features in [0, 1] are mapped to. */
export interface LatencyEncodingOptions {
  /** Spike time of the value 0, ≥ 0 [ms]. */
  readonly tMin: number;
  /** Spike time of the value 1 [ms]. */
  readonly tMax: number;
  /** Time of a spike on one more channel, the last, ≥ 0 [ms]; none if left out. */
  readonly bias?: number;
}

/** From features in [0, 1], [width], to the spike times of each channel [ms], one array per channel. */
export type LatencyEncoder = (features: ArrayLike<number>) => number[][];

/**
 * A function from features in [0, 1] to spike times, the input of a source.
 *
 *   t = tMin + value·(tMax − tMin)
 *
 * Large values spike late; encode 1 − value for the opposite.
 *
 * @returns an encoder: features [width] → spike times, one channel each, the bias last
 * @throws OptionError for times that are negative, not finite or out of order, or for an unknown option; the
 *   encoder throws it for a value outside [0, 1]
 * @example
 * const encode = latencyEncoding({ tMin: 1, tMax: 5, bias: 2 });
 * console.log(encode([0, 0.5])); // [[1], [3], [2]]
 */
export function latencyEncoding(options: LatencyEncodingOptions): LatencyEncoder {
  checkKeys("latencyEncoding", options, ["tMin", "tMax", "bias"]);
  const { tMin, tMax, bias } = options;
  if (!(tMin >= 0 && Number.isFinite(tMax) && tMin <= tMax)) {
    throw new OptionError(
      "latencyEncoding",
      `tMin is ${tMin}, tMax is ${tMax}`,
      "Give finite times with 0 ≤ tMin ≤ tMax; to let large values spike first, encode 1 − value.",
    );
  }
  if (bias !== undefined && !(bias >= 0 && Number.isFinite(bias))) {
    throw new OptionError("latencyEncoding", `bias is ${bias}`, "Give a finite time ≥ 0, or leave it out.");
  }
  return (features) => {
    const spikes: number[][] = [];
    for (let channel = 0; channel < features.length; channel++) {
      const value = features[channel]!;
      if (!(value >= 0 && value <= 1)) {
        throw new OptionError(
          "latencyEncoding",
          `feature ${channel} is ${value}`,
          "Scale the features to [0, 1] first, and leave out samples with missing values.",
        );
      }
      spikes.push([tMin + value * (tMax - tMin)]);
    }
    if (bias !== undefined) spikes.push([bias]);
    return spikes;
  };
}
