/** Batches evaluated by workers. */
import { type Described, descriptionOf } from "../described.ts";
import { describeNetwork } from "../io/describe-network.ts";
import { parametersOf } from "../network/parameters.ts";
import { postedObjective } from "../objective/posted-objective.ts";
import { packInputs } from "../simulate/given/packed-input.ts";
import { ownPart } from "../simulate/given/unposted.ts";
import type { StopSignal } from "../simulate/given/watch.ts";
import { shown } from "../values.ts";
import type { Crew } from "../workers/crew.ts";
import type { WorkerOptions } from "../workers/start-workers.ts";
import { type Batch, cut, gather, type Team } from "./batch.ts";
import type { SamplesJob, SamplesSubject } from "./evaluate-task.ts";
import type { Evaluator } from "./evaluator.ts";
import { metricKinds } from "./metrics.ts";
import type { SilentNeuronPolicy } from "./silent-neurons.ts";
import { addTo, beginWith, type Totals, totalsLength, totalsOf } from "./totals.ts";

/**
 * What workers are told.
 *
 * @throws UnsupportedError for a network that cannot be described, or a part that is of the user's own; OptionError for an `onProgress`
 */
export function postedEvaluator(
  { objective, metrics }: Evaluator,
  silent: SilentNeuronPolicy,
  where: string,
): SamplesSubject {
  const hint =
    'Leave the workers out, or take firstSpikeAccuracy, maximumAccuracy or silentLabels, with a target by name: { target: "label" }.';
  return {
    ...postedObjective(objective, where),
    network: describeNetwork(objective.network),
    metrics: metrics.map(
      (metric) =>
        descriptionOf(metric, metricKinds) ??
        (ownPart(where)("metric", shown(metric.name), hint) as Described),
    ),
    silent,
  };
}

/** The workers of a crew as a team, and what is to be called in the end. */
export function teamOf(
  crew: Crew,
  { objective: { network, settings }, shape }: Evaluator,
  posted: SamplesSubject,
  onWorkerLost: WorkerOptions["onWorkerLost"],
  signal?: StopSignal,
): { readonly team: Team; readonly leave: () => void } {
  const { layout } = network;
  const bytes = layout.size * Float64Array.BYTES_PER_ELEMENT;
  const shared = crew.isShared ? new Float64Array(new SharedArrayBuffer(bytes)) : undefined;
  const parameters = parametersOf(layout, shared ?? new Float64Array(layout.size));
  const subject = crew.open("samples", { ...posted, parameters: shared }, totalsLength(shape));
  const whole = new Float64Array(totalsLength(shape));
  const totals = totalsOf(shape, whole);
  let batches = 0;
  const evaluate = async (batch: Batch): Promise<Totals> => {
    const number = batches++;
    const length = totalsLength(shape, batch.gradient);
    const { count, bounds } = cut(batch, shape);
    const failures = new Map<number, { readonly error: unknown }>();
    await crew.run({
      where: settings.where,
      subject,
      during: batch.during,
      count,
      onWorkerLost,
      check: () => {
        settings.signal?.throwIfAborted();
        signal?.throwIfAborted();
      },
      job: (k) => {
        const { inputs, targets, scale, failed } = gather(batch, bounds(k));
        if (failed !== undefined) failures.set(k, failed);
        const packed = packInputs(network, inputs);
        const job: SamplesJob = {
          inputs: packed,
          targets,
          scale,
          length,
          parameters: shared === undefined ? parameters.values : undefined,
          batch: number,
        };
        return { content: job, transfer: [packed.integers.buffer, packed.doubles.buffer] };
      },
      take: (k, answer, results) => {
        const failed = failures.get(k);
        if (failed !== undefined) throw failed.error;
        (k === 0 ? beginWith : addTo)(whole, results ?? (answer as Float64Array), length);
      },
    });
    return totals;
  };
  return { team: { parameters, evaluate }, leave: () => crew.close(subject) };
}
