/** One training of `saltus train`: what it is, where it goes on from, and where its files go. */
import { existsSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { OptionError } from "../errors.ts";
import { field, finite, listOf, objectOf, words } from "../io/json-reader.ts";
import { checkWritable, readWhole } from "../node/files.ts";
import { decodeSnapshot } from "../train/snapshot-bytes.ts";
import type { TrainingState } from "../train/training-state.ts";
import { isRecord } from "../values.ts";
import { type ClaimedFolder, claimFolder, claimNewFolder, releaseFolder } from "./output-folder.ts";
import {
  argumentsOf,
  type ResumeOptions,
  readTrainOptions,
  type TrainOptions,
  type TrainSettings,
} from "./train-options.ts";

export interface TrainingJob {
  readonly settings: TrainSettings;
  /** A folder for this training, empty. */
  readonly folder: string;
  /** The file that the training is saved to. */
  readonly snapshot: string;
  /** Whether that file is to move into the folder in the end. */
  readonly ownsSnapshot: boolean;
  readonly resume: TrainingState | undefined;
  /** How long it had trained before. */
  readonly seconds: number;
  /** Takes the folder away again if it was made for this training, and nothing is in it. */
  readonly release: () => Promise<void>;
}

const command = "saltus train";
const suffix = ".training.saltus";

/** @throws OptionError, or another error about a file, before anything is trained */
export async function trainingJob(options: TrainOptions | ResumeOptions): Promise<TrainingJob> {
  if (!("resume" in options)) return jobOf(options, options, undefined, 0);
  const path = resolve(options.resume);
  const where = `${command}: ${asArgument(path)}`;
  const state = await decodeSnapshot(await readWhole(path, where), where);
  const { settings, seconds } = readNotes(state.notes, path);
  const output = options.output ?? (path.endsWith(suffix) ? path.slice(0, -suffix.length) : undefined);
  const wanted = { ...settings, ...options.changes };
  const done = state.history.length;
  if (done > wanted.epochs) {
    const what = `--epochs is ${wanted.epochs}, and ${asArgument(path)} has done ${done}`;
    throw new OptionError(command, what, "Give a larger number of epochs.");
  }
  return jobOf(wanted, { ...options, output }, { path, state }, seconds);
}

async function jobOf(
  { neuron, hidden, epochs, samples, batch, learningRate, decay, seed, tolerance }: TrainSettings,
  places: Pick<TrainOptions, "output" | "snapshot">,
  from: { readonly path: string; readonly state: TrainingState } | undefined,
  seconds: number,
): Promise<TrainingJob> {
  const settings = { neuron, hidden, epochs, samples, batch, learningRate, decay, seed, tolerance };
  const claimed = await claim(places.output, from !== undefined, seed);
  const { path: folder } = claimed;
  const release = (): Promise<void> => releaseFolder(claimed);
  try {
    const snapshot = await snapshotOf(folder, places.snapshot, from?.path);
    const ownsSnapshot = places.snapshot === undefined;
    return { settings, folder, snapshot, ownsSnapshot, resume: from?.state, seconds, release };
  } catch (error) {
    await release();
    throw error;
  }
}

async function claim(output: string | undefined, goesOn: boolean, seed: number): Promise<ClaimedFolder> {
  if (output === undefined) {
    const stamp = new Date().toISOString().slice(0, 19).replace("T", "-").replaceAll(":", "");
    return claimNewFolder(resolve("runs", `yin-yang-${stamp}-seed-${seed}`), command);
  }
  const folder = resolve(output);
  const claimed = await claimFolder(folder, goesOn, `${command}: ${asArgument(folder)}`);
  if (claimed !== undefined) return claimed;
  throw new OptionError(
    command,
    `${folder} exists already`,
    "Name a folder that does not exist yet with --output.",
  );
}

/** @throws OptionError if a training cannot be saved there, or another was */
async function snapshotOf(
  folder: string,
  wanted: string | undefined,
  resumed: string | undefined,
): Promise<string> {
  const snapshot = resolve(wanted ?? `${folder}${suffix}`);
  if (snapshot === folder || dirname(snapshot) === folder) {
    const what = `${snapshot} has a place that the results are to take`;
    throw new OptionError(command, what, "Name a file outside of the output folder with --snapshot.");
  }
  if (existsSync(snapshot) && snapshot !== resumed) {
    const hint = `Go on from it with --resume ${asArgument(snapshot)}, or name another file with --snapshot.`;
    throw new OptionError(command, `${snapshot} exists already`, hint);
  }
  await checkWritable(snapshot, `${command}: ${asArgument(snapshot)}`);
  return snapshot;
}

/** A path as one would type it. */
export function asArgument(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith("..") ? path : short;
}

/** What a snapshot of this command remembers beside the training. */
export function notesOf(settings: TrainSettings, seconds: number): object {
  return { command, arguments: argumentsOf(settings), seconds };
}

function readNotes(notes: unknown, path: string): { settings: TrainSettings; seconds: number } {
  const at = { document: path, path: "notes" };
  if (!isRecord(notes) || notes["command"] !== command) {
    const hint = "Resume it with the program that saved it.";
    throw new OptionError(command, `${path} is not a snapshot of ${command}`, hint);
  }
  const object = objectOf(["command", "arguments", "seconds"])(notes, at);
  const settings = readTrainOptions(field(object, at, "arguments", listOf(words)));
  if (settings === undefined || "resume" in settings) {
    throw new OptionError(command, `${path} has no settings of a training`, "Take another snapshot.");
  }
  return { settings, seconds: field(object, at, "seconds", finite) };
}
