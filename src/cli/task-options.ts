/** The options that every task of `saltus train` has: how they are read, and what the help says of them. */
import { type Kind, numbers } from "../options.ts";
import { readNumber } from "./arguments.ts";
import type { Texts, TrainSettings } from "./task.ts";

export const command = "saltus train";

/** Options that set what is trained. */
export const settingNames = [
  "hidden",
  "epochs",
  "batch",
  "samples",
  "learning-rate",
  "decay",
  "seed",
  "tolerance",
] as const;

/** Those of them that may be others when a training goes on. */
export const changeableSettings: readonly string[] = ["epochs", "learning-rate", "decay"];

const upTo = (most: number): Kind =>
  numbers((value) => value > 0 && value <= most, `Give a number > 0 of at most ${most}.`);

const kinds: Readonly<Record<(typeof settingNames)[number], Kind>> = {
  hidden: "count",
  epochs: "count",
  batch: "count",
  samples: "count",
  "learning-rate": "positive",
  decay: upTo(1),
  seed: "whole",
  tolerance: upTo(0.1),
};

function countUpTo(most: number): Kind {
  const isCount = (value: number): boolean => Number.isInteger(value) && value >= 1 && value <= most;
  return numbers(isCount, `Give a whole number ≥ 1 of at most ${most}.`);
}

/**
 * @param defaults     of what is not given
 * @param mostSamples  how many there are to train with, if that is known
 * @throws OptionError for a value that is not of its kind
 */
export function readSettings(
  texts: Texts,
  defaults: Omit<TrainSettings, "seed">,
  mostSamples?: number,
): TrainSettings {
  const number = (name: keyof typeof kinds, standard: number, kind: Kind = kinds[name]): number =>
    readNumber(command, name, texts[name] ?? `${standard}`, kind);
  return {
    hidden: number("hidden", defaults.hidden),
    epochs: number("epochs", defaults.epochs),
    samples: number(
      "samples",
      defaults.samples,
      mostSamples === undefined ? "count" : countUpTo(mostSamples),
    ),
    batch: number("batch", defaults.batch),
    learningRate: number("learning-rate", defaults.learningRate),
    decay: number("decay", defaults.decay),
    seed: number("seed", 1),
    tolerance: number("tolerance", defaults.tolerance),
  };
}

/** Lines of the help on what is trained. @param standard  the default of each option, or where it comes from */
export function settingsUsage(
  standard: Readonly<Record<keyof Omit<TrainSettings, "seed">, string | number>>,
): string {
  return `  --hidden N             hidden neurons N (${standard.hidden})
  --epochs N             passes over the training set (${standard.epochs})
  --batch N              samples per update (${standard.batch})
  --samples N            use only the first N training samples (${standard.samples})
  --learning-rate X      of Adam, at the start (${standard.learningRate})
  --decay X              factor on the learning rate per epoch (${standard.decay})
  --seed N               of weights and sample order (1)
  --tolerance X          relative and absolute tolerance of the solver (${standard.tolerance})`;
}

/** Lines of the help on where results go. */
export function placesUsage(name: string): string {
  return `  --output FOLDER        where to write (runs/${name}-DATE-TIME); must not exist yet
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
  --help                 this text`;
}

export const exitCodes =
  "Exit code: 0 done; 1 the training failed; 2 a wrong option or file; 130 stopped by Ctrl-C, 143 by SIGTERM; both save.";
