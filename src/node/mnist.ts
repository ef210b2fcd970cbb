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

const where = "readMnist";
const hint =
  "The four files are train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, each as it is or with .gz. https://ossci-datasets.s3.amazonaws.com/mnist/ has them.";

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
  checkValue(where, "folder", folder, "text");
  const [train, test] = await Promise.all(["train", "t10k"].map((part) => labelledImages(folder, part)));
  return { train: train!, test: test! };
}

async function labelledImages(folder: string, part: string): Promise<LabelledImages> {
  const [images, labels] = await Promise.all([
    bytesOf(folder, `${part}-images-idx3-ubyte`, 3),
    bytesOf(folder, `${part}-labels-idx1-ubyte`, 1),
  ]);
  const [count, rows, columns] = images.shape as [number, number, number];
  if (labels.shape[0] !== count) {
    const what = `there are ${count} pictures and ${labels.shape[0]} labels in the ${part} files of ${folder}`;
    throw new ShapeError(where, what, "Take both from the same set.");
  }
  return { count, rows, columns, pixels: images.values, labels: labels.values };
}

type Bytes = IdxArray & { readonly values: Uint8Array };

async function bytesOf(folder: string, name: string, dimensions: number): Promise<Bytes> {
  const path = await fileCalled(folder, name);
  const content = await readWhole(path, where);
  const array = ((): IdxArray => {
    try {
      return parseIdx(path.endsWith(".gz") ? gunzipSync(content) : content);
    } catch (error) {
      throw new OptionError(where, `${path}: ${(error as Error).message}`, hint);
    }
  })();
  if (array.shape.length !== dimensions || !(array.values instanceof Uint8Array)) {
    const what = `${path} has numbers of another kind, or in ${array.shape.length} dimensions`;
    throw new OptionError(where, what, `It should have bytes in ${dimensions}. ${hint}`);
  }
  return array as Bytes;
}

/** The path of a file, or of the same file compressed. */
async function fileCalled(folder: string, name: string): Promise<string> {
  for (const path of [join(folder, name), join(folder, `${name}.gz`)]) {
    try {
      await access(path);
      return path;
    } catch {}
  }
  throw new OptionError(where, `${folder} has neither ${name} nor ${name}.gz`, hint);
}
