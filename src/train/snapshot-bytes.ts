/** A training as the bytes of a file. */
import { decodeDocument, encodeDocument } from "../io/file-format.ts";
import {
  doubles,
  field,
  finite,
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
import type { Measurement } from "./measurement.ts";
import type { OptimizerState } from "./optimizers/optimizer.ts";
import type { EpochProgress, EpochReport, TrainingState } from "./training-state.ts";

/**
 * A training as the bytes of a file: a checked header, then JSON that keeps every bit of a double.
 *
 * @param where  what to call it in messages
 * @throws OptionError if the notes are not plain data; UnsupportedError without a SHA-256
 */
export async function encodeSnapshot(state: TrainingState, where = "encodeSnapshot"): Promise<Uint8Array> {
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
  const at: Place = { document: where, path: "" };
  const object = objectOf(keys)(content, at);
  const description = object["network"] as NetworkDescription;
  const network = networkFromDescription(description, where);
  const values = field(object, at, "parameters", doubles(network.layout.size));
  return {
    network: description,
    conditions: field(object, at, "conditions", mapOf(text)),
    parameters: checkedParameters(network, values).values,
    optimizer: field(object, at, "optimizer", optimizerOf),
    progress: field(object, at, "progress", progressOf),
    sums: field(object, at, "sums", doubles()),
    history: field(object, at, "history", listOf(reportOf)),
    ...(Object.hasOwn(object, "notes") ? { notes: object["notes"] } : {}),
  };
}

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
  const hasValidation = Object.hasOwn(object, "validation");
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
