/** The run of a network's only population, before anything has happened. */
import { networkProgram } from "../../src/compile/network-program.ts";
import type { Network } from "../../src/network/network.ts";
import type { Settings } from "../../src/simulate/given/options.ts";
import { createDues, nothingLaidOut, successors } from "../../src/simulate/neuron/dues.ts";
import { createCounters, NeuronRun } from "../../src/simulate/neuron/neuron-run.ts";
import { createTape } from "../../src/tape/tape.ts";

export function standingRun(net: Network, settings: Settings, parameters: Float64Array): NeuronRun {
  const program = networkProgram(net, settings.method);
  const [cells] = program.populations;
  return new NeuronRun({
    settings,
    network: program,
    program: cells!,
    parameters,
    tape: createTape(),
    counters: createCounters(true),
    signals: undefined,
    tables: [],
    startsFrom: undefined,
    laidOut: nothingLaidOut(0, 1),
    dues: createDues(cells!.population.size, true, successors()),
    stopAfter: Number.POSITIVE_INFINITY,
  });
}
