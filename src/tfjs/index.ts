/** Networks in TensorFlow.js: as operations on tensors and as layers of a model. */
export { SpikingLayer, type SpikingLayerOptions, spikingLayer } from "./spiking-layer.ts";
export { type InputTensors, type SpikingOp, type SpikingOpOptions, spikingOp } from "./spiking-op.ts";
export type { SignalForm } from "./tensor-input.ts";
