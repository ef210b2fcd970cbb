/** Batches evaluated by the thread that asks for them. */
import { type Parameters, parametersOf } from "../network/parameters.ts";
import { type Batch, cut, gather, type Team } from "./batch.ts";
import type { Evaluator } from "./evaluator.ts";
import { addTo, beginWith, type Totals, totalsLength, totalsOf } from "./totals.ts";

/** The steps of a batch: each yields after a sample, the last gives the totals, which are good until the next batch. */
export function evaluateHere(
  { evaluate, shape }: Evaluator,
  parameters: Parameters,
): { readonly evaluate: (batch: Batch) => Generator<undefined, Totals> } {
  const [whole, part] = [0, 1].map(() => new Float64Array(totalsLength(shape)));
  const totals = totalsOf(shape, whole!);
  const own = totalsOf(shape, part!);
  return {
    evaluate: function* (batch) {
      const length = totalsLength(shape, batch.gradient);
      const { count, bounds } = cut(batch, shape);
      // Nobody writes to them during a batch.
      const holder = {};
      for (let k = 0; k < count; k++) {
        own.sums.fill(0);
        own.seen.fill(0);
        const chunk = gather(batch, bounds(k));
        yield* evaluate(chunk, parameters, holder, own);
        if (chunk.failed !== undefined) throw chunk.failed.error;
        (k === 0 ? beginWith : addTo)(whole!, part!, length);
      }
      return totals;
    },
  };
}

/** @param turn  called between two samples; what it gives is waited for */
export function teamHere(evaluator: Evaluator, turn: () => Promise<void> | undefined): Team {
  const parameters = parametersOf(evaluator.objective.network.layout);
  const here = evaluateHere(evaluator, parameters);
  return {
    parameters,
    evaluate: async (batch) => {
      const steps = here.evaluate(batch);
      try {
        for (let step = steps.next(); ; step = steps.next()) {
          if (step.done) return step.value;
          const wait = turn();
          if (wait !== undefined) await wait;
        }
      } finally {
        // One that is left in the middle of a chunk has something to put away.
        steps.return(undefined as never);
      }
    },
  };
}
