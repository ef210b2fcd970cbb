/** The epochs of `saltus train`: a line of progress, a line per epoch, and a snapshot now and then. */
import { OptionError, SaltusError } from "../errors.ts";
import { saveSnapshot } from "../node/snapshot-file.ts";
import { fit } from "../train/fit.ts";
import type { FitOptions } from "../train/fit-options.ts";
import { exponentialDecay } from "../train/schedules.ts";
import type { EpochReport, TrainingState } from "../train/training-state.ts";
import { counted } from "../values.ts";
import { bar, clockTime, type ProgressLine } from "./progress-line.ts";
import { Stopped, type StopRequests } from "./stop.ts";
import type { PreparedTask } from "./task.ts";
import { asArgument, notesOf, type TrainingJob } from "./training-job.ts";

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
 * @throws UnfitFile, before anything is trained, if the job cannot go on from its snapshot
 */
export function trainingOf(
  task: PreparedTask,
  job: TrainingJob,
  goOn: string,
  workers: number,
  { line, emit, stop }: Surroundings,
): () => Promise<TrainingState> {
  const { plan, resume } = job;
  const { epochs, samples: of, batch, learningRate, decay, seed } = plan.settings;
  let started = performance.now();
  const seconds = (): number => (performance.now() - started) / 1000;
  const first = resume === undefined ? 0 : (resume.progress.epoch - 1) * of + resume.progress.done;
  /** Samples per second since the start, and the time that the rest takes. */
  const pace = (position: number): readonly [string, string] => {
    // One that was stopped behind its last batch has made none since.
    if (position === first) return ["", ""];
    const rate = (position - first) / seconds();
    return [String(Math.round(rate)), clockTime((epochs * of - position) / rate)];
  };

  const tellsSilence = task.metrics.some(({ name }) => name === "silentLabels");
  let savedAt = started;
  const noted = (state: TrainingState): TrainingState => ({
    ...state,
    notes: notesOf(plan, job.seconds + seconds()),
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

  /** The training as it was when `fit` last said so. */
  let latest: (() => TrainingState) | undefined;
  const options: FitOptions = {
    signal: stop.signal,
    objective: task.objective,
    data: task.data,
    validation: task.validation,
    epochs,
    batchSize: batch,
    learningRate: exponentialDecay({ initial: learningRate, factor: decay }),
    ...(task.optimizer === undefined ? {} : { optimizer: task.optimizer }),
    ...(task.clip === undefined ? {} : { clip: task.clip }),
    seed,
    metrics: task.metrics,
    silent: { bump: task.bump },
    workers: workers === 1 ? undefined : workers,
    onWorkerLost: ({ message }) => line.print(message),
    onStart: async ({ snapshot }) => {
      latest = snapshot;
      await save(snapshot());
      const done =
        resume === undefined || resume.history.length === 0
          ? ""
          : `It has done ${counted(resume.history.length, "epoch")}. `;
      line.print(`${done}After a stop: ${goOn}`);
      line.print(
        tableLine(
          "epoch",
          "loss",
          tellsSilence ? "silent" : undefined,
          "train",
          "validation",
          "samples/s",
          "left",
        ),
      );
      for (const report of resume?.history ?? []) line.print(epochLine(report, epochs, ["", ""]));
    },
    onBatch: async ({ epoch, done, snapshot }) => {
      latest = snapshot;
      const position = (epoch - 1) * of + done;
      line.update(() => {
        const [rate, left] = pace(position);
        return `epoch ${epoch}/${epochs} ${bar(position / (epochs * of), 24)} ${rate} samples/s, ${left} left`;
      });
      await stop.pause();
      if (performance.now() - savedAt > snapshotInterval) await save(snapshot());
    },
  };
  // Whoever asks for another learning rate on the command line means it.
  const again = resume === undefined ? {} : { resume, mayDiffer: ["learningRate"] as const };
  const training = begun(job, () => fit(task.network, { ...options, ...again }));
  return async () => {
    started = performance.now();
    let last = resume;
    try {
      for await (const report of training) {
        // First kept, then told: who reads of an epoch may rely on it.
        latest = report.snapshot;
        last = await save(latest());
        line.print(epochLine(report, epochs, pace(report.epoch * of)));
        const { epoch, train: own, validation, learningRate, bumped } = report;
        const record = { epoch, epochs, train: own, validation, learningRate, bumped };
        emit({ type: "epoch", ...record, seconds: job.seconds + seconds() });
      }
    } catch (error) {
      // Between two batches as well as amid one or a validation, which then have not begun.
      if (error instanceof Stopped && latest !== undefined) await saveSnapshot(job.snapshot, noted(latest()));
      throw error;
    }
    line.clear();
    return last!;
  };
}

/** What is wrong with a file before anything is trained: with the data, or a snapshot of another version of this command. */
export class UnfitFile extends Error {}

function begun<T>({ resumed }: TrainingJob, begin: () => T): T {
  try {
    return begin();
  } catch (error) {
    if (resumed === undefined || !(error instanceof SaltusError)) throw error;
    const what = error.message.replace(/^fit: resume: /, "");
    throw new UnfitFile(`saltus train: ${asArgument(resumed)}: ${what}`);
  }
}

function epochLine(
  { epoch, train: own, validation }: EpochReport,
  epochs: number,
  [rate, left]: readonly [string, string],
): string {
  const silent = own.metrics["silentLabels"];
  return tableLine(
    `${epoch}/${epochs}`,
    own.loss.toFixed(4),
    silent === undefined ? undefined : percent(silent),
    percent(own.metrics["accuracy"]!),
    percent(validation!.metrics["accuracy"]!),
    rate,
    left,
  );
}

const widths = [5, 8, 8, 8, 12, 11, 8];

/** A column without a text is left out. */
function tableLine(...cells: readonly (string | undefined)[]): string {
  return cells.map((text, k) => text?.padStart(widths[k]!) ?? "").join("");
}

export function percent(share: number): string {
  return `${(Math.round(1000 * share) / 10).toFixed(1)} %`;
}
