/** How long a step may be, and what follows when one is refused. */
import { loadSignals } from "../../compile/signals.ts";
import { sizeBeforeSwitch } from "./beyond-switch.ts";
import { smallestStep } from "./clock.ts";
import { fail } from "./failure.ts";
import type { NeuronRun } from "./neuron-run.ts";

/** The longest step from the present state: what the controller proposes, within the caps. */
export function longestStep(run: NeuronRun): number {
  const { memory, frame, t } = run;
  if (run.signals !== undefined) loadSignals(run.signals, memory, frame, run.index, run.segment, t);
  if (!(run.proposal < Number.POSITIVE_INFINITY)) {
    run.program.kernels.initialStep(frame);
    const proposal = memory[frame + run.initialStepSlot]!;
    run.proposal = Number.isNaN(proposal) ? Number.POSITIVE_INFINITY : proposal;
  }
  if (run.program.programs.capVaries) run.program.kernels.stepCap(frame);
  return Math.min(run.proposal, memory[frame + run.stepCapSlot]!, run.settings.maxStep);
}

/** The next size to try after a rejected one; 0 if a switch is due instead. */
export function rejected(run: NeuronRun, h: number, norm: number): number {
  const { counters, controller } = run;
  counters.rejectedSteps++;
  if (!controller.adaptive) fail(run, "non-finite", `has a non-finite state after a step of ${h}`);
  let next = controller.propose(run.remembered, run.rememberedAt, h, norm <= 1 ? Number.NaN : norm, false);
  if (!Number.isFinite(norm) && run.switches.length > 0) {
    const short = sizeBeforeSwitch(run);
    if (short === 0) return 0;
    if (short < h) next = short;
  }
  if (!Number.isFinite(norm)) countRefused(run);
  if (!(next > smallestStep(run))) {
    // Before a singularity the shortest steps are finite; where the equations have no value they are not.
    run.memory[run.frame + run.stepSizeSlot] = next;
    run.stepKernel(run.frame);
    const finite =
      Number.isFinite(norm) &&
      finiteStates(run) &&
      Number.isFinite(run.memory[run.frame + run.errorNormSlot]!);
    const status = finite ? "step-size-underflow" : "non-finite";
    fail(run, status, `needs steps below ${next} (error norm ${norm})`);
  }
  run.proposal = next;
  return next;
}

/** Steps without a value that are refused at one state; a step to within rounding of one takes 50 of them. */
const mostRefused = 1000;

/**
 * Counts the steps that have no value from the present state on. Where the equations end, as those with √v do at
 * v = 0, a state that falls stands still in rounding, and steps far below an ulp of the time go on for ever.
 */
function countRefused(run: NeuronRun): void {
  const { memory, frame, states, refusedAt } = run;
  if (refusedAt.some((value, i) => value !== memory[frame + i])) run.refused = 0;
  refusedAt.set(memory.subarray(frame, frame + states));
  if (++run.refused > mostRefused) fail(run, "non-finite", "cannot move to where its equations have a value");
}

export function finiteStates({ memory, frame, nextSlot, states }: NeuronRun): boolean {
  let sum = 0;
  for (let i = 0; i < states; i++) sum += memory[frame + nextSlot + i]! * 0;
  return sum === 0;
}
