/** The loss of a reference network file as the terms of an objective. */
import type { Loss, LossResult } from "../losses/loss.ts";
import { pow } from "../numeric/power.ts";
import type { Term } from "../objective/objective.ts";
import { spikeTimes } from "../readouts/spike-times.ts";
import { stateAtTimes } from "../readouts/state-at-times.ts";
import type { ReferenceFile } from "./reference-format.ts";
import type { ReferenceNetwork } from "./reference-network.ts";

/** coefficient · x^power of the value at a place among those that are read. */
interface Power {
  readonly at: number;
  readonly coefficient: number;
  readonly power: number;
}

/** One term for each population of which spikes are read, and for each state of each population. */
export function referenceTerms({ loss }: ReferenceFile, { neurons }: ReferenceNetwork): Term[] {
  const groups = <Own>(terms: readonly Own[], nameOf: (own: Own) => string): Map<string, Own[]> => {
    const found = new Map<string, Own[]>();
    for (const own of terms) found.set(nameOf(own), [...(found.get(nameOf(own)) ?? []), own]);
    return found;
  };
  const spikes = groups(loss.spikeTerms, ({ neuron }) => neurons[neuron]!.population);
  const states = groups(loss.stateTerms, ({ neuron, state }) =>
    JSON.stringify([neurons[neuron]!.population, state]),
  );
  return [
    ...[...spikes].map(([population, own]): Term => {
      const count = 1 + Math.max(...own.map(({ index }) => index));
      const powers = own.map((term) => ({ ...term, at: neurons[term.neuron]!.index * count + term.index }));
      return { readout: spikeTimes(population, { count }), loss: sumOfPowers(powers) };
    }),
    ...[...states].map(([key, own]): Term => {
      const [population, state] = JSON.parse(key) as [string, string];
      const times = [...new Set(own.map(({ time }) => time))];
      const powers = own.map((term) => {
        const { index, size } = neurons[term.neuron]!;
        return { ...term, at: times.indexOf(term.time) * size + index };
      });
      return { readout: stateAtTimes(population, state, times), loss: sumOfPowers(powers) };
    }),
  ];
}

function sumOfPowers(powers: readonly Power[]): Loss<unknown> {
  return {
    name: "sum of powers",
    // Spikes of which none is asked for may be missing; one that is makes the sum infinite.
    acceptsSilent: true,
    target: "none",
    evaluate: (values): LossResult => {
      const gradient = new Float64Array(values.length);
      let value = 0;
      for (const { at, coefficient, power } of powers) {
        const x = values[at]!;
        if (!Number.isFinite(x)) return { value: Number.POSITIVE_INFINITY, gradient: gradient.fill(0) };
        value += coefficient * pow(x, power);
        gradient[at]! += coefficient * power * pow(x, power - 1);
      }
      return { value, gradient };
    },
  };
}
