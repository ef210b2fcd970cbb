/** The epochs of `saltus train`: a line of progress, a line per epoch, and a snapshot now and then. */
import { splitDataset } from "../data/dataset.ts";
import { yinYangTrain, yinYangValidation } from "../data/yin-yang.ts";
import { OptionError, SaltusError } from "../errors.ts";
import { saveSnapshot } from "../node/snapshot-file.ts";
import { fit } from "../train/fit.ts";
import type { FitOptions } from "../train/fit-options.ts";
import { firstSpikeAccuracy, type Metric, silentLabels } from "../train/metrics.ts";
import { exponentialDecay } from "../train/schedules.ts";
import type { EpochReport, TrainingState } from "../train/training-state.ts";
import { counted } from "../values.ts";
import { bar, clockTime, type ProgressLine } from "./progress-line.ts";
import type { StopRequests } from "./stop.ts";
import { asArgument, notesOf, type TrainingJob } from "./training-job.ts";
import type { Task } from "./yin-yang-task.ts";

export const metrics: readonly Metric[] = [firstSpikeAccuracy("output"), silentLabels("output")];

/** Between two snapshots within an epoch [ms]. */
const snapshotInterval = 10_000;

/** Whom a training speaks to, and who may end it. */
export interface Surroundings {
  /** For words. */
  readonly line: ProgressLine;
  /** For programs that read along: gets an object after every epoch. */
  readonly emit: (record: object) => void;
  readonly stop: StopRequests;
}

/**
 * @param goOn     the command that does so after a stop
 * @param workers  how many threads compute
 * @returns what trains, and gives the training as it is in the end, with `notes` about it; it throws Stopped, with the
 *   training saved, if that was asked for
 * @throws UnfitSnapshot, before anything is trained, if the job cannot go on from its snapshot
 */
export function trainingOf(
  task: Task,
  job: TrainingJob,
  goOn: string,
  workers: number,
  { line, emit, stop }: Surroundings,
): () => Promise<TrainingState> {
  const { settings, resume } = job;
  const { epochs, samples: of } = settings;
  const [trainingSet] = splitDataset(yinYangTrain(), [of]);
  let started = performance.now();
  const seconds = (): number => (performance.now() - started) / 1000;
  const first = resume === undefined ? 0 : (resume.progress.epoch - 1) * of + resume.progress.done;
  /** Samples per second since the start, and the time that the rest takes. */
  const pace = (position: number): readonly [string, string] => {
    const rate = (position - first) / seconds();
    return [String(Math.round(rate)), clockTime((epochs * of - position) / rate)];
  };

  let savedAt = started;
  const noted = (state: TrainingState): TrainingState => ({
    ...state,
    notes: notesOf(settings, job.seconds + seconds()),
  });
  const save = async (state: TrainingState): Promise<TrainingState> => {
    const saved = noted(state);
    try {
      await saveSnapshot(job.snapshot, saved);
    } catch (error) {
      if (!(error instanceof OptionError)) throw error;
      line.print(error.message);
    }
    savedAt = performance.now();
    return saved;
  };

  const options: FitOptions = {
    objective: task.objective,
    data: task.samples(trainingSet!),
    validation: task.samples(yinYangValidation()),
    epochs,
    batchSize: settings.batch,
    learningRate: exponentialDecay({ initial: settings.learningRate, factor: settings.decay }),
    ...(task.preset.clip === undefined ? {} : { clip: task.preset.clip }),
    seed: settings.seed,
    metrics,
    silent: { bump: task.preset.bump },
    workers: workers === 1 ? undefined : workers,
    onWorkerLost: ({ message }) => line.print(message),
    onStart: async ({ snapshot }) => {
      await save(snapshot());
      const done =
        resume === undefined || resume.history.length === 0
          ? ""
          : `It has done ${counted(resume.history.length, "epoch")}. `;
      line.print(`${done}After a stop: ${goOn}`);
      line.print("epoch    loss  silent   train  validation  samples/s    left");
      for (const report of resume?.history ?? []) line.print(epochLine(report, epochs, ["", ""]));
    },
    onBatch: async ({ epoch, done, snapshot }) => {
      const position = (epoch - 1) * of + done;
      line.update(() => {
        const [rate, left] = pace(position);
        return `epoch ${epoch}/${epochs} ${bar(position / (epochs * of), 24)} ${rate} samples/s, ${left} left`;
      });
      await stop.pause(() => saveSnapshot(job.snapshot, noted(snapshot())));
      if (performance.now() - savedAt > snapshotInterval) await save(snapshot());
    },
  };
  // Whoever asks for another learning rate on the command line means it.
  const again = resume === undefined ? {} : { resume, mayDiffer: ["learningRate"] as const };
  const training = begun(job, () => fit(task.network, { ...options, ...again }));
  return async () => {
    started = performance.now();
    let last = resume;
    for await (const report of training) {
      // First kept, then told: who reads of an epoch may rely on it.
      last = await save(report.snapshot());
      line.print(epochLine(report, epochs, pace(report.epoch * of)));
      const { epoch, train: own, validation, learningRate, bumped } = report;
      const record = { epoch, epochs, train: own, validation, learningRate, bumped };
      emit({ type: "epoch", ...record, seconds: job.seconds + seconds() });
    }
    line.clear();
    return last!;
  };
}

/** What a snapshot says is not what this command trains: another version of it wrote the file. */
export class UnfitSnapshot extends Error {}

function begun<T>({ resumed }: TrainingJob, begin: () => T): T {
  try {
    return begin();
  } catch (error) {
    if (resumed === undefined || !(error instanceof SaltusError)) throw error;
    const what = error.message.replace(/^fit: resume: /, "");
    throw new UnfitSnapshot(`saltus train: ${asArgument(resumed)}: ${what}`);
  }
}

function epochLine(
  { epoch, train: own, validation }: EpochReport,
  epochs: number,
  [rate, left]: readonly [string, string],
): string {
  return [
    `${epoch}/${epochs}`.padStart(5),
    own.loss.toFixed(4).padStart(8),
    percent(own.metrics["silentLabels"]!).padStart(8),
    percent(own.metrics["accuracy"]!).padStart(8),
    percent(validation!.metrics["accuracy"]!).padStart(12),
    rate.padStart(11),
    left.padStart(8),
  ].join("");
}

export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
