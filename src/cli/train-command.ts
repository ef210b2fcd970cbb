/** `saltus train`: the main job, from nothing to a trained network with a report and pictures. */
import { existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { sampleAt, splitDataset } from "../data/dataset.ts";
import { yinYangTest, yinYangTrain, yinYangValidation } from "../data/yin-yang.ts";
import { OptionError, UnsupportedError } from "../errors.ts";
import { renderSvg } from "../plot/index.ts";
import { type EpochReport, fit, type Measurement, measureSamples } from "../train/fit.ts";
import { firstSpikeAccuracy, silentLabels } from "../train/metrics.ts";
import { exponentialDecay } from "../train/schedules.ts";
import { bar, clockTime, progressLine } from "./progress-line.ts";
import { readTrainOptions, type TrainOptions, trainUsage } from "./train-options.ts";
import { predict, type TrainingPictures, trainingPictures } from "./training-pictures.ts";
import { type Task, yinYangTask } from "./yin-yang-task.ts";

const metrics = [firstSpikeAccuracy("output"), silentLabels("output")];

/** @returns the exit code: 0, or 2 for a wrong option */
export async function trainCommand(args: readonly string[]): Promise<number> {
  let options: TrainOptions | undefined;
  let folder: string;
  try {
    options = readTrainOptions(args);
    if (options === undefined) {
      console.log(trainUsage);
      return 0;
    }
    folder = outputFolder(options);
  } catch (error) {
    console.error(`${(error as Error).message}\n\nsaltus train --help lists the options.`);
    return 2;
  }
  const task = yinYangTask(options.neuron, options.hidden, options.tolerance);
  console.log(
    `Yin-Yang with ${options.neuron} neurons, 5–${options.hidden}–3, ${options.epochs} epochs, seed ${options.seed}, tolerance ${options.tolerance}`,
  );
  const started = performance.now();
  const reports = await train(task, options);
  const seconds = (performance.now() - started) / 1000;
  const { parameters } = reports[reports.length - 1]!;
  const test = yinYangTest();
  const measured = measureSamples(task.network, parameters, task.samples(test), {
    objective: task.objective,
    metrics,
  });
  const predictions = Int8Array.from({ length: test.count }, (_, i) =>
    predict(task, parameters, sampleAt(test, i).features),
  );
  const accuracy = measured.metrics["accuracy"]!;
  console.log(
    `\nTest accuracy on the ${test.count} official samples: ${percent(accuracy)} after ${clockTime(seconds)}`,
  );

  const pictures = trainingPictures(task, parameters, reports, test, predictions);
  const files: Record<string, string> = {
    "report.json": `${JSON.stringify(reportOf(options, reports, measured, seconds), null, 2)}\n`,
    ...(await drawn(pictures)),
  };
  await writeFolder(folder, files);
  console.log(`Written to ${folder}: ${Object.keys(files).join(", ")}`);
  return 0;
}

/** The pictures as files; none, with a word about it, where the optional drawing packages are missing. */
async function drawn({ curves, map, raster, traces }: TrainingPictures): Promise<Record<string, string>> {
  try {
    return {
      "learning-curves.svg": await renderSvg(curves),
      "decision-map.svg": await renderSvg(map),
      "raster.svg": await renderSvg(raster),
      "membranes.svg": await renderSvg(traces),
    };
  } catch (error) {
    if (!(error instanceof UnsupportedError)) throw error;
    console.error(`There are no pictures. ${error.message}`);
    return {};
  }
}

function outputFolder({ output }: TrainOptions): string {
  const stamp = new Date().toISOString().slice(0, 19).replace("T", "-").replaceAll(":", "");
  const folder = resolve(output ?? join("runs", `yin-yang-${stamp}`));
  if (existsSync(folder)) {
    throw new OptionError(
      "saltus train",
      `${folder} exists already`,
      "Name a folder that does not exist yet with --output.",
    );
  }
  return folder;
}

async function train(task: Task, options: TrainOptions): Promise<EpochReport[]> {
  const line = progressLine();
  const started = performance.now();
  const reports: EpochReport[] = [];
  const [trainingSet] = splitDataset(yinYangTrain(), [options.samples]);
  const data = task.samples(trainingSet!);
  const total = data.inputs.length;
  const training = fit(task.network, {
    objective: task.objective,
    data,
    validation: task.samples(yinYangValidation()),
    epochs: options.epochs,
    batchSize: options.batch,
    learningRate: exponentialDecay({ initial: options.learningRate, factor: options.decay }),
    seed: options.seed,
    metrics,
    silent: { bump: task.preset.bump },
    onBatch: ({ epoch, done, of }) => {
      line.update(() => {
        const share = (epoch - 1 + done / of) / options.epochs;
        const elapsed = (performance.now() - started) / 1000;
        const left = clockTime((elapsed * (1 - share)) / share);
        return `epoch ${epoch}/${options.epochs} ${bar(share, 24)} ${Math.round((share * options.epochs * total) / elapsed)} samples/s, ${left} left`;
      });
    },
  });
  line.print("epoch    loss  silent   train  validation  samples/s    left");
  let last = started;
  for await (const report of training) {
    reports.push(report);
    const now = performance.now();
    line.print(epochLine(report, options.epochs, (1000 * total) / (now - last), (now - started) / 1000));
    last = now;
  }
  line.clear();
  return reports;
}

function epochLine(
  { epoch, train, validation }: EpochReport,
  epochs: number,
  rate: number,
  elapsed: number,
): string {
  return [
    `${epoch}/${epochs}`.padStart(5),
    train.loss.toFixed(4).padStart(8),
    percent(train.metrics["silentLabels"]!).padStart(8),
    percent(train.metrics["accuracy"]!).padStart(8),
    percent(validation!.metrics["accuracy"]!).padStart(12),
    String(Math.round(rate)).padStart(11),
    clockTime((elapsed * (epochs - epoch)) / epoch).padStart(8),
  ].join("");
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function reportOf(
  options: TrainOptions,
  reports: readonly EpochReport[],
  test: Measurement,
  seconds: number,
): object {
  const { output: _, ...settings } = options;
  return {
    format: "saltus-training-report",
    version: 1,
    task: "yin-yang",
    settings,
    seconds,
    test,
    epochs: reports.map(({ epoch, train, validation, learningRate, bumped }) => ({
      epoch,
      train,
      validation,
      learningRate,
      bumped,
    })),
  };
}

/** Writes all files or, if one fails, none: into a folder beside, which then takes its name. */
async function writeFolder(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  const partial = `${folder}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  try {
    for (const [name, text] of Object.entries(files)) await writeFile(join(partial, name), text);
    await rename(partial, folder);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
}
