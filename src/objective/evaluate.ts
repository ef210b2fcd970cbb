/** One sample under an objective: run, read, loss, and the cotangents of the reverse sweep. */
import { gradientMethods } from "../adjoint/gradient-method.ts";
import { zeroSamples } from "../adjoint/pullback.ts";
import type { Run } from "../compile/run.ts";
import { isOwn } from "../described.ts";
import { readoutKinds } from "../readouts/kinds.ts";
import { type GivenValues, runOnce } from "../simulate/run-once.ts";
import type { Stand } from "../simulate/standing-run.ts";
import { type Growing, growing, reserve } from "../tape/growing.ts";
import type { Cotangents } from "../tape/solution.ts";
import { createTape, type Tape } from "../tape/tape.ts";
import { asReadBy } from "./as-read-by.ts";
import type { Objective } from "./objective.ts";

export interface Evaluation {
  readonly run: Run;
  /** Weighted sum of the terms. */
  readonly value: number;
  /** Unweighted losses, in the order of the terms. */
  readonly losses: Float64Array;
  /** Of the weighted sum, times `scale`. */
  readonly cotangents: Cotangents;
  /** Neurons of the network whose missing spike a loss wants. */
  readonly missing: readonly number[];
}

/** Where samples are evaluated, one after the other: each overwrites what the one before has left. */
export interface Desk extends Stand {
  readonly tape: Tape;
  readonly spikeTimes: Growing<Float64Array>;
  /** [terms] */
  readonly losses: Float64Array;
  /** Where nothing is sampled. */
  readonly samples: Cotangents["samples"];
  observations: Cotangents["observations"];
}

export function createDesk({ terms }: Objective): Desk {
  return {
    last: undefined,
    tape: createTape(),
    spikeTimes: growing(new Float64Array(16)),
    losses: new Float64Array(terms.length),
    samples: new Map(),
    observations: new Map(),
  };
}

const nobody: readonly number[] = [];

/**
 * @param given            its parameters must not change while the result is in use
 * @param scale            factor on the cotangents, 1/batch for a mean
 * @param leaveOutMissing  no cotangents of a term whose readout misses a spike
 */
export function evaluateSample(
  { network, terms, targets, settings, gradientMethod }: Objective,
  given: GivenValues,
  target: unknown,
  scale: number,
  desk: Desk,
  leaveOutMissing = false,
): Evaluation {
  const run = runOnce(network, given, settings, desk.tape, desk);
  const cotangents = clearedCotangents(run, desk);
  const { losses } = desk;
  let missing = nobody;
  let value = 0;
  for (let k = 0; k < terms.length; k++) {
    const { readout, loss, weight } = terms[k]!;
    const solution = asReadBy(isOwn(readout, readoutKinds), run);
    const output = readout.read(solution);
    const result = loss.evaluate(output, targets[k]!(target));
    losses[k] = result.value;
    // A term of weight 0 is measured only; 0·Infinity would be NaN.
    if (weight === 0) continue;
    value += weight * result.value;
    const bars = result.gradient.map((slope) => slope * weight * scale);
    const absent = readout.missing?.(solution, bars) ?? nobody;
    if (absent.length > 0) {
      const { firstNeuron } = network.population(readout.needs.population);
      missing = [...missing, ...absent.map((neuron) => firstNeuron + neuron)];
    }
    if (absent.length === 0 || !leaveOutMissing) readout.pullback(solution, bars, cotangents);
  }
  // Those of the library are gone through and left; one of the user's may keep the run.
  const swept = asReadBy(gradientMethods[gradientMethod.name] !== gradientMethod, run);
  return { run: swept, value, losses, cotangents, missing };
}

function clearedCotangents({ tape, sampleTables }: Run, desk: Desk): Cotangents {
  const { spikeTimes } = desk;
  const count = tape.spikes.time.length;
  reserve(spikeTimes, count);
  if (desk.observations.size > 0) desk.observations = new Map();
  return {
    spikeTimes: spikeTimes.data.subarray(0, count).fill(0),
    samples: sampleTables.length === 0 ? desk.samples : zeroSamples(sampleTables),
    observations: desk.observations,
  };
}
