/** A network, with values of its parameters, in a file. */
import { decodeNetwork, encodeNetwork, type SavedNetwork } from "../io/network-bytes.ts";
import { readWhole, writeAtomically } from "./files.ts";

/**
 * Writes a network, with its parameters if they are given, to one file. Whatever happens meanwhile,
 * the file holds all of it or what it held before.
 *
 * @throws OptionError if the file cannot be written or the parameters belong to another network;
 *   ModelError for a constant that is not finite; UnsupportedError for a network that a file would not
 *   give back exactly
 */
export async function saveNetwork(path: string, saved: SavedNetwork): Promise<void> {
  const where = `saveNetwork("${path}")`;
  await writeAtomically(path, await encodeNetwork(saved, where), where);
}

/**
 * The network in a file, or the one whose training a snapshot holds, with its parameters.
 *
 * @throws OptionError, ShapeError, ModelError or UnsupportedError for a file that is not there,
 *   truncated, altered or no network
 */
export async function loadNetwork(path: string): Promise<SavedNetwork> {
  const where = `loadNetwork("${path}")`;
  return decodeNetwork(await readWhole(path, where), where);
}
