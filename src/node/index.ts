/** What needs a file system: networks, trainings and pictures in files. */
export { loadNetwork, saveNetwork } from "./network-file.ts";
export { type PngOptions, renderPng } from "./render-png.ts";
export { loadSnapshot, saveSnapshot } from "./snapshot-file.ts";
