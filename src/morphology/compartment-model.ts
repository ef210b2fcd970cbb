/** Neurons of several compartments, each with its own voltage. */
import { knownHere, ModelError } from "../errors.ts";
import { isName, nameRule } from "../expr/names.ts";
import { defineNeuron } from "../neurons/define-neuron.ts";
import type { EventDefinition } from "../neurons/neuron-definition.ts";
import type { NeuronModel } from "../neurons/neuron-model.ts";
import { arrayOf, checkOptions, checkValue, type Kinds, recordOf, rule } from "../options.ts";
import { isRecord, shown } from "../values.ts";
import { axialConductances } from "./connections.ts";
import { areaOf, type Cylinder, overArea } from "./geometry.ts";
import type { CompartmentEvent, Mechanism } from "./mechanism.ts";
import { type Part, partOf, placed, placedEvent } from "./part.ts";

/** A cylinder with a membrane. */
export interface Compartment extends Cylinder {
  /** What it has beside the mechanisms of all compartments. */
  readonly mechanisms?: readonly Mechanism[];
  /** Voltage at t = 0 [mV]; default: that of the model. */
  readonly initial?: number;
}

/** Where a neuron spikes. */
export interface SpikeSite {
  readonly compartment: string;
  /** [mV], the parameter `vThreshold`: it spikes where the voltage rises through it. */
  readonly threshold: number;
  /** [mV], the parameter `vReset`: what the voltage is set to. Default: it goes on, as channels have it. */
  readonly reset?: number;
}

/** What a neuron of several compartments is made of. */
export interface CompartmentModelOptions {
  readonly name: string;
  /** By name. */
  readonly compartments: Readonly<Record<string, Compartment>>;
  /** Which meet, end to end: two, or more in one point. Together a tree. */
  readonly connections?: readonly (readonly string[])[];
  /** R_a [Ω cm]; default 100. */
  readonly axialResistivity?: number;
  /** Of the membrane [µF/cm²]; default 1. */
  readonly capacitance?: number;
  /** That every compartment has. */
  readonly mechanisms?: readonly Mechanism[];
  /** Voltage at t = 0 [mV]; default −65. */
  readonly initial?: number;
  /** Without it the neuron does not spike. */
  readonly spike?: SpikeSite;
  /** Events of compartments, by the plain names of these: `{ compartment: "dendrite", when: "v > -36 mV" }`. They are not sent unless they say so. */
  readonly events?: Readonly<Record<string, CompartmentEvent & { readonly compartment: string }>>;
}

const aMechanism = rule(
  (value) => isRecord(value) && Array.isArray(value["names"]),
  "Give leak({ … }), hodgkinHuxleyChannels() or mechanism({ … }).",
);
const mechanisms = arrayOf(aMechanism);
const geometry: Kinds<Compartment> = {
  length: "positive",
  diameter: "positive",
  mechanisms,
  initial: "free",
};
const site: Kinds<SpikeSite> = { compartment: "text", threshold: "free", reset: "free" };
const kinds: Kinds<CompartmentModelOptions> = {
  name: "text",
  compartments: "record",
  connections: arrayOf(arrayOf("text")),
  axialResistivity: "positive",
  capacitance: "positive",
  mechanisms,
  initial: "free",
  spike: recordOf(site, ["compartment", "threshold"]),
  events: "record",
};

/**
 * A neuron of several compartments. Of each, called `soma` here,
 *
 *   C_soma dv_soma/dt = Σ i_mechanism_soma + Σ gAxial_soma_other (v_other − v_soma) + current_soma
 *
 * with v in mV, conductances in nS, currents in pA and C, the parameter `capacitance_soma`, in pF. `current_soma`, 0 by
 * default, is where `withSynapses` puts currents: `{ into: "current_soma", membrane: "v_soma", synapses }`.
 * All of them are parameters, whose defaults come from the geometry: conductances and capacitances of the area π d L,
 * axial ones from centre to centre, 1/gAxial = 4 R_a (L_1/2)/(π d_1²) + 4 R_a (L_2/2)/(π d_2²); between more than two that
 * meet in a point without a membrane, g_i g_j/Σ g of the halves. The order is second in the length of compartments.
 *
 * @returns the model, made by `defineNeuron`
 * @throws ModelError for connections that are no tree, names that are taken twice or that there are not, and for what
 *   defineNeuron refuses; OptionError for a wrong option
 *
 * Source: Rall (1964), in: Reiss (ed.), Neural Theory and Modeling, 73–97; Koch (1999), Biophysics of Computation, §3.2.
 *
 * @example
 * const model = compartmentModel({
 *   name: "ball-and-stick",
 *   compartments: {
 *     soma: { length: 20, diameter: 20, mechanisms: [hodgkinHuxleyChannels()] },
 *     dendrite: { length: 200, diameter: 2 },
 *   },
 *   connections: [["soma", "dendrite"]],
 *   mechanisms: [leak({ conductance: 0.3, reversal: -54.4 })],
 *   spike: { compartment: "soma", threshold: 0 },
 * });
 */
