/** `saltus train`: the main job, from nothing to a trained network with a report and pictures. */
import { rm } from "node:fs/promises";
import { SaltusError } from "../errors.ts";
import { encodeNetwork } from "../io/network-bytes.ts";
import { type Parameters, parametersOf } from "../network/parameters.ts";
import { saveSnapshot } from "../node/snapshot-file.ts";
import { objectiveOf } from "../objective/objective.ts";
import { simulate } from "../simulate/simulate.ts";
import { teamHere } from "../train/evaluate-here.ts";
import { evaluatorOf, type Measurement } from "../train/evaluator.ts";
import type { Metric } from "../train/metrics.ts";
import { checkSamples } from "../train/samples.ts";
import { encodeSnapshot } from "../train/snapshot-bytes.ts";
import type { EpochReport } from "../train/training-state.ts";
import { fillFolder } from "./output-folder.ts";
import { packageVersion } from "./package-version.ts";
import { filesOfPictures } from "./picture-files.ts";
import { bar, clockTime, progressLine } from "./progress-line.ts";
import { neverArmedNotices, silenceNotice } from "./run-notices.ts";
import { trainStartedAs } from "./started-as.ts";
import { Stopped, stopRequests } from "./stop.ts";
import type { Plan, PreparedTask } from "./task.ts";
import { command as where } from "./task-options.ts";
import { percent, type Surroundings, trainingOf, UnfitFile } from "./train-loop.ts";
import {
  type HelpOptions,
  type ResumeOptions,
  readTrainOptions,
  type TrainOptions,
  taskNamedBy,
} from "./train-options.ts";
import { asArgument, type TrainingJob, trainingJob } from "./training-job.ts";

/**
 * @returns the exit code: 0; 1 if the results cannot be written, 2 for a wrong option or file; 128 and the number of
 *   the signal that ended it
 */
export async function trainCommand(args: readonly string[]): Promise<number> {
  const command = trainStartedAs(process.env, process.argv[1]);
  const refuse = (error: unknown): number => {
    const named = taskNamedBy(args);
    const help = `${[command, ...(named === undefined ? [] : [named.name])].join(" ")} --help`;
    console.error(`${(error as Error).message}\n\n${help} lists the options.`);
    return 2;
  };
  let options: TrainOptions | ResumeOptions | HelpOptions;
  let job: TrainingJob;
  try {
    options = readTrainOptions(args);
    if ("usage" in options) {
      console.log(options.usage);
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
    if (error instanceof UnfitFile) return refuse(error);
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
  const { plan, folder, partial, snapshot } = job;
  const task = await preparedTask(plan, (text) => line.print(text));
  const train = trainingOf(task, job, goOn, options.workers, surroundings);
  line.print(task.title);
  for (const notice of firstNotices(task, plan.settings.seed)) line.print(notice);
  const started = performance.now();
  const state = await train();
  const seconds = job.seconds + (performance.now() - started) / 1000;
  const parameters = parametersOf(task.network.layout, state.parameters);
  const keep = (): Promise<void> => saveSnapshot(snapshot, state);
  const { measured, answers } = await tested(task, parameters, surroundings, keep);
  await stop.pause(keep);
  const accuracy = percent(measured.metrics["accuracy"]!);
  line.print(`\nTest accuracy on ${task.testSet}: ${accuracy} after ${clockTime(seconds)}`);
  for (const notice of silenceNotice(measured.metrics["silentLabels"] ?? 0)) line.print(notice);

  const report = reportOf(plan, state.history, { test: measured, ...task.findings(answers) }, seconds);
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
    const outcome = { parameters, history: state.history, answers };
    const pictures = await task.pictures(outcome, (share) => step(0.6 * share));
    Object.assign(
      files,
      await filesOfPictures(
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

async function preparedTask(plan: Plan, tell: (line: string) => void): Promise<PreparedTask> {
  try {
    return await plan.prepare(tell);
  } catch (error) {
    throw error instanceof SaltusError ? new UnfitFile(error.message) : error;
  }
}

/** Between two looks at signals while samples are tested [ms]. */
const lookInterval = 50;

/**
 * Means over the test samples, and what the network answers to each.
 *
 * @throws Stopped, after what `keep` does, if that was asked for
 */
async function tested(
  task: PreparedTask,
  parameters: Parameters,
  { line, stop }: Surroundings,
  keep: () => Promise<void>,
): Promise<{ measured: Measurement; answers: readonly number[] }> {
  const answers: number[] = [];
  const [accuracy, ...others] = task.metrics;
  const heard: Metric = {
    ...accuracy!,
    measure: (run, target) => {
      answers.push(task.answer(run));
      return accuracy!.measure(run, target);
    },
  };
  const samples = checkSamples(where, task.network, "test", task.test);
  const objective = objectiveOf(task.network, task.objective, where);
  let looked = performance.now();
  const turn = (): Promise<void> | undefined => {
    if (performance.now() - looked < lookInterval) return undefined;
    looked = performance.now();
    line.update(() => `test ${bar(answers.length / samples.count, 24)}`);
    return stop.pause(keep);
  };
  const metrics = [heard, ...others];
  const evaluator = evaluatorOf(objective, metrics, "none");
  const team = teamHere(evaluator, turn);
  team.parameters.values.set(parameters.values);
  const { sums } = await team.evaluate({ samples, order: undefined, gradient: false, during: "the test" });
  return { measured: evaluator.mean(sums), answers };
}

/** What the first sample shows before any is trained. */
function firstNotices({ network, objective, data }: PreparedTask, seed: number): string[] {
  const { terms: _, ...options } = objective;
  const run = simulate(network, network.initialParameters({ seed }), data.inputs.at(0)!, options);
  return neverArmedNotices(run.statistics.neverArmed);
}

function reportOf(
  { task, settings }: Plan,
  reports: readonly EpochReport[],
  findings: { readonly test: Measurement },
  seconds: number,
): object {
  return {
    format: "saltus-training-report",
    version: 1,
    made: { saltus: packageVersion(), node: process.version },
    task,
    settings,
    seconds,
    ...findings,
    epochs: reports.map(({ epoch, train: own, validation, learningRate, bumped }) => ({
      epoch,
      train: own,
      validation,
      learningRate,
      bumped,
    })),
  };
}
