/**
 * A step of an exact flow that is far from all events, in few operations: for event functions that feel one state, or two
 * of which one drives the other, with constant inputs. Of a model without events, bounds on its states instead. By the
 * states at the start, with what neurons of equal parameters have in common of steps of one size in front of them,
 *
 *   g(e) = Σ_j G_j(e) y_j(0) + r(e) ≤ Σ_j (middle_j y_j(0) + half_j |y_j(0)|) + rest ,   |G_j(e) − middle_j| ≤ half_j .
 *
 * G_i(e) = s_i e^{a_i e} of the state i that is driven, and G_j(e) = s_j e^{a_j e} + s_i A_ij E(e) of its driver, with the
 * bound on E of `flowBounds`; r begins with g at y = 0, and what drives the states at constant rates moves it one way.
 */
import type { Frame } from "../codegen/frame.ts";
import { type Output, schedule } from "../codegen/program.ts";
import type { SplitProgram } from "../codegen/split-program.ts";
import { abs, add, exp, exprel, max, min, mul, sub, zero } from "../expr/build.ts";
import { jacobian } from "../expr/jacobian.ts";
import type { Expr } from "../expr/node.ts";
import { substitute } from "../expr/substitute.ts";
import { type AffineFunction, spread } from "./flow-bounds.ts";
import { type Jump, jumpProgram } from "./jump-programs.ts";
import type { LinearModel } from "./linear-model.ts";
import type { SharedSlots } from "./shared-slots.ts";
import * as slots from "./slots.ts";
import type { StepGraph } from "./step-graph.ts";
import type { StepMap } from "./step-map.ts";
import { summitRoundings } from "./summit.ts";
import type { SwitchedModel } from "./switches.ts";
import { roundingUnits, sizeOf, termsOf } from "./term-sizes.ts";

/** Times the size of a step's numbers, nothing beside a peak, unless one of them is beyond all that is finite. */
const nothing = 1e-290;

/** A function, and what it feels: see `feltStates`. */
export interface Felt {
  readonly value: Expr;
  readonly own: AffineFunction;
  readonly states: readonly number[];
}

/** See `StepMap.far`. */
export function farOutputs(graph: StepGraph, linear: LinearModel, felt: readonly Felt[]): Output[] {
  const { model, y0, y1 } = graph;
  const flow = jacobian(y1, y0);
  const still = new Map(y0.map(({ name }) => [name, zero] as const));
  const { matrix, drive, ramp } = linear;
  const coefficients = [...flow.flat(), ...substitute(y1, still), ...matrix.flat(), ...drive, ...ramp];
  const largest = mul(nothing, add(sizeOf(coefficients), 1));
  return [
    ...model.states.map(({ name }, i) => ({ slot: name, expression: y1[i]! })),
    ...felt.map((own, k) => ({
      slot: slots.farBoundSlots(model)[k]!,
      expression: peakOf(graph, linear, flow, own, largest),
    })),
  ];
}

function peakOf(
  { h, y0, y1 }: StepGraph,
  { matrix, drive }: LinearModel,
  flow: readonly (readonly Expr[])[],
  { value, own: { slopes }, states }: Felt,
  largest: Expr,
): Expr {
  const still = new Map(y0.map(({ name }) => [name, zero] as const));
  const rates = states.map((state) => mul(h, matrix[state]![state]!));
  const above = y0.map((): Expr => zero);
  const below = y0.map((): Expr => zero);
  let rest = substitute([value], still)[0]!;
  states.forEach((state, k) => {
    const slope = slopes[state]!;
    const end = mul(slope, exp(rates[k]!));
    above[state] = max(slope, end);
    below[state] = min(slope, end);
    rest = add(rest, max(mul(mul(slope, drive[state]!), mul(h, exprel(rates[k]!))), zero));
  });
  if (states.length === 2) {
    const [driver, driven] = states as [number, number];
    const brought = mul(mul(slopes[driven]!, matrix[driven]![driver]!), spread(h, rates[1]!, rates[0]!));
    above[driver] = add(above[driver]!, max(brought, zero));
    below[driver] = add(below[driver]!, min(brought, zero));
    rest = add(rest, max(mul(brought, mul(drive[driver]!, h)), zero));
  }
  // Twice what a summit has for a margin, which is as large as the terms of the function at one end of the step.
  const unit = 2 * summitRoundings * roundingUnits;
  const terms = termsOf(value);
  const weights = jacobian(terms, y0);
  const sizes = y0.map((_, j) => sizeOf(weights.map((row) => row[j]!)));
  const fixed = sizeOf(substitute(terms, still));
  const begun = substitute(y1, still);
  const most = (column: (i: number) => Expr): Expr =>
    sizes.reduce<Expr>((sum, size, i) => add(sum, mul(size, abs(column(i)))), zero);
  const margin = add(
    rest,
    mul(
      unit,
      add(
        mul(2, fixed),
        most((i) => begun[i]!),
      ),
    ),
  );
  return y0.reduce<Expr>((sum, y, j) => {
    const slack = mul(
      unit,
      add(
        add(
          sizes[j]!,
          most((i) => flow[i]![j]!),
        ),
        add(abs(above[j]!), abs(below[j]!)),
      ),
    );
    const middle = mul(0.5, add(above[j]!, below[j]!));
    const half = mul(0.5, sub(above[j]!, below[j]!));
    return add(sum, add(mul(middle, y), mul(add(add(half, slack), largest), abs(y))));
  }, margin);
}

/**
 * Undefined too where a step depends on when it is, or something that arrives does, which carries no event to its
 * threshold, and where an event may have a timer.
 */
export function splitFarStep(
  { far }: StepMap,
  model: SwitchedModel,
  frame: Frame,
  shared: SharedSlots,
  inputs: readonly Jump[],
): SplitProgram | undefined {
  if (far === undefined || model.timers.some((timer) => timer !== undefined)) return undefined;
  const program = schedule("far", frame, far());
  const all = [program, ...inputs.map((jump) => jumpProgram(model, frame, jump))];
  const isTimed = all.some((own) => shared.reads(own, [slots.timeSlot, slots.restSlot]));
  return isTimed ? undefined : shared.split(program);
}
