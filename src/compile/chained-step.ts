/**
 * Steps that begin with what the step before them ended with: of a method whose last stage is the first of the next
 * step, the derivatives there; of a series, whose end is held against the equations, their functions; and the longest
 * step, where that changes along the solution. All are asked for at one state, and their functions are evaluated once.
 */
import type { Frame } from "../codegen/frame.ts";
import { type Instruction, type Output, type Program, schedule } from "../codegen/program.ts";
import { costsMuch, programOf } from "../codegen/split-program.ts";
import { isInline } from "../codegen/wasm-emissions.ts";
import { type Expr, reachable, symbol, symbolsOf } from "../expr/node.ts";
import type { NeuronModel } from "../neurons/neuron-model.ts";
import { isSeries } from "../solvers/method.ts";
import { type EndChecks, endChecks } from "./end-check.ts";
import { isRungeKutta } from "./runge-kutta-graph.ts";
import * as slots from "./slots.ts";
import { capVaries } from "./step-cap-program.ts";
import { at } from "./step-graph.ts";
import type { StepMap } from "./step-map.ts";
import { stepProgram } from "./step-programs.ts";

export interface ChainedStep {
  /** Leaves at a state what a step begins with. */
  readonly begin: Program;
  /** The same where a step has led to the state and something has arrived since: what no arrival changes is there. */
  readonly beginAgain: Program;
  /** Does what `step` does, to the last bit, and leaves the same for its end. */
  readonly step: Program;
}

/** A value that a step computes of the state at its start, and the same of the state at its end. */
interface Carried {
  readonly first: Expr;
  readonly last: Expr;
}

/** The derivatives by a method whose last stage is the first of the next step; functions that a series begins with. */
function carriedBy({ method, graph }: StepMap): Carried[] {
  const { model, h, y1 } = graph;
  if (isRungeKutta(graph)) {
    const { tableau, k } = graph;
    const [firsts, lasts] = [k[0]!, k[tableau.solutionStages]];
    if (!tableau.firstSameAsLast) return [];
    return model.states.flatMap(({ discrete }, i) =>
      discrete ? [] : [{ first: firsts[i]!, last: lasts![i]! }],
    );
  }
  if (!isSeries(method)) return [];
  return reachable(y1)
    .filter((node) => isDear(node) && !symbolsOf([node]).has(h.name))
    .map((first) => ({ first, last: at(model, first, y1, h) }));
}

const isDear = ({ op }: Expr): boolean =>
  op !== "constant" && op !== "symbol" && op !== "call" && op !== "part" && isInline(op);

/** How many slots a frame has for it. */
export function countCarried(map: StepMap): number {
  return carriedBy(map).length;
}

/** Undefined where nothing is gained, and where the end of a step is another instant than the beginning of the next. */
export function chainedStep(map: StepMap, frame: Frame): ChainedStep | undefined {
  const values = carriedBy(map).map((own, k) => ({ slot: slots.carriedSlot(k), ...own }));
  const { graph, longest } = map;
  if (longest === undefined || !capVaries(map)) return stepThatCarries(map, frame, values);
  const first = longest();
  const last = at(graph.model, first, graph.y1, graph.h);
  const cap = { slot: slots.stepCapSlot, first, last };
  // Where functions are shared with others, in a call, a step computes its own; how long the next one may be it leaves.
  return stepThatCarries(map, frame, [...values, cap]) ?? stepThatCarries(map, frame, [cap]);
}

function stepThatCarries(
  map: StepMap,
  frame: Frame,
  carried: readonly (Carried & { readonly slot: string })[],
): ChainedStep | undefined {
  const { model } = map.graph;
  const names = symbolsOf(carried.map(({ first }) => first));
  if ([slots.timeSlot, ...model.signals].some((name) => names.has(name))) return undefined;
  const firsts = carried.map(({ slot, first }) => ({ slot, expression: first }));
  const begin = schedule("stepBegin", frame, firsts);
  if (!costsMuch(begin)) return undefined;
  const lasts = carried.map(({ slot, last }) => ({ slot, expression: last }));
  const read = firsts.filter(({ slot }) => slot !== slots.stepCapSlot);
  const step = withKnown("chainedStep", frame, [...map.outputs(), ...lasts], read);
  if (step === undefined) return undefined;
  const moved = statesMoved(model);
  const stays = ({ expression }: Output): boolean => {
    const symbols = symbolsOf([expression]);
    return !moved.some((name) => symbols.has(name));
  };
  const changed = firsts.filter((own) => !stays(own));
  const beginAgain = withKnown("stepBeginAgain", frame, changed, firsts.filter(stays));
  return { begin, beginAgain: beginAgain ?? begin, step };
}

/** The program of what is wanted, which reads what is known where that is kept; undefined if it cannot be told apart. */
function withKnown(
  name: string,
  frame: Frame,
  wanted: readonly Output[],
  known: readonly Output[],
): Program | undefined {
  const program = schedule(name, frame, [...wanted, ...known]);
  if (known.length === 0) return program;
  const { instructions, stores } = program;
  // The parts of a call stand together.
  if (instructions.some(({ kind }) => kind === "call")) return undefined;
  const slots = new Map(stores.slice(wanted.length).map(({ value, slot }) => [value, slot] as const));
  const reading = instructions.map((instruction, index): Instruction => {
    const slot = slots.get(index);
    return slot === undefined ? instruction : { kind: "load", slot };
  });
  return programOf(name, reading, stores.slice(0, wanted.length));
}

/** States that arrivals change. */
function statesMoved({ states, ports }: NeuronModel): string[] {
  return states.map(({ name }) => name).filter((name, i) => ports.some(({ map }) => map[i] !== symbol(name)));
}

/** The step of a routine, and what the first of several needs before; chained where something is gained. */
export interface StepsInARow {
  readonly step: Program;
  readonly stepBegin: Program | undefined;
  readonly stepBeginAgain: Program | undefined;
  readonly endChecks: EndChecks;
}

export function stepsInARow(map: StepMap, frame: Frame): StepsInARow {
  const chained = chainedStep(map, frame);
  return {
    step: chained?.step ?? stepProgram(map, frame),
    stepBegin: chained?.begin,
    stepBeginAgain: chained?.beginAgain,
    endChecks: endChecks(map, frame),
  };
}
