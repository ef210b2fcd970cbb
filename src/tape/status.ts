/** How a run can end, and what to try when it did not complete. */

/**
 * How a run ended.
 *
 * - completed: as asked for
 * - max-steps: a neuron made `maxSteps` steps
 * - step-size-underflow: a neuron needs steps that its time cannot resolve
 * - non-finite: a state, its error or the rate of an event function is not finite, however small the step
 * - grazing-event: an event function does not rise at its root, or its first root cannot be told
 * - undecided-event: whether an event function crosses zero is lost in rounding
 * - event-storm: more rounds of events at one instant, or events of one neuron, than the options allow
 * - event-accumulation: events of a neuron follow one another faster than their times can tell apart, as those of
 *   a ball that comes to rest
 * - negative-period: a timer was started for less than no time
 * - sliding: on both sides of a switch in the dynamics the solution is driven back to it
 */
export type Status =
  | "completed"
  | "max-steps"
  | "step-size-underflow"
  | "non-finite"
  | "grazing-event"
  | "undecided-event"
  | "event-storm"
  | "event-accumulation"
  | "negative-period"
  | "sliding";

/** What to try. */
export const remedies: Readonly<Record<Exclude<Status, "completed">, string>> = {
  "max-steps": "Raise maxSteps, loosen rtol and atol, or check whether the model needs such short steps.",
  "step-size-underflow":
    "The solution may blow up before it spikes: lower the spike condition, if it has one, or use a chart without the singularity (as qif does).",
  "non-finite":
    "Use smaller steps or a tighter tolerance, or check the equations for a division by zero, and for roots and logarithms at the edge of their domain: sqrt(max(v, 1e-6)) stays inside.",
  "grazing-event":
    "The event function does not rise at its root, so the event time has no derivative: change the parameters a little.",
  "undecided-event":
    "The event function stays within rounding of zero: change the parameters a little, or write it with larger values.",
  "event-storm":
    "Reset below the threshold, or raise maxRounds or maxSpikesPerUnitTime if so many events are meant.",
  "event-accumulation":
    "The events have a limit, where something else has to begin: end the run before it, or let an event at a small distance take over.",
  "negative-period": "Give a period ≥ 0, as a parameter with the domain nonnegative has.",
  sliding:
    "Write the switch in a smooth form, such as sigmoid((v - vSwitch) / width) for v > vSwitch, or let an event change a discrete state.",
};
