/** What the routine that advances neurons is made of. */
import type { Frame } from "../../codegen/frame.ts";
import type { Program } from "../../codegen/program.ts";
import type { SplitProgram } from "../../codegen/split-program.ts";
import type { Jump, Variable } from "../../codegen/wasm-statements.ts";
import type { Runner } from "../../codegen/webassembly.ts";
import type { NeuronEvent } from "../../neurons/neuron-model.ts";
import type { StepSizeController } from "../../solvers/step-size-controller.ts";
import { mostBeforeStep } from "../../tape/page.ts";
import type { EndChecks } from "../end-check.ts";
import type { JumpEffects } from "../jump-programs.ts";
import type { SwitchedModel } from "../switches.ts";
import type { RoutineColumns } from "./routine-columns.ts";
import type { RoutineWriter } from "./routine-writer.ts";

/** Its programs, and what is known of the model. */
export interface AdvanceParts {
  readonly model: SwitchedModel;
  readonly frame: Frame;
  readonly initial: Program;
  readonly step: Program;
  /** Leaves what that begins with, and the longest step, at the first of several steps; undefined if it needs nothing. */
  readonly stepBegin: Program | undefined;
  /** The same where nothing but arrivals has happened since the last step. */
  readonly stepBeginAgain: Program | undefined;
  /** What a step is held against at its end. */
  readonly endChecks: EndChecks;
  /** The same in two parts, the first of which depends on its size and on parameters only; undefined if there is none. */
  readonly split: SplitProgram | undefined;
  /** A step far from events; undefined if there is none, or what arrives or makes a step does something else than that. */
  readonly far: SplitProgram | undefined;
  /** Whether it leaves the coefficients of event functions, and by event, how many there are. */
  readonly hasShape: boolean;
  readonly bernstein: readonly number[];
  /** By event, see `StepMap`. */
  readonly summits: readonly (Program | undefined)[];
  readonly initialStep: Program;
  readonly stepCap: Program;
  /** Whether the longest step is another at every state. */
  readonly capVaries: boolean;
  /** Whose proposals are made here, and by which program; undefined if no program does. */
  readonly controller: StepSizeController | undefined;
  readonly proposal: Program | undefined;
  readonly refusal: Program | undefined;
  readonly eventValues: Program;
  /** By port, what an arrival does. */
  readonly inputs: readonly Program[];
  readonly inputEffects: readonly JumpEffects[];
  /** By event: what the search for its root reads of a step, the whole step with its crossing rate, and its reset. */
  readonly crossing: readonly Program[];
  readonly locate: readonly Program[];
  readonly resets: readonly Program[];
  readonly resetEffects: readonly JumpEffects[];
}

/** Events that are roots. */
export function risingEvents({ events, timers }: SwitchedModel): NeuronEvent[] {
  return events.filter((_, e) => timers[e] === undefined);
}

/** Events of timers. */
export function timedEvents({
  events,
  timers,
}: SwitchedModel): { readonly name: string; readonly e: number; readonly due: string }[] {
  return events.flatMap(({ name }, e) => {
    const timer = timers[e];
    return timer === undefined ? [] : [{ name, e, due: timer.due }];
  });
}

/** The routine while it is written. */
export interface Advancing extends AdvanceParts {
  readonly s: RoutineWriter;
  readonly columns: RoutineColumns;
  /** Does what a program does, on the frame at hand. */
  readonly run: Runner;
  /** Index of the neuron in its population, and what is added to the indices of weights. */
  readonly index: Variable;
  readonly own: Variable;
  readonly t: Variable;
  /** What there is of what a step begins with, see `begun`. */
  readonly begun: Variable;
  /** Where the step leads, and how long it is. */
  readonly target: Variable;
  readonly size: Variable;
  /** Whether it leads all the way there. */
  readonly isCut: Variable;
  /** Of the page: records, and numbers of their states; and spikes that are laid out. */
  readonly records: Variable;
  readonly states: Variable;
  readonly spikes: Variable;
  /** From how many records on the page has no room for what a step and what happens at its end leave. */
  readonly full: number;
  /** The place of the arrival that comes next among those that are laid out. */
  readonly due: Variable;
  /** What the present time is that of, see `anchorKind`. */
  readonly anchor: Variable;
  /** Whether the step that comes next was found not to be far from events. */
  readonly isNear: Variable;
  /** Steps of all neurons that may be made, and those of the neuron. */
  readonly budget: Variable;
  readonly steps: Variable;
  /** Steps that were repeated, steps that were refused, and arrivals that were received, of all neurons. */
  readonly repeated: Variable;
  readonly refused: Variable;
  readonly received: Variable;
  /** The time before which everything has happened to those that wait. */
  readonly reached: Variable;
}

/** Where to go: to what the event loop has to see to, to the next neuron, or on with this one. */
export interface Ways {
  readonly stop: Jump;
  readonly left: Jump;
  readonly again: Jump;
}

/** What there is of what a step begins with. */
export const begun = {
  nothing: 0,
  /** The step before has left it. */
  all: 1,
  /** And something has arrived since. */
  butArrived: 2,
} as const;

/** What the present time is that of. */
export const anchorKind = {
  /** As its slot says. */
  same: 0,
  none: 1,
  /** Of the arrival that comes next: the last step led to it. */
  next: 2,
  /** Of the one that came last. */
  last: 3,
} as const;

/** @param s  of the frame in which the neuron is */
export function advancing(
  parts: AdvanceParts,
  s: RoutineWriter,
  columns: RoutineColumns,
  run: Runner,
  full: number = mostBeforeStep(columns),
): Advancing {
  const integer = (): Variable => s.variable("i32");
  const double = (): Variable => s.variable("f64");
  return {
    ...parts,
    s,
    columns,
    run,
    full,
    index: integer(),
    own: integer(),
    begun: integer(),
    t: double(),
    target: double(),
    size: double(),
    isCut: integer(),
    records: integer(),
    states: integer(),
    spikes: integer(),
    due: integer(),
    anchor: integer(),
    isNear: integer(),
    budget: integer(),
    steps: double(),
    repeated: integer(),
    refused: integer(),
    received: integer(),
    reached: double(),
  };
}
