/** One neuron without input: spike times and their derivatives, for values known from elsewhere. */
import { pullback, zeroCotangents } from "../../src/adjoint/pullback.ts";
import { network } from "../../src/network/network.ts";
import { population } from "../../src/network/population.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import type { NeuronDefinition } from "../../src/neurons/neuron-definition.ts";
import type { SimulateOptions } from "../../src/simulate/given/options.ts";
import { simulate } from "../../src/simulate/simulate.ts";

export interface SpikesAndDerivatives {
  readonly times: readonly number[];
  readonly rates: number;
  /** d(time of spike k)/d(parameter). */
  readonly derivative: (parameter: string, spike: number) => number;
}

export function singleNeuron(definition: NeuronDefinition, options: SimulateOptions): SpikesAndDerivatives {
  const net = network({ populations: { cell: population(defineNeuron(definition), 1) } });
  const run = simulate(net, net.initialParameters(), {}, options);
  const { records } = run.spikeTrains("cell");
  return {
    times: [...run.spikeTimes("cell")[0]!],
    rates: run.statistics.smallestCrossingRate?.value ?? Number.NaN,
    derivative: (parameter, spike) => {
      const cotangents = zeroCotangents(run);
      cotangents.spikeTimes[records[spike]!] = 1;
      return pullback(run, cotangents).view(`cell.${parameter}`)[0]!;
    },
  };
}
