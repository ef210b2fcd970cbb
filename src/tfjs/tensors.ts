/** Tensors at the door: what they have to be, and their numbers. */
import { getBackend, Tensor } from "@tensorflow/tfjs-core";
import { OptionError, UnsupportedError } from "../errors.ts";
import { shown } from "../values.ts";

/** @throws OptionError for what is no tensor of numbers, and for one that was disposed */
export function checkTensor(where: string, name: string, value: unknown): asserts value is Tensor {
  if (!(value instanceof Tensor)) {
    const hint = "Give a tensor, such as tf.tensor(…); in a model of layers take spikingLayer.";
    throw new OptionError(where, `"${name}" is ${shown(value)}, which is no tensor`, hint);
  }
  if (value.isDisposed) {
    const hint = "Keep it with tf.keep, or make it inside of the same tf.tidy.";
    throw new OptionError(where, `"${name}" is a tensor that was disposed`, hint);
  }
  if (value.dtype === "float32" || value.dtype === "int32") return;
  throw new OptionError(where, `"${name}" is a tensor of ${value.dtype}`, 'Give "float32".');
}

/**
 * The numbers of a tensor, at once: a run cannot wait.
 *
 * @returns not to be written to
 * @throws UnsupportedError if the backend reads only asynchronously
 */
export function readTensor(where: string, name: string, tensor: Tensor): Float32Array | Int32Array {
  try {
    return tensor.dataSync<"float32" | "int32">();
  } catch (cause) {
    const backend = getBackend();
    const reason = cause instanceof Error ? cause.message : String(cause);
    const what = `the backend "${backend}" does not give the numbers of "${name}" at once (${reason})`;
    const hint = 'Neurons run on the CPU: choose another backend before, as in await tf.setBackend("wasm").';
    const error = new UnsupportedError(where, what, hint);
    error.cause = cause;
    throw error;
  }
}
