/** In which order the populations of a network are run, and how far at a time. */
import type { NetworkProgram, PopulationProgram, ProjectionProgram } from "../../compile/network-program.ts";
import type { PopulationSignals } from "../../compile/signals.ts";
import { sharedList } from "../neuron/dues.ts";
import { beginComponent, type ComponentRun, createComponentRun, runComponent } from "./component-run.ts";
import { receiveEarlier } from "./earlier-spikes.ts";
import {
  createPopulationRun,
  endPopulation,
  type PopulationRun,
  receive,
  restartPopulation,
  runPopulation,
  type Shared,
} from "./population-run.ts";

/** A population, or several that project to each other in cycles. */
export interface Component {
  readonly members: Members;
  readonly parts: readonly PopulationRun[];
  /** Undefined for a population that does not project to itself. */
  readonly cycle: ComponentRun | undefined;
  /** Whether the run may end when this one has. */
  readonly isRead: boolean;
  begun: boolean;
  /** What arrives before this time is on its way. */
  known: number;
  /** All events before this time have been found; Infinity at the end. */
  reached: number;
}

/**
 * Ends of all stages but the last of a run that may end early, as shares of it. With more of them less is simulated in vain,
 * and neurons are left and taken up more often: of twelve equal ones a LIF network took 15 % longer.
 */
const stageEnds = [1 / 4, 1 / 2];

/**
 * Runs all populations to the end, each after those that project to it, or all of them in stages until everything
 * that is read has happened.
 *
 * @param components  that have not begun
 * @param left        where what the run leaves is kept, see `Run.left`
 * @param lists       has what `Run.lists` of the run before had, if anything, and gets that of this one
 */
export function runAll(
  shared: Shared,
  components: readonly Component[],
  left: readonly Float64Array[] | undefined,
  lists: (Int32Array | undefined)[],
): void {
  const { from, until, endEarly, continued } = shared.settings;
  if (continued !== undefined) {
    for (const part of components.flatMap(({ parts }) => parts)) receiveEarlier(shared, part);
  }
  let isOver = false;
  for (let stage = 0; endEarly && !isOver && stage < stageEnds.length; stage++) {
    const horizon = from + (until - from) * stageEnds[stage]!;
    for (const component of components) runStage(shared, components, component, horizon);
    isOver = !components.some(isAwaited);
  }
  if (!isOver) {
    for (const component of components) runStage(shared, components, component, Number.POSITIVE_INFINITY);
  }
  for (const { parts } of components) {
    for (const part of parts) {
      const index = shared.network.populations.indexOf(part.program);
      endPopulation(part, left?.[index]);
      const { folds, dues } = part.run;
      lists[index] = folds && part.program.kernels.mayFold() ? sharedList(dues, lists[index]) : undefined;
    }
  }
}

function isAwaited({ isRead, reached }: Component): boolean {
  return isRead && reached !== Number.POSITIVE_INFINITY;
}

/** What never changes of a component. */
interface Members {
  readonly names: ReadonlySet<string>;
  /** With what comes to each of them from outside. */
  readonly programs: readonly PopulationProgram[];
  readonly incoming: readonly (readonly ProjectionProgram[])[];
  /** Indices of the components that send into it. */
  readonly senders: readonly number[];
  /** Whether it is a population that does not project to itself. */
  readonly isAlone: boolean;
}

const members = new WeakMap<NetworkProgram, readonly Members[]>();

function membersOf(network: NetworkProgram): readonly Members[] {
  let known = members.get(network);
  if (known === undefined) {
    const all = network.network.components.flatMap((populations) => {
      const programs = populations.flatMap(
        (population) => network.populations.find((own) => own.population === population) ?? [],
      );
      return programs.length === 0 ? [] : [{ names: new Set(populations.map(({ name }) => name)), programs }];
    });
    known = all.map(({ names, programs }, index): Members => {
      const sends = (from: ReadonlySet<string>) => programs.some((program) => sendsInto(program, from));
      return {
        names,
        programs,
        incoming: programs.map((program) =>
          program.incoming.filter(({ projection }) => !names.has(projection.pre.name)),
        ),
        senders: [...all.keys()].filter((other) => other !== index && sends(all[other]!.names)),
        isAlone: !sends(names),
      };
    });
    members.set(network, known);
  }
  return known;
}

/** @param signals  by index of the population in the program */
export function createComponents(
  shared: Shared,
  signals: readonly (PopulationSignals | undefined)[],
): readonly Component[] {
  const { network, settings } = shared;
  return membersOf(network).map((members): Component => {
    const { names, programs, isAlone } = members;
    const parts = programs.map((program, p) =>
      createPopulationRun(
        shared,
        program,
        signals[network.populations.indexOf(program)],
        isAlone,
        members.incoming[p]!,
      ),
    );
    const cycle = isAlone ? undefined : createComponentRun(network, parts);
    const isRead = settings.endEarly && [...names].some((name) => name in settings.stopAfterSpikes);
    return { members, parts, cycle, isRead, begun: false, known: Number.NEGATIVE_INFINITY, reached: 0 };
  });
}

/** Has them begin once more, in a run of the same settings, tape and parameters; not those with a cycle. */
export function restartComponents(components: readonly Component[]): void {
  for (const component of components) {
    component.begun = false;
    component.known = Number.NEGATIVE_INFINITY;
    component.reached = 0;
    for (const part of component.parts) restartPopulation(part);
  }
}

function sendsInto({ incoming }: PopulationProgram, names: ReadonlySet<string>): boolean {
  return incoming.some(({ projection }) => names.has(projection.pre.name));
}

/** Takes a component as far as what is known of those before it allows, or past `horizon`. */
function runStage(
  shared: Shared,
  components: readonly Component[],
  component: Component,
  horizon: number,
): void {
  const { members, parts, cycle } = component;
  let known = Number.POSITIVE_INFINITY;
  for (const sender of members.senders) known = Math.min(known, components[sender]!.reached);
  if (known > component.known) {
    const from = component.known;
    for (const part of parts) receive(shared, part, from, known);
    component.known = known;
  }
  const isFirst = !component.begun;
  component.begun = true;
  if (cycle === undefined) component.reached = runPopulation(parts[0]!, horizon, known);
  else {
    if (isFirst) beginComponent(cycle);
    component.reached = runComponent(cycle, horizon, known);
  }
}
