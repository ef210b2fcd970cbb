/** One training of `saltus train`: what it is, where it goes on from, and where its files go. */
import { existsSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { OptionError } from "../errors.ts";
import { field, finite, listOf, objectOf, words } from "../io/json-reader.ts";
import { checkWritable, readWhole } from "../node/files.ts";
import { decodeSnapshot } from "../train/snapshot-bytes.ts";
import type { TrainingState } from "../train/training-state.ts";
import { isRecord } from "../values.ts";
import { type Claim, claimPath } from "./claim.ts";
import {
  claimFolder,
  claimNewFolder,
  isEmptyFolder,
  makeWayTo,
  releaseFolder,
  releaseFolderAtExit,
} from "./output-folder.ts";
import {
  argumentsOf,
  type ResumeOptions,
  readTrainOptions,
  type TrainOptions,
  type TrainSettings,
} from "./train-options.ts";

export interface TrainingJob {
  readonly settings: TrainSettings;
  /** A folder that was made for this training, and is empty. */
  readonly folder: string;
  /** A path beside it for results that are not whole yet. */
  readonly partial: string;
  /** The file that the training is saved to. */
  readonly snapshot: string;
  /** Whether that file is to move into the folder in the end. */
  readonly ownsSnapshot: boolean;
  readonly resume: TrainingState | undefined;
  /** The file that it goes on from. */
  readonly resumed: string | undefined;
  /** How long it had trained before. */
  readonly seconds: number;
  /** Lets others have the folder and the file. */
  readonly release: () => Promise<void>;
}

const command = "saltus train";
const suffix = ".training.saltus";

/** @throws OptionError, or another error about a file, before anything is trained */
export async function trainingJob(options: TrainOptions | ResumeOptions): Promise<TrainingJob> {
  if (!("resume" in options)) return jobOf(options, options, undefined);
  const path = resolve(options.resume);
  const { notes, history } = await readSnapshot(path);
  const { settings } = readNotes(notes, path);
  const output = options.output ?? (path.endsWith(suffix) ? path.slice(0, -suffix.length) : undefined);
  const wanted = { ...settings, ...options.changes };
  if (history.length > wanted.epochs) {
    const what = `--epochs is ${wanted.epochs}, and ${asArgument(path)} has done ${history.length}`;
    throw new OptionError(command, what, "Give a larger number of epochs.");
  }
  return jobOf(wanted, { ...options, output }, path);
}

async function jobOf(
  { neuron, hidden, epochs, samples, batch, learningRate, decay, seed, tolerance }: TrainSettings,
  places: Pick<TrainOptions, "output" | "snapshot">,
  from: string | undefined,
): Promise<TrainingJob> {
  const settings = { neuron, hidden, epochs, samples, batch, learningRate, decay, seed, tolerance };
  const claims: Claim[] = [];
  let isNew = false;
  let stay = (): void => {};
  const release = async (): Promise<void> => {
    stay();
    // One that was there may be another's.
    if (isNew) await releaseFolder(folder);
    for (const claim of claims.splice(0)) await claim.release();
  };
  let folder = "";
  try {
    ({ folder, isNew } = await folderOf(places.output, from !== undefined, seed, claims));
    if (isNew) stay = releaseFolderAtExit(folder);
    const snapshot = await snapshotOf(folder, places.snapshot, from, claims);
    const ownsSnapshot = places.snapshot === undefined;
    // Only now nobody else goes on from it, and saves what it has trained since.
    const resume = from === undefined ? undefined : await readSnapshot(from);
    const { seconds } = resume === undefined ? { seconds: 0 } : readNotes(resume.notes, from!);
    const { partial } = claims[0]!;
    return { settings, folder, partial, snapshot, ownsSnapshot, resume, resumed: from, seconds, release };
  } catch (error) {
    await release();
    throw error;
  }
}

/**
 * @param claims  gets that of the folder
 * @returns whether the folder is this training's alone: it was not there, or a killed one had left it empty
 */
async function folderOf(
  output: string | undefined,
  goesOn: boolean,
  seed: number,
  claims: Claim[],
): Promise<{ folder: string; isNew: boolean }> {
  if (output === undefined) {
    const stamp = new Date().toISOString().slice(0, 19).replace("T", "-").replaceAll(":", "");
    const folder = await claimNewFolder(resolve("runs", `yin-yang-${stamp}-seed-${seed}`), command);
    claims.push(await claim(folder, "folder with --output"));
    return { folder, isNew: true };
  }
  const folder = resolve(output);
  const where = `${command}: ${asArgument(folder)}`;
  await makeWayTo(folder, where);
  const own = await claim(folder, "folder with --output");
  claims.push(own);
  if (await claimFolder(folder, where)) return { folder, isNew: true };
  const isNew = own.wasLeftBehind;
  if ((isNew || goesOn) && (await isEmptyFolder(folder))) return { folder, isNew };
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
  claims: Claim[],
): Promise<string> {
  const snapshot = resolve(wanted ?? `${folder}${suffix}`);
  if (snapshot === folder || dirname(snapshot) === folder) {
    const what = `${snapshot} has a place that the results are to take`;
    throw new OptionError(command, what, "Name a file outside of the output folder with --snapshot.");
  }
  await checkWritable(snapshot, `${command}: ${asArgument(snapshot)}`);
  claims.push(await claim(snapshot, "file with --snapshot"));
  if (existsSync(snapshot) && snapshot !== resumed) {
    const hint = `Go on from it with --resume ${asArgument(snapshot)}, or name another file with --snapshot.`;
    throw new OptionError(command, `${snapshot} exists already`, hint);
  }
  return snapshot;
}

async function readSnapshot(path: string): Promise<TrainingState> {
  const where = `${command}: ${asArgument(path)}`;
  return decodeSnapshot(await readWhole(path, where), where);
}

/** @throws OptionError if another training has the path */
function claim(path: string, other: string): Promise<Claim> {
  const hint = `Wait until that training has ended, or name another ${other}.`;
  return claimPath(path, `${command}: ${asArgument(path)}`, hint);
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
