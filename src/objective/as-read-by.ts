/** A run as code of the user's may look at it. */
import type { Run } from "../compile/run.ts";
import { unfold } from "../compile/unfold.ts";
import type { Described } from "../described.ts";

/** @param reader  a readout or a metric: without a description it is of the user's own, and may read single records */
export function asReadBy({ description }: { readonly description?: Described }, run: Run): Run {
  return description === undefined ? unfold(run) : run;
}
