/** Latency encoding: one spike per feature, at a time that grows with its value. */
import { OptionError } from "../errors.ts";
import { checkOptions, dependingOn, numbers } from "../options.ts";
import { shown } from "../values.ts";

/** The interval of times that features in [0, 1] are mapped to. */
export interface LatencyEncodingOptions {
  /** Spike time of the value 0, ≥ 0 [ms]. */
  readonly tMin: number;
  /** Spike time of the value 1 [ms]. */
  readonly tMax: number;
  /** Time of a spike on one more channel, the last, ≥ 0 [ms]; none if left out. */
  readonly bias?: number;
  /** Larger values send no spike, in [0, 1]; default 1, so that all do. */
  readonly silentAbove?: number;
}

/** From features in [0, 1], [width], to spikes. */
export interface LatencyEncoder {
  /** The spike times of each channel [ms], one array per channel. */
  (features: ArrayLike<number>): number[][];
  /** The same spikes as a list, which is made and checked ten times as fast where there are hundreds of channels. */
  readonly list: (features: ArrayLike<number>) => EncodedSpikes;
}

/** Spikes, channel by channel. */
export interface EncodedSpikes {
  /** [spikes]. */
  readonly channels: Int32Array;
  /** [spikes], [ms]. */
  readonly times: Float64Array;
}

const where = "latencyEncoding";
const latest = dependingOn<LatencyEncodingOptions>(({ tMin }) =>
  numbers(
    (tMax) => tMax >= tMin && tMax < Infinity,
    `Give a finite time ≥ tMin, which is ${tMin}; to let large values spike first, encode 1 − value.`,
  ),
);

const part = numbers((value) => value >= 0 && value <= 1, "Give a number from 0 to 1.");

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
 * console.log([...encode.list([0, 0.5]).times]); // [1, 3, 2]
 */
export function latencyEncoding(options: LatencyEncodingOptions): LatencyEncoder {
  const kinds = { tMin: "nonnegative", tMax: latest, bias: "nonnegative", silentAbove: part } as const;
  checkOptions(where, options, kinds, ["tMin", "tMax"]);
  const { tMin, tMax, bias, silentAbove = 1 } = options;
  const encode = (features: ArrayLike<number>): number[][] => {
    const spikes: number[][] = [];
    for (let channel = 0; channel < features.length; channel++) {
      const value = checkedFeature(features, channel);
      spikes.push(value > silentAbove ? [] : [tMin + value * (tMax - tMin)]);
    }
    if (bias !== undefined) spikes.push([bias]);
    return spikes;
  };
  const list = (features: ArrayLike<number>): EncodedSpikes => {
    const width = features.length;
    let count = bias === undefined ? 0 : 1;
    for (let channel = 0; channel < width; channel++) {
      if (checkedFeature(features, channel) <= silentAbove) count++;
    }
    const channels = new Int32Array(count);
    const times = new Float64Array(count);
    let next = 0;
    for (let channel = 0; channel < width; channel++) {
      const value = features[channel]!;
      if (value > silentAbove) continue;
      channels[next] = channel;
      times[next++] = tMin + value * (tMax - tMin);
    }
    if (bias !== undefined) {
      channels[next] = width;
      times[next] = bias;
    }
    return { channels, times };
  };
  return Object.assign(encode, { list });
}

function checkedFeature(features: ArrayLike<number>, channel: number): number {
  const value = features[channel]!;
  if (typeof value === "number" && value >= 0 && value <= 1) return value;
  const hint = "Scale the features to [0, 1] first, and leave out samples with missing values.";
  throw new OptionError(where, `feature ${channel} is ${shown(value)}`, hint);
}
