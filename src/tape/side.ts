/** The two limits of a state where it jumps. */

/** What an option `side` may be: the state after all that happens at a time, or the left limit. */
export const sides: readonly string[] = ["after", "before"];
