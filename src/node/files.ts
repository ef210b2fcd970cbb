/** Whole files: read at once, and written so that a reader never sees a part. */
import { type FileHandle, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { OptionError } from "../errors.ts";

/** @throws OptionError if the file cannot be read */
export async function readWhole(path: string, where: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw refused(error, where, "read");
  }
}

/**
 * Replaces a file by new content, or leaves it as it is: the content goes to a file beside it, is
 * flushed to the disk, and takes its name. What killed processes left beside it is removed.
 *
 * @throws OptionError if the file cannot be written; it is then as it was
 */
export async function writeAtomically(path: string, bytes: Uint8Array, where: string): Promise<void> {
  const target = resolve(path);
  try {
    await removeLeftovers(target);
    const partial = await writePartial(target, bytes);
    try {
      await rename(partial, target);
      writing.delete(partial);
    } catch (error) {
      await removePartial(partial);
      throw error;
    }
    await flushFolder(dirname(target));
  } catch (error) {
    throw refused(error, where, "written");
  }
}

/** @throws OptionError if `writeAtomically` could not write here; writes nothing that stays */
export async function checkWritable(path: string, where: string): Promise<void> {
  try {
    await removePartial(await writePartial(resolve(path), new Uint8Array(0)));
    const file = await open(path, "r+");
    await file.close();
  } catch (error) {
    if (codeOf(error) !== "ENOENT" || !(await exists(dirname(path)))) throw refused(error, where, "written");
  }
}

async function exists(folder: string): Promise<boolean> {
  return readdir(folder).then(
    () => true,
    () => false,
  );
}

/** Files that this process is writing: an earlier one may have had its number, in a container above all. */
const writing = new Set<string>();

/** A new file beside `path`, on the disk when this returns. */
async function writePartial(path: string, bytes: Uint8Array): Promise<string> {
  const { file, partial } = await openPartial(path);
  try {
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

/** Names hold the process and a number: no two writers, wherever they run, share a file. */
async function openPartial(path: string): Promise<{ file: FileHandle; partial: string }> {
  for (let count = 0; ; count++) {
    const partial = `${path}.${process.pid}-${count}.partial`;
    if (writing.has(partial)) continue;
    writing.add(partial);
    try {
      return { file: await open(partial, "wx"), partial };
    } catch (error) {
      writing.delete(partial);
      if (codeOf(error) !== "EEXIST") throw error;
    }
  }
}

async function removePartial(partial: string): Promise<void> {
  writing.delete(partial);
  await rm(partial, { force: true });
}

async function removeLeftovers(path: string): Promise<void> {
  const folder = dirname(path);
  const begin = `${basename(path)}.`;
  for (const name of await readdir(folder)) {
    if (!name.startsWith(begin)) continue;
    const [, id] = /^(\d+)-\d+\.partial$/.exec(name.slice(begin.length)) ?? [];
    const partial = join(folder, name);
    if (id === undefined || writing.has(partial)) continue;
    if (Number(id) === process.pid || !isRunning(Number(id))) await rm(partial, { force: true });
  }
}

function isRunning(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== "ESRCH";
  }
}

/** The new name reaches the disk, too. Windows has no such call: folders cannot be opened there. */
async function flushFolder(folder: string): Promise<void> {
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
  ["EISDIR", ["this is a folder", "Name a file in it."]],
  ["ENOTDIR", ["a part of the name is a file, not a folder", "Check the name."]],
  ["EACCES", ["access is denied", "Choose another place, or change its permissions."]],
  ["EPERM", ["access is denied", "Choose another place, or change its permissions."]],
  ["EROFS", ["the disk is read-only", "Choose another place."]],
  ["ENOSPC", ["the disk is full", "Make room; what the file held before is intact."]],
]);

/** The message for an error of the file system; other errors as they are. */
function refused(error: unknown, where: string, verb: "read" | "written"): unknown {
  if (!(error instanceof Error && "syscall" in error)) return error;
  const [why, hint] = reasons.get(codeOf(error)) ?? [error.message, ""];
  return new OptionError(where, `the file cannot be ${verb}: ${why}`, hint);
}
