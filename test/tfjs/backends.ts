/** The backends that tests run on, quiet and ready. */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
// With it come the gradients of the operations.
import "@tensorflow/tfjs-layers";

// No advice to install another backend.
tf.enableProdMode();
const main = createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm");
setWasmPaths(`${join(dirname(main))}/`);

export const backends = ["cpu", "wasm"] as const;

/** Makes a backend the one that all tensors are of. */
export async function use(backend: (typeof backends)[number]): Promise<void> {
  if (!(await tf.setBackend(backend))) throw new Error(`the backend "${backend}" does not start`);
  await tf.ready();
}
