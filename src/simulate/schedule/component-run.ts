/**
 * Populations that project to each other in cycles, run together. What is sent takes the smallest delay at least, so
 * that nothing unknown arrives before the first thing that can happen, and that delay later: until then every neuron goes
 * on by itself. Where that delay is zero the first thing that happens is certain, and its instant is gone through in
 * rounds: what a round sends without delay arrives in the next.
 *
 * Source: Chandy & Misra (1979), Distributed simulation, IEEE Trans. Softw. Eng. SE-5(5), 440–452: conservative lookahead.
 */
import type { NetworkProgram, ProjectionProgram } from "../../compile/network-program.ts";
import { firstSynapse, postOf } from "../../network/synapses.ts";
import { appendArrival, type Tape } from "../../tape/tape.ts";
import { goOn } from "../neuron/advance.ts";
import { begin } from "../neuron/begin.ts";
import { enlist } from "../neuron/dues.ts";
import { fail } from "../neuron/failure.ts";
import { isPending, settleInstantModes } from "../neuron/instant.ts";
import { type Agenda, createAgenda, firstOf, setTime } from "./agenda.ts";
import { delayThrough, roundOfArrival } from "./arrivals.ts";
import type { PopulationRun } from "./population-run.ts";

/** A projection inside of a component. */
interface Inside {
  readonly own: ProjectionProgram;
  /** Index among the parts of the population that receives. */
  readonly target: number;
}

export interface ComponentRun {
  readonly parts: readonly PopulationRun[];
  /** Index of the first neuron of each part in the agenda. */
  readonly first: readonly number[];
  /** By neuron in the agenda, its part. */
  readonly partOf: Int32Array;
  /** By part, what its neurons send to. */
  readonly inside: readonly (readonly Inside[])[];
  /** The smallest delay of them. */
  readonly lag: number;
  readonly agenda: Agenda;
  readonly tape: Tape;
  /** Values of those of the network. */
  readonly parameters: Float64Array;
  /** Neurons for which something has happened at the present instant. */
  readonly touched: Set<number>;
}

export function createComponentRun(program: NetworkProgram, parts: readonly PopulationRun[]): ComponentRun {
  const { tape, parameters } = parts[0]!.run;
  let neurons = 0;
  const first = parts.map(({ program: { population } }) => {
    const begins = neurons;
    neurons += population.size;
    return begins;
  });
  const partOf = new Int32Array(neurons);
  first.forEach((begins, p) => {
    partOf.fill(p, begins, begins + parts[p]!.program.population.size);
  });
  const inside = parts.map((part) =>
    program.projections.flatMap((own): Inside[] => {
      const target = parts.findIndex((other) => other.program.population === own.projection.post);
      return own.projection.pre === part.program.population && target >= 0 ? [{ own, target }] : [];
    }),
  );
  let lag = Number.POSITIVE_INFINITY;
  for (const { own } of inside.flat()) {
    for (let k = 0; k < own.delays; k++) lag = Math.min(lag, parameters[own.delay + k]!);
  }
  const component: ComponentRun = {
    parts,
    first,
    partOf,
    inside,
    lag,
    agenda: createAgenda(neurons),
    tape,
    parameters,
    touched: new Set(),
  };
  for (const { run } of parts) run.looksAhead = true;
  return component;
}

/** Begins all neurons; what has arrived from outside is in their lists. */
export function beginComponent({ parts, agenda }: ComponentRun): void {
  agenda.time.fill(parts[0]!.run.settings.from);
  for (const part of parts) {
    for (let neuron = 0; neuron < part.program.population.size; neuron++) begin(part.run, neuron);
    part.begun = true;
  }
}

/**
 * Goes on until everything before `horizon` has happened, as far as the arrivals from outside before `known` allow.
 *
 * @returns the time before which everything has happened; Infinity at the end
 */
export function runComponent(component: ComponentRun, horizon: number, known: number): number {
  const { agenda, lag } = component;
  for (;;) {
    const now = agenda.time[firstOf(agenda)]!;
    if (now === Number.POSITIVE_INFINITY || now >= horizon || now >= known) return now;
    const safe = Math.min(now + lag, known);
    if (safe > now) runWindow(component, safe);
    else runInstant(component, now);
  }
}

