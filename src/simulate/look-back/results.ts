/** Spikes and samples of a run in the forms that users read. */
import { OptionError } from "../../errors.ts";
import type { SpikeList } from "../../tape/look-back.ts";
import type { SampleTable, Solution, SpikeTrains } from "../../tape/solution.ts";
import { listsInJson, shown } from "../../values.ts";
import type { TrainsByName } from "../schedule/spike-trains.ts";

/**
 * @param times     of all spike records of the run: read when asked for
 * @param trainsOf  the trains of a population
 * @param until     end of the run
 */
export function resultsOf(
  times: { readonly data: Float64Array },
  trainsOf: TrainsByName,
  tables: readonly SampleTable[],
  until: number,
): Pick<Solution, "spikeTrains" | "spikeTimes" | "spikes" | "samples"> {
  return {
    spikeTrains: (name) => trainsOf("spikeTrains", name),
    spikeTimes: (name) => {
      const { size, start, records } = trainsOf("spikeTimes", name);
      return listsInJson(
        Array.from({ length: size }, (_, n) =>
          Float64Array.from(records.subarray(start[n], start[n + 1]), (record) => times.data[record]!),
        ),
      );
    },
    spikes: (name) => spikeList(trainsOf("spikes", name), times.data, until),
    samples: (name, side = "after") => {
      const table = tables.find((candidate) => candidate.population === name && candidate.side === side);
      if (table === undefined) {
        throw new OptionError(
          "samples",
          `${shown(name)} was not sampled (side ${shown(side)})`,
          "Name the times in the option samples of the run.",
        );
      }
      return table;
    },
  };
}

/** The trains of all neurons as one, sorted by time, then by neuron. In JSON it is the spikes alone. */
function spikeList({ size, start, records }: SpikeTrains, recorded: Float64Array, until: number): SpikeList {
  const neurons = new Int32Array(records.length);
  for (let n = 0; n < size; n++) neurons.fill(n, start[n], start[n + 1]);
  // Stable, and the records come neuron by neuron.
  const order = Array.from(records, (_, k) => k).sort(
    (a, b) => recorded[records[a]!]! - recorded[records[b]!]!,
  );
  const list = {
    times: Float64Array.from(order, (k) => recorded[records[k]!]!),
    neurons: Int32Array.from(order, (k) => neurons[k]!),
    size,
    until,
  };
  return listsInJson(list, ({ times, neurons: own }) => ({ times, neurons: own }));
}
