/** What noise currents have in common: how they are asked for, and the signal that they are. */
import { checkSeed, type RandomGenerator, randomGenerator } from "../numeric/random.ts";
import { checkValue, type Kinds } from "../options.ts";
import { checkAmount } from "./per-channel.ts";

/** Which noise, where it is computed, and until when. */
export interface NoiseOptions {
  /** Default 0, in the unit of the signal. */
  readonly mean?: number;
  /** Standard deviation at the breakpoints, ≥ 0, in the unit of the signal. */
  readonly deviation: number;
  /** Time constant of the noise, positive [ms]. */
  readonly tau: number;
  /** Distance of two breakpoints, positive [ms]: well below `tau`. Every neuron makes a step to each of them. */
  readonly step: number;
  /** The last breakpoint is here or later [ms]. A run that goes on longer is refused. */
  readonly until: number;
  /** The same seed gives the same noise on every machine; each run of a batch wants its own. */
  readonly seed: number | string;
}

/** Noise as a signal: straight lines between breakpoints that all neurons share. */
export interface NoiseSignal {
  readonly kind: "linear";
  /** 0, step, 2 step, … [ms] */
  readonly times: Float64Array;
  /** [neurons][times], in the unit of the signal. */
  readonly values: readonly Float64Array[];
  /** The last of the times: a longer run is refused. */
  readonly until: number;
}

export const noiseKinds: Kinds<NoiseOptions> = {
  mean: "free",
  deviation: "nonnegative",
  tau: "positive",
  step: "positive",
  until: "nonnegative",
  seed: (where, _, seed: number | string) => checkSeed(where, seed),
};

export const noiseRequired = ["deviation", "tau", "step", "until", "seed"] as const;

/**
 * Independent noise of every neuron, from streams of their own.
 *
 * @param where  the public function that was called; it names the stream below the seed, too
 * @param fill   draws the deviations from the mean, in units of the standard deviation, [times]
 */
export function noiseSignal(
  where: string,
  neurons: number,
  { mean = 0, deviation, step, until, seed }: NoiseOptions,
  fill: (random: RandomGenerator, values: Float64Array) => void,
): NoiseSignal {
  checkValue(where, "neurons", neurons, "whole");
  const count = Math.ceil(until / step) + 1;
  checkAmount(where, "values", count * Math.max(neurons, 1));
  const random = randomGenerator(seed).split(where);
  const values = Array.from({ length: neurons }, (_, n) => {
    const own = new Float64Array(count);
    fill(random.split(n), own);
    for (let k = 0; k < count; k++) own[k] = mean + deviation * own[k]!;
    return own;
  });
  const times = Float64Array.from({ length: count }, (_, k) => k * step);
  return { kind: "linear", times, values, until: times[count - 1]! };
}
