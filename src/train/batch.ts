/** A batch on its way to be evaluated. */
import type { Parameters } from "../network/parameters.ts";
import type { CheckedInput } from "../simulate/given/input.ts";
import { type Chunks, chunksOf } from "../workers/chunks.ts";
import type { Chunk } from "./evaluator.ts";
import type { CheckedSamples } from "./samples.ts";
import { type Totals, type TotalsShape, totalsLength } from "./totals.ts";

export interface Batch {
  readonly samples: CheckedSamples;
  /** Which of them, in their order; undefined for all. */
  readonly order: Uint32Array | undefined;
  /** In which they are learnt from; left out if they are not. */
  readonly epoch?: number;
  /** Whether the mean gradient is wanted. */
  readonly gradient: boolean;
  /** For messages: `batch 3 of epoch 1`. */
  readonly during: string;
}

/** Whoever evaluates batches. */
export interface Team {
  /** Those that batches are evaluated with: to be written to before. */
  readonly parameters: Parameters;
  /**
   * @returns good until the next batch
   * @throws what the first sample in order throws; the reason of a signal that is aborted
   */
  readonly evaluate: (batch: Batch) => Promise<Totals>;
}

/** A chunk, or the beginning of one: `error` is why a sample has no input. */
export interface GatheredChunk extends Chunk {
  readonly failed: { readonly error: unknown } | undefined;
}

const lengthOf = ({ samples, order }: Batch): number => order?.length ?? samples.count;

/** @param shape  of what each chunk leaves */
export function cut(batch: Batch, shape: TotalsShape): Chunks {
  return cutLength(lengthOf(batch), shape, batch.gradient);
}

/** The same of a batch that is not there yet. */
export function cutLength(length: number, shape: TotalsShape, gradient: boolean): Chunks {
  return chunksOf(length, totalsLength(shape, gradient));
}

/** The samples of a chunk, asked for only now: they may be made when they are. */
export function gather(batch: Batch, [from, to]: ReturnType<Chunks["bounds"]>): GatheredChunk {
  const { samples, order, epoch, gradient } = batch;
  const [inputs, targets]: [CheckedInput[], unknown[]] = [[], []];
  const scale = gradient ? 1 / lengthOf(batch) : 0;
  try {
    for (let i = from; i < to; i++) {
      const sample = order?.[i] ?? i;
      const target = samples.target(sample);
      inputs.push(samples.input(sample, epoch));
      targets.push(target);
    }
  } catch (error) {
    return { inputs, targets, scale, failed: { error } };
  }
  return { inputs, targets, scale, failed: undefined };
}
