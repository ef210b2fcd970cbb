/** A training in a file. */
import { decodeSnapshot, encodeSnapshot } from "../train/snapshot-bytes.ts";
import type { TrainingState } from "../train/training-state.ts";
import { readWhole, writeAtomically } from "./files.ts";

/**
 * Writes a training to one file. Whatever happens meanwhile, the file holds all of it or what it held
 * before.
 *
 * @throws OptionError if the file cannot be written or the notes are not plain data
 */
export async function saveSnapshot(path: string, state: TrainingState): Promise<void> {
  const where = `saveSnapshot("${path}")`;
  await writeAtomically(path, await encodeSnapshot(state, where), where);
}

/**
 * The training in a file, for `fit({ resume })`.
 *
 * @throws OptionError, ShapeError, ModelError or UnsupportedError for a file that is not there,
 *   truncated, altered or no snapshot
 */
export async function loadSnapshot(path: string): Promise<TrainingState> {
  const where = `loadSnapshot("${path}")`;
  return decodeSnapshot(await readWhole(path, where), where);
}
