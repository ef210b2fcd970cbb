/** Loss and metrics of a network over samples. */
import type { Network } from "../network/network.ts";
import { checkParameters, type Parameters } from "../network/parameters.ts";
import { type ObjectiveOptions, objectiveOf } from "../objective/objective.ts";
import { checkKeys, checkKnown } from "../options.ts";
import { type WorkerOptions, withCrew, workerKinds } from "../workers/start-workers.ts";
import { type Batch, cut } from "./batch.ts";
import { postedEvaluator, teamOf } from "./evaluate-by-workers.ts";
import { evaluateHere } from "./evaluate-here.ts";
import { evaluatorOf, type Measurement } from "./evaluator.ts";
import { checkMetrics, type Metric } from "./metrics.ts";
import { checkSamples, type Samples } from "./samples.ts";

/** What is measured. */
export interface MeasureOptions {
  /** Weighed as in `fit`. */
  readonly objective: ObjectiveOptions;
  /** Measured on the same runs, each with a name of its own; none by default. */
  readonly metrics?: readonly Metric[];
}

/**
 * Loss and metrics of a network over samples, without gradient.
 *
 * @returns means over the samples, the loss Infinity if one sample's is; a promise of them if `workers` are given
 * @throws OptionError or ShapeError for wrong options or samples; SimulationError for a run that does not complete; with
 *   workers UnsupportedError for what is of the user's own and no data, and WorkerError where they are lost
 */
export function measureSamples(
  network: Network,
  parameters: Parameters,
  samples: Samples,
  options: MeasureOptions & { readonly workers?: undefined },
): Measurement;
/** The same by workers. */
export function measureSamples(
  network: Network,
  parameters: Parameters,
  samples: Samples,
  options: MeasureOptions & WorkerOptions,
): Promise<Measurement>;
export function measureSamples(
  network: Network,
  parameters: Parameters,
  samples: Samples,
  options: MeasureOptions & WorkerOptions,
): Measurement | Promise<Measurement> {
  const where = "measureSamples";
  checkParameters(where, network, parameters);
  checkKeys(where, options, ["objective", "metrics", "workers", "onWorkerLost"]);
  checkKnown<WorkerOptions>(where, options, workerKinds);
  const { metrics = [], workers } = options;
  checkMetrics(where, metrics);
  const objective = objectiveOf(network, options.objective, where);
  const checked = checkSamples(where, network, "samples", samples);
  const evaluator = evaluatorOf(objective, metrics, "none");
  const batch: Batch = { samples: checked, order: undefined, gradient: false, during: "a measurement" };
  if (workers !== undefined) {
    const posted = postedEvaluator(evaluator, "none", where);
    const own = parameters.copy();
    return withCrew(workers, cut(batch, evaluator.shape).count, async (crew) => {
      const { team, leave } = teamOf(crew, evaluator, posted, options.onWorkerLost);
      try {
        team.parameters.values.set(own.values);
        return evaluator.mean((await team.evaluate(batch)).sums);
      } finally {
        leave();
      }
    });
  }
  const steps = evaluateHere(evaluator, parameters).evaluate(batch);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return evaluator.mean(step.value.sums);
}
