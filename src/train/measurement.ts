/** Means of losses and metrics over samples. */

import type { Network } from "../network/network.ts";
import { checkParameters, type Parameters } from "../network/parameters.ts";
import { asReadBy } from "../objective/as-read-by.ts";
import { type Evaluation, evaluateSample } from "../objective/evaluate.ts";
import { type Objective, type ObjectiveOptions, objectiveOf } from "../objective/objective.ts";
import { checkKeys } from "../options.ts";
import { createTape, type Tape } from "../tape/tape.ts";
import { checkMetrics, type Metric } from "./metrics.ts";
import { type CheckedSamples, checkSamples, type Samples } from "./samples.ts";

/** Means over samples. */
export interface Measurement {
  /** Mean weighted sum of the terms. */
  readonly loss: number;
  /** Mean unweighted losses by name of the term. */
  readonly terms: Readonly<Record<string, number>>;
  /** Mean metrics by name. */
  readonly metrics: Readonly<Record<string, number>>;
}

/** Sums over samples, in their order. */
export interface Sums {
  /** The number of samples, and the sums of: loss, terms, metrics. All there is to remember. */
  readonly values: Float64Array;
  readonly add: (evaluation: Evaluation, target: unknown) => void;
  readonly mean: () => Measurement;
}

export function sumsOf({ terms }: Objective, metrics: readonly Metric[]): Sums {
  const firstMetric = 2 + terms.length;
  const values = new Float64Array(firstMetric + metrics.length);
  const mean = (k: number): number => values[k]! / values[0]!;
  return {
    values,
    add: ({ value, losses, run }, target) => {
      values[0]!++;
      values[1]! += value;
      for (let k = 0; k < terms.length; k++) values[2 + k]! += losses[k]!;
      for (let k = 0; k < metrics.length; k++)
        values[firstMetric + k]! += metrics[k]!.measure(asReadBy(metrics[k]!, run), target);
    },
    mean: () => ({
      loss: mean(1),
      terms: Object.fromEntries(terms.map(({ name }, k) => [name, mean(2 + k)])),
      metrics: Object.fromEntries(metrics.map(({ name }, k) => [name, mean(firstMetric + k)])),
    }),
  };
}

/** @param tape  overwritten */
export function measure(
  objective: Objective,
  metrics: readonly Metric[],
  parameters: Parameters,
  { count, input, target }: CheckedSamples,
  tape: Tape,
): Measurement {
  const sums = sumsOf(objective, metrics);
  const holder = {};
  for (let i = 0; i < count; i++) {
    const wanted = target(i);
    sums.add(evaluateSample(objective, { parameters, input: input(i), holder }, wanted, 1, tape), wanted);
  }
  return sums.mean();
}

/** The same, with turns for others between samples. */
export async function measureInTurns(
  objective: Objective,
  metrics: readonly Metric[],
  parameters: Parameters,
  { count, input, target }: CheckedSamples,
  tape: Tape,
  turn: () => Promise<void> | undefined,
): Promise<Measurement> {
  const sums = sumsOf(objective, metrics);
  let holder = {};
  for (let i = 0; i < count; i++) {
    const wanted = target(i);
    sums.add(evaluateSample(objective, { parameters, input: input(i), holder }, wanted, 1, tape), wanted);
    const wait = turn();
    if (wait !== undefined) {
      await wait;
      // Whoever had a turn may have written to the parameters.
      holder = {};
    }
  }
  return sums.mean();
}

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
 * @returns means over the samples; the loss is Infinity if one sample's is
 * @throws OptionError or ShapeError for wrong options or samples; SimulationError for a run that does not complete
 */
export function measureSamples(
  network: Network,
  parameters: Parameters,
  samples: Samples,
  options: MeasureOptions,
): Measurement {
  const where = "measureSamples";
  checkParameters(where, network, parameters);
  checkKeys(where, options, ["objective", "metrics"]);
  const { metrics = [] } = options;
  checkMetrics(where, metrics);
  const objective = objectiveOf(network, options.objective, where);
  const checked = checkSamples(where, network, "samples", samples);
  return measure(objective, metrics, parameters, checked, createTape());
}
