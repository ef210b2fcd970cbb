/**
 * The folder of one training. It is made when the training starts, so that whoever comes second is refused before
 * anything is computed, and filled when it has ended. What is in it that the training did not write stays.
 */
import { lstat, mkdir, open, readdir, rm, rmdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { refused } from "../node/files.ts";

/**
 * Makes a folder that was not there; one that is there and empty is taken for a training that goes on.
 *
 * @returns whether it was made, or taken: not if anything else has its name
 * @throws OptionError if a folder cannot be made there
 */
export async function claimFolder(path: string, goesOn: boolean, where: string): Promise<boolean> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await mkdir(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw refused(error, where, "written");
  }
  return goesOn && (await isEmptyFolder(path));
}

/** The first of path, path-2, path-3, … that is nobody's yet. */
export async function claimNewFolder(path: string, where: string): Promise<string> {
  for (let count = 1; ; count++) {
    const candidate = count === 1 ? path : `${path}-${count}`;
    if (await claimFolder(candidate, false, where)) return candidate;
  }
}

async function isEmptyFolder(path: string): Promise<boolean> {
  return (await lstat(path)).isDirectory() && (await readdir(path)).length === 0;
}

/** Gives back a folder in which there is nothing. */
export async function releaseFolder(path: string): Promise<void> {
  await rmdir(path).catch(() => {});
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
