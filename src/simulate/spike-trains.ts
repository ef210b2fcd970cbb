/** Spike records of a population, sorted by neuron. */
import type { NetworkProgram } from "../compile/network-program.ts";
import type { NetworkPopulation } from "../network/network.ts";
import type { SpikeTrains } from "../tape/solution.ts";
import { eventCause, type Tape } from "../tape/tape.ts";
import type { ChannelSpikes } from "./input.ts";

/** Trains of a source whose records begin at `first`, channel by channel. */
export function givenTrains(first: number, channels: readonly ChannelSpikes[]): SpikeTrains {
  const start = new Int32Array(channels.length + 1);
  channels.forEach(({ times }, channel) => {
    start[channel + 1] = start[channel]! + times.length;
  });
  const records = Int32Array.from({ length: start[channels.length]! }, (_, k) => first + k);
  return { size: channels.length, start, records };
}

/** Trains of the emitting events of a population that has been run. */
export function emittedTrains(
  tape: Tape,
  program: NetworkProgram,
  population: NetworkPopulation,
): SpikeTrains {
  const { event, cause } = tape.spikes;
  const { model } = program.populations.find((candidate) => candidate.population === population)!;
  return trainsWhere(
    tape,
    population,
    (record) => cause.data[record] !== eventCause.earlier && model.events[event.data[record]!]!.emits,
  );
}

/** Trains of those spikes of a population's neurons for which `isMeant` holds. */
export function trainsWhere(
  tape: Tape,
  { firstNeuron, size }: NetworkPopulation,
  isMeant: (record: number) => boolean,
): SpikeTrains {
  const { neuron, time } = tape.spikes;
  const start = new Int32Array(size + 1);
  const belongs = (record: number): boolean => {
    const own = neuron.data[record]! - firstNeuron;
    return own >= 0 && own < size && isMeant(record);
  };
  for (let record = 0; record < time.length; record++) {
    if (belongs(record)) start[neuron.data[record]! - firstNeuron + 1]!++;
  }
  for (let n = 0; n < size; n++) start[n + 1]! += start[n]!;
  const next = start.slice();
  const records = new Int32Array(start[size]!);
  for (let record = 0; record < time.length; record++) {
    if (belongs(record)) records[next[neuron.data[record]! - firstNeuron]!++] = record;
  }
  return { size, start, records };
}