/** Every neuron to which something happens before `known`. */
function runWindow(component: ComponentRun, known: number): void {
  const { agenda } = component;
  for (;;) {
    const neuron = firstOf(agenda);
    if (!(agenda.time[neuron]! < known)) return;
    visit(component, neuron, { known, ...noInstant });
  }
}

/** All rounds of one instant, neuron by neuron in each. */
function runInstant(component: ComponentRun, now: number): void {
  const { agenda, touched } = component;
  touched.clear();
  for (let round = 0; ; round++) {
    const active: number[] = [];
    for (let neuron = firstOf(agenda); agenda.time[neuron] === now; neuron = firstOf(agenda)) {
      active.push(neuron);
      setTime(agenda, neuron, Number.POSITIVE_INFINITY);
    }
    if (active.length > 0) {
      for (const neuron of active) {
        touched.add(neuron);
        visit(component, neuron, { known: now, instant: now, round });
      }
    } else if (!settlesModes(component, now)) break;
  }
  for (const neuron of touched) visit(component, neuron, { known: now, ...noInstant });
}

/** Sets the modes of all switches when the rounds of an instant are over; true if that makes something happen. */
function settlesModes(component: ComponentRun, now: number): boolean {
  const { touched, agenda } = component;
  let happens = false;
  for (const neuron of touched) {
    const { run } = turnTo(component, neuron);
    settleInstantModes(run);
    if (isPending(run)) {
      setTime(agenda, neuron, now);
      happens = true;
    }
  }
  return happens;
}

function turnTo({ parts, first, partOf }: ComponentRun, neuron: number): PopulationRun {
  const p = partOf[neuron]!;
  const part = parts[p]!;
  part.run.turnTo(neuron - first[p]!);
  return part;
}

/** Which arrivals are known: all before a time, and at an instant those up to a round. */
interface Known {
  readonly known: number;
  readonly instant: number;
  readonly round: number;
}

const noInstant = { instant: Number.NaN, round: 0 };

/** Takes one neuron as far as arrivals are known, and sends what it has fired. */
function visit(component: ComponentRun, neuron: number, { known, instant, round }: Known): void {
  const { agenda, tape } = component;
  const { run, inspection } = turnTo(component, neuron);
  run.known = known;
  run.instant = instant;
  run.knownRound = round;
  const before = tape.spikes.time.length;
  run.ahead = Number.POSITIVE_INFINITY;
  run.finished = goOn(run, inspection);
  const isOpen = run.t === instant;
  setTime(
    agenda,
    neuron,
    run.finished ? Number.POSITIVE_INFINITY : isOpen && isPending(run) ? instant : run.ahead,
  );
  for (let spike = before; spike < tape.spikes.time.length; spike++) send(component, neuron, spike);
}

const earlierHint =
  "Give a smaller rtol and atol. Where that changes nothing, as with exactFlow, the two are a rounding apart: change the parameters a little, or give a projection of the cycle a delay.";

/** Puts the deliveries of a spike in the lists of the neurons that they reach. */
function send(component: ComponentRun, neuron: number, spike: number): void {
  const { parts, first, partOf, inside, agenda, tape, parameters } = component;
  const p = partOf[neuron]!;
  const { program } = parts[p]!;
  const event = tape.spikes.event.data[spike]!;
  if (!program.model.events[event]!.emits) return;
  const pre = neuron - first[p]!;
  const sent = tape.spikes.time.data[spike]!;
  for (const { own, target } of inside[p]!) {
    const { run } = parts[target]!;
    const { synapses } = own.projection;
    const end = firstSynapse(synapses, pre + 1);
    for (let synapse = firstSynapse(synapses, pre); synapse < end; synapse++) {
      const time = sent + delayThrough(own, parameters, pre, synapse);
      const post = postOf(synapses, synapse);
      if (time > run.settings.until) {
        run.counters.ignoredArrivals++;
        continue;
      }
      if (time < run.timeOf(post)) {
        const { name } = run.program.population;
        const what = `fires earlier than its steps had shown before: its spike reaches neuron ${post} of "${name}" at ${time}, which is at ${run.timeOf(post)} already,`;
        fail(parts[p]!.run, "undecided-event", what, earlierHint);
      }
      const round = roundOfArrival(tape, spike, time);
      const arrival = appendArrival(tape.arrivals, time, spike, own.index, round, synapse);
      enlist(run.dues, tape, arrival, post, run.lastOf(post));
      const to = first[target]! + post;
      if (time < agenda.time[to]!) setTime(agenda, to, time);
    }
  }
}
