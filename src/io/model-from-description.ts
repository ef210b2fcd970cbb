/** From the description of a neuron model, which may come from anywhere, to the model. */

import type { Domain } from "../domain.ts";
import { formulaOfText } from "../expr/formula.ts";
import { defineNeuron } from "../neurons/define-neuron.ts";
import type { EventDefinition, NeuronDefinition } from "../neurons/neuron-definition.ts";
import { type NeuronModel, payloadName } from "../neurons/neuron-model.ts";
import { readable } from "../neurons/print-model.ts";
import {
  field,
  finite,
  flag,
  inside,
  listOf,
  mapOf,
  objectOf,
  type Place,
  type Reader,
  text,
  whereIs,
  words,
} from "./json-reader.ts";
import type { EventDescription, ModelDescription, StateDescription } from "./model-description.ts";

const stateOf: Reader<StateDescription> = (value, at) => {
  const object = objectOf(["unit", "scale", "initial"])(value, at);
  return {
    unit: field(object, at, "unit", text),
    scale: field(object, at, "scale", finite),
    initial: field(object, at, "initial", (given, place) =>
      typeof given === "number" ? finite(given, place) : words(given, place),
    ),
  };
};

const domainOf: Reader<Domain> = (value, at) => {
  // What text is a domain is checked where the model is defined.
  if (typeof value === "string") return value as Domain;
  const object = objectOf(["min", "max"])(value, at);
  return { min: field(object, at, "min", finite), max: field(object, at, "max", finite) };
};

const parameterOf: Reader<ModelDescription["parameters"][string]> = (value, at) => {
  const object = objectOf(["unit", "default", "domain"])(value, at);
  return {
    unit: field(object, at, "unit", text),
    default: field(object, at, "default", finite),
    domain: field(object, at, "domain", domainOf),
  };
};

const eventOf: Reader<EventDescription> = (value, at) => {
  const object = objectOf(["when", "reset", "emits", "payload", "fireAtStart", "repeats"])(value, at);
  return {
    when: field(object, at, "when", words),
    reset: field(object, at, "reset", mapOf(words)),
    emits: field(object, at, "emits", flag),
    ...(Object.hasOwn(object, "payload") ? { payload: field(object, at, "payload", words) } : {}),
    fireAtStart: field(object, at, "fireAtStart", flag),
    ...(Object.hasOwn(object, "repeats") && !field(object, at, "repeats", flag) ? { repeats: false } : {}),
  };
};

const channelOf: Reader<{ readonly unit: string }> = (value, at) => ({
  unit: field(objectOf(["unit"])(value, at), at, "unit", text),
});

const portOf: Reader<ModelDescription["input"][string]> = (value, at) => {
  const object = objectOf(["weights", "map"])(value, at);
  return {
    weights: field(object, at, "weights", mapOf(channelOf)),
    map: field(object, at, "map", mapOf(words)),
  };
};

const keys = ["name", "state", "discrete", "parameters", "signals", "dynamics", "events", "input"];

/**
 * The model that was described.
 *
 * @throws ModelError, OptionError or ShapeError, with the place in the document, for anything else
 */
export const modelFromDescription: Reader<NeuronModel> = (value, at) => {
  const object = objectOf(keys)(value, at);
  const described: ModelDescription = {
    name: field(object, at, "name", words),
    state: field(object, at, "state", mapOf(stateOf)),
    discrete: field(object, at, "discrete", mapOf(stateOf)),
    parameters: field(object, at, "parameters", mapOf(parameterOf)),
    signals: field(object, at, "signals", listOf(words)),
    dynamics: field(object, at, "dynamics", text),
    events: field(object, at, "events", mapOf(eventOf)),
    input: field(object, at, "input", mapOf(portOf)),
  };
  return asDescribed(defineNeuron(definitionOf(described, at)), described);
};

/** The definition without units, which would convert what is converted already. */
function definitionOf(described: ModelDescription, at: Place): NeuronDefinition {
  const { name, state, discrete, parameters, signals, dynamics, events, input } = described;
  /** What initial values may depend on: names of states are theirs. */
  const fixed = [...Object.keys(state), ...Object.keys(discrete), ...Object.keys(parameters)];
  const names = [...fixed, ...signals, "t"];
  const formula = (written: string, known: readonly string[], path: string) => () =>
    formulaOfText(written, known, whereIs(inside(at, path)), "formula");
  const states = (given: ModelDescription["state"], path: string) =>
    mapped(given, ({ scale, initial }, key) => ({
      scale,
      initial: typeof initial === "number" ? initial : formula(initial, fixed, `${path}.${key}.initial`),
    }));
  const jump = (map: Readonly<Record<string, string>>, known: readonly string[], path: string) => () =>
    mapped(map, (written, key) => formula(written, known, `${path}.${key}`)());
  const { spike, ...others } = mapped(
    events,
    ({ when, reset, emits, payload, fireAtStart }, key): EventDefinition => ({
      when: formula(when, names, `events.${key}.when`),
      reset: jump(reset, names, `events.${key}.reset`),
      emits,
      ...(payload === undefined ? {} : { payload: formula(payload, names, `events.${key}.payload`) }),
      fireAtStart,
    }),
  );
  return {
    name,
    state: states(state, "state"),
    discrete: states(discrete, "discrete"),
    parameters: mapped(parameters, ({ default: standard, domain }) => ({ default: standard, domain })),
    signals,
    dynamics,
    ...(spike === undefined ? {} : { spike }),
    events: others,
    input: mapped(input, ({ weights, map }, key) => ({
      weights: Object.keys(weights),
      map: jump(map, [...new Set([...names, ...Object.keys(weights), payloadName])], `input.${key}.map`),
    })),
  };
}

/** What a definition cannot say: the units of what is converted already, and which events do not repeat. */
function asDescribed(model: NeuronModel, described: ModelDescription): NeuronModel {
  const { state, discrete, parameters, input, events } = described;
  const unitsOf = (port: string): string[] => Object.values(input[port]!.weights).map(({ unit }) => unit);
  return readable({
    ...model,
    states: Object.freeze(
      model.states.map((own) =>
        Object.freeze({ ...own, unit: (own.discrete ? discrete : state)[own.name]!.unit }),
      ),
    ),
    events: Object.freeze(
      model.events.map((own) =>
        Object.freeze({ ...own, repeats: own.repeats && events[own.name]!.repeats !== false }),
      ),
    ),
    parameters: Object.freeze(
      model.parameters.map((own) => Object.freeze({ ...own, unit: parameters[own.name]!.unit })),
    ),
    ports: Object.freeze(
      model.ports.map((own) => Object.freeze({ ...own, units: Object.freeze(unitsOf(own.name)) })),
    ),
  });
}

function mapped<A, B>(record: Readonly<Record<string, A>>, make: (value: A, key: string) => B) {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, make(value, key)]));
}
