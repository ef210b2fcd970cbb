/** Chunks of samples under an objective, added up: the one way in which trainings and measurements go through samples. */
import { discreteAdjoint, type GradientMethod, type GradientSums } from "../adjoint/gradient-method.ts";
import { closeSums, openEmptySums, openSums } from "../adjoint/open-sums.ts";
import { isOwn } from "../described.ts";
import { OptionError } from "../errors.ts";
import type { Network } from "../network/network.ts";
import type { Parameters } from "../network/parameters.ts";
import { asReadBy } from "../objective/as-read-by.ts";
import { createDesk, evaluateSample } from "../objective/evaluate.ts";
import type { Objective } from "../objective/objective.ts";
import type { CheckedInput } from "../simulate/given/input.ts";
import type { Solution } from "../tape/solution.ts";
import { shown } from "../values.ts";
import { type Metric, metricKinds } from "./metrics.ts";
import { type SilentNeuronPolicy, type SilentNeurons, silentNeurons } from "./silent-neurons.ts";
import type { Totals, TotalsShape } from "./totals.ts";

/** Means over samples. */
export interface Measurement {
  /** Mean weighted sum of the terms. */
  readonly loss: number;
  /** Mean unweighted losses by name of the term. */
  readonly terms: Readonly<Record<string, number>>;
  /** Mean metrics by name. */
  readonly metrics: Readonly<Record<string, number>>;
}

/** Samples that are evaluated in one go. */
export interface Chunk {
  readonly inputs: readonly CheckedInput[];
  readonly targets: readonly unknown[];
  /** Share of each sample in the gradient; 0 for none. */
  readonly scale: number;
}

export interface Evaluator {
  readonly objective: Objective;
  readonly metrics: readonly Metric[];
  readonly policy: SilentNeurons;
  readonly shape: TotalsShape;
  /**
   * Adds a chunk to sums of totals that are 0, sample by sample; their gradient, which may be anything before, is there in
   * the end. Yields after each.
   *
   * @param holder  of the parameters, see `loadParameters`
   */
  readonly evaluate: (
    chunk: Chunk,
    parameters: Parameters,
    holder: object,
    totals: Totals,
  ) => Generator<undefined, void>;
  /** What sums come to for a sample. */
  readonly mean: (sums: Float64Array) => Measurement;
}

/** @throws OptionError for a policy that is none */
export function evaluatorOf(
  objective: Objective,
  metrics: readonly Metric[],
  silent: SilentNeuronPolicy,
): Evaluator {
  const { network, terms, gradientMethod } = objective;
  const policy = silentNeurons(
    network,
    silent,
    terms.map(({ readout }) => readout.needs.population),
  );
  const wanted = trainedRows(network);
  const desk = createDesk(objective);
  const firstMetric = 2 + terms.length;
  return {
    objective,
    metrics,
    policy,
    shape: { sums: firstMetric + metrics.length, seen: policy.length, gradient: network.layout.size },
    evaluate: function* ({ inputs, targets, scale }, parameters, holder, { sums, seen, gradient }) {
      const into =
        scale === 0 ? undefined : opened(gradientMethod, { parameters: gradient, wanted, given: undefined });
      const leaveOut = into !== undefined && policy.leaveOutMissing;
      try {
        for (let i = 0; i < inputs.length; i++) {
          const target = targets[i];
          const given = { parameters, input: inputs[i]!, holder };
          const one = evaluateSample(objective, given, target, scale || 1, desk, leaveOut);
          if (into !== undefined) gradientMethod.gradient(one.run, one.cotangents, into);
          sums[0]!++;
          sums[1]! += one.value;
          for (let k = 0; k < terms.length; k++) sums[2 + k]! += one.losses[k]!;
          metrics.forEach((metric, k) => {
            sums[firstMetric + k]! += measured(metric, asReadBy(isOwn(metric, metricKinds), one.run), target);
          });
          if (into !== undefined) policy.observe(one.run, one.missing, seen);
          yield;
        }
      } finally {
        if (into !== undefined) closeSums(into);
      }
    },
    mean: (sums) => {
      const mean = (k: number): number => sums[k]! / sums[0]!;
      return {
        loss: mean(1),
        terms: Object.fromEntries(terms.map(({ name }, k) => [name, mean(2 + k)])),
        metrics: Object.fromEntries(metrics.map(({ name }, k) => [name, mean(firstMetric + k)])),
      };
    },
  };
}

/** @throws OptionError for what is no number */
function measured(metric: Metric, solution: Solution, target: unknown): number {
  const value: unknown = metric.measure(solution, target);
  if (typeof value === "number") return value;
  throw new OptionError(`metric "${metric.name}"`, `measure gave ${shown(value)}`, "Return a number.");
}

/** Sums from 0 on. */
function opened(method: GradientMethod, sums: GradientSums): GradientSums {
  if (method === discreteAdjoint) return openEmptySums(sums);
  // Others add to the numbers themselves.
  sums.parameters.fill(0);
  return openSums(sums);
}

function trainedRows({ layout }: Network): (id: string) => boolean {
  const trained = new Set(layout.rows.filter((row) => row.trainable).map((row) => row.id));
  return (id) => trained.has(id);
}
