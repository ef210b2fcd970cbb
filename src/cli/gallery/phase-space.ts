/** A model of one or two states, the others held: its fixed points, their kinds, and its nullclines. */
import { type Expr, evaluate, symbol, symbolsOf } from "../../expr/index.ts";
import { jacobian } from "../../expr/jacobian.ts";
import type { NeuronModel } from "../../neurons/neuron-model.ts";
import { type Complex, eigenvalues, solved } from "./linear-algebra.ts";
import type { Window } from "./protocol.ts";

export interface PhaseSpace {
  readonly names: readonly string[];
  readonly window: Window;
  /** By state. */
  readonly rates: readonly Expr[];
  /** Derivatives of the rates `[state][state]`. */
  readonly jacobian: readonly (readonly Expr[])[];
  /** Parameters, and the other states. */
  readonly held: Readonly<Record<string, number>>;
}

export interface FixedPoint {
  /** By state. */
  readonly at: readonly number[];
  /** Of the Jacobian [1/ms]. */
  readonly eigenvalues: readonly Complex[];
  readonly kind: string;
  readonly isStable: boolean;
}

const starts = 15;
const iterations = 60;

/** @param parameters  in the place of defaults */
export function phaseSpace(
  model: NeuronModel,
  window: Window,
  parameters: Readonly<Record<string, number>> = {},
): PhaseSpace {
  const names = Object.keys(window);
  const rates = names.map(
    (name) => model.derivatives[model.states.findIndex((state) => state.name === name)]!,
  );
  const inputs = names.map((name) => symbol(name));
  return {
    names,
    window,
    rates,
    jacobian: jacobian(rates, inputs),
    held: {
      ...Object.fromEntries(model.states.map(({ name }) => [name, 0])),
      ...Object.fromEntries(model.parameters.map(({ name, default: value }) => [name, value])),
      ...parameters,
    },
  };
}

function valuesAt({ names, held }: PhaseSpace, at: readonly number[]): Record<string, number> {
  return { ...held, ...Object.fromEntries(names.map((name, k) => [name, at[k]!])) };
}

/** The rates of the states [1/ms times their units]. */
export function ratesAt(space: PhaseSpace, at: readonly number[]): number[] {
  return evaluate(space.rates, valuesAt(space, at));
}

function jacobianAt(space: PhaseSpace, at: readonly number[]): number[][] {
  const values = valuesAt(space, at);
  return space.jacobian.map((row) => evaluate(row, values));
}

/** The fixed points in the window, by Newton's method from the points of a grid; from left to right. */
export function fixedPoints(space: PhaseSpace): FixedPoint[] {
  const domains = space.names.map((name) => space.window[name]!);
  const isNear = (one: readonly number[], other: readonly number[]): boolean =>
    domains.every(([low, high], k) => Math.abs(one[k]! - other[k]!) < 1e-6 * (high - low));
  const found: number[][] = [];
  for (const start of grid(domains)) {
    const at = newton(space, start);
    const isInside = at !== undefined && domains.every(([low, high], k) => at[k]! >= low && at[k]! <= high);
    if (isInside && !found.some((known) => isNear(known, at))) found.push(at);
  }
  return found.sort((one, other) => one[0]! - other[0]!).map((at) => describe(space, at));
}

function grid(domains: readonly (readonly [number, number])[]): number[][] {
  const places = (low: number, high: number): number[] =>
    Array.from({ length: starts }, (_, k) => low + ((high - low) * (k + 0.5)) / starts);
  return domains.reduce<number[][]>(
    (points, [low, high]) => points.flatMap((point) => places(low, high).map((next) => [...point, next])),
    [[]],
  );
}

/** undefined where it does not converge. */
function newton(space: PhaseSpace, start: readonly number[]): number[] | undefined {
  let at = [...start];
  for (let k = 0; k < iterations; k++) {
    const change = solved(jacobianAt(space, at), ratesAt(space, at));
    if (change === undefined || !change.every(Number.isFinite)) return undefined;
    at = at.map((value, i) => value - change[i]!);
    if (change.every((one, i) => Math.abs(one) <= 1e-13 * (1 + Math.abs(at[i]!)))) return at;
  }
  return undefined;
}

function describe(space: PhaseSpace, at: readonly number[]): FixedPoint {
  const values = eigenvalues(jacobianAt(space, at));
  return { at, eigenvalues: values, kind: kindOf(values), isStable: values.every(({ re }) => re < 0) };
}

function kindOf(values: readonly Complex[]): string {
  const signs = new Set(values.map(({ re }) => Math.sign(re)));
  if (signs.has(0)) return values.some(({ im }) => im !== 0) ? "centre" : "degenerate";
  if (signs.size > 1) return "saddle";
  const shape = values.length === 1 ? "point" : values.some(({ im }) => im !== 0) ? "focus" : "node";
  return `${signs.has(-1) ? "stable" : "unstable"} ${shape}`;
}

export interface Line {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/**
 * Where the rate of a state is 0, in a plane: of the pieces inside of the window the longest.
 *
 * @throws Error if the rate is affine in neither state
 */
export function nullcline(space: PhaseSpace, state: number, points: number = 401): Line {
  const row = space.jacobian[state]!;
  // Solved for one state, along the other.
  const [solvedFor, along] = solvable(space, row, 1) ? [1, 0] : [0, 1];
  if (!solvable(space, row, solvedFor!)) {
    throw new Error(`the rate of ${space.names[state]} is affine in neither state of the plane`);
  }
  const [low, high] = space.window[space.names[along]!]!;
  const [least, most] = space.window[space.names[solvedFor]!]!;
  const pieces: number[][][] = [[]];
  for (let k = 0; k < points; k++) {
    const at = [0, 0];
    at[along] = low + ((high - low) * k) / (points - 1);
    const slope = jacobianAt(space, at)[state]![solvedFor]!;
    at[solvedFor] = -ratesAt(space, at)[state]! / slope;
    if (at[solvedFor]! >= least && at[solvedFor]! <= most) pieces.at(-1)!.push(at);
    else pieces.push([]);
  }
  const piece = pieces.reduce((longest, one) => (one.length > longest.length ? one : longest));
  return { x: piece.map(([x]) => x!), y: piece.map(([, y]) => y!) };
}

/** Whether the derivative with respect to that state is not 0, and has not that state in it. */
function solvable({ names }: PhaseSpace, row: readonly Expr[], state: number): boolean {
  const slope = row[state]!;
  if (slope.op === "constant") return slope.value !== 0;
  return !symbolsOf([slope]).has(names[state]!);
}
