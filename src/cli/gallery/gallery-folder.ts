/** The folder of a gallery: a new one, or a gallery of before, whose place the new one takes. */
import { lstat, readdir, readFile, realpath } from "node:fs/promises";
import { join, resolve } from "node:path";
import { OptionError } from "../../errors.ts";
import { isRecord } from "../../values.ts";
import { claimPath } from "../claim.ts";
import {
  claimFolder,
  fillFolder,
  isEmptyFolder,
  makeWayTo,
  releaseFolder,
  releaseFolderAtExit,
  replaceFolder,
} from "../output-folder.ts";

export interface GalleryFolder {
  readonly path: string;
  /** Writes all files, or none. @throws OptionError that says why */
  readonly fill: (files: Readonly<Record<string, string | Uint8Array>>) => Promise<void>;
  /** Lets others have it. */
  readonly release: () => Promise<void>;
}

/** Says what a gallery has in it. */
const listName = "gallery.json";
const format = "saltus-gallery";

/**
 * Claims the folder before anything is drawn.
 *
 * @throws OptionError for a path that something else than a gallery has, or that is in use
 */
export async function galleryFolder(command: string, wanted: string): Promise<GalleryFolder> {
  const named = resolve(wanted);
  const where = `${command}: ${wanted}`;
  await makeWayTo(named, where);
  const path = await realpath(named).catch(() => named);
  const claim = await claimPath(path, where, "Wait until that has ended, or name another folder.");
  try {
    const isNew =
      (await claimFolder(path, where)) ||
      (claim.wasLeftBehind && (await isFolder(path)) && (await isEmptyFolder(path)));
    if (!isNew && !(await isGallery(path))) {
      const hint = "Name a folder that does not exist yet, or that has nothing but a gallery in it.";
      throw new OptionError(command, `${path} exists already`, hint);
    }
    const stay = isNew ? releaseFolderAtExit(path) : () => {};
    const write = isNew ? fillFolder : replaceFolder;
    return {
      path,
      fill: (files) => write(path, claim.partial, { ...files, [listName]: listOf(Object.keys(files)) }),
      release: async () => {
        stay();
        if (isNew) await releaseFolder(path);
        await claim.release();
      },
    };
  } catch (error) {
    await claim.release();
    throw error;
  }
}

async function isFolder(path: string): Promise<boolean> {
  return (await lstat(path)).isDirectory();
}

function listOf(files: readonly string[]): string {
  return `${JSON.stringify({ format, version: 1, files: [...files, listName] }, null, 2)}\n`;
}

/** Whether all that is in the folder was written by this command. */
async function isGallery(path: string): Promise<boolean> {
  if (!(await isFolder(path))) return false;
  try {
    const list: unknown = JSON.parse(await readFile(join(path, listName), "utf8"));
    if (!isRecord(list) || list["format"] !== format || !Array.isArray(list["files"])) return false;
    const files = new Set<unknown>(list["files"]);
    return (await readdir(path)).every((name) => files.has(name));
  } catch {
    return false;
  }
}
