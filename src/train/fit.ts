/** Training: epochs of batches, one report per epoch. */
import { batches, sampleOrder } from "../data/dataset.ts";
import type { Network } from "../network/network.ts";
import type { Parameters } from "../network/parameters.ts";
import { randomGenerator } from "../numeric/random.ts";
import { type BatchProgress, type FitOptions, type FitSettings, fitSettings } from "./fit-options.ts";
import { infiniteLossHint } from "./infinite-loss.ts";
import { type Trainer, trainer } from "./trainer.ts";
import type { EpochReport, TrainingState } from "./training-state.ts";

/** An epoch as `fit` gives it: its numbers, and what can be kept of the training as it is after it. */
export interface TrainedEpoch extends EpochReport {
  /** The trained parameters, as they are after this epoch; copy them to keep them. */
  readonly parameters: Parameters;
  /** Where a loss is Infinity, what to do about it. */
  readonly hint: string | undefined;
  /**
   * A copy of the whole training, to be saved and resumed.
   *
   * @throws OptionError when the training has gone on; UnsupportedError for a network that cannot be saved
   */
  readonly snapshot: () => TrainingState;
}

/**
 * Trains a network. Only what `network({ trainable })` names changes; the same seed gives the same
 * bits, also where a training is stopped and resumed. Other work of the page or the program has its turn every 12 ms,
 * or after each sample that takes longer. Options are checked when it is called; nothing is trained
 * before the first epoch is asked for.
 *
 * @returns the epochs, to be taken with `for await`; leaving the loop ends the training
 * @throws OptionError or ShapeError for wrong options; the epochs throw SimulationError for a run that does not
 *   complete or a gradient or an updated parameter that is not finite, and OptionError for a rate of a schedule
 *   that is no learning rate and for a parameter that was written outside its domain
 */
export function fit(network: Network, options: FitOptions): AsyncGenerator<TrainedEpoch, void> {
  const settings = fitSettings(network, options);
  const training = trainer(network, settings);
  if (options.resume !== undefined) training.restore(options.resume);
  return epochsOf(training, settings, options);
}

async function* epochsOf(
  training: Trainer,
  { epochs, batchSize, seed, data, objective }: FitSettings,
  { onStart, onBatch }: Pick<FitOptions, "onStart" | "onBatch">,
): AsyncGenerator<TrainedEpoch, void> {
  const { parameters } = training;
  const random = randomGenerator(seed).split("order of samples");
  const of = data.count;
  const now = (): BatchProgress => {
    const { epoch, done } = training.progress();
    return { epoch, done, of, parameters, snapshot: training.snapshot() };
  };
  const end = await training.begin();
  try {
    await onStart?.(now());
    for (let { epoch, done: before } = training.progress(); epoch <= epochs; epoch++, before = 0) {
      const order = sampleOrder(of, random.split(epoch));
      for (const batch of batches(order.subarray(before), batchSize)) {
        await training.runBatch(batch);
        await onBatch?.(now());
      }
      const report = await training.endEpoch();
      const hint = infiniteLossHint(objective, report);
      yield { ...report, parameters, hint, snapshot: training.snapshot() };
    }
  } finally {
    await end();
  }
}
