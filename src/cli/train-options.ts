/** The options of `saltus train`, read and checked. */
import { availableParallelism } from "node:os";
import { OptionError } from "../errors.ts";
import { checkValue, type Kind, numbers } from "../options.ts";
import { readArguments, readNumber } from "./arguments.ts";
import { type Preset, presets } from "./presets.ts";

/** What a training is; a snapshot keeps it. */
export interface TrainSettings {
  readonly neuron: string;
  readonly hidden: number;
  readonly epochs: number;
  /** How many of the official training samples. */
  readonly samples: number;
  readonly batch: number;
  readonly learningRate: number;
  readonly decay: number;
  readonly seed: number;
  readonly tolerance: number;
}

/** Where to write, and what. */
interface Places {
  readonly output: string | undefined;
  readonly snapshot: string | undefined;
  readonly pictures: boolean;
  /** Whether a program reads along. */
  readonly json: boolean;
  /** By how many threads; 1 is that of the command alone. */
  readonly workers: number;
}

export interface TrainOptions extends TrainSettings, Places {}

/** A training that goes on; `resume` is the file with all the other settings. */
export interface ResumeOptions extends Places {
  readonly resume: string;
  /** Settings that are to be others than in the file. */
  readonly changes: Partial<Pick<TrainSettings, "epochs" | "learningRate" | "decay">>;
}

const command = "saltus train";
const settingNames = [
  "neuron",
  "hidden",
  "epochs",
  "batch",
  "samples",
  "learning-rate",
  "decay",
  "seed",
  "tolerance",
] as const;

const columns: readonly (readonly [title: string, cell: (preset: Preset) => string])[] = [
  ["N", ({ size }) => `${size}`],
  ["epochs", ({ epochs }) => `${epochs}`],
  ["rate", ({ learningRate }) => `${learningRate}`],
  ["decay", ({ decay }) => `${decay}`],
  ["clip", ({ clip }) => (clip === undefined ? "none" : `${clip}`)],
  ["bump", ({ bump }) => `${bump}`],
  ["tolerance", ({ tolerance }) => `${tolerance}`],
  ["window", ({ window }) => `${window}`],
  ["until", ({ until }) => `${until}`],
];

const presetTable = [
  ["neuron", ...columns.map(([title]) => title)],
  ...Object.entries(presets).map(([name, preset]) => [name, ...columns.map(([, cell]) => cell(preset))]),
]
  .map(
    ([name, ...cells]) =>
      `  ${name!.padEnd(14)}${cells.map((cell, k) => cell.padStart(columns[k]![0].length + 3)).join("")}`,
  )
  .join("\n");

export const trainUsage: string = `saltus train — train a spiking network on the Yin-Yang set

Trains 5–N–3 neurons by exact gradients of spike times on the 5000 official samples, and writes a
report, pictures and the trained network to a folder. After every epoch, and every ten seconds, all
that is needed to go on is saved to one file beside that folder; in the end it stands in the folder.

  --neuron NAME          one of those below (lif)
  --hidden N             hidden neurons N (by neuron)
  --epochs N             passes over the training set (by neuron)
  --batch N              samples per update (32)
  --samples N            use only the first N training samples (5000)
  --learning-rate X      of Adam, at the start (by neuron)
  --decay X              factor on the learning rate per epoch (by neuron)
  --seed N               of weights and sample order (1)
  --tolerance X          relative and absolute tolerance of the solver (by neuron)
  --output FOLDER        where to write (runs/yin-yang-DATE-TIME); must not exist yet
  --snapshot FILE        where to save the training (FOLDER.training.saltus)
  --resume FILE          go on from a saved training, with its settings; only --epochs (more of them),
                         --learning-rate and --decay (of all epochs, those done included), --output
                         and --snapshot may be given beside it, and what follows
  --workers N            threads that compute the batches, with the same numbers whatever N (as many as cores)
  --no-pictures          write the report and the network only
  --json                 print one JSON object per line, and all words to the errors; after every epoch
                         { type: "epoch", epoch, epochs, train, validation, learningRate, bumped, seconds },
                         in the end { type: "result", folder, files } with all that is in report.json, or
                         after Ctrl-C { type: "stopped", snapshot, resume }, the last a command. train,
                         validation and test are { loss, metrics }; a number that is not finite is null
  --help                 this text

What each neuron begins with, beside its weights. CLIP is the largest norm of a batch's gradient, BUMP what
weights into silent neurons grow by; input spikes come before WINDOW, and a trial ends at UNTIL [ms].

${presetTable}

Exit code: 0 done; 1 the training failed; 2 a wrong option or file; 130 stopped by Ctrl-C.`;

