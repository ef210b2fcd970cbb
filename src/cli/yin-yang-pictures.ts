/** The pictures of a training of Yin-Yang: learning curves, decision map, raster and membrane traces of one sample. */
import { type Dataset, sampleAt } from "../data/dataset.ts";
import { yinYangClasses } from "../data/yin-yang.ts";
import type { Parameters } from "../network/parameters.ts";
import { predict } from "../objective/predict.ts";
import { decisionMapPicture, gridCentres, type Picture, rasterPicture, tracePicture } from "../plot/index.ts";
import { firstSpikeTimes } from "../readouts/spike-times.ts";
import { simulate } from "../simulate/simulate.ts";
import { earliestIndex, firstToSpike } from "../train/metrics.ts";
import { learningCurves } from "./learning-curves.ts";
import type { Progress } from "./picture-files.ts";
import type { Outcome } from "./task.ts";
import type { YinYang } from "./yin-yang-network.ts";

const gridSize = 100;
const traceStep = 0.1;

/** Most of the time goes into the answers of the map. */
export async function yinYangPictures(
  task: YinYang,
  { parameters, history }: Outcome,
  test: Dataset,
  progress: Progress,
): Promise<Record<string, Picture>> {
  const sample = 0;
  return {
    "learning-curves": learningCurves(history, "Learning Yin-Yang from spike times"),
    "decision-map": await decisionMap(task, parameters, test, progress),
    raster: raster(task, parameters, test, sample),
    membranes: membranes(task, parameters, test, sample),
  };
}

async function decisionMap(
  task: YinYang,
  parameters: Parameters,
  test: Dataset,
  progress: Progress,
): Promise<Picture> {
  const grid = { x: [0, 1], y: [0, 1], nx: gridSize, ny: gridSize } as const;
  const centres = gridCentres(grid);
  const count = gridSize * gridSize;
  const features = Array.from({ length: count + test.count }, (_, i): ArrayLike<number> => {
    if (i >= count) return sampleAt(test, i - count).features;
    const [x, y] = [centres[2 * i]!, centres[2 * i + 1]!];
    return [x, y, 1 - x, 1 - y];
  });
  const { terms: _, ...options } = task.objective;
  const readout = firstSpikeTimes("output");
  const labels = new Int8Array(features.length);
  for (let from = 0; from < features.length; from += gridSize) {
    await progress(from / features.length);
    const inputs = features.slice(from, from + gridSize).map(task.encode);
    labels.set(predict(task.network, parameters, inputs, { ...options, readout }).map(earliestIndex), from);
  }
  const column = (k: number): Float64Array =>
    Float64Array.from({ length: test.count }, (_, i) => test.features[i * test.width + k]!);
  const points = { x: column(0), y: column(1), target: test.labels, predicted: labels.subarray(count) };
  return decisionMapPicture(
    { classes: yinYangClasses, grid, labels: labels.subarray(0, count), points },
    { title: "What the trained network answers", caption: "Points: the official test samples." },
  );
}

function runOptions({ objective }: YinYang): {
  until: number;
  rtol: number;
  atol: number;
} {
  const { until, rtol, atol } = objective;
  return { until, rtol: rtol!, atol: atol! };
}

function raster(task: YinYang, parameters: Parameters, test: Dataset, index: number): Picture {
  const { features, label } = sampleAt(test, index);
  const options = runOptions(task);
  const solution = simulate(task.network, parameters, task.encode(features), options);
  const groups = ["input", "hidden", "output"].map((name) => ({
    name,
    ...solution.spikes(name),
  }));
  const decision = firstToSpike(solution, "output");
  const marker = (text: string): { time: number; text: string }[] =>
    decision < 0 ? [] : [{ time: solution.spikeTimes("output")[decision]![0]!, text }];
  return rasterPicture(
    { groups, time: [0, options.until], markers: marker(`answer: ${yinYangClasses[decision]}`) },
    { title: "Spikes of one test sample", caption: `True class: ${yinYangClasses[label]}.` },
  );
}

/** Membrane of the three output neurons. */
function membranes(task: YinYang, parameters: Parameters, test: Dataset, index: number): Picture {
  const { features, label } = sampleAt(test, index);
  const options = runOptions(task);
  const run = simulate(task.network, parameters, task.encode(features), options);
  const { membrane, threshold, model } = task.preset;
  const { unit } = model.states.find(({ name }) => name === membrane)!;
  const series = yinYangClasses.map((name, n) => {
    const { times, values } = run.trace("output", n, membrane, { spacing: traceStep });
    return { name, panel: name, times, values, spikes: run.spikeTimes("output")[n]! };
  });
  return tracePicture(
    {
      series,
      panels: yinYangClasses.map((name) => ({
        name,
        threshold,
        label: unit === "" ? membrane : `${membrane} [${unit}]`,
      })),
      time: [0, options.until],
    },
    {
      title: "Membranes of the output neurons",
      caption: `The sample of the raster; true class: ${yinYangClasses[label]}.`,
    },
  );
}
