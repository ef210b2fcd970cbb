/** The pictures of a training: learning curves, decision map, raster and membrane traces of one sample. */
import { type Dataset, sampleAt } from "../data/dataset.ts";
import { yinYangClasses } from "../data/yin-yang.ts";
import { UnsupportedError } from "../errors.ts";
import type { Parameters } from "../network/parameters.ts";
import { renderPng } from "../node/render-png.ts";
import {
  decisionMapPicture,
  gridCentres,
  learningCurvePicture,
  type Picture,
  rasterPicture,
  renderSvg,
  type TraceSeries,
  tracePicture,
} from "../plot/index.ts";
import { simulate } from "../simulate/simulate.ts";
import type { Solution } from "../tape/solution.ts";
import { firstToSpike } from "../train/metrics.ts";
import type { EpochReport } from "../train/training-state.ts";
import { type Task, until } from "./yin-yang-task.ts";

const gridSize = 100;
const traceStep = 0.1;

/** Hears how far the work is, from 0 to 1; the work goes on when it has answered, and ends if it throws. */
export type Progress = (share: number) => Promise<void>;

const unheard: Progress = () => Promise.resolve();

export interface TrainingPictures {
  readonly curves: Picture;
  readonly map: Picture;
  readonly raster: Picture;
  readonly traces: Picture;
}

const fileNames: readonly (readonly [picture: keyof TrainingPictures, name: string])[] = [
  ["curves", "learning-curves"],
  ["map", "decision-map"],
  ["raster", "raster"],
  ["traces", "membranes"],
];

/**
 * The pictures as files, SVG and PNG. Where optional packages are missing there are only those that can
 * be drawn without them, and `tell` gets one line about it.
 *
 * @returns contents by file name
 */
export async function pictureFiles(
  pictures: TrainingPictures,
  tell: (line: string) => void,
  progress: Progress = unheard,
): Promise<Record<string, string | Uint8Array>> {
  const files: Record<string, string | Uint8Array> = {};
  const kinds = [
    { extension: "svg", render: renderSvg, without: "There are no pictures." },
    { extension: "png", render: renderPng, without: "There are no PNG files beside the SVG files." },
  ] as const;
  for (const { extension, render, without } of kinds) {
    try {
      for (const [picture, name] of fileNames) {
        files[`${name}.${extension}`] = await render(pictures[picture]);
        await progress(Object.keys(files).length / (kinds.length * fileNames.length));
      }
    } catch (error) {
      if (!(error instanceof UnsupportedError)) throw error;
      tell(`${without} ${error.hint}`);
      break;
    }
  }
  return files;
}

/** The pictures as data; most of the time goes into the answers of the map. */
export async function trainingPictures(
  task: Task,
  parameters: Parameters,
  reports: readonly EpochReport[],
  test: Dataset,
  progress: Progress = unheard,
): Promise<TrainingPictures> {
  const sample = 0;
  return {
    curves: learningCurvePicture(
      {
        trainLoss: reports.map(({ train }) => train.loss),
        validationLoss: reports.map(({ validation }) => validation!.loss),
        trainAccuracy: reports.map(({ train }) => train.metrics["accuracy"]!),
        validationAccuracy: reports.map(({ validation }) => validation!.metrics["accuracy"]!),
        silentLabels: reports.map(({ train }) => train.metrics["silentLabels"]!),
      },
      { title: "Learning Yin-Yang from spike times" },
    ),
    map: await decisionMap(task, parameters, test, progress),
    raster: raster(task, parameters, test, sample),
    traces: traces(task, parameters, test, sample),
  };
}

async function decisionMap(
  task: Task,
  parameters: Parameters,
  test: Dataset,
  progress: Progress,
): Promise<Picture> {
  const grid = { x: [0, 1], y: [0, 1], nx: gridSize, ny: gridSize } as const;
  const centres = gridCentres(grid);
  const labels = new Int8Array(gridSize * gridSize);
  const predicted = new Int8Array(test.count);
  const all = labels.length + predicted.length;
  for (let i = 0; i < all; i++) {
    if (i % gridSize === 0) await progress(i / all);
    if (i < labels.length) {
      const [x, y] = [centres[2 * i]!, centres[2 * i + 1]!];
      labels[i] = predict(task, parameters, [x, y, 1 - x, 1 - y]);
    } else {
      const sample = i - labels.length;
      predicted[sample] = predict(task, parameters, sampleAt(test, sample).features);
    }
  }
  const column = (k: number): Float64Array =>
    Float64Array.from({ length: test.count }, (_, i) => test.features[i * test.width + k]!);
  const points = { x: column(0), y: column(1), target: test.labels, predicted };
  return decisionMapPicture(
    { classes: yinYangClasses, grid, labels, points },
    { title: "What the trained network answers", caption: "Points: the official test samples." },
  );
}