/**
 * @returns the options, or undefined if the help was asked for
 * @throws OptionError for wrong ones
 */
export function readTrainOptions(args: readonly string[]): TrainOptions | ResumeOptions | undefined {
  const { texts, flags, rest } = readArguments(command, args, {
    texts: [...settingNames, "output", "snapshot", "resume", "workers"],
    flags: ["no-pictures", "json"],
  });
  if (flags.help) return undefined;
  const [extra] = rest;
  if (extra !== undefined) {
    const hint = "Every setting has a name that begins with --.";
    throw new OptionError(command, `"${extra}" is no option`, hint);
  }
  const { resume, output, snapshot, workers = `${availableParallelism()}`, ...given } = texts;
  const places = {
    output,
    snapshot,
    pictures: !flags["no-pictures"],
    json: flags.json,
    workers: readNumber(command, "workers", workers, "count"),
  };
  if (resume === undefined) return { ...readSettings(given), ...places };
  const { epochs, "learning-rate": learningRate, decay, ...others } = given;
  const [fixed] = Object.keys(others);
  if (fixed !== undefined) {
    const what = `--${fixed} is given with --resume`;
    throw new OptionError(
      command,
      what,
      "The file has all settings; only --epochs, --learning-rate and --decay may change.",
    );
  }
  const changes = {
    ...(epochs === undefined ? {} : { epochs: number("epochs", epochs) }),
    ...(learningRate === undefined ? {} : { learningRate: number("learning-rate", learningRate) }),
    ...(decay === undefined ? {} : { decay: number("decay", decay) }),
  };
  return { resume, changes, ...places };
}

/** The settings as arguments that `readTrainOptions` reads back. */
export function argumentsOf(settings: TrainSettings): string[] {
  const { learningRate, neuron, hidden, epochs, batch, samples, decay, seed, tolerance } = settings;
  const texts = { neuron, hidden, epochs, batch, samples, decay, seed, tolerance };
  return Object.entries({ ...texts, "learning-rate": learningRate }).map(
    ([name, value]) => `--${name}=${value}`,
  );
}

type Given = { readonly [name in Exclude<keyof TrainSettings, "learningRate"> | "learning-rate"]?: string };

const upTo = (most: number): Kind =>
  numbers((value) => value > 0 && value <= most, `Give a number > 0 of at most ${most}.`);

const kinds = {
  hidden: "count",
  epochs: "count",
  batch: "count",
  samples: numbers(
    (value) => Number.isInteger(value) && value >= 1 && value <= 5000,
    "Give a whole number ≥ 1 of at most 5000.",
  ),
  "learning-rate": "positive",
  decay: upTo(1),
  seed: "whole",
  tolerance: upTo(0.1),
} as const satisfies Readonly<Record<Exclude<keyof Given, "neuron">, Kind>>;

function number(name: keyof typeof kinds, text: string): number {
  return readNumber(command, name, text, kinds[name]);
}

/** @throws OptionError for a value that is not of its kind */
function readSettings(values: Given): TrainSettings {
  const { neuron = "lif", batch = "32", samples = "5000", seed = "1" } = values;
  checkValue(command, "--neuron", neuron, Object.keys(presets));
  const preset = presets[neuron]!;
  const { hidden = `${preset.size}`, epochs = `${preset.epochs}`, decay = `${preset.decay}` } = values;
  const { tolerance = `${preset.tolerance}` } = values;
  return {
    neuron,
    hidden: number("hidden", hidden),
    epochs: number("epochs", epochs),
    batch: number("batch", batch),
    samples: number("samples", samples),
    learningRate: number("learning-rate", values["learning-rate"] ?? `${preset.learningRate}`),
    decay: number("decay", decay),
    seed: number("seed", seed),
    tolerance: number("tolerance", tolerance),
  };
}
