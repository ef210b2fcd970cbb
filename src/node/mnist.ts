/** MNIST, and data that come as it does, from a folder. */
import { access } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { type IdxArray, parseIdx } from "../data/idx.ts";
import { OptionError, ShapeError } from "../errors.ts";
import { checkValue } from "../options.ts";
import { readWhole } from "./files.ts";

/** Labelled pictures in shades of grey. */
export interface LabelledImages {
  /** Number of pictures. */
  readonly count: number;
  readonly rows: number;
  readonly columns: number;
  /** [count, rows, columns]; 0 is the ground, 255 full ink. */
  readonly pixels: Uint8Array;
  /** Class of each picture [count]. */
  readonly labels: Uint8Array;
}

/** A set in its two official parts. */
export interface Mnist {
  readonly train: LabelledImages;
  readonly test: LabelledImages;
}

/** Names of the four files, compressed or not, as they are published. */
export const mnistFiles = [
  "train-images-idx3-ubyte",
  "train-labels-idx1-ubyte",
  "t10k-images-idx3-ubyte",
  "t10k-labels-idx1-ubyte",
] as const;

export type MnistFile = (typeof mnistFiles)[number];

/** Where they can be had, compressed. */
export const mnistAddress = "https://ossci-datasets.s3.amazonaws.com/mnist/";

const hint = `The four files are ${mnistFiles.slice(0, -1).join(", ")} and ${mnistFiles.at(-1)}, each as it is or with .gz. ${mnistAddress} has them.`;

/**
 * MNIST, 60,000 digits to train with and 10,000 to test with, each 28 × 28 pixels; or what comes in files of the same names,
 * as Fashion-MNIST does.
 *
 * @param folder  with the four files, compressed by gzip or not
 * @throws OptionError for a file that is not there or cannot be read; ShapeError if there are not as many labels as pictures
 *
 * Source: LeCun, Bottou, Bengio & Haffner (1998), Proc. IEEE 86, 2278–2324.
 */
export async function readMnist(folder: string): Promise<Mnist> {
  checkValue("readMnist", "folder", folder, "text");
  return mnistIn(folder, "readMnist");
}

/** The same for a caller of another name. */
export async function mnistIn(folder: string, where: string): Promise<Mnist> {
  // One after the other: of several faults the first is told, whichever is found first.
  const train = await labelledImages(folder, "train", where);
  return { train, test: await labelledImages(folder, "t10k", where) };
}

async function labelledImages(
  folder: string,
  part: "train" | "t10k",
  where: string,
): Promise<LabelledImages> {
  const images = await bytesOf(folder, `${part}-images-idx3-ubyte`, 3, where);
  const labels = await bytesOf(folder, `${part}-labels-idx1-ubyte`, 1, where);
  const [count, rows, columns] = images.shape as [number, number, number];
  if (labels.shape[0] !== count) {
    const what = `there are ${count} pictures and ${labels.shape[0]} labels in the ${part} files of ${folder}`;
    throw new ShapeError(where, what, "Take both from the same set.");
  }
  return { count, rows, columns, pixels: images.values, labels: labels.values };
}

type Bytes = IdxArray & { readonly values: Uint8Array };

async function bytesOf(folder: string, name: MnistFile, dimensions: number, where: string): Promise<Bytes> {
  const path = await fileCalled(folder, name);
  if (path === undefined) {
    if (!(await isThere(folder))) throw new OptionError(where, `there is no folder ${folder}`, hint);
    throw new OptionError(where, `${folder} has neither ${name} nor ${name}.gz`, hint);
  }
  const content = await readWhole(path, where);
  const array = ((): IdxArray => {
    try {
      return parseIdx(path.endsWith(".gz") ? gunzipSync(content) : content);
    } catch (error) {
      const whole = "If it did not come whole, fetch it again.";
      throw new OptionError(where, `${path}: ${(error as Error).message}`, `${whole} ${hint}`);
    }
  })();
  if (array.shape.length !== dimensions || !(array.values instanceof Uint8Array)) {
    const what = `${path} has numbers of another kind, or in ${array.shape.length} dimensions`;
    throw new OptionError(where, what, `It should have bytes in ${dimensions}. ${hint}`);
  }
  return array as Bytes;
}

/** The path of a file, or of the same file compressed; undefined if there is neither. */
export async function fileCalled(folder: string, name: MnistFile): Promise<string | undefined> {
  for (const path of [join(folder, name), join(folder, `${name}.gz`)]) if (await isThere(path)) return path;
  return undefined;
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
