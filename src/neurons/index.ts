/** Neuron models, and how to define one. */

export type { Domain } from "../domain.ts";
export { adaptiveLif } from "./adaptive-lif.ts";
export { adex } from "./adex.ts";
export { defineNeuron } from "./define-neuron.ts";
export { egru } from "./egru.ts";
export { eif } from "./eif.ts";
export { fitzHughNagumo } from "./fitzhugh-nagumo.ts";
export { gif } from "./gif.ts";
export { hindmarshRose } from "./hindmarsh-rose.ts";
export { hodgkinHuxley } from "./hodgkin-huxley.ts";
export { izhikevich } from "./izhikevich.ts";
export { layer23 } from "./layer23.ts";
export { leakyIntegrator } from "./leaky-integrator.ts";
export { legendreMemory } from "./legendre-memory.ts";
export { lif } from "./lif.ts";
export { mat2 } from "./mat2.ts";
export { morrisLecar } from "./morris-lecar.ts";
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
export { qif } from "./qif.ts";
export { quadratic } from "./quadratic.ts";
export {
  type AtMostOneSpikeOptions,
  atMostOneSpike,
  type RefractoryOptions,
  refractory,
} from "./refractory.ts";
export { resonateAndFire } from "./resonate-and-fire.ts";
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
export { traubMiles } from "./traub-miles.ts";
export { twoCompartment } from "./two-compartment.ts";
export { wangBuzsaki } from "./wang-buzsaki.ts";
export { type IntegralOptions, withIntegral } from "./with-integral.ts";
export { type ShortTermPlasticityOptions, withShortTermPlasticity } from "./with-short-term-plasticity.ts";
export { type WithSynapsesOptions, withSynapses } from "./with-synapses.ts";
