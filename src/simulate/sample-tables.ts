/** The tables that samples of a run go to: requests for the same population and side share one. */
import type { Network } from "../network/network.ts";
import type { NeuronPopulation } from "../network/population.ts";
import type { SampleTable } from "../tape/solution.ts";
import type { SampleRequest } from "./options.ts";

export function sampleTables(network: Network, requests: readonly SampleRequest[]): SampleTable[] {
  const tables: SampleTable[] = [];
  let first = 0;
  for (const { population, side = "after" } of requests) {
    if (tables.some((table) => table.population === population && table.side === side)) continue;
    const same = requests.filter(
      (other) => other.population === population && (other.side ?? "after") === side,
    );
    const times = Float64Array.from(new Set(same.flatMap((request) => [...request.times]))).sort();
    const { definition, size } = network.population(population);
    const states = (definition as NeuronPopulation).model.states.map((state) => state.name);
    const values = new Float64Array(times.length * size * states.length).fill(Number.NaN);
    tables.push({ population, times, side, size, states, values, first });
    first += times.length * size;
  }
  return tables;
}
