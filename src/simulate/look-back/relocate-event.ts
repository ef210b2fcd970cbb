/**
 * The root of g along a step that is a little different from the recorded one, h ↦ g(Φ(t, y, h)), by
 * Newton's method with full repeated steps from the recorded size. No bracket: the root has moved a
 * little, or the replay is of no use.
 */
import type { Kernel } from "../../codegen/kernel.ts";
import { powerOfTwo } from "../../numeric/powers-of-two.ts";

/** Offsets in a frame of what locating an event reads and leaves. */
export interface RootSlots {
  readonly time: number;
  readonly stepSize: number;
  readonly end: number;
  readonly rate: number;
  readonly rounding: number;
}

const maxIterations = 30;
/** Relative size below which corrections that do not shrink any more are rounding. */
const nearRoot = powerOfTwo(-26);

/**
 * On success the frame holds the step of the returned size.
 *
 * @param locate  the kernel that leaves g and its rate of change at the end of the step
 * @returns the step size, within g's rounding bound of a root or where the rounding of the stages keeps
 *   g from shrinking; NaN if there is none
 */
export function relocateEvent(
  locate: Kernel,
  { memory, frame }: { readonly memory: Float64Array; readonly frame: number },
  { time, stepSize, end, rate, rounding }: RootSlots,
  recorded: number,
): number {
  let h = recorded;
  let last = Number.POSITIVE_INFINITY;
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    memory[frame + stepSize] = h;
    locate(frame);
    const g = memory[frame + end]!;
    const slope = memory[frame + rate]!;
    if (!(slope > 0)) return Number.NaN;
    if (Math.abs(g) <= memory[frame + rounding]!) return h;
    const correction = Math.abs(g / slope);
    const scale = Math.abs(memory[frame + time]!) + Math.abs(h);
    if (correction <= nearRoot * scale && correction > 0.5 * last) return h;
    last = correction;
    h -= g / slope;
  }
  return Number.NaN;
}
