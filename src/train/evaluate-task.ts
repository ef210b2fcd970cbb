/** What a worker does of a batch. */
import { type Described, madeOf } from "../described.ts";
import type { NetworkDescription } from "../io/network-description.ts";
import type { Network } from "../network/network.ts";
import { parametersOf } from "../network/parameters.ts";
import { objectiveOfPost, type PostedObjective } from "../objective/posted-objective.ts";
import { type PackedInputs, unpackInputs } from "../simulate/given/packed-input.ts";
import type { TaskAtWork } from "../workers/messages.ts";
import type { Chunk } from "./evaluator.ts";
import { evaluatorOf } from "./evaluator.ts";
import { metricKinds } from "./metrics.ts";
import type { SilentNeuronPolicy } from "./silent-neurons.ts";
import { totalsOf } from "./totals.ts";

export interface SamplesSubject extends PostedObjective {
  readonly network: NetworkDescription;
  readonly metrics: readonly Described[];
  readonly silent: SilentNeuronPolicy;
  /** Where memory is shared. */
  readonly parameters?: Float64Array | undefined;
}

export interface SamplesJob extends Omit<Chunk, "inputs"> {
  readonly inputs: PackedInputs;
  /** How many of the totals are wanted. */
  readonly length: number;
  /** Where no memory is shared. */
  readonly parameters: Float64Array | undefined;
  /** Which batch it is of: in one, the parameters stay what they are. */
  readonly batch: number;
}

export function samplesTask(network: Network, subject: SamplesSubject): TaskAtWork {
  const objective = objectiveOfPost(network, subject);
  const metrics = subject.metrics.map((one) => madeOf(objective.settings.where, "metric", one, metricKinds));
  const { evaluate, shape } = evaluatorOf(objective, metrics, subject.silent);
  let held = { batch: -1, holder: {} };
  return ({ inputs, parameters, length, batch, ...job }: SamplesJob, results) => {
    if (batch !== held.batch) held = { batch, holder: {} };
    const values = results ?? new Float64Array(length);
    const totals = totalsOf(shape, values);
    totals.sums.fill(0);
    totals.seen.fill(0);
    const own = parametersOf(network.layout, (parameters ?? subject.parameters)!);
    const chunk = { ...job, inputs: unpackInputs(network, inputs) };
    for (const _ of evaluate(chunk, own, held.holder, totals));
    return results === undefined
      ? { answer: values, transfer: [values.buffer] }
      : { answer: undefined, transfer: [] };
  };
}
