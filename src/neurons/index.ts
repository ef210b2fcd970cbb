/** Neuron models, and how to define one. */

export type { Domain } from "../domain.ts";
export * from "./catalogue.ts";
export { defineNeuron } from "./define-neuron.ts";
export type {
  EventDefinition,
  Formula,
  InputDefinition,
  JumpDefinition,
  NamesWithUnits,
  NeuronDefinition,
  ParameterDefinition,
  PortDefinition,
  StateDefinition,
  Symbols,
  TimerDefinition,
} from "./neuron-definition.ts";
export type { NeuronEvent, NeuronModel, Parameter, Port, StateVariable } from "./neuron-model.ts";
export {
  type AtMostOneSpikeOptions,
  atMostOneSpike,
  type RefractoryOptions,
  refractory,
} from "./refractory.ts";
export {
  alphaSynapse,
  type DeltaSynapse,
  deltaSynapse,
  exponentialSynapse,
  type LastingSynapse,
  type NmdaSynapseOptions,
  nmdaSynapse,
  type Synapse,
  type SynapseOptions,
} from "./synapses.ts";
export { withGradedSpikes } from "./with-graded-spikes.ts";
export { type IntegralOptions, withIntegral } from "./with-integral.ts";
export { type ShortTermPlasticityOptions, withShortTermPlasticity } from "./with-short-term-plasticity.ts";
export { type WithSynapsesOptions, withSynapses } from "./with-synapses.ts";