/** The class whose output neuron spikes first, −1 if none does. */
function predict(task: Task, parameters: Parameters, features: ArrayLike<number>): number {
  return firstToSpike(simulate(task.network, parameters, task.encode(features), runOptions(task)), "output");
}

function runOptions({ objective }: Task): {
  until: number;
  rtol: number;
  atol: number;
  stopAfterSpikes: { output: number };
} {
  return { until, rtol: objective.rtol!, atol: objective.atol!, stopAfterSpikes: { output: 1 } };
}

function raster(task: Task, parameters: Parameters, test: Dataset, index: number): Picture {
  const { features, label } = sampleAt(test, index);
  const { rtol, atol } = runOptions(task);
  const solution = simulate(task.network, parameters, task.encode(features), { until, rtol, atol });
  const groups = ["input", "hidden", "output"].map((name) => {
    const { size, start, records } = solution.spikeTrains(name);
    const times = Float64Array.from(records, (record) => solution.tape.spikes.time.data[record]!);
    const neurons = new Int32Array(times.length);
    for (let n = 0; n < size; n++) neurons.fill(n, start[n], start[n + 1]);
    return { name, size, times, neurons };
  });
  const decision = firstToSpike(solution, "output");
  const marker = (text: string): { time: number; text: string }[] =>
    decision < 0 ? [] : [{ time: solution.spikeTimes("output")[decision]![0]!, text }];
  return rasterPicture(
    { groups, time: [0, until], markers: marker(`answer: ${yinYangClasses[decision]}`) },
    { title: "Spikes of one test sample", caption: `True class: ${yinYangClasses[label]}.` },
  );
}

/** Membrane of the three output neurons, with both limits at every spike so that resets stand upright. */
function traces(task: Task, parameters: Parameters, test: Dataset, index: number): Picture {
  const { features, label } = sampleAt(test, index);
  const input = task.encode(features);
  const { rtol, atol } = runOptions(task);
  const spikes = simulate(task.network, parameters, input, { until, rtol, atol }).spikeTimes("output");
  const instants = spikes.flatMap((times) => [...times]);
  const regular = Array.from({ length: Math.round(until / traceStep) + 1 }, (_, k) => k * traceStep);
  const population = "output";
  const solution = simulate(task.network, parameters, input, {
    until,
    rtol,
    atol,
    samples: [
      { population, times: [...regular, ...instants].filter((time) => time <= until) },
      { population, times: instants, side: "before" },
    ],
  });
  const { membrane, threshold } = task.preset;
  const series = spikes.map((times, n) => traceOf(solution, n, membrane, times));
  return tracePicture(
    {
      series: series.map((one, n) => ({ ...one, name: yinYangClasses[n]!, panel: yinYangClasses[n]! })),
      panels: yinYangClasses.map((name) => ({ name, threshold })),
      time: [0, until],
    },
    {
      title: "Membranes of the output neurons",
      caption: `The sample of the raster; true class: ${yinYangClasses[label]}.`,
    },
  );
}

function traceOf(
  solution: Solution,
  neuron: number,
  state: string,
  spikes: Float64Array,
): Omit<TraceSeries, "name"> {
  const at = (side: "after" | "before") => {
    const { times, size, states, values } = solution.samples("output", side);
    const component = states.indexOf(state);
    return [...times].map((time, k) => ({
      time,
      side,
      value: values[(k * size + neuron) * states.length + component]!,
    }));
  };
  const before = spikes.length === 0 ? [] : at("before").filter(({ time }) => spikes.includes(time));
  const points = [...before, ...at("after")].sort(
    (a, b) => a.time - b.time || (a.side === "before" ? -1 : 1),
  );
  return { times: points.map(({ time }) => time), values: points.map(({ value }) => value), spikes };
}
