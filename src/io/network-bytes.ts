/** A network, with values of its parameters, as the bytes of a file. */

import type { Network } from "../network/network.ts";
import { checkNetwork, checkParameters, type Parameters, parametersOf } from "../network/parameters.ts";
import { checkKeys } from "../options.ts";
import { describeNetwork } from "./describe-network.ts";
import { decodeDocument, encodeDocument } from "./file-format.ts";
import { doubles, field, objectOf } from "./json-reader.ts";
import type { NetworkDescription } from "./network-description.ts";
import { networkFromDescription } from "./network-from-description.ts";

/** What a file of a network holds. */
export interface SavedNetwork {
  readonly network: Network;
  /** Trained ones, as a rule. */
  readonly parameters?: Parameters;
}

/**
 * A network, with its parameters if they are given, as the bytes of a file: a checked header, then JSON that
 * keeps every bit of a double.
 *
 * @param where  what to call it in messages
 * @throws OptionError for what is no network, and for parameters that belong to another one or lie outside
 *   their domains; UnsupportedError and ModelError as `describeNetwork` does, UnsupportedError also without
 *   a SHA-256
 */
export async function encodeNetwork(saved: SavedNetwork, where = "encodeNetwork"): Promise<Uint8Array> {
  checkKeys(where, saved, ["network", "parameters"]);
  const { network, parameters } = saved;
  checkNetwork(where, network);
  if (parameters !== undefined) checkParameters(where, network, parameters);
  const content = { network: describeNetwork(network), parameters: parameters?.values };
  return encodeDocument("network", content, where);
}

/**
 * The network in the bytes of a file, or in those of a snapshot of its training; nothing in it is run.
 *
 * @param where  what to call the bytes in messages
 * @throws OptionError, ShapeError, ModelError or UnsupportedError for bytes that do not hold one
 */
export async function decodeNetwork(bytes: Uint8Array, where = "decodeNetwork"): Promise<SavedNetwork> {
  const { content } = await decodeDocument(bytes, ["network", "training-snapshot"], where);
  const at = { document: where, path: "" };
  const object = objectOf()(content, at);
  const network = field(object, at, "network", (description) =>
    // It is checked field by field.
    networkFromDescription(description as NetworkDescription, where),
  );
  if (object["parameters"] === undefined) return { network };
  const values = field(object, at, "parameters", doubles(network.layout.size));
  return { network, parameters: checkedParameters(network, values, where) };
}

/**
 * @param values  not copied
 * @throws OptionError for a wrong number of them, or one outside its domain
 */
export function checkedParameters(network: Network, values: Float64Array, where: string): Parameters {
  const parameters = parametersOf(network.layout, values);
  checkParameters(where, network, parameters);
  return parameters;
}