export function compartmentModel(options: CompartmentModelOptions): NeuronModel {
  const where = `compartmentModel(${shown(options?.name)})`;
  checkOptions(where, options, kinds, ["name", "compartments"]);
  const { name, compartments, connections = [], axialResistivity = 100, capacitance = 1 } = options;
  const { mechanisms: everywhere = [], initial = -65, spike, events = {} } = options;
  const known = Object.keys(compartments);
  if (known.length === 0) throw new ModelError(where, "there is no compartment", "Name at least one.");
  for (const [own, compartment] of Object.entries(compartments)) {
    if (!isName(own)) throw new ModelError(where, `${shown(own)} is not a name`, nameRule);
    checkValue(where, `compartments.${own}`, compartment, recordOf(geometry, ["length", "diameter"]));
  }

  /** Names of a compartment, which formulas of its events have without the compartment's. */
  const names = new Map<string, ReadonlySet<string>>();
  const currents = new Map<string, string[]>();
  const parts = Object.entries(compartments).flatMap(([own, compartment]) => {
    const all = [...everywhere, ...(compartment.mechanisms ?? [])];
    const area = areaOf(compartment);
    const conducting = all.map((mechanism) => partOf(mechanism, own, area));
    names.set(own, new Set(["v", ...all.flatMap((mechanism) => mechanism.names)]));
    currents.set(
      own,
      conducting.map(({ current }) => current),
    );
    return [membrane(own, compartment.initial ?? initial, overArea(capacitance, area)), ...conducting];
  });
  const axial = axialConductances(where, compartments, connections, axialResistivity).map(
    ({ from, to, conductance }) => {
      const name = `gAxial_${from}_${to}`;
      const [v, other] = [placed("v", from), placed("v", to)];
      currents.get(from)!.push(`${name} * (${other} - ${v})`);
      currents.get(to)!.push(`${name} * (${v} - ${other})`);
      return { [name]: { unit: "nS", default: conductance, domain: "nonnegative" } as const };
    },
  );
  const balances = [...currents].map(([own, sum]) => {
    const left = `${placed("capacitance", own)} * d${placed("v", own)}/dt`;
    return `${left} = ${[...sum, placed("current", own)].join(" + ")}`;
  });

  const namesOf = (of: string, compartment: string): ReadonlySet<string> => {
    const found = names.get(compartment);
    if (found !== undefined) return found;
    const what = `there is no compartment ${shown(compartment)}`;
    throw new ModelError(`${where}, ${of}`, what, knownHere(compartment, known));
  };
  for (const [own, event] of Object.entries(events)) checkValue(where, `events.${own}`, event, "record");
  const named = Object.entries(events).map(([own, { compartment, ...event }]) => ({
    [own]: placedEvent(event, namesOf(`events.${own}`, compartment), compartment),
  }));
  if (spike !== undefined) namesOf("spike", spike.compartment);
  return defineNeuron({
    name,
    state: merged(
      where,
      parts.map(({ state }) => state),
    ),
    discrete: merged(
      where,
      parts.map(({ discrete }) => discrete),
    ),
    parameters: merged(where, [
      ...parts.map(({ parameters }) => parameters),
      ...axial,
      ...(spike === undefined ? [] : [{ vThreshold: { unit: "mV", default: spike.threshold } }]),
      ...(spike?.reset === undefined ? [] : [{ vReset: { unit: "mV", default: spike.reset } }]),
    ]),
    dynamics: [...parts.flatMap(({ lines }) => lines), ...balances].join("\n"),
    events: merged(where, [...parts.map((part) => part.events), ...named]),
    ...(spike !== undefined && { spike: spikeOf(spike) }),
  });
}

/** @param capacitance  [pF] */
function membrane(own: string, initial: number, capacitance: number): Part {
  return {
    state: { [placed("v", own)]: { unit: "mV", initial, scale: 10 } },
    discrete: {},
    parameters: {
      [placed("capacitance", own)]: { unit: "pF", default: capacitance, domain: "positive" },
      [placed("current", own)]: { unit: "pA", default: 0 },
    },
    events: {},
    lines: [],
    current: placed("current", own),
  };
}

function spikeOf({ compartment, reset }: SpikeSite): EventDefinition {
  const v = placed("v", compartment);
  return { when: `${v} - vThreshold`, reset: reset === undefined ? {} : { [v]: "vReset" } };
}

/** All records in one. */
function merged<T>(where: string, records: readonly Readonly<Record<string, T>>[]): Record<string, T> {
  const entries = records.flatMap((record) => Object.entries(record));
  const found = new Set<string>();
  for (const [own] of entries) {
    if (found.has(own)) {
      throw new ModelError(where, `there are two "${own}"`, "Give one of them another name.");
    }
    found.add(own);
  }
  return Object.fromEntries(entries);
}
