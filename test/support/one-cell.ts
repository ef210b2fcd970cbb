/** A network of one neuron "cell" fed by a source "in", and one run of it. */
import type { Run } from "../../src/compile/run.ts";
import { connect } from "../../src/network/connect.ts";
import { type Network, network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import type { NeuronDefinition } from "../../src/neurons/neuron-definition.ts";
import type { Input } from "../../src/simulate/given/input.ts";
import type { SimulateOptions } from "../../src/simulate/given/options.ts";
import { simulate } from "../../src/simulate/simulate.ts";

/** One neuron without input. */
export function alone(definition: NeuronDefinition): Network {
  return network({ populations: { cell: population(defineNeuron(definition), 1) } });
}

/** One neuron with one channel of the source "in" per weight, no delay. */
export function fed(definition: NeuronDefinition, ...weights: readonly number[]): Network {
  return network({
    populations: { in: source(weights.length), cell: population(defineNeuron(definition), 1) },
    projections: [connect("in", "cell", { weight: weights.map((weight) => [weight]) })],
  });
}

export function run(net: Network, input: Input, options: SimulateOptions): Run {
  return simulate(net, net.initialParameters(), input, options);
}

const networks = new Map<string, Network>();

/**
 * A run of one neuron whose formulas are texts, without a source. Definitions that differ in plain defaults and initial
 * values alone share a network, which is compiled once.
 */
export function runAlone(definition: NeuronDefinition, input: Input, options: SimulateOptions): Run {
  const { state, parameters = {}, ...others } = definition;
  const values: [id: string, value: number][] = [];
  const without = <T>(of: Readonly<Record<string, T>>, numberOf: (own: T) => unknown, prefix: string) =>
    Object.entries(of).map(([name, own]) => {
      const value = numberOf(own);
      if (typeof value !== "number") return [name, own];
      values.push([`cell.${prefix}${name}`, value]);
      return [name];
    });
  const key = JSON.stringify([
    others,
    without(parameters, (own) => own, ""),
    without(
      state,
      ({ initial, ...rest }) => (Object.keys(rest).length > 0 ? undefined : (initial ?? 0)),
      "initial.",
    ),
  ]);
  const net = networks.get(key) ?? alone(definition);
  networks.set(key, net);
  const own = net.initialParameters();
  for (const [id, value] of values) own.view(id)[0] = value;
  return simulate(net, own, input, options);
}

export function times(run: Run, name = "cell", neuron = 0): number[] {
  return [...run.spikeTimes(name)[neuron]!];
}

/** Times of one event, emitting or not, in the order of the tape. */
export function eventTimes(run: Run, event: string, name = "cell"): number[] {
  const { program, tape } = run;
  const { model } = program.populations.find(({ population }) => population.name === name)!;
  const index = model.events.findIndex((candidate) => candidate.name === event);
  const { time, event: which, cause } = tape.spikes;
  return [...time.data.subarray(0, time.length)].filter(
    (_, k) => cause.data[k] !== 4 && which.data[k] === index,
  );
}
