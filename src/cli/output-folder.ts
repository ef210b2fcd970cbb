/**
 * The folder of what one command writes. It is made when the command starts, so that whoever comes second is refused before
 * anything is computed, and filled when it has ended. What is in it that the command did not write stays.
 */
import { rmdirSync } from "node:fs";
import { lstat, mkdir, open, readdir, rename, rm, rmdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { OptionError } from "../errors.ts";
import { flushFolder, refused } from "../node/files.ts";

/**
 * Makes the folders that a path leads through.
 *
 * @throws OptionError if one of them is a file, or cannot be made
 */
export async function makeWayTo(path: string, where: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
  } catch (error) {
    const file = await fileOnTheWayTo(path);
    if (file === undefined) throw refused(error, where, "written");
    const hint = "Name a folder in one that is there, or that can be made.";
    throw new OptionError(where, `${file} is a file, not a folder`, hint);
  }
}

async function fileOnTheWayTo(path: string): Promise<string | undefined> {
  for (let at = dirname(path); ; at = dirname(at)) {
    const entry = await stat(at).catch(() => undefined);
    if (entry !== undefined) return entry.isDirectory() ? undefined : at;
    if (at === dirname(at)) return undefined;
  }
}

/**
 * Makes a folder that was not there.
 *
 * @returns whether it was made: not if anything has its name
 * @throws OptionError if a folder cannot be made there
 */
export async function claimFolder(path: string, where: string): Promise<boolean> {
  await makeWayTo(path, where);
  try {
    await mkdir(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw refused(error, where, "written");
  }
}

/** The first of path, path-2, path-3, … that is nobody's yet. */
export async function claimNewFolder(path: string, where: string): Promise<string> {
  for (let count = 1; ; count++) {
    const candidate = count === 1 ? path : `${path}-${count}`;
    if (await claimFolder(candidate, where)) return candidate;
  }
}

/** Whether there is a folder, and nothing in it: one of a training that was stopped, which goes on. */
export async function isEmptyFolder(path: string): Promise<boolean> {
  return (await lstat(path)).isDirectory() && (await readdir(path)).length === 0;
}

/** Gives back a folder in which there is nothing. */
export async function releaseFolder(path: string): Promise<void> {
  await rmdir(path).catch(() => {});
}

/**
 * Gives it back also where the process ends at once.
 *
 * @returns what ends that
 */
export function releaseFolderAtExit(path: string): () => void {
  const release = (): void => {
    try {
      rmdirSync(path);
    } catch {
      // It has been filled, or is gone.
    }
  };
  // Before the claim of it goes, so that nobody finds the one without the other.
  process.prependListener("exit", release);
  return () => process.off("exit", release);
}

/**
 * Writes all files, or none if one cannot be written: they come into being in a folder beside this one and take its
 * place all at once, so that one that is killed meanwhile leaves it empty. Where something else is in the folder
 * they are written to it one by one.
 *
 * @param partial  the folder beside it, which is not there
 * @throws OptionError that says why
 */
export async function fillFolder(
  folder: string,
  partial: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<void> {
  try {
    await mkdir(partial);
    try {
      await writeAll(partial, files);
      if (!(await takesPlace(partial, folder))) await writeAll(folder, files);
    } finally {
      await rm(partial, { recursive: true, force: true });
    }
    await flushFolder(dirname(folder));
  } catch (error) {
    throw refused(error, folder, "written");
  }
}

/**
 * Gives the files the place of a folder: all of them, or the folder stays as it is. One that is killed meanwhile leaves
 * the one, the other, or none.
 *
 * @param partial  the folder beside it, which is not there
 * @throws OptionError that says why
 */
export async function replaceFolder(
  folder: string,
  partial: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<void> {
  const [fresh, old] = [join(partial, "new"), join(partial, "old")];
  try {
    await mkdir(fresh, { recursive: true });
    try {
      await writeAll(fresh, files);
      await rename(folder, old);
      try {
        await rename(fresh, folder);
      } catch (error) {
        await rename(old, folder);
        throw error;
      }
    } finally {
      await rm(partial, { recursive: true, force: true });
    }
    await flushFolder(dirname(folder));
  } catch (error) {
    throw refused(error, folder, "written");
  }
}

/** Whether a folder could be given the name of an empty one; not every system does that in one go. */
async function takesPlace(partial: string, folder: string): Promise<boolean> {
  for (const prepare of [undefined, rmdir]) {
    try {
      await prepare?.(folder);
      await rename(partial, folder);
      return true;
    } catch (error) {
      if (!(error instanceof Error && "syscall" in error)) throw error;
    }
  }
  return false;
}

async function writeAll(folder: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  const written: string[] = [];
  try {
    for (const [name, content] of Object.entries(files)) {
      const path = join(folder, name);
      // One that is there already is not ours: it is not overwritten, and not removed either.
      const file = await open(path, "wx");
      written.push(path);
      try {
        await file.writeFile(content);
        await file.sync();
      } finally {
        await file.close();
      }
    }
    await flushFolder(folder);
  } catch (error) {
    for (const path of written) await rm(path, { force: true }).catch(() => {});
    throw error;
  }
}
