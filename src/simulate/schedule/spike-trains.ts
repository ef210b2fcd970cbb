/** Spike records of a population, sorted by neuron. */
import type { NetworkProgram } from "../../compile/network-program.ts";
import { knownHere, OptionError } from "../../errors.ts";
import type { NetworkPopulation } from "../../network/network.ts";
import type { SpikeTrains } from "../../tape/solution.ts";
import { eventCause, type Tape } from "../../tape/tape.ts";
import { shown } from "../../values.ts";

/** Whether a record is a spike that others receive: one that was given, or one of an event that emits. */
export function isSent(tape: Tape, { populations, owner }: NetworkProgram, record: number): boolean {
  const { cause, event, neuron } = tape.spikes;
  const why = cause.data[record]!;
  if (why === eventCause.earlier) return false;
  const population = owner[neuron.data[record]!]!;
  return population < 0 || populations[population]!.model.events[event.data[record]!]!.emits;
}

/**
 * The trains of a population; `where` is for messages.
 *
 * @throws OptionError for an unknown population
 */
export type TrainsByName = (where: string, population: string) => SpikeTrains;

/** What the neurons of every population, and the channels of every source, have sent in a run that has ended. */
export function trainsByName(
  tape: Tape,
  program: NetworkProgram,
): { readonly of: TrainsByName; readonly forget: () => void } {
  const { populations } = program.network;
  let known = new Map<string, SpikeTrains>();
  return {
    of: (where, name) => {
      let trains = known.get(name);
      if (trains !== undefined) return trains;
      const population = populations.find((own) => own.name === name);
      if (population === undefined) {
        const names = populations.map((own) => own.name);
        throw new OptionError(where, `there is no population ${shown(name)}`, knownHere(name, names));
      }
      trains = trainsOf(tape, program, population);
      known.set(name, trains);
      return trains;
    },
    forget: () => {
      known = new Map();
    },
  };
}

function trainsOf(
  tape: Tape,
  program: NetworkProgram,
  { firstNeuron, size }: NetworkPopulation,
): SpikeTrains {
  const { neuron, time } = tape.spikes;
  const start = new Int32Array(size + 1);
  const belongs = (record: number): boolean => {
    const own = neuron.data[record]! - firstNeuron;
    return own >= 0 && own < size && isSent(tape, program, record);
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
