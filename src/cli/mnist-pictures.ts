/** The pictures of a training of MNIST: learning curves, confusion matrix, wrong answers, and one digit in the network. */
import type { Network } from "../network/network.ts";
import type { LabelledImages } from "../node/mnist.ts";
import type { ObjectiveOptions } from "../objective/objective.ts";
import { countOf } from "../plot/format.ts";
import {
  confusionMatrixPicture,
  digitSheetPicture,
  type Picture,
  rasterPicture,
  tracePicture,
} from "../plot/index.ts";
import type { Input } from "../simulate/given/input.ts";
import { simulate } from "../simulate/simulate.ts";
import type { Solution } from "../tape/solution.ts";
import { learningCurves } from "./learning-curves.ts";
import type { Outcome } from "./task.ts";

/** Digits to test with: the first `count`. */
export interface TestDigits {
  readonly images: LabelledImages;
  readonly count: number;
  readonly classes: readonly string[];
}

/** How often each class is answered with each. */
export interface Confusion {
  /** By true class and answer. */
  readonly counts: readonly (readonly number[])[];
  /** Without an answer, by true class. */
  readonly undecided: readonly number[];
}

export function confusionOf(
  { images: { labels }, classes }: TestDigits,
  answers: readonly number[],
): Confusion {
  const count = (label: number, answer: number): number =>
    answers.filter((own, k) => own === answer && labels[k] === label).length;
  return {
    counts: classes.map((_, label) => classes.map((_, answer) => count(label, answer))),
    undecided: classes.map((_, label) => count(label, -1)),
  };
}

interface Answering {
  readonly network: Network;
  readonly objective: ObjectiveOptions;
  readonly answer: (run: Solution) => number;
}

/** @param input  the first test digit as spikes */
export async function mnistPictures(
  task: Answering,
  { parameters, history, answers }: Outcome,
  test: TestDigits,
  input: Input,
): Promise<Record<string, Picture>> {
  const { counts, undecided } = confusionOf(test, answers);
  const { until, rtol, atol } = task.objective;
  const run = simulate(task.network, parameters, input, { until, rtol: rtol!, atol: atol! });
  const digit = describe(test, test.images.labels[0]!, task.answer(run));
  return {
    "learning-curves": learningCurves(history, "Learning digits from spikes"),
    "confusion-matrix": confusionMatrixPicture(
      { classes: test.classes, counts: counts.flat(), undecided },
      { title: "What test digits are answered with" },
    ),
    "wrong-answers": wrongAnswers(test, answers),
    raster: raster(run, until, digit),
    membranes: membranes(run, until, digit, test),
  };
}

function describe({ classes }: TestDigits, label: number, answer: number): string {
  return `The first test digit, a ${classes[label]}; answer: ${classes[answer] ?? "none"}.`;
}

/** So many are drawn. */
const mostWrong = 60;

function wrongAnswers({ images, classes }: TestDigits, answers: readonly number[]): Picture {
  const { rows, columns, pixels, labels } = images;
  const all = [...answers.keys()].filter((k) => answers[k] !== labels[k]);
  const drawn = all.slice(0, mostWrong).sort((a, b) => labels[a]! - labels[b]! || answers[a]! - answers[b]!);
  const size = rows * columns;
  const what =
    drawn.length < all.length
      ? `The first ${drawn.length} of ${countOf(all.length, "test digit")}`
      : `All ${countOf(all.length, "test digit")}`;
  return digitSheetPicture(
    {
      rows,
      columns,
      digits: drawn.map((k) => ({
        pixels: pixels.subarray(k * size, (k + 1) * size),
        label: classes[labels[k]!]!,
        answer: classes[answers[k]!] ?? "–",
      })),
    },
    {
      title: "Digits taken for others",
      caption: `${what} with a wrong answer, out of ${answers.length.toLocaleString("en-US")}: above each its class at the left, the answer at the right.`,
    },
  );
}

function outputsSpike(run: Solution): boolean {
  return run.spikes("output").times.length > 0;
}

function raster(run: Solution, until: number, caption: string): Picture {
  const names = ["input", "hidden", ...(outputsSpike(run) ? ["output"] : [])];
  const groups = names.map((name) => ({ name, ...run.spikes(name) }));
  return rasterPicture({ groups, time: [0, until] }, { title: "Spikes of one test digit", caption });
}

const traceStep = 0.1;
/** Of `lif`. */
const threshold = 1;

/** Membranes of all output neurons in one frame, with the threshold where they spike. */
function membranes(run: Solution, until: number, caption: string, { classes }: TestDigits): Picture {
  const series = classes.map((name, n) => {
    const { times, values } = run.trace("output", n, "v", { spacing: traceStep });
    return { name, times, values, spikes: run.spikeTimes("output")[n]! };
  });
  return tracePicture(
    { series, panels: [{ label: "v [mV]", ...(outputsSpike(run) && { threshold }) }], time: [0, until] },
    { title: "Membranes of the output neurons", caption },
  );
}
