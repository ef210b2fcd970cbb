/** What was found out about a step that was just computed. */

export const verdict = {
  /** No event crosses zero. */
  clear: 0,
  /** Event `event` crosses near `theta`. */
  crossing: 1,
  /** A step of `theta` times the size is to be tried. */
  unclear: 2,
  /** A switch at rest on zero leaves it at the start: watch `event` is to have mode `theta`. */
  leaves: 3,
} as const;

/** The verdict on one step; one object per population, overwritten. */
export interface Inspection {
  verdict: number;
  /** Whether every event stays armed and away from zero, none closer than the closest so far. */
  quiet: boolean;
  event: number;
  theta: number;
  /** A crossing that is known to be alone up to this part of the step, 1 if that is not known. */
  limit: number;
}

/** Where in the step the reason of the present verdict lies: the earliest counts. Scratch of one call. */
let place = Number.POSITIVE_INFINITY;

export function nothingInspected(): Inspection {
  return { verdict: verdict.clear, quiet: false, event: -1, theta: 0, limit: 1 };
}

/** Before anything has been found. */
export function clear(inspection: Inspection): void {
  inspection.verdict = verdict.clear;
  inspection.quiet = true;
  place = Number.POSITIVE_INFINITY;
}

/** Says what happens at a place in the step, if it is the earliest. */
export function report(
  inspection: Inspection,
  what: Pick<Inspection, "verdict" | "event" | "theta">,
  at: number,
  limit = 1,
): void {
  if (at >= place) return;
  place = at;
  inspection.verdict = what.verdict;
  inspection.event = what.event;
  inspection.theta = what.theta;
  inspection.limit = limit;
}
