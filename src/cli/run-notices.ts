/** What a run that went well is still worth a sentence about. */
import type { NeverArmed } from "../tape/solution.ts";

/**
 * A sentence for a training that has no answers yet.
 *
 * @param share  of the samples whose right answer is of a silent neuron
 */
export function silenceNotice(share: number): string[] {
  if (share < 1) return [];
  return [
    "Note: the neuron of the right answer is silent for every sample, so that nothing is told apart yet. Give more --hidden neurons, --samples or --epochs.",
  ];
}

/** A sentence for every event that could not happen. */
export function neverArmedNotices(events: readonly NeverArmed[]): string[] {
  return events.map(({ population, event, neurons, first }) => {
    const which = neurons === 1 ? `neuron ${first}` : `${neurons} neurons, of which the first is ${first},`;
    return `Note: ${which} of "${population}" had no "${event}": its function is at or above zero from the start and never below. It happens at t = 0 with population(…, { fireAtStart: true }).`;
  });
}
