/**
 * A step of an exact flow in pieces: it may be so long that a bound on the rise of an event function was all that was
 * ever computed of it, and its polynomial tells nothing. The polynomials of the pieces tell where the function turns.
 */
import type { Kernel } from "../../codegen/kernel.ts";
import type { EventSlots } from "../../compile/frame-slots.ts";
import { bernsteinValue } from "../../events/bernstein.ts";
import { maximaOf } from "../../events/maxima.ts";
import { pow } from "../../numeric/power.ts";
import { flowDegree } from "../../solvers/method.ts";

/** A neuron's frame at the start of a step, and one event of it. */
export interface FlowStep {
  readonly memory: Float64Array;
  readonly frame: number;
  readonly states: number;
  readonly nextSlot: number;
  readonly timeSlot: number;
  readonly restSlot: number;
  readonly stepSizeSlot: number;
  readonly step: Kernel;
  /** Leaves the polynomial of the event. */
  readonly shape: Kernel;
  readonly event: Pick<EventSlots, "peak" | "margin" | "rounding" | "end" | "bernstein" | "count">;
  /** Writes the signals at a time [ms] to the frame. */
  readonly load: (time: number) => void;
}

/** How far off a polynomial may be, in units of the distance of a maximum from zero. */
const accuracy = 0.05;
/** What rounding makes of the coefficients, in units of that of the function; no shorter piece has less of it. */
const amplified = 1e4;
/** A solution that turns for ever is not worth more. */
const mostPieces = 1000;

/**
 * Calls `visit` with the pieces in which the event function may be above `least()`, while the frame stands at the start
 * of the piece; it may make steps from there. At the end the frame is as it was, but for what steps leave.
 *
 * @param visit  takes where the piece begins and how long it is [ms], and the places of the function's maxima in it, in
 *   parts of its length
 */
export function forEachPiece(
  own: FlowStep,
  size: number,
  least: () => number,
  visit: (elapsed: number, piece: number, maxima: readonly number[]) => void,
): void {
  const { memory, frame, states, nextSlot, event } = own;
  const kept = memory.slice(frame, frame + states);
  const [time, rest] = [memory[frame + own.timeSlot]!, memory[frame + own.restSlot]!];
  let elapsed = 0;
  for (let pieces = 0; pieces < mostPieces; pieces++) {
    const left = size - elapsed;
    stepBy(own, left);
    if (!(memory[frame + event.peak]! > least())) break;
    const [piece, maxima] = longestPiece(own, left, least());
    visit(elapsed, piece, maxima);
    if (!(piece < left)) break;
    stepBy(own, piece);
    memory.copyWithin(frame, frame + nextSlot, frame + nextSlot + states);
    elapsed += piece;
    memory[frame + own.timeSlot] = time + elapsed;
    memory[frame + own.restSlot] = 0;
    own.load(time + elapsed);
  }
  memory.set(kept, frame);
  memory[frame + own.timeSlot] = time;
  memory[frame + own.restSlot] = rest;
  own.load(time);
}

/** The event function after a step from where the frame stands. */
export function valueOfPiece(own: FlowStep, size: number): number {
  stepBy(own, size);
  return own.memory[own.frame + own.event.end]!;
}

function stepBy({ memory, frame, stepSizeSlot, step }: FlowStep, size: number): void {
  memory[frame + stepSizeSlot] = size;
  step(frame);
}

/**
 * The longest piece, at most `left`, the step in the frame, that its polynomial resolves, with the places of its maxima;
 * the bound on the polynomial's error goes like size^(d + 1). One that keeps below `least` has none to be looked at.
 */
function longestPiece(own: FlowStep, left: number, least: number): [number, readonly number[]] {
  const { memory, frame, event } = own;
  let piece = left;
  for (;;) {
    own.shape(frame);
    const coefficients = Array.from({ length: event.count }, (_, k) => memory[frame + event.bernstein + k]!);
    const margin = memory[frame + event.margin]!;
    const top = Math.max(...coefficients);
    if (top + margin <= least) return [piece, []];
    const maxima = maximaOf(coefficients);
    // Where there is none, that is what has to be told; an event at the end is no maximum, however near to zero.
    const told = maxima.reduce(
      (nearest, theta) => Math.min(nearest, Math.abs(bernsteinValue(coefficients, theta))),
      top - Math.min(...coefficients),
    );
    const allowed = Math.max(accuracy * told, amplified * memory[frame + event.rounding]!);
    if (margin <= allowed || !(piece > left * Number.EPSILON)) return [piece, maxima];
    const ratio = margin < Number.POSITIVE_INFINITY ? 0.9 * pow(allowed / margin, 1 / (flowDegree + 1)) : 0;
    piece *= Math.max(1e-3, Math.min(0.5, ratio));
    stepBy(own, piece);
  }
}
