/** The tables that samples of a run go to: requests for the same population and side share one. */
import type { Network } from "../../network/network.ts";
import type { NeuronPopulation } from "../../network/population.ts";
import type { SampleTable } from "../../tape/solution.ts";
import { listsInJson } from "../../values.ts";
import type { SampleRequest } from "./options.ts";

export function sampleTables(network: Network, requests: readonly SampleRequest[]): SampleTable[] {
  const alike = new Map<string, SampleRequest[]>();
  for (const request of requests) {
    const key = `${request.side ?? "after"} ${request.population}`;
    const same = alike.get(key);
    if (same === undefined) alike.set(key, [request]);
    else same.push(request);
  }
  let first = 0;
  return [...alike.values()].map((same): SampleTable => {
    const { population, side = "after" } = same[0]!;
    const times = Float64Array.from(new Set(same.flatMap((request) => [...request.times]))).sort();
    const { definition, size } = network.population(population);
    const states = (definition as NeuronPopulation).model.states.map((state) => state.name);
    const values = new Float64Array(times.length * size * states.length).fill(Number.NaN);
    const table = listsInJson({ population, times, side, size, states, values, first });
    first += times.length * size;
    return table;
  });
}
