/** A network, with values of its parameters, in a file. */
import { decodeNetwork, encodeNetwork, type SavedNetwork } from "../io/network-bytes.ts";
import { filePath } from "./file-path.ts";
import { readWhole, writeAtomically } from "./files.ts";

/**
 * Writes a network, with its parameters if they are given, to one file. Whatever happens meanwhile,
 * the file holds all of it or what it held before.
 *
 * @param file  a path, or a `file:` URL
 * @throws OptionError if the file cannot be written, and for parameters that belong to another network or
 *   lie outside their domains; ModelError for a constant that is not finite; UnsupportedError for a network
 *   that a file would not give back exactly
 */
export async function saveNetwork(file: string | URL, saved: SavedNetwork): Promise<void> {
  const { path, where } = filePath("saveNetwork", file);
  await writeAtomically(path, await encodeNetwork(saved, where), where);
}

/**
 * The network in a file, or the one whose training a snapshot holds, with its parameters.
 *
 * @param file  a path, or a `file:` URL
 * @throws OptionError, ShapeError, ModelError or UnsupportedError for a file that is not there,
 *   truncated, altered or no network
 */
export async function loadNetwork(file: string | URL): Promise<SavedNetwork> {
  const { path, where } = filePath("loadNetwork", file);
  return decodeNetwork(await readWhole(path, where), where);
}
