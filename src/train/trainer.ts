/** A training at work: batches change it, epochs report it, and a state of it can be taken and restored. */
import { closeSums, openSums } from "../adjoint/open-sums.ts";
import { OptionError, ShapeError, SimulationError } from "../errors.ts";
import { describeNetwork } from "../io/describe-network.ts";
import type { Network } from "../network/network.ts";
import type { ParameterLayout } from "../network/parameter-layout.ts";
import { checkParameters, type Parameters } from "../network/parameters.ts";
import { evaluateSample } from "../objective/evaluate.ts";
import { checkValue } from "../options.ts";
import { createTape } from "../tape/tape.ts";
import { counted, listsInJson } from "../values.ts";
import { clipNorm } from "./clip.ts";
import { checkConditions, conditionsOf } from "./conditions.ts";
import type { FitSettings } from "./fit-options.ts";
import { type FreeCoordinates, freeCoordinates } from "./free-coordinates.ts";
import { measureInTurns, sumsOf } from "./measurement.ts";
import type { OptimizerState } from "./optimizers/optimizer.ts";
import { rateKind } from "./schedules.ts";
import { silentNeurons } from "./silent-neurons.ts";
import type { EpochProgress, EpochReport, TrainingState } from "./training-state.ts";
import { turns } from "./turns.ts";

export interface Trainer {
  /** As they are now. */
  readonly parameters: Parameters;
  readonly progress: () => EpochProgress;
  /**
   * One update with the mean gradient of the samples with these indices; others have their turns between two
   * samples. If it throws, the training is as it was before the batch.
   *
   * @throws OptionError for a learning rate that is negative or not finite, or a parameter outside its
   *   domain or written to meanwhile; SimulationError for a run that does not complete, or a gradient or an updated parameter that is
   *   not finite
   */
  readonly runBatch: (batch: Uint32Array) => Promise<void>;
  /** The report of the epoch; what comes is the next one. */
  readonly endEpoch: () => Promise<EpochReport>;
  /** A function that gives a copy of the training as it is now, while it is so. */
  readonly snapshot: () => () => TrainingState;
  /** @throws OptionError or ShapeError if the state belongs to another training */
  readonly restore: (state: TrainingState) => void;
}

/** What a batch changes of a training. */
type BatchState = Pick<TrainingState, "parameters" | "optimizer" | "progress" | "sums">;

const beginning = (epoch: number): EpochProgress => ({
  epoch,
  done: 0,
  learningRate: 0,
  clipped: 0,
  bumped: 0,
});

/** @throws OptionError if nothing is trainable */
export function trainer(network: Network, settings: FitSettings): Trainer {
  const { objective, data, validation, optimizer, schedule, clip, seed, metrics } = settings;
  const { layout } = network;
  const parameters = settings.parameters?.copy() ?? network.initialParameters({ seed });
  const coordinates = freeCoordinates(layout);
  const policy = silentNeurons(network, settings.silent);
  const trained = new Set(layout.rows.filter((row) => row.trainable).map((row) => row.id));
  const wanted = (id: string): boolean => trained.has(id);
  const free = new Float64Array(coordinates.count);
  const freeGradient = new Float64Array(coordinates.count);
  const gradient = new Float64Array(layout.size);
  const into = { parameters: gradient, wanted, given: undefined };
  const memory = optimizer.init(coordinates.count);
  const sums = sumsOf(objective, metrics);
  const tape = createTape();
  const turn = turns(settings.signal);
  const history: EpochReport[] = [];
  let progress = beginning(1);
  let fixed: Pick<TrainingState, "network" | "conditions"> | undefined;
  const identity = () =>
    (fixed ??= { network: describeNetwork(network), conditions: conditionsOf(settings) });

  /** Runs a batch and makes the step; what fails may have done half of it. */
  const update = async (batch: Uint32Array, learningRate: number, before: Float64Array) => {
    const { epoch } = progress;
    gradient.fill(0);
    openSums(into);
    let holder = {};
    for (const sample of batch) {
      const target = data.target(sample);
      const evaluation = evaluateSample(
        objective,
        { parameters, input: data.input(sample), holder },
        target,
        1 / batch.length,
        tape,
        policy.leaveOutMissing,
      );
      objective.gradientMethod.gradient(evaluation.run, evaluation.cotangents, into);
      sums.add(evaluation, target);
      policy.observe(evaluation.run, evaluation.missing);
      const wait = turn();
      if (wait !== undefined) {
        await wait;
        holder = {};
      }
    }
    closeSums(into);
    checkUntouched(layout, parameters, before, epoch);
    coordinates.fromNatural(parameters, free);
    coordinates.chain(gradient, parameters, freeGradient);
    checkGradient(coordinates, freeGradient, epoch);
    const isClipped = clipNorm(freeGradient, clip) > clip;
    optimizer.update(memory, freeGradient, learningRate, free);
    coordinates.toNatural(free, parameters);
    const helped = policy.apply(parameters);
    checkUpdate(coordinates, parameters, epoch);
    return { isClipped, helped };
  };

  const batchState = (): BatchState => ({
    parameters: parameters.values.slice(),
    optimizer: copyOf(memory),
    progress,
    sums: sums.values.slice(),
  });

  /** @throws ShapeError if the state belongs to another training */
  const setBatchState = (state: BatchState): void => {
    fill("parameters", parameters.values, state.parameters);
    fill("sums", sums.values, state.sums);
    for (const [name, moment] of Object.entries(memory.moments)) {
      fill(`optimizer.moments.${name}`, moment, state.optimizer.moments[name]);
    }
    memory.steps = state.optimizer.steps;
    progress = state.progress;
  };

  return {
    parameters,
    progress: () => progress,
    runBatch: async (batch) => {
      const { epoch, done, clipped, bumped } = progress;
      const learningRate = schedule(epoch - 1 + done / data.count);
      checkValue("fit", `the learning rate in epoch ${epoch}`, learningRate, rateKind);
      // Between batches whoever trains may write to the parameters.
      checkParameters("fit", network, parameters);
      const before = batchState();
      // What was to give a copy of the training as it was gives none of one that is at work.
      progress = { ...progress };
      try {
        const { isClipped, helped } = await update(batch, learningRate, before.parameters);
        progress = {
          epoch,
          done: done + batch.length,
          learningRate,
          clipped: clipped + (isClipped ? 1 : 0),
          bumped: bumped + helped,
        };
      } catch (error) {
        setBatchState(before);
        policy.forget();
        throw error;
      }
    },
    endEpoch: async () => {
      const { epoch, learningRate, clipped, bumped } = progress;
      const report: EpochReport = {
        epoch,
        train: sums.mean(),
        validation:
          validation && (await measureInTurns(objective, metrics, parameters, validation, tape, turn)),
        learningRate,
        clipped,
        bumped,
      };
      history.push(report);
      sums.values.fill(0);
      progress = beginning(epoch + 1);
      return report;
    },
    snapshot: () => {
      const now = progress;
      return () => {
        if (progress !== now) {
          throw new OptionError("fit: snapshot", "the training has gone on", "Take it while fit waits.");
        }
        return listsInJson({ ...identity(), ...batchState(), history: [...history] });
      };
    },
    restore: (state) => {
      const { network: description, conditions } = identity();
      checkConditions(state, description, conditions, settings.mayDiffer);
      setBatchState(state);
      checkParameters("fit: resume", network, parameters);
      history.push(...state.history);
      checkProgress(progress, data.count, settings);
    },
  };
}

