/**
 * The largest value that an event function takes in a step of an exact flow, where its rate has one turn at most: it is
 * affine in states of which one drives the other, with constant inputs. With the rates a of the driven state j and b of
 * the driver i,
 *
 *   g'(e) = e^{a e} (g'(0) + c D(e)) ,   c = i'(0) (s_j A_ji + s_i (b − a)) ,   D(e) = (e^{(b − a) e} − 1)/(b − a) ,
 *
 * and D rises from 0, so that g has a maximum inside only where g'(0) > 0 > c, at
 *
 *   e* = log(1 + (b − a) d)/(b − a) ,   d = −g'(0)/c .
 *
 * Up to e*, or all along if there is no maximum, g only rises, or falls first and then rises: below zero at the start it
 * crosses once if it ends above.
 */
import type { Output } from "../codegen/program.ts";
import { abs, add, div, log1p, lt, max, min, mul, neg, one, select, sqrt, sub, zero } from "../expr/build.ts";
import { jvp } from "../expr/jvp.ts";
import { constant, type Expr, symbol } from "../expr/node.ts";
import { substitute } from "../expr/substitute.ts";
import type { AffineFunction } from "./flow-bounds.ts";
import type { LinearModel } from "./linear-model.ts";
import * as slots from "./slots.ts";
import { type StepGraph, vectorField } from "./step-graph.ts";

/** The states whose changes a function feels, the driver first; undefined if they are not one or such two. */
export function feltStates(
  linear: LinearModel,
  { slopes, drift }: AffineFunction,
): readonly number[] | undefined {
  const { blocks, matrix, drive, ramp } = linear;
  if (drift !== zero) return undefined;
  const isStill = (i: number): boolean =>
    [drive[i]!, ramp[i]!, ...matrix[i]!].every((coefficient) => coefficient === zero);
  const moving = blocks.filter((block) => !block.every(isStill));
  const found = new Set<number>();
  // Drivers come before what they drive.
  for (const block of [...moving].reverse()) {
    const isFelt = block.some((i) => slopes[i] !== zero || [...found].some((j) => matrix[j]![i] !== zero));
    if (!isFelt) continue;
    if (block.length > 1 || ramp[block[0]!] !== zero) return undefined;
    found.add(block[0]!);
  }
  return found.size === 0 || found.size > 2 ? undefined : [...found].reverse();
}

/**
 * Values this many times their rounding have a sign: the places of maxima are rounded, too, where the function is as
 * flat as that.
 */
export const summitRoundings = 16;

const mostLog = 1e300;
/** An argument without a logarithm. */
const noMaximum = constant(-2);

/** Whether log(1 + z) is a number. */
const hasLog = (z: Expr): Expr => lt(-1, z);

/** log(1 + z)/z, 1 where there is none; below the limit the terms left out are below rounding. */
function logRatio(given: Expr): Expr {
  // What is far out would be left to a function of the host.
  const z = select(hasLog(given), min(given, mostLog), zero);
  const series = [1 / 5, -1 / 4, 1 / 3, -1 / 2, 1].reduce<Expr>(
    (sum, coefficient) => add(mul(sum, z), coefficient),
    constant(-1 / 6),
  );
  return select(lt(abs(z), 1e-3), series, div(log1p(z), z));
}

/**
 * Leaves the largest value, the share of the step up to the maximum, and about where a crossing is, if there is one, of a
 * step that has been made: its end and its rounding are in the frame.
 *
 * @param states  that the function feels
 */
export function summitOutputs(
  graph: StepGraph,
  linear: LinearModel,
  event: number,
  { slopes }: AffineFunction,
  states: readonly number[],
): Output[] {
  const { model, t, h, y0, eventsEnd } = graph;
  const { name, when: start } = model.events[event]!;
  const field = vectorField(model)(t, y0, zero);
  const rate = states.reduce<Expr>((sum, i) => add(sum, mul(slopes[i]!, field[i]!)), zero);
  const until = states.length < 2 ? h : turn(graph, linear, slopes, states, field, rate);
  const end = eventsEnd[event]!;
  const [top, rateAtTop] = substitute(
    [end, jvp([end], [h], [one])[0]!],
    new Map([[slots.stepSizeSlot, until]]),
  );
  const cubic = mul(until, rootOfCubic(start, top!, mul(rate, until), mul(rateAtTop!, until)));
  // Over many time constants nothing is like a cubic.
  const driven = states.at(-1)!;
  const own = linear.matrix[driven]![driven]!;
  const straight = neg(div(start, rate));
  const alone = mul(straight, logRatio(mul(own, straight)));
  const guess = states.length < 2 ? alone : select(lt(mul(abs(own), until), 2), cubic, alone);
  return [
    {
      slot: slots.eventPeakSlot(name),
      expression: max(max(start, symbol(slots.eventEndSlot(name))), top!),
    },
    {
      slot: slots.eventMarginSlot(name),
      expression: mul(summitRoundings, symbol(slots.eventRoundingSlot(name))),
    },
    { slot: slots.bernsteinSlot(name, 0), expression: start },
    { slot: slots.summitSlot(name), expression: div(until, h) },
    { slot: slots.guessSlot(name), expression: div(guess, h) },
  ];
}

/**
 * A root in [0, 1] of the cubic with these values and rates at its ends, from that of a parabola, by Newton's method: a
 * guess, which nothing depends on.
 */
function rootOfCubic(start: Expr, end: Expr, rateAtStart: Expr, rateAtEnd: Expr): Expr {
  const change = sub(end, start);
  const curvature = sub(change, rateAtStart);
  const root = sqrt(max(zero, sub(mul(rateAtStart, rateAtStart), mul(4, mul(curvature, start)))));
  let theta = min(one, div(mul(-2, start), add(rateAtStart, root)));
  const cubic = sub(add(rateAtStart, rateAtEnd), mul(2, change));
  const square = sub(curvature, cubic);
  for (let k = 0; k < 2; k++) {
    const value = add(start, mul(theta, add(rateAtStart, mul(theta, add(square, mul(theta, cubic))))));
    const slope = add(rateAtStart, mul(theta, add(mul(2, square), mul(theta, mul(3, cubic)))));
    theta = sub(theta, div(value, slope));
  }
  return theta;
}

/** min(e*, h), h where there is no maximum. */
function turn(
  { h }: StepGraph,
  { matrix }: LinearModel,
  slopes: readonly Expr[],
  [i, j]: readonly number[],
  field: readonly Expr[],
  rate: Expr,
): Expr {
  const difference = sub(matrix[i!]![i!]!, matrix[j!]![j!]!);
  const bend = mul(field[i!]!, add(mul(slopes[j!]!, matrix[j!]![i!]!), mul(slopes[i!]!, difference)));
  const d = div(rate, neg(bend));
  const z = select(lt(zero, rate), select(lt(bend, zero), mul(difference, d), noMaximum), noMaximum);
  const place = mul(d, logRatio(z));
  return select(hasLog(z), select(lt(place, h), place, h), h);
}
