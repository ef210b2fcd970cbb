/** All neurons that the package exports, and what its functions make of them. */
import { compartmentModel, hodgkinHuxleyChannels, leak, mechanism } from "../../../src/morphology/index.ts";
import * as catalogue from "../../../src/neurons/catalogue.ts";
import {
  alphaSynapse,
  atMostOneSpike,
  deltaSynapse,
  exponentialSynapse,
  type NeuronModel,
  nmdaSynapse,
  refractory,
  withIntegral,
  withShortTermPlasticity,
  withSynapses,
} from "../../../src/neurons/index.ts";

/** The exported neurons, by the names of their exports. */
export const exported: ReadonlyMap<string, NeuronModel> = new Map(Object.entries(catalogue));

const currents = { alpha: alphaSynapse({ tau: 3 }), delta: deltaSynapse() };
const conductances = {
  ampa: exponentialSynapse({ tau: 2, reversal: 0 }),
  gaba: alphaSynapse({ tau: 4, reversal: -80 }),
  nmda: nmdaSynapse(),
};

function ballAndStick(): NeuronModel {
  // A calcium spike that pushes the dendrite up and is over after a time.
  const plateau = mechanism({
    name: "plateau",
    conductances: { gCa: 0.5 },
    discrete: { isOpen: {} },
    parameters: { eCa: { unit: "mV", default: 80 }, tOpen: { unit: "ms", default: 8, domain: "positive" } },
    current: "gCa * isOpen * (eCa - v)",
    events: {
      opens: {
        when: "v + 45 mV",
        while: "isOpen < 0.5",
        reset: { isOpen: 1 },
        after: { period: "tOpen", event: "closes" },
      },
      closes: { reset: { isOpen: 0 } },
    },
  });
  const model = compartmentModel({
    name: "ballAndStick",
    compartments: {
      soma: { length: 20, diameter: 20, mechanisms: [hodgkinHuxleyChannels()] },
      trunk: { length: 150, diameter: 2 },
      tuft: { length: 150, diameter: 1.5, mechanisms: [plateau] },
    },
    connections: [
      ["soma", "trunk"],
      ["trunk", "tuft"],
    ],
    mechanisms: [leak({ conductance: 0.3, reversal: -54.4 })],
    spike: { compartment: "soma", threshold: 0 },
  });
  const synapses = { input: exponentialSynapse({ tau: 3 }) };
  return withSynapses(model, { into: "current_tuft", membrane: "v_tuft", synapses });
}

/** Neurons made of neurons, by what they are called in reports: every function that makes one is here once. */
export const composed: ReadonlyMap<string, NeuronModel> = new Map(
  Object.entries({
    "adaptiveLif + alpha, delta": withSynapses(catalogue.adaptiveLif, {
      into: "bias",
      membrane: "v",
      synapses: currents,
    }),
    "adex + conductances": withSynapses(catalogue.adex, {
      into: "current",
      membrane: "v",
      synapses: conductances,
    }),
    "hodgkinHuxley + conductances": withSynapses(catalogue.hodgkinHuxley, {
      into: "current",
      membrane: "v",
      synapses: conductances,
    }),
    "lif, refractory": refractory(catalogue.lif, { period: 2 }),
    "adex, refractory, input blocked": refractory(catalogue.adex, { period: 3, blockInput: true }),
    "egru, refractory": refractory(catalogue.egru, { period: 4 }),
    "layer23, refractory": refractory(catalogue.layer23, { period: 2 }),
    "qif, once": atMostOneSpike(catalogue.qif),
    "twoCompartment, once, frozen": atMostOneSpike(catalogue.twoCompartment, {
      freeze: true,
      blockInput: true,
    }),
    "adaptiveLif, depressing": withShortTermPlasticity(catalogue.adaptiveLif, {
      release: 0.5,
      tauRecovery: 100,
    }),
    "adex, facilitating": withShortTermPlasticity(catalogue.adex, {
      release: 0.2,
      tauRecovery: 100,
      tauFacilitation: 50,
    }),
    "egru, facilitating": withShortTermPlasticity(catalogue.egru, {
      release: 0.2,
      tauRecovery: 100,
      tauFacilitation: 50,
    }),
    "izhikevich, integrated": withIntegral(catalogue.izhikevich, {
      name: "area",
      of: "max(0, v + 60)",
      scale: 100,
    }),
    "ball and stick": ballAndStick(),
  }),
);

export const all: ReadonlyMap<string, NeuronModel> = new Map([...exported, ...composed]);
