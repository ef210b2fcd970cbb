/**
 * The computed map h ↦ g(Φ(t, y, h)) of the step in the frame, interpolated through repeated steps:
 * what decides where the dense output is too coarse. Only steps that come near a zero get here.
 */
import { noise } from "../../compile/event-decisions.ts";
import { bernsteinInterpolation, bernsteinValue } from "../../events/bernstein.ts";
import { type Crossing, firstCrossing } from "../../events/first-crossing.ts";
import { chebyshevPoints } from "../../numeric/lagrange.ts";
import { cos } from "../../numeric/trigonometric.ts";
import type { NeuronRun } from "./neuron-run.ts";

/**
 * Exact for linear models and methods of up to seven stages, the last at the new state: the map of a step is
 * then a polynomial of degree 6. Twelve stages may take a part to be halved once more.
 */
const degree = 6;
const nodes = chebyshevPoints(degree);
const weights = bernsteinInterpolation(nodes);
/** Extrema of the node polynomial, where the error of interpolation shows most. */
const checks = [1, 2, 4].map((j) => 0.5 - 0.5 * cos((Math.PI * (j + 0.5)) / degree));

const deepest = 30;

/** A part [from, to] of the step in the frame; `sign` −1 turns the event function over. */
export interface Part {
  readonly from: number;
  readonly to: number;
  readonly sign: number;
  /** Doubts from here on are where the step ends on zero, and none. */
  readonly landing?: number;
  /** How often it was halved. */
  readonly depth?: number;
}

export interface CloseLook {
  /** Bernstein coefficients of g over the part. */
  readonly coefficients: number[];
  /**
   * Bound on their distance from the computed map, and rounding. Between Chebyshev points the difference goes like
   * min(1, 4 d θ (1 − θ)) of the largest, and that of a function which bends most beyond an end is larger there: 4 d
   * times what was seen covers it by a bound that vanishes like 4 θ.
   */
  readonly margin: number;
}

/** Leaves a shorter step in the frame. */
export function lookClosely(run: NeuronRun, event: number, size: number, part: Part): CloseLook {
  const { memory, frame } = run;
  const at = (theta: number): number =>
    part.sign * valueAfter(run, event, size * (part.from + theta * (part.to - part.from)));
  const samples = checks.map(at);
  const values = nodes.map(at);
  const bound = memory[frame + run.events[event]!.rounding]!;
  const coefficients = weights.map((row) => row.reduce((sum, weight, j) => sum + weight * values[j]!, 0));
  coefficients[0] = values[0]!;
  coefficients[degree] = values[degree]!;
  const difference = checks.reduce(
    (largest, theta, j) => Math.max(largest, Math.abs(bernsteinValue(coefficients, theta) - samples[j]!)),
    0,
  );
  return { coefficients, margin: 4 * degree * difference + bound };
}

/**
 * The first crossing of the computed map in a part that starts below zero, whatever rounding says there:
 * looks at halves, the left one first, until interpolation decides. Doubts that remain are rounding.
 */
export function crossingOfMap(run: NeuronRun, event: number, size: number, part: Part): Crossing {
  const { from, to, sign, landing = Number.POSITIVE_INFINITY, depth = 0 } = part;
  const look = lookClosely(run, event, size, part);
  const rounding = run.memory[run.frame + run.events[event]!.rounding]!;
  look.coefficients[0] = Math.min(look.coefficients[0]!, -Number.MIN_VALUE);
  const crossing = firstCrossing(look.coefficients, look.margin, rounding);
  if (crossing.kind === "none") return crossing;
  const theta = from + (to - from) * crossing.theta;
  if (theta >= landing) return { kind: "none" };
  if (crossing.kind === "root") return { kind: "root", theta };
  const isNoise = Math.max(look.margin, crossing.size) <= noise * rounding;
  if (isNoise || depth === deepest) return { kind: "unclear", theta, size: crossing.size };
  const middle = 0.5 * (from + to);
  const half = { sign, landing, depth: depth + 1 };
  const first = crossingOfMap(run, event, size, { ...half, from, to: middle });
  if (first.kind !== "none") return first;
  return crossingOfMap(run, event, size, { ...half, from: middle, to });
}

/** g after a repeated step of size h, which stays in the frame. */
export function valueAfter(run: NeuronRun, event: number, h: number): number {
  const { memory, frame } = run;
  memory[frame + run.stepSizeSlot] = h;
  run.stepKernel(frame);
  run.counters.repeatedSteps++;
  return memory[frame + run.events[event]!.end]!;
}
