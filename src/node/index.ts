/** What needs a file system: networks, trainings, pictures and MNIST in files. */
export { type LabelledImages, type Mnist, readMnist } from "./mnist.ts";
export { loadNetwork, saveNetwork } from "./network-file.ts";
export { type PngOptions, renderPng } from "./render-png.ts";
export { loadSnapshot, saveSnapshot } from "./snapshot-file.ts";
