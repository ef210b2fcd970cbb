/** Why replays say nothing about a derivative, in words that say what to do. */
import type { Run } from "../compile/run.ts";
import type { RunVariables } from "../compile/run-variables.ts";
import { powerOfTwo } from "../numeric/powers-of-two.ts";
import { type LostEvent, replay } from "../simulate/look-back/replay.ts";
import { recordKind } from "../tape/tape.ts";
import { movedAlong } from "./finite-difference.ts";

/** About the shortest differences that are tried. */
const shortest = powerOfTwo(-27);
/** Of the length of a run: an event in a shorter step comes where the solution has nearly blown up. */
const steep = 1e-6;

/**
 * @param direction  along which no replay could be used
 * @param step       length of the longest difference
 */
export function whyDiscarded(run: Run, direction: RunVariables, step: number): string {
  for (const x of [shortest * step, -shortest * step]) {
    const { lost, reversals } = replay(run, movedAlong(run, direction, x));
    if (lost !== undefined) return whyLost(run, lost);
    if (reversals > 0) return "a change lets two things that happen close together change places";
  }
  return "what is read is not finite";
}

function whyLost(run: Run, { population, neuron, event, time }: LostEvent): string {
  const { tape, until, program } = run;
  const { firstNeuron } = program.populations.find((own) => own.population.name === population)!.population;
  const record = Array.from({ length: tape.kind.length }, (_, k) => k).find(
    (k) =>
      tape.kind.data[k] === recordKind.stepToEvent &&
      tape.neuron.data[k] === firstNeuron + neuron &&
      tape.time.data[k] === time,
  )!;
  const length = tape.stepSize.data[record]!;
  const what = eventAt(event, neuron, population, time + length);
  return length < steep * until
    ? whySteep(what, length)
    : `${what} hardly crosses, and a change takes it away`;
}

function whySteep(what: string, length: number): string {
  return `${what} comes in a step of ${length.toExponential(0)} ms, out of which every change moves it: lower its condition, to before the solution blows up`;
}

/** Of the first event behind a step that is short, too: replays may find it, and yet say little. Empty if there is none. */
export function whyUpstroke({
  tape: { kind, neuron, time, stepSize, reference },
  until,
  program,
}: Run): string {
  const isShort = (record: number): boolean => stepSize.data[record]! < steep * until;
  for (let record = 1; record < kind.length; record++) {
    const owner = neuron.data[record]!;
    if (kind.data[record] !== recordKind.stepToEvent || neuron.data[record - 1] !== owner) continue;
    if (!isShort(record) || kind.data[record - 1] !== recordKind.step || !isShort(record - 1)) continue;
    const { population, model } = program.populations[program.owner[owner]!]!;
    const length = stepSize.data[record]!;
    const event = model.events[reference.data[record]!]!.name;
    return whySteep(
      eventAt(event, owner - population.firstNeuron, population.name, time.data[record]! + length),
      length,
    );
  }
  return "";
}

function eventAt(event: string, neuron: number, population: string, time: number): string {
  return `"${event}" of neuron ${neuron} of "${population}" at t = ${Number(time.toFixed(6))}`;
}
