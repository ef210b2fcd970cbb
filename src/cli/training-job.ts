/** One training of `saltus train`: what it is, where it goes on from, and where its files go. */
import { existsSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
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
import type { Plan } from "./task.ts";
import { command } from "./task-options.ts";
import { argumentsOf, type ResumeOptions, readTrainOptions, type TrainOptions } from "./train-options.ts";

export interface TrainingJob {
  readonly plan: Plan;
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

const suffix = ".training.saltus";

/** @throws OptionError, or another error about a file, before anything is trained */
export async function trainingJob(options: TrainOptions | ResumeOptions): Promise<TrainingJob> {
  if (!("resume" in options)) return jobOf(options.plan, options, undefined);
  const path = resolve(options.resume);
  const { notes } = await readSnapshot(path);
  const { saved } = readNotes(notes, path);
  const { task } = saved;
  if (options.task !== undefined && options.task !== task) {
    const hint = `Leave ${options.task.name} out: the file knows its task.`;
    throw new OptionError(command, `${asArgument(path)} is a training of ${task.name}`, hint);
  }
  const output = options.output ?? (path.endsWith(suffix) ? path.slice(0, -suffix.length) : undefined);
  const plan = task.plan({ ...saved.texts, ...options.changes }, options.flags);
  const { epochs } = plan.settings;
  const planned = task.plan(saved.texts, options.flags).settings.epochs;
  if (epochs < planned) {
    const what = `--epochs is ${epochs}, and ${asArgument(path)} is a training of ${planned}`;
    throw new OptionError(command, what, "Give as many or more, or stop it with Ctrl-C when it has enough.");
  }
  return jobOf(plan, { ...options, output }, path);
}

async function jobOf(
  plan: Plan,
  places: Pick<TrainOptions, "output" | "snapshot">,
  from: string | undefined,
): Promise<TrainingJob> {
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
    ({ folder, isNew } = await folderOf(places.output, from !== undefined, plan, claims));
    if (isNew) stay = releaseFolderAtExit(folder);
    const snapshot = await snapshotOf(folder, places.snapshot, from, claims);
    const ownsSnapshot = places.snapshot === undefined;
    // Only now nobody else goes on from it, and saves what it has trained since.
    const resume = from === undefined ? undefined : await readSnapshot(from);
    const { seconds } = resume === undefined ? { seconds: 0 } : readNotes(resume.notes, from!);
    const { partial } = claims[0]!;
    return { plan, folder, partial, snapshot, ownsSnapshot, resume, resumed: from, seconds, release };
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
  { task, settings: { seed } }: Plan,
  claims: Claim[],
): Promise<{ folder: string; isNew: boolean }> {
  if (output === undefined) {
    const stamp = new Date().toISOString().slice(0, 19).replace("T", "-").replaceAll(":", "");
    const folder = await claimNewFolder(resolve("runs", `${task}-${stamp}-seed-${seed}`), command);
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
  // A training that is over has moved it.
  const moved = join(path.slice(0, -suffix.length), suffix.slice(1));
  if (path.endsWith(suffix) && !existsSync(path) && existsSync(moved)) {
    throw new OptionError(where, "this training is over", `Go on from --resume ${asArgument(moved)}.`);
  }
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
export function notesOf(plan: Pick<Plan, "task" | "settings">, seconds: number): object {
  return { command, arguments: argumentsOf(plan), seconds };
}

function readNotes(notes: unknown, path: string): { saved: TrainOptions; seconds: number } {
  const at = { document: path, path: "notes" };
  if (!isRecord(notes) || notes["command"] !== command) {
    const hint = "Resume it with the program that saved it.";
    throw new OptionError(command, `${path} is not a snapshot of ${command}`, hint);
  }
  const object = objectOf(["command", "arguments", "seconds"])(notes, at);
  const saved = readTrainOptions(field(object, at, "arguments", listOf(words)));
  if (!("plan" in saved)) {
    throw new OptionError(command, `${path} has no settings of a training`, "Take another snapshot.");
  }
  return { saved, seconds: field(object, at, "seconds", finite) };
}
