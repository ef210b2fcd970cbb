/** The options of `saltus train`, read and checked. */
import { parseArgs } from "node:util";
import { OptionError } from "../errors.ts";
import { presets } from "./yin-yang-task.ts";

export interface TrainOptions {
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
  readonly output: string | undefined;
}

export const trainUsage: string = `saltus train — train a spiking network on the Yin-Yang set

Trains 5–120–3 neurons by exact gradients of spike times on the 5000 official samples, and writes a
report and pictures to a folder.

  --neuron NAME          ${Object.keys(presets).join(" | ")} (lif)
  --hidden N             hidden neurons (120)
  --epochs N             passes over the training set (40)
  --batch N              samples per update (32)
  --samples N            use only the first N training samples (5000)
  --learning-rate X      of Adam, at the start (by neuron: ${Object.entries(presets)
    .map(([name, { learningRate }]) => `${name} ${learningRate}`)
    .join(", ")})
  --decay X              factor on the learning rate per epoch (0.95)
  --seed N               of weights and sample order (1)
  --tolerance X          relative and absolute tolerance of the solver (1e-3)
  --output FOLDER        where to write (runs/yin-yang-DATE-TIME); must not exist yet
  --help                 this text`;

/** @returns the options, or undefined if the help was asked for */
export function readTrainOptions(args: readonly string[]): TrainOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      neuron: { type: "string", default: "lif" },
      hidden: { type: "string", default: "120" },
      epochs: { type: "string", default: "40" },
      batch: { type: "string", default: "32" },
      samples: { type: "string", default: "5000" },
      "learning-rate": { type: "string" },
      decay: { type: "string", default: "0.95" },
      seed: { type: "string", default: "1" },
      tolerance: { type: "string", default: "1e-3" },
      output: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return undefined;
  const { neuron } = values;
  if (!Object.hasOwn(presets, neuron)) {
    throw new OptionError(
      "saltus train",
      `--neuron is "${neuron}"`,
      `Choose from ${Object.keys(presets).join(", ")}.`,
    );
  }
  return {
    neuron,
    hidden: count("hidden", values.hidden),
    epochs: count("epochs", values.epochs),
    batch: count("batch", values.batch),
    samples: atMost("samples", count("samples", values.samples), 5000),
    learningRate: positive("learning-rate", values["learning-rate"] ?? String(presets[neuron]!.learningRate)),
    decay: between("decay", values.decay, 1),
    seed: wholeNumber("seed", values.seed),
    tolerance: between("tolerance", values.tolerance, 0.1),
    output: values.output,
  };
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isSafeInteger(value) || value < 0) {
    throw new OptionError("saltus train", `--${name} is "${text}"`, "Give a whole number ≥ 0.");
  }
  return value;
}

function count(name: string, text: string): number {
  const value = wholeNumber(name, text);
  if (value < 1) throw new OptionError("saltus train", `--${name} is ${value}`, "Give a whole number ≥ 1.");
  return value;
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < Infinity)) {
    throw new OptionError("saltus train", `--${name} is "${text}"`, "Give a positive number.");
  }
  return value;
}

function between(name: string, text: string, most: number): number {
  return atMost(name, positive(name, text), most);
}

function atMost(name: string, value: number, most: number): number {
  if (value > most)
    throw new OptionError("saltus train", `--${name} is ${value}`, `Give a number of at most ${most}.`);
  return value;
}
