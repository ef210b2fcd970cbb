/**
 * Timers: events at a given time after another. The time at which one is due is a discrete state, which what starts
 * the timer sets, and its event function is t − due: so the time is located, recorded and differentiated as that of any
 * event, with a crossing rate of 1.
 */
import { sub } from "../expr/build.ts";
import { equal, symbol } from "../expr/node.ts";
import type { NeuronEvent, StateVariable } from "./neuron-model.ts";

/** Before the run: a timer that nothing has started is over. */
export const neverDue = -1;

/** The discrete state that holds when an event is due if it is that of a timer. */
export function timerOf({ when }: NeuronEvent, states: readonly StateVariable[]): string | undefined {
  return states.find(({ name, discrete }) => discrete && equal(when, sub(symbol("t"), symbol(name))))?.name;
}
