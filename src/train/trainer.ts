/** A training at work: batches change it, epochs report it, and a state of it can be taken and restored. */
import { advised, OptionError, ShapeError, SimulationError } from "../errors.ts";
import { describeNetwork } from "../io/describe-network.ts";
import type { Network } from "../network/network.ts";
import type { ParameterLayout } from "../network/parameter-layout.ts";
import { checkParameters, type Parameters } from "../network/parameters.ts";
import { checkValue } from "../options.ts";
import { counted, listsInJson } from "../values.ts";
import { crewFor } from "../workers/start-workers.ts";
import { cutLength } from "./batch.ts";
import { clipNorm } from "./clip.ts";
import { checkConditions, conditionsOf } from "./conditions.ts";
import { postedEvaluator, teamOf } from "./evaluate-by-workers.ts";
import { teamHere } from "./evaluate-here.ts";
import { evaluatorOf, type Measurement } from "./evaluator.ts";
import type { FitSettings } from "./fit-options.ts";
import { type FreeCoordinates, firstNotFinite } from "./free-coordinates.ts";
import type { OptimizerState } from "./optimizers/optimizer.ts";
import type { CheckedSamples } from "./samples.ts";
import { rateKind } from "./schedules.ts";
import { signChange } from "./sign-change.ts";
import { addTo } from "./totals.ts";
import type { EpochProgress, EpochReport, TrainingState } from "./training-state.ts";
import { turns } from "./turns.ts";
import { type Stretch, updateOf } from "./update.ts";

export interface Trainer {
  /** As they are now. */
  readonly parameters: Parameters;
  readonly progress: () => EpochProgress;
  /** Gets the workers that were asked for; gives what lets them go. */
  readonly begin: () => Promise<() => Promise<void>>;
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
  const { objective, data, validation, batchSize, optimizer, schedule, clip, seed, metrics } = settings;
  const { layout } = network;
  const parameters = settings.parameters?.copy() ?? network.initialParameters({ seed });
  const begun = parameters.values.slice();
  const { coordinates, stretches, move } = updateOf(layout, optimizer);
  const evaluator = evaluatorOf(objective, metrics, settings.silent);
  const { policy } = evaluator;
  const posted =
    settings.workers === undefined ? undefined : postedEvaluator(evaluator, settings.silent, "fit");
  let team = teamHere(evaluator, turns(settings.signal));
  let memory = optimizer.init(coordinates.count);
  let nextMemory = optimizer.init(coordinates.count);
  const sums = new Float64Array(evaluator.shape.sums);
  const history: EpochReport[] = [];
  let progress = beginning(1);
  let fixed: Pick<TrainingState, "network" | "conditions"> | undefined;
  const identity = () =>
    (fixed ??= { network: posted?.network ?? describeNetwork(network), conditions: conditionsOf(settings) });

  /** Runs a batch and makes its step; the optimizer's memory of before is kept until it counts. */
  const update = async (order: Uint32Array, learningRate: number) => {
    const { epoch, done } = progress;
    const start = team.parameters;
    const during = `batch ${Math.floor(done / batchSize) + 1} of epoch ${epoch}`;
    const totals = await team.evaluate({ samples: data, order, epoch, gradient: true, during });
    checkUntouched(layout, parameters, start.values, epoch);
    const parts = stretches(start, totals.gradient);
    checkGradient(coordinates, parts, epoch);
    const own = parts.map(({ gradient }) => gradient);
    const isClipped = clipNorm(own, clip);
    move(parts, learningRate, { from: memory, to: nextMemory }, parameters);
    const helped = policy.apply(parameters, totals.seen);
    checkUpdate(coordinates, parameters, epoch);
    return { isClipped, helped, totals };
  };

  const batchState = (): BatchState => ({
    parameters: parameters.values.slice(),
    optimizer: copyOf(memory),
    progress,
    sums: sums.slice(),
  });

  /** @throws ShapeError if the state belongs to another training */
  const setBatchState = (state: BatchState): void => {
    fill("parameters", parameters.values, state.parameters);
    fill("sums", sums, state.sums);
    for (const [name, moment] of Object.entries(memory.moments)) {
      fill(`optimizer.moments.${name}`, moment, state.optimizer.moments[name]);
    }
    memory.steps = state.optimizer.steps;
    progress = state.progress;
  };

  const measure = async (samples: CheckedSamples, epoch: number): Promise<Measurement> => {
    team.parameters.values.set(parameters.values);
    const during = `the validation of epoch ${epoch}`;
    return evaluator.mean((await team.evaluate({ samples, order: undefined, gradient: false, during })).sums);
  };

  return {
    parameters,
    progress: () => progress,
    begin: async () => {
      if (posted === undefined) return async () => {};
      const batch = cutLength(Math.min(batchSize, data.count), evaluator.shape, true);
      const whole = cutLength(validation?.count ?? 0, evaluator.shape, false);
      const { crew, leave } = await crewFor(settings.workers!, Math.max(batch.count, whole.count));
      const joined = teamOf(crew, evaluator, posted, settings.onWorkerLost, settings.signal);
      team = joined.team;
      return async () => {
        joined.leave();
        await leave();
      };
    },
    runBatch: async (batch) => {
      const { epoch, done, clipped, bumped } = progress;
      const learningRate = schedule(epoch - 1 + done / data.count);
      checkValue("fit", `the learning rate in epoch ${epoch}`, learningRate, rateKind);
      // Between batches whoever trains may write to the parameters.
      checkParameters("fit", network, parameters);
      const before = progress;
      // What was to give a copy of the training as it was gives none of one that is at work.
      progress = { ...progress };
      team.parameters.values.set(parameters.values);
      try {
        const { isClipped, helped, totals } = await update(batch, learningRate);
        [memory, nextMemory] = [nextMemory, memory];
        addTo(sums, totals.sums, sums.length);
        progress = {
          epoch,
          done: done + batch.length,
          learningRate,
          clipped: clipped + (isClipped ? 1 : 0),
          bumped: bumped + helped,
        };
      } catch (error) {
        // Half a step may be made, and others have their turns while it is at work.
        parameters.values.set(team.parameters.values);
        progress = before;
        const changed = error instanceof SimulationError && signChange(layout, begun, parameters.values);
        throw changed ? advised(error, changed) : error;
      }
    },
    endEpoch: async () => {
      const { epoch, learningRate, clipped, bumped } = progress;
      const report: EpochReport = {
        epoch,
        train: evaluator.mean(sums),
        validation: validation && (await measure(validation, epoch)),
        learningRate,
        clipped,
        bumped,
      };
      history.push(report);
      sums.fill(0);
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
  let changed = 0;
  while (changed < values.length && values[changed] === before[changed]) changed++;
  if (changed === values.length) return;
  const row = rows.find(({ offset, length }) => changed >= offset && changed < offset + length)!;
  const what = `${row.id} was written to while a batch of epoch ${epoch} was at work`;
  throw new OptionError("fit", what, "Write to parameters in onBatch, or between two epochs.");
}

function checkGradient(coordinates: FreeCoordinates, parts: readonly Stretch[], epoch: number): void {
  for (const { first, gradient } of parts) {
    const bad = firstNotFinite(gradient);
    if (bad < 0) continue;
    const hint = "A spike grazed its threshold or the loss overflowed: lower the learning rate.";
    const what = `the gradient of ${coordinates.nameOf(first + bad)} is ${gradient[bad]}.`;
    throw nonFinite(epoch, what, hint);
  }
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
