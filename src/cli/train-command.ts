/** `saltus train`: the main job, from nothing to a trained network with a report and pictures. */
import { rm } from "node:fs/promises";
import { sampleAt } from "../data/dataset.ts";
import { yinYangTest, yinYangTrain } from "../data/yin-yang.ts";
import { encodeNetwork } from "../io/network-bytes.ts";
import { parametersOf } from "../network/parameters.ts";
import { simulate } from "../simulate/simulate.ts";
import { type Measurement, measureSamples } from "../train/measurement.ts";
import { encodeSnapshot } from "../train/snapshot-bytes.ts";
import type { EpochReport } from "../train/training-state.ts";
import { fillFolder } from "./output-folder.ts";
import { clockTime } from "./progress-line.ts";
import { neverArmedNotices } from "./run-notices.ts";
import { trainStartedAs } from "./started-as.ts";
import { metrics, percent, train } from "./train-loop.ts";
import { readTrainOptions, type TrainSettings, trainUsage } from "./train-options.ts";
import { asArgument, type TrainingJob, trainingJob } from "./training-job.ts";
import { pictureFiles, predict, trainingPictures } from "./training-pictures.ts";
import { type Task, yinYangTask } from "./yin-yang-task.ts";

/** @returns the exit code: 0, 1 if the results cannot be written, or 2 for a wrong option or file */
export async function trainCommand(args: readonly string[]): Promise<number> {
  const command = trainStartedAs(process.env, process.argv[1]);
  let job: TrainingJob;
  try {
    const options = readTrainOptions(args);
    if (options === undefined) {
      console.log(trainUsage);
      return 0;
    }
    job = await trainingJob(options);
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${command} --help lists the options.`);
    return 2;
  }
  const { settings, folder, snapshot, resume } = job;
  const task = yinYangTask(settings.neuron, settings.hidden, settings.tolerance);
  console.log(
    `Yin-Yang with ${settings.neuron} neurons, 5–${settings.hidden}–3, ${settings.epochs} epochs, seed ${settings.seed}, tolerance ${settings.tolerance}`,
  );
  console.log(
    `${resume === undefined ? "" : `It has done ${resume.history.length} epochs. `}After a stop: ${command} --resume ${asArgument(snapshot)}`,
  );
  for (const notice of firstNotices(task, settings)) console.log(notice);
  const started = performance.now();
  const state = await train(task, job);
  const seconds = job.seconds + (performance.now() - started) / 1000;
  const parameters = parametersOf(task.network.layout, state.parameters);
  const test = yinYangTest();
  const measured = measureSamples(task.network, parameters, task.samples(test), {
    objective: task.objective,
    metrics,
  });
  const predictions = Int8Array.from({ length: test.count }, (_, i) =>
    predict(task, parameters, sampleAt(test, i).features),
  );
  const accuracy = percent(measured.metrics["accuracy"]!);
  console.log(
    `\nTest accuracy on the ${test.count} official samples: ${accuracy} after ${clockTime(seconds)}`,
  );

  const pictures = trainingPictures(task, parameters, state.history, test, predictions);
  const files: Record<string, string | Uint8Array> = {
    "report.json": `${JSON.stringify(reportOf(settings, state.history, measured, seconds), null, 2)}\n`,
    "network.saltus": await encodeNetwork({ network: task.network, parameters }),
    "training.saltus": await encodeSnapshot(state),
    ...(await pictureFiles(pictures, console.error)),
  };
  try {
    await fillFolder(folder, files);
  } catch (error) {
    const goOn = `${command} --resume ${asArgument(snapshot)}`;
    console.error(`${(error as Error).message}\n\nThe training is kept: ${goOn} writes its results again.`);
    return 1;
  }
  if (job.ownsSnapshot) await rm(snapshot, { force: true });
  console.log(`Written to ${folder}: ${Object.keys(files).join(", ")}`);
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
