/** Numbers by which the event loop and routines decide about events: both have to decide alike. */

/** Values of an event function up to this many times its rounding bound are noise. */
export const noise = 64;
/** A root this near the end of its step, relative to that, is where the step ends. */
export const leastRest = 1e-6;
/** Repetitions of a step in the search for one root. */
export const mostIterations = 200;
