/** How a run can end, and what to try when it did not complete. */

export type Status =
  | "completed"
  | "max-steps"
  | "step-size-underflow"
  | "non-finite"
  | "grazing-event"
  | "event-storm";

export const remedies: Readonly<Record<Exclude<Status, "completed">, string>> = {
  "max-steps": "Raise maxSteps, loosen rtol and atol, or check whether the model needs such short steps.",
  "step-size-underflow":
    "The solution may blow up before it spikes: lower the spike condition, or use a chart without the singularity (as qif does).",
  "non-finite": "Use smaller steps or a tighter tolerance, or check the equations for a division by zero.",
  "grazing-event":
    "The event function does not rise at its root, so the event time has no derivative: change the parameters a little.",
  "event-storm":
    "Reset below the threshold, or raise maxRounds or maxSpikesPerUnitTime if so many events are meant.",
};
