/** Whole files: read at once, and written so that a reader never sees a part. */
import { rmSync, type Stats } from "node:fs";
import {
  access,
  constants,
  type FileHandle,
  lstat,
  open,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
} from "node:fs/promises";
import { basename, dirname, join, sep } from "node:path";
import { threadId } from "node:worker_threads";
import { OptionError } from "../errors.ts";
import { isRunning } from "./running-process.ts";

/** @throws OptionError if the file cannot be read */
export function readWhole(path: string, where: string): Promise<Uint8Array> {
  return told(where, "read", () => readFile(path));
}

/**
 * Replaces a file by new content, or leaves it as it is: the content goes to a file beside it, is
 * flushed to the disk, and takes its name and permissions. What killed processes left beside it is
 * removed. A symbolic link stays, and what it points to is replaced.
 *
 * @throws OptionError if the file cannot be written, is marked read-only, or is no file; it is then as it was
 */
export function writeAtomically(path: string, bytes: Uint8Array, where: string): Promise<void> {
  return told(where, "written", async () => {
    const place = await placeOf(path, where);
    await removeLeftovers(place.target);
    const partial = await writePartial(place, bytes);
    try {
      await rename(partial, place.target);
      writing.delete(partial);
    } catch (error) {
      await removePartial(partial);
      throw error;
    }
    await flushFolder(dirname(place.target));
  });
}

/** @throws OptionError if `writeAtomically` could not write here; writes nothing that stays */
export function checkWritable(path: string, where: string): Promise<void> {
  return told(where, "written", async () => {
    await removePartial(await writePartial(await placeOf(path, where), new Uint8Array(0)));
  });
}

/** What `action` gives; what the file system refuses in it, as a message. */
async function told<T>(where: string, verb: "read" | "written", action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw refused(error, where, verb);
  }
}

/** What a new file is to replace. */
interface Place {
  /** The file itself, whatever links lead to it: one file has one such path. */
  readonly target: string;
  /** Its permissions; undefined if it is not there yet. */
  readonly mode: number | undefined;
}

/**
 * Where the operating system finds the file: a `..` after a link is that of where the link leads, so that
 * a path is never simplified as a text.
 *
 * @throws OptionError for what a file cannot take the place of: a pipe, a device, a link to nothing
 */
async function placeOf(path: string, where: string): Promise<Place> {
  const own = await orNothing(lstat(path));
  if (own === undefined) return { target: await newTarget(path, where), mode: undefined };
  const target = await orNothing(realpath(path));
  if (target === undefined) {
    const why = "this is a symbolic link to what is not there";
    throw unwritable(where, why, "Make the file it points to, or remove the link.");
  }
  const entry = await stat(target);
  if (!entry.isFile()) {
    const hint = entry.isDirectory() ? "Name a file in it." : "Name another file.";
    throw unwritable(where, `this is ${kindOf(entry)}, not a file`, hint);
  }
  // A new file could replace it nevertheless: that asks the folder only.
  await access(target, constants.W_OK);
  return { target, mode: entry.mode & permissions };
}

async function newTarget(path: string, where: string): Promise<string> {
  if (path.endsWith("/") || path.endsWith(sep)) {
    const why = "its name ends in a slash, like that of a folder";
    throw unwritable(where, why, "Name a file: leave the slash out, or add a name.");
  }
  return join(await realpath(dirname(path)), basename(path));
}

function unwritable(where: string, why: string, hint: string): OptionError {
  return new OptionError(where, `the file cannot be written: ${why}`, hint);
}

/** The bits of a mode that `chmod` sets. */
const permissions = 0o7777;

function kindOf(entry: Stats): string {
  if (entry.isDirectory()) return "a folder";
  if (entry.isFIFO()) return "a pipe";
  if (entry.isSocket()) return "a socket";
  return "a device";
}

/** @returns undefined for what is not there */
async function orNothing<T>(looked: Promise<T>): Promise<T | undefined> {
  try {
    return await looked;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** Files that this thread is writing: an earlier process may have had the number, in a container above all. */
const writing = new Set<string>();

/** The path of a new file beside the target, on the disk when this returns. */
async function writePartial({ target, mode }: Place, bytes: Uint8Array): Promise<string> {
  const { file, partial } = await openPartial(target, mode);
  try {
    // Only where it matters: some file systems have no permissions that could be set.
    if (mode !== undefined && ((await file.stat()).mode & permissions) !== mode) await file.chmod(mode);
    await file.writeFile(bytes);
    await file.sync();
    await file.close();
    return partial;
  } catch (error) {
    await file.close().catch(() => {});
    await removePartial(partial);
    throw error;
  }
}

/** Names hold the process, its thread and a number: no two writers, wherever they run, share a file. */
async function openPartial(
  path: string,
  mode: number | undefined,
): Promise<{ file: FileHandle; partial: string }> {
  for (let count = 0; ; count++) {
    const partial = `${path}.${process.pid}-${threadId}-${count}.partial`;
    if (writing.has(partial)) continue;
    writing.add(partial);
    try {
      return { file: await open(partial, "wx", mode), partial };
    } catch (error) {
      writing.delete(partial);
      if (codeOf(error) !== "EEXIST") throw error;
    }
  }
}

async function removePartial(partial: string): Promise<void> {
  try {
    await rm(partial, { force: true });
  } finally {
    writing.delete(partial);
  }
}

async function removeLeftovers(path: string): Promise<void> {
  const folder = dirname(path);
  const begin = `${basename(path)}.`;
  for (const name of await readdir(folder)) {
    if (!name.startsWith(begin)) continue;
    const [, id, thread] = /^(\d+)-(\d+)-\d+\.partial$/.exec(name.slice(begin.length)) ?? [];
    const partial = join(folder, name);
    if (id === undefined || writing.has(partial)) continue;
    const own = Number(id) === process.pid;
    const abandoned = own ? Number(thread) === threadId : !isRunning(Number(id));
    // At once: meanwhile, another writer of this thread could take the name.
    if (abandoned) rmSync(partial, { force: true });
  }
}

/** The new name reaches the disk, too. Windows has no such call: folders cannot be opened there. */
export async function flushFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function codeOf(error: unknown): unknown {
  return (error as { readonly code?: unknown }).code;
}

const reasons: ReadonlyMap<unknown, readonly [string, string]> = new Map([
  ["ENOENT", ["there is no such file or folder", "Check the name."]],
  ["EEXIST", ["there is one of that name already", "Move it away, or name another place."]],
  ["EISDIR", ["this is a folder", "Name a file in it."]],
  ["ENOTDIR", ["a part of the name is a file, not a folder", "Check the name."]],
  ["EACCES", ["access is denied", "Choose another place, or change its permissions."]],
  ["EPERM", ["access is denied", "Choose another place, or change its permissions."]],
  ["EROFS", ["the disk is read-only", "Choose another place."]],
  ["ENOSPC", ["the disk is full", "Make room; what the file held before is intact."]],
]);

/** The message for an error of the file system; other errors as they are. */
export function refused(error: unknown, where: string, verb: "read" | "written"): unknown {
  if (!(error instanceof Error && "syscall" in error)) return error;
  const [why, hint] = reasons.get(codeOf(error)) ?? [error.message, ""];
  return new OptionError(where, `the file cannot be ${verb}: ${why}`, hint);
}
