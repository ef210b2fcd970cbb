/** A training in a file. */
import { decodeSnapshot, encodeSnapshot } from "../train/snapshot-bytes.ts";
import type { TrainingState } from "../train/training-state.ts";
import { filePath } from "./file-path.ts";
import { readWhole, writeAtomically } from "./files.ts";

/**
 * Writes a training to one file. Whatever happens meanwhile, the file holds all of it or what it held
 * before.
 *
 * @param file  a path, or a `file:` URL
 * @throws OptionError if the file cannot be written or the notes are not plain data; OptionError,
 *   ShapeError, ModelError or UnsupportedError for a state that `loadSnapshot` would refuse
 */
export async function saveSnapshot(file: string | URL, state: TrainingState): Promise<void> {
  const { path, where } = filePath("saveSnapshot", file);
  await writeAtomically(path, await encodeSnapshot(state, where), where);
}

/**
 * The training in a file, for `fit({ resume })`.
 *
 * @param file  a path, or a `file:` URL
 * @throws OptionError, ShapeError, ModelError or UnsupportedError for a file that is not there,
 *   truncated, altered or no snapshot
 */
export async function loadSnapshot(file: string | URL): Promise<TrainingState> {
  const { path, where } = filePath("loadSnapshot", file);
  return decodeSnapshot(await readWhole(path, where), where);
}
