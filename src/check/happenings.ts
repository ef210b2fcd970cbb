/** What happened in a run, neuron by neuron, in words: two runs with the same words differ smoothly. */
import type { Run } from "../compile/run.ts";
import { isAboutMaxima } from "../simulate/look-back/observe.ts";
import { recordKind } from "../tape/tape.ts";

/** Which of the spikes of its neuron every spike record is, from 0 on; the numbers of records say less in cycles. */
export function ordinals({ tape, program }: Run): Int32Array {
  const { neuron, time } = tape.spikes;
  const count = new Int32Array(program.network.neurons);
  return Int32Array.from(neuron.data.subarray(0, time.length), (own) => count[own]!++);
}

/**
 * Arrivals, events, breakpoints of signals, samples and new modes of switches, and between which of them maxima lie that
 * were looked for. Steps are not among them: two runs choose their own.
 *
 * @param until  by neuron, up to when; of a run that ends early what comes later says nothing [ms]
 * @returns [neurons][in its order]
 */
export function happeningsOf(run: Run, until: Float64Array): string[][] {
  const { tape, program } = run;
  const { spikes, arrivals } = tape;
  const place = placesOfSpikes(run);
  const maxima = maximaByRecord(run);
  const words: string[][] = Array.from({ length: program.network.neurons }, () => []);
  for (let record = 0; record < tape.kind.length; record++) {
    const neuron = tape.neuron.data[record]!;
    const reference = tape.reference.data[record]!;
    let time = tape.time.data[record]! + tape.stepSize.data[record]!;
    let word: string | undefined;
    switch (tape.kind.data[record]) {
      case recordKind.arrival: {
        const spike = arrivals.spike.data[reference]!;
        const synapse = `${arrivals.projection.data[reference]}/${arrivals.synapse.data[reference]}`;
        word = `arrival ${synapse} of ${spikes.neuron.data[spike]}#${place[spike]}`;
        break;
      }
      case recordKind.reset:
        time = spikes.time.data[reference]!;
        word = `event ${spikes.event.data[reference]} by ${spikes.cause.data[reference]}`;
        break;
      case recordKind.stepToFixed:
        if (reference >= 0) word = `breakpoint ${reference}`;
        break;
      case recordKind.sample:
        word = `sample ${reference}`;
        break;
      case recordKind.modes:
        word = `modes ${modesOf(run, neuron, record)}`;
        break;
    }
    if (time > until[neuron]!) continue;
    for (const each of [word, ...(maxima.get(record) ?? [])]) {
      // Modes that are set anew and stay are no news; a second event is, or one that changes places with an arrival.
      if (each === undefined || (each.startsWith("modes") && each === words[neuron]!.at(-1))) continue;
      words[neuron]!.push(each);
    }
  }
  return words;
}

/**
 * Which of the spikes of its neuron each is; a given one by its place among the given, which it keeps when it is moved
 * past another: where two were at once, the derivatives from both sides differ.
 */
function placesOfSpikes(run: Run): Int32Array {
  const places = ordinals(run);
  for (const { first, positions } of run.given.values()) places.set(positions, first);
  return places;
}

/**
 * What is said at the records where a state is largest: which of two bumps is the higher one is what may change. Where
 * events cut a state off all of them do so alike, and nothing is said.
 */
function maximaByRecord({ observations, tape }: Run): Map<number, string[]> {
  const words = new Map<number, string[]>();
  for (const [question, { records }] of observations) {
    if (!isAboutMaxima(question)) continue;
    for (const record of records) {
      if (tape.kind.data[record] === recordKind.stepToEvent) continue;
      words.set(record, [...(words.get(record) ?? []), question]);
    }
  }
  return words;
}

function modesOf({ tape, program }: Run, neuron: number, record: number): string {
  const { model } = program.populations[program.owner[neuron]!]!;
  const start = tape.stateStart.data[record]!;
  return tape.state.data.subarray(start + model.ownStates, start + model.states.length).join();
}

/** The first neuron to which something else happened, −1 if there is none. */
export function firstChanged(a: readonly (readonly string[])[], b: readonly (readonly string[])[]): number {
  return a.findIndex((words, neuron) => {
    const others = b[neuron]!;
    return words.length !== others.length || words.some((word, k) => word !== others[k]);
  });
}
