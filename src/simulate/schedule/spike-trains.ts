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

/** The trains of a population, and of which run. */
interface Known {
  readonly population: NetworkPopulation;
  trains: SpikeTrains;
  run: number;
}

/** What the neurons of every population, and the channels of every source, have sent in a run that has ended. */
export function trainsByName(
  tape: Tape,
  program: NetworkProgram,
): { readonly of: TrainsByName; readonly forget: () => void } {
  const { populations } = program.network;
  const known = new Map<string, Known>();
  let run = 0;
  return {
    of: (where, name) => {
      let own = known.get(name);
      if (own === undefined) {
        const population = populations.find((one) => one.name === name);
        if (population === undefined) {
          const names = populations.map((one) => one.name);
          throw new OptionError(where, `there is no population ${shown(name)}`, knownHere(name, names));
        }
        own = { population, trains: trainsOf(tape, program, population), run };
        known.set(name, own);
      } else if (own.run !== run) {
        own.trains = trainsOf(tape, program, own.population, own.trains);
        own.run = run;
      }
      return own.trains;
    },
    forget: () => {
      run++;
    },
  };
}

/** @param before  of a run that is over: overwritten where there are as many spikes */
function trainsOf(
  tape: Tape,
  program: NetworkProgram,
  population: NetworkPopulation,
  before?: SpikeTrains,
): SpikeTrains {
  const { size } = population;
  const count = tape.spikes.time.length;
  const start = before?.start.fill(0) ?? new Int32Array(size + 1);
  for (let record = 0; record < count; record++) {
    const neuron = senderOf(tape, program, population, record);
    if (neuron >= 0) start[neuron + 1]!++;
  }
  for (let n = 0; n < size; n++) start[n + 1]! += start[n]!;
  const sent = start[size]!;
  const records = before?.records.length === sent ? before.records : new Int32Array(sent);
  // Each start moves to the next one while its train is filled, and back.
  for (let record = 0; record < count; record++) {
    const neuron = senderOf(tape, program, population, record);
    if (neuron >= 0) records[start[neuron]!++] = record;
  }
  start.copyWithin(1, 0, size);
  start[0] = 0;
  return before?.records === records ? before : { size, start, records };
}

/** Which neuron of a population has sent a spike, −1 if none. */
function senderOf(
  tape: Tape,
  program: NetworkProgram,
  { firstNeuron, size }: NetworkPopulation,
  record: number,
): number {
  const neuron = tape.spikes.neuron.data[record]! - firstNeuron;
  return neuron >= 0 && neuron < size && isSent(tape, program, record) ? neuron : -1;
}