function copyOf({ steps, moments }: OptimizerState): OptimizerState {
  const copies = Object.entries(moments).map(([name, moment]) => [name, moment.slice()] as const);
  return { steps, moments: Object.fromEntries(copies) };
}

const anotherState = "Give the state as snapshot() gave it.";

function fill(name: string, target: Float64Array, source: Float64Array | undefined): void {
  if (source?.length !== target.length) {
    const what = `${name} has ${counted(source?.length, "double")} for ${target.length}`;
    throw new ShapeError("fit: resume", what, anotherState);
  }
  target.set(source);
}

function checkProgress({ epoch, done }: EpochProgress, samples: number, settings: FitSettings): void {
  const { batchSize, epochs } = settings;
  if (done > samples || (done % batchSize !== 0 && done !== samples)) {
    const what = `${done} of ${samples} samples are done, in batches of ${batchSize}`;
    throw new OptionError("fit: resume", what, anotherState);
  }
  if (epoch - 1 > epochs) {
    const what = `epochs is ${epochs}, and the snapshot has done ${epoch - 1}`;
    throw new OptionError("fit: resume", what, "Give a larger number of epochs.");
  }
}

/** Others have their turns while a batch is at work: what they write would be in half of its gradient. */
function checkUntouched(
  { rows }: ParameterLayout,
  { values }: Parameters,
  before: Float64Array,
  epoch: number,
): void {
  const changed = values.findIndex((value, k) => value !== before[k]);
  if (changed < 0) return;
  const row = rows.find(({ offset, length }) => changed >= offset && changed < offset + length)!;
  const what = `${row.id} was written to while a batch of epoch ${epoch} was at work`;
  throw new OptionError("fit", what, "Write to parameters in onBatch, or between two epochs.");
}

function checkGradient(coordinates: FreeCoordinates, gradient: Float64Array, epoch: number): void {
  const bad = gradient.findIndex((entry) => !Number.isFinite(entry));
  if (bad < 0) return;
  const hint = "A spike grazed its threshold or the loss overflowed: lower the learning rate.";
  throw nonFinite(epoch, `the gradient of ${coordinates.nameOf(bad)} is ${gradient[bad]}.`, hint);
}

/** Transforms keep an update in its domain, but for rounding: e^−1000 is 0, and e^1000 is infinite. */
function checkUpdate(coordinates: FreeCoordinates, parameters: Parameters, epoch: number): void {
  const bad = coordinates.firstAtEnd(parameters);
  if (bad === undefined) return;
  const hint = "The step was too long: lower the learning rate.";
  throw nonFinite(epoch, `the update made ${bad.name} ${bad.value}.`, hint);
}

function nonFinite(epoch: number, what: string, hint: string): SimulationError {
  return new SimulationError("fit", "non-finite", `in epoch ${epoch} ${what}`, hint);
}
