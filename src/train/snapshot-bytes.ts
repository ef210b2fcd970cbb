/** A training as the bytes of a file. */
import { decodeDocument, encodeDocument } from "../io/file-format.ts";
import {
  doubles,
  field,
  finite,
  inside,
  listOf,
  mapOf,
  natural,
  objectOf,
  type Place,
  positive,
  type Reader,
  real,
  text,
} from "../io/json-reader.ts";
import { checkedParameters } from "../io/network-bytes.ts";
import type { NetworkDescription } from "../io/network-description.ts";
import { networkFromDescription } from "../io/network-from-description.ts";
import type { Measurement } from "./evaluator.ts";
import type { OptimizerState } from "./optimizers/optimizer.ts";
import type { EpochProgress, EpochReport, TrainingState } from "./training-state.ts";

/**
 * A training as the bytes of a file: a checked header, then JSON that keeps every bit of a double.
 *
 * @param where  what to call it in messages
 * @throws OptionError, ShapeError, ModelError or UnsupportedError for a state that `decodeSnapshot` would
 *   refuse, and for notes that are not plain data; UnsupportedError without a SHA-256
 */
export async function encodeSnapshot(state: TrainingState, where = "encodeSnapshot"): Promise<Uint8Array> {
  checkedState(state, where);
  return encodeDocument("training-snapshot", state, where);
}

/**
 * The training in the bytes of a file. All of it is checked here; whether it fits a training that is to
 * go on, `fit` checks.
 *
 * @param where  what to call the bytes in messages
 * @throws OptionError, ShapeError, ModelError or UnsupportedError for bytes that do not hold one
 */
export async function decodeSnapshot(bytes: Uint8Array, where = "decodeSnapshot"): Promise<TrainingState> {
  const { content } = await decodeDocument(bytes, ["training-snapshot"], where);
  return checkedState(content, where);
}

function checkedState(value: unknown, where: string): TrainingState {
  const at: Place = { document: where, path: "" };
  const state = stateOf(value, at);
  const network = networkFromDescription(state.network, where);
  doubles(network.layout.size)(state.parameters, inside(at, "parameters"));
  checkedParameters(network, state.parameters, where);
  return state;
}

/** Fields of the right kinds; the network, and whether its parameters fit it, are left to be checked. */
export const stateOf: Reader<TrainingState> = (value, at) => {
  const object = objectOf(keys)(value, at);
  return {
    network: field(object, at, "network", objectOf()) as object as NetworkDescription,
    conditions: field(object, at, "conditions", mapOf(text)),
    parameters: field(object, at, "parameters", doubles()),
    optimizer: field(object, at, "optimizer", optimizerOf),
    progress: field(object, at, "progress", progressOf),
    sums: field(object, at, "sums", doubles()),
    history: field(object, at, "history", listOf(reportOf)),
    ...(object["notes"] === undefined ? {} : { notes: object["notes"] }),
  };
};

const keys = [
  "network",
  "conditions",
  "parameters",
  "optimizer",
  "progress",
  "sums",
  "history",
  "notes",
] as const satisfies readonly (keyof TrainingState)[];

const optimizerOf: Reader<OptimizerState> = (value, at) => {
  const object = objectOf(["steps", "moments"])(value, at);
  return {
    steps: field(object, at, "steps", natural),
    moments: field(object, at, "moments", mapOf(doubles())),
  };
};

const progressOf: Reader<EpochProgress> = (value, at) => {
  const object = objectOf(["epoch", "done", "learningRate", "clipped", "bumped"])(value, at);
  return {
    epoch: field(object, at, "epoch", positive),
    done: field(object, at, "done", natural),
    learningRate: field(object, at, "learningRate", finite),
    clipped: field(object, at, "clipped", natural),
    bumped: field(object, at, "bumped", natural),
  };
};

const reportOf: Reader<EpochReport> = (value, at) => {
  const known = ["epoch", "train", "validation", "learningRate", "clipped", "bumped"];
  const object = objectOf(known)(value, at);
  const hasValidation = object["validation"] !== undefined;
  return {
    epoch: field(object, at, "epoch", positive),
    train: field(object, at, "train", measurementOf),
    validation: hasValidation ? field(object, at, "validation", measurementOf) : undefined,
    learningRate: field(object, at, "learningRate", finite),
    clipped: field(object, at, "clipped", natural),
    bumped: field(object, at, "bumped", natural),
  };
};

const measurementOf: Reader<Measurement> = (value, at) => {
  const object = objectOf(["loss", "terms", "metrics"])(value, at);
  return {
    loss: field(object, at, "loss", real),
    terms: field(object, at, "terms", mapOf(real)),
    metrics: field(object, at, "metrics", mapOf(real)),
  };
};
