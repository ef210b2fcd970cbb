/** Poisson spike trains, of constant rates and of rates that change in steps. */
import { OptionError, ShapeError } from "../errors.ts";
import { log } from "../numeric/logarithm.ts";
import { checkSeed, type RandomGenerator, randomGenerator } from "../numeric/random.ts";
import { checkOptions, checkValue, listOf } from "../options.ts";
import { counted, isList, isRecord, listsInJson } from "../values.ts";
import { checkAmount, ofChannels, type PerChannel, perChannel } from "./per-channel.ts";

/** A rate that is values[k] from times[k] on, as `piecewiseConstant` makes it. */
export interface RateSteps {
  /** If given, "constant". */
  readonly kind?: "constant" | "linear";
  /** Ascending, beginning with 0 [ms]. The last value holds on. */
  readonly times: ArrayLike<number>;
  /** One rate per time, or a row of them per channel, ≥ 0 [1/ms]. */
  readonly values: ArrayLike<number> | readonly ArrayLike<number>[];
}

/** How many spikes, until when, and which. */
export interface PoissonSpikesOptions {
  /** Spikes per ms, ≥ 0: 0.02 is 20 Hz. One for all channels, one for each, or steps in time. */
  readonly rate: PerChannel | RateSteps;
  /** No spike is later [ms]. */
  readonly until: number;
  /** The same seed gives the same spikes on every machine; each run of a batch wants its own. */
  readonly seed: number | string;
}

const where = "poissonSpikes";

/**
 * Independent Poisson spike trains, the input of a source. Between two spikes the integral of the rate is
 * exponentially distributed, so that changing rates are exact as well. Every channel draws from a stream of its own: a
 * train does not depend on how many channels there are, and a longer run has the same spikes at its beginning.
 *
 * @param channels  number of trains
 * @returns new, ascending, one array per channel [ms]
 * @throws OptionError for a number of channels that is none, a rate that is negative or not finite, steps that do not
 *   begin at 0 or are not in order, a time that is no number ≥ 0, a wrong seed or an unknown option; ShapeError for
 *   numbers of rates that do not fit
 * @example
 * const inputs = Array.from({ length: 100 }, (_, k) => ({
 *   input: poissonSpikes(50, { rate: 0.02, until: 200, seed: k }),
 * }));
 */
export function poissonSpikes(channels: number, options: PoissonSpikesOptions): Float64Array[] {
  checkValue(where, "channels", channels, "whole");
  const kinds = { rate: "any", until: "nonnegative", seed: "any" } as const;
  checkOptions(where, options, kinds, ["rate", "until", "seed"]);
  const { rate, until, seed } = options;
  checkSeed(where, seed);
  const { times, rates } = stepsOf(rate, channels);
  const expected = rates.reduce((sum, row) => sum + expectedSpikes(times, row, until), 0);
  checkAmount(where, "spikes", expected);
  const random = randomGenerator(seed).split(where);
  return listsInJson(rates.map((row, channel) => trainOf(times, row, until, random.split(channel))));
}

function expectedSpikes(times: Float64Array, rates: Float64Array, until: number): number {
  return rates.reduce(
    (sum, rate, k) => sum + rate * Math.max(0, Math.min(times[k + 1] ?? until, until) - times[k]!),
    0,
  );
}

function trainOf(
  times: Float64Array,
  rates: Float64Array,
  until: number,
  random: RandomGenerator,
): Float64Array {
  const spikes: number[] = [];
  // uniform() is below 1, so that the logarithm is finite.
  const draw = (): number => -log(1 - random.uniform());
  let rest = draw();
  for (let k = 0; k < times.length && times[k]! <= until; k++) {
    const rate = rates[k]!;
    const end = Math.min(times[k + 1] ?? until, until);
    let time = times[k]!;
    while (rest < rate * (end - time)) {
      time = Math.min(time + rest / rate, end);
      spikes.push(time);
      rest = draw();
    }
    rest -= rate * (end - time);
  }
  return Float64Array.from(spikes);
}

function isSteps(rate: PerChannel | RateSteps): rate is RateSteps {
  return isRecord(rate) && !isList(rate);
}

/** The rates of every channel in time. */
function stepsOf(
  rate: PerChannel | RateSteps,
  channels: number,
): { readonly times: Float64Array; readonly rates: readonly Float64Array[] } {
  if (!isSteps(rate)) {
    checkValue(where, "rate", rate, perChannel("nonnegative"));
    const all = ofChannels(where, "rate", rate, channels);
    return { times: Float64Array.of(0), rates: Array.from(all, (own) => Float64Array.of(own)) };
  }
  const { kind = "constant", times, values } = rate;
  if (kind !== "constant") {
    const hint = "Give piecewiseConstant(times, values).";
    throw new OptionError(where, `rate is piecewise ${kind}, and has to change in steps`, hint);
  }
  checkValue(where, "rate.times", times, listOf("nonnegative"));
  const starts = Float64Array.from(times);
  if (starts[0] !== 0) {
    throw new OptionError(where, `rate begins at ${starts[0] ?? "no time"}`, "Let the first time be 0.");
  }
  const late = starts.findIndex((time, k) => k > 0 && !(time > starts[k - 1]!));
  if (late >= 0) {
    const hint = "Give times in ascending order, each once.";
    throw new OptionError(where, `rate.times[${late}] is ${starts[late]}`, hint);
  }
  checkValue(where, "rate.values", values, listOf("any"));
  const isRows = isList(values[0]);
  const rows = isRows ? (values as readonly ArrayLike<number>[]) : undefined;
  if (rows !== undefined && rows.length !== channels) {
    const what = `rate has ${counted(rows.length, "row")} of values for ${counted(channels, "channel")}`;
    throw new ShapeError(where, what, "Give one row per channel, or one for all.");
  }
  const read = (name: string, row: ArrayLike<number>): Float64Array => {
    checkValue(where, name, row, listOf("nonnegative"));
    if (row.length === starts.length) return Float64Array.from(row);
    const what = `${name} has ${counted(row.length, "entry", "entries")} for ${counted(starts.length, "time")}`;
    throw new ShapeError(where, what, "Give one rate per time.");
  };
  const all = Array.from({ length: channels }, (_, n) =>
    rows === undefined
      ? read("rate.values", values as ArrayLike<number>)
      : read(`rate.values[${n}]`, rows[n]!),
  );
  return { times: starts, rates: all };
}
