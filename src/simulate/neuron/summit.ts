/** Decisions about a step by the largest value of an event function in it, where kernels can tell that. */
import { type Inspection, report, verdict } from "./inspection.ts";
import type { NeuronRun } from "./neuron-run.ts";

/**
 * Whether that settles an armed event, of which `summit` has been called: it crosses zero once, if it is clearly below
 * at the start and clearly above at the summit, and at its end if it is `landed` there and has no summit before.
 */
export function decideBySummit(
  run: NeuronRun,
  inspection: Inspection,
  event: number,
  landed: number,
): boolean {
  const { memory, frame } = run;
  const slots = run.events[event]!;
  const margin = memory[frame + slots.margin]!;
  const share = memory[frame + slots.summit]!;
  if (!(memory[frame + slots.bernstein]! < -margin)) return false;
  if (event === landed && share === 1) return true;
  if (!(memory[frame + slots.peak]! > margin)) return false;
  const guess = memory[frame + slots.guess]!;
  const theta = guess > 0 && guess <= share ? guess : 0.5 * share;
  report(inspection, { verdict: verdict.crossing, event, theta }, theta, share);
  return true;
}

/**
 * Asks for a shorter step if the polynomial of an event function, which `shape` has left, is not resolved. Steps of a
 * size that was asked for stay as they are.
 */
export function asksForResolution(run: NeuronRun, inspection: Inspection, event: number): boolean {
  const resolution = run.memory[run.frame + run.events[event]!.resolution]!;
  if (!run.controller.adaptive || resolution <= 1) return false;
  const theta = run.controller.propose(run.remembered, run.rememberedAt, 1, resolution, false);
  report(inspection, { verdict: verdict.unclear, event, theta }, 0);
  return true;
}
