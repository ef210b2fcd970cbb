/** The timers of the neuron at hand. Their times alone say what is due: the functions of their events, only when. */
import { eventCause } from "../../tape/tape.ts";
import { timeUntil } from "./clock.ts";
import type { NeuronRun } from "./neuron-run.ts";

/** The event whose timer is due next, −1 if none is pending. */
export function nextTimer(run: NeuronRun): number {
  let first = -1;
  for (let e = 0; e < run.timers.length; e++) {
    if (isPending(run, e) && (first < 0 || timeOf(run, e) < timeOf(run, first))) first = e;
  }
  return first;
}

/** When the event of a timer is due; Infinity if it is not. */
export function timeOf({ memory, frame, timers }: NeuronRun, event: number): number {
  return memory[frame + timers[event]!.next]!;
}

function isPending(run: NeuronRun, event: number): boolean {
  return run.timers[event] !== undefined && timeOf(run, event) < Number.POSITIVE_INFINITY;
}

/** After what leads to a time: the timers whose time it is are due, whatever then takes them back. */
export function dueTimers(run: NeuronRun): boolean {
  const { memory, frame, events } = run;
  let isDue = false;
  for (let e = 0; e < run.timers.length; e++) {
    if (!isPending(run, e) || timeUntil(run, timeOf(run, e)) > 0) continue;
    memory[frame + events[e]!.due] = eventCause.root;
    isDue = true;
  }
  return isDue;
}

/** After a jump: a timer is due when it was started for this time, or when what kept it no longer does. */
export function updateTimer(run: NeuronRun, event: number, started: boolean): void {
  const { memory } = run;
  const due = run.frame + run.events[event]!.due;
  if (timeUntil(run, timeOf(run, event)) > 0) memory[due] = -1;
  else if (started) memory[due] = eventCause.root;
  else if (memory[due] === -1) memory[due] = eventCause.jump;
}
