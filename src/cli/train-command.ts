/** `saltus train`: the main job, from nothing to a trained network with a report and pictures. */
import { rm } from "node:fs/promises";
import { sampleAt } from "../data/dataset.ts";
import { yinYangTest, yinYangTrain } from "../data/yin-yang.ts";
import { encodeNetwork } from "../io/network-bytes.ts";
import { parametersOf } from "../network/parameters.ts";
import { saveSnapshot } from "../node/snapshot-file.ts";
import { simulate } from "../simulate/simulate.ts";
import type { Measurement } from "../train/evaluator.ts";
import { measureSamples } from "../train/measurement.ts";
import { encodeSnapshot } from "../train/snapshot-bytes.ts";
import type { EpochReport } from "../train/training-state.ts";
import { counted } from "../values.ts";
import { fillFolder } from "./output-folder.ts";
import { bar, clockTime, progressLine } from "./progress-line.ts";
import { neverArmedNotices, silenceNotice } from "./run-notices.ts";
import { trainStartedAs } from "./started-as.ts";
import { Stopped, stopRequests } from "./stop.ts";
import { metrics, percent, type Surroundings, trainingOf, UnfitSnapshot } from "./train-loop.ts";
import {
  type ResumeOptions,
  readTrainOptions,
  type TrainOptions,
  type TrainSettings,
  trainUsage,
} from "./train-options.ts";
import { asArgument, type TrainingJob, trainingJob } from "./training-job.ts";
import { pictureFiles, trainingPictures } from "./training-pictures.ts";
import { type Task, yinYangTask } from "./yin-yang-task.ts";

/**
 * @returns the exit code: 0; 1 if the results cannot be written, 2 for a wrong option or file; 128 and the number of
 *   the signal that ended it
 */
export async function trainCommand(args: readonly string[]): Promise<number> {
  const command = trainStartedAs(process.env, process.argv[1]);
  const refuse = (error: unknown): number => {
    console.error(`${(error as Error).message}\n\n${command} --help lists the options.`);
    return 2;
  };
  let options: TrainOptions | ResumeOptions | undefined;
  let job: TrainingJob;
  try {
    options = readTrainOptions(args);
    if (options === undefined) {
      console.log(trainUsage);
      return 0;
    }
    job = await trainingJob(options);
  } catch (error) {
    return refuse(error);
  }
  const goOn = `${command} --resume ${asArgument(job.snapshot)}`;
  const line = progressLine(options.json ? process.stderr : process.stdout);
  const emit = options.json ? (record: object) => console.log(JSON.stringify(record)) : () => {};
  const stop = stopRequests((sentence) => line.print(sentence));
  try {
    return await carryOut(job, options, goOn, { line, emit, stop });
  } catch (error) {
    line.clear();
    if (error instanceof UnfitSnapshot) return refuse(error);
    if (!(error instanceof Stopped)) throw error;
    line.print(`Stopped; what was trained is saved. To go on: ${goOn}`);
    emit({ type: "stopped", snapshot: job.snapshot, resume: goOn });
    return error.exitCode;
  } finally {
    stop.end();
    await job.release();
  }
}

/**
 * @returns the exit code
 * @throws Stopped, with the training saved, if that was asked for
 */
async function carryOut(
  job: TrainingJob,
  options: TrainOptions | ResumeOptions,
  goOn: string,
  surroundings: Surroundings,
): Promise<number> {
  const { line, emit, stop } = surroundings;
  const { settings, folder, partial, snapshot } = job;
  const task = yinYangTask(settings.neuron, settings.hidden, settings.tolerance);
  const train = trainingOf(task, job, goOn, options.workers, surroundings);
  line.print(
    `Yin-Yang with ${settings.neuron} neurons, 5–${settings.hidden}–3, ${counted(settings.epochs, "epoch")}, seed ${settings.seed}, tolerance ${settings.tolerance}`,
  );
  for (const notice of firstNotices(task, settings)) line.print(notice);
  const started = performance.now();
  const state = await train();
  const seconds = job.seconds + (performance.now() - started) / 1000;
  const parameters = parametersOf(task.network.layout, state.parameters);
  const test = yinYangTest();
  const measured = measureSamples(task.network, parameters, task.samples(test), {
    objective: task.objective,
    metrics,
  });
  const keep = (): Promise<void> => saveSnapshot(snapshot, state);
  await stop.pause(keep);
  const accuracy = percent(measured.metrics["accuracy"]!);
  line.print(
    `\nTest accuracy on the ${test.count} official samples: ${accuracy} after ${clockTime(seconds)}`,
  );
  for (const notice of silenceNotice(measured.metrics["silentLabels"]!)) line.print(notice);

  const report = reportOf(settings, state.history, measured, seconds);
  const files: Record<string, string | Uint8Array> = {
    "report.json": `${JSON.stringify(report, null, 2)}\n`,
    "network.saltus": await encodeNetwork({ network: task.network, parameters }),
    "training.saltus": await encodeSnapshot(state),
  };
  if (options.pictures) {
    line.print("Drawing pictures …");
    const step = async (share: number): Promise<void> => {
      line.update(() => `pictures ${bar(share, 24)}`);
      await stop.pause(keep);
    };
    const pictures = await trainingPictures(task, parameters, state.history, test, (share) =>
      step(0.6 * share),
    );
    Object.assign(
      files,
      await pictureFiles(
        pictures,
        (text) => line.print(text),
        (share) => step(0.6 + 0.4 * share),
      ),
    );
  }
  try {
    await fillFolder(folder, partial, files);
  } catch (error) {
    console.error(`${(error as Error).message}\n\nThe training is kept: ${goOn} writes its results again.`);
    return 1;
  }
  if (job.ownsSnapshot) await rm(snapshot, { force: true });
  line.print(`Written to ${folder}: ${Object.keys(files).join(", ")}`);
  emit({ type: "result", ...report, folder, files: Object.keys(files) });
  return 0;
}

/** What the first sample shows before any is trained. */
function firstNotices({ network, objective, encode }: Task, { seed }: TrainSettings): string[] {
  const { features } = sampleAt(yinYangTrain(), 0);
  const { terms: _, ...options } = objective;
  const run = simulate(network, network.initialParameters({ seed }), encode(features), options);
  return neverArmedNotices(run.statistics.neverArmed);
}

function reportOf(
  settings: TrainSettings,
  reports: readonly EpochReport[],
  test: Measurement,
  seconds: number,
): object {
  return {
    format: "saltus-training-report",
    version: 1,
    task: "yin-yang",
    settings,
    seconds,
    test,
    epochs: reports.map(({ epoch, train: own, validation, learningRate, bumped }) => ({
      epoch,
      train: own,
      validation,
      learningRate,
      bumped,
    })),
  };
}
