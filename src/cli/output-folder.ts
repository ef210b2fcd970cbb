/**
 * The folder of one training. It is made when the training starts, so that whoever comes second is refused before
 * anything is computed, and filled when it has ended. What is in it that the training did not write stays.
 */
import { lstat, mkdir, open, readdir, rm, rmdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { refused } from "../node/files.ts";

export interface ClaimedFolder {
  readonly path: string;
  /** Whether it was made for this training; else it was there, and empty. */
  readonly isNew: boolean;
}

/**
 * Makes a folder that was not there; one that is there and empty is taken for a training that goes on.
 *
 * @returns undefined if anything else has its name
 * @throws OptionError if a folder cannot be made there
 */
export async function claimFolder(
  path: string,
  goesOn: boolean,
  where: string,
): Promise<ClaimedFolder | undefined> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await mkdir(path);
    return { path, isNew: true };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw refused(error, where, "written");
  }
  return goesOn && (await isEmptyFolder(path)) ? { path, isNew: false } : undefined;
}

/** The first of path, path-2, path-3, … that is nobody's yet. */
export async function claimNewFolder(path: string, where: string): Promise<ClaimedFolder> {
  for (let count = 1; ; count++) {
    const claimed = await claimFolder(count === 1 ? path : `${path}-${count}`, false, where);
    if (claimed !== undefined) return claimed;
  }
}

async function isEmptyFolder(path: string): Promise<boolean> {
  return (await lstat(path)).isDirectory() && (await readdir(path)).length === 0;
}

/** Takes away what was made and stayed empty; a folder that was there before stays. */
export async function releaseFolder({ path, isNew }: ClaimedFolder): Promise<void> {
  if (isNew) await rmdir(path).catch(() => {});
}

/**
 * Writes all files, or none if one cannot be written.
 *
 * @throws OptionError that says why
 */
export async function fillFolder(
  folder: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<void> {
  const written: string[] = [];
  try {
    for (const [name, content] of Object.entries(files)) {
      const path = join(folder, name);
      // One that is there already is not ours: it is not overwritten, and not removed either.
      const file = await open(path, "wx");
      written.push(path);
      try {
        await file.writeFile(content);
      } finally {
        await file.close();
      }
    }
  } catch (error) {
    for (const path of written) await rm(path, { force: true }).catch(() => {});
    throw refused(error, folder, "written");
  }
}
