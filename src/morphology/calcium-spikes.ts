/** Dendritic calcium action potentials of a compartment. */
import { calciumSpike } from "../neurons/calcium-spike.ts";
import { checkOptions } from "../options.ts";
import { type CompartmentEvent, type Mechanism, mechanism } from "./mechanism.ts";

/** Of calcium action potentials. */
export interface CalciumSpikeOptions {
  /** `strength`: the current of a pulse of height 1 [pA]; one that is not damped reaches 0.604 of it. */
  readonly strength: number;
  /** `inputConductance` [nS], positive: what the compartment's input current is divided by to tell its drive. */
  readonly inputConductance: number;
  /** `restingVoltage` [mV], the drive without input; default −75. */
  readonly restingVoltage?: number;
}

/**
 * Calcium action potentials as those of dendrites of human pyramidal neurons of layer 2/3, largest for input that just
 * reaches their threshold:
 *
 *   i = strength K (A − B) ,   drive = restingVoltage + current/inputConductance
 *
 * begun by the event `dendriticSpike` where v reaches `dendriteThreshold` (−36 mV), and damped by K, which is 1/e where
 * `current`, the current into the compartment and that of its synapses, drives it `dendriteWidth` (11.7 mV) above that. A, B, K
 * and their other parameters are those of `layer23`.
 *
 * @throws OptionError for a wrong option
 *
 * Source: Gidon et al. (2020), Science 367, 83–87; ModelDB 254217.
 */
export function calciumSpikes(options: CalciumSpikeOptions): Mechanism {
  const kinds = { strength: "free", inputConductance: "positive", restingVoltage: "free" } as const;
  checkOptions("calciumSpikes", options, kinds, ["strength", "inputConductance"]);
  const { strength, inputConductance, restingVoltage = -75 } = options;
  const spike = calciumSpike("v", "restingVoltage + current / inputConductance");
  return mechanism({
    name: "calcium",
    states: spike.state,
    discrete: spike.discrete,
    parameters: {
      ...spike.parameters,
      strength: { unit: "pA", default: strength },
      inputConductance: { unit: "nS", default: inputConductance, domain: "positive" },
      restingVoltage: { unit: "mV", default: restingVoltage },
    },
    dynamics: spike.dynamics,
    current: `strength * ${spike.pulse}`,
    events: spike.events as Readonly<Record<string, CompartmentEvent>>,
  });
}
