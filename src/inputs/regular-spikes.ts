/** Spikes in equal distances. */
import { checkOptions, checkValue } from "../options.ts";
import { listsInJson } from "../values.ts";
import { checkAmount, ofChannels, type PerChannel, perChannel } from "./per-channel.ts";

/** When the spikes of every channel come; each may be one number for all channels or a list. */
export interface RegularSpikesOptions {
  /** Distance of two spikes, positive [ms]. */
  readonly period: PerChannel;
  /** Time of the first, ≥ 0 [ms]; default: the period. */
  readonly first?: PerChannel;
  /** No spike is later [ms]. */
  readonly until: number;
}

const where = "regularSpikes";

/**
 * Regular spike trains, the input of a source: first, first + period, first + 2 period, …
 *
 * @param channels  number of trains
 * @returns new, ascending, one array per channel [ms]
 * @throws OptionError for a number of channels that is none, a period that is not positive, a time that is negative or
 *   not finite, or an unknown option; ShapeError for a list of another length
 * @example
 * const input = { input: regularSpikes(2, { period: [5, 8], until: 20 }) }; // [[5, 10, 15, 20], [8, 16]]
 */
export function regularSpikes(channels: number, options: RegularSpikesOptions): Float64Array[] {
  checkValue(where, "channels", channels, "whole");
  const kinds = { period: perChannel("positive"), first: perChannel("nonnegative"), until: "nonnegative" };
  checkOptions<RegularSpikesOptions>(where, options, kinds as never, ["period", "until"]);
  const { period, first = period, until } = options;
  const periods = ofChannels(where, "period", period, channels);
  const begins = ofChannels(where, "first", first, channels);
  const counts = periods.map((own, n) => Math.max(0, Math.floor((until - begins[n]!) / own) + 1));
  checkAmount(
    where,
    "spikes",
    counts.reduce((sum, count) => sum + count, 0),
  );
  const trains = Array.from(counts, (count, n) =>
    // A product for each: a sum of periods would drift. Of times that round to the end none is left out or too late.
    Float64Array.from({ length: count + 1 }, (_, k) => begins[n]! + k * periods[n]!).filter(
      (time) => time <= until,
    ),
  );
  return listsInJson(trains);
}
