/** What a reference network file says of the run: spikes, states and the loss. */
import { OptionError } from "../errors.ts";
import {
  field,
  finite,
  indexOf,
  inside,
  type JsonObject,
  listOf,
  objectOf,
  ofKind,
  type Place,
  type Reader,
  whereIs,
  words,
} from "../io/json-reader.ts";
import { numbers } from "../options.ts";
import { shown } from "../values.ts";
import type { ReferenceExpectations, ReferenceLoss, SpikeTerm, StateTerm } from "./reference-format.ts";

function timeUntil(until: number): Reader<number> {
  return ofKind(numbers((time) => time >= 0 && time <= until, `Give a time of the run, in [0, ${until}].`));
}

/** @param components  names of the states in the order of their values */
export function readExpected(
  components: readonly string[],
  neurons: number,
  horizon: number,
): Reader<ReferenceExpectations> {
  return (value, at) => {
    const expected = objectOf()(value, at);
    const sample: Reader<ReferenceExpectations["states"][number]> = (entry, place) => {
      const given = objectOf(["time", "values"])(entry, place);
      return {
        time: field(given, place, "time", timeUntil(horizon)),
        values: field(given, place, "values", listOf(listOf(finite, components.length), neurons)),
      };
    };
    const spikes = field(expected, at, "spikes", readSpikes(neurons, horizon));
    checkFirstSpikes(expected, at, spikes);
    return { spikes, states: field(expected, at, "states", listOf(sample)) };
  };
}

/** Pairs [neuron, time] in order of time, into times by neuron. */
function readSpikes(neurons: number, horizon: number): Reader<readonly (readonly number[])[]> {
  return (value, at) => {
    const spikes = Array.from({ length: neurons }, (): number[] => []);
    let last = 0;
    listOf((entry, place) => {
      const pair = listOf(finite, 2)(entry, place);
      const neuron = indexOf(neurons, "neurons")(pair[0], inside(place, 0));
      const time = timeUntil(horizon)(pair[1], inside(place, 1));
      const hint = "List spikes in order of time.";
      if (time < last) throw new OptionError(whereIs(place), `time ${time} comes after ${last}`, hint);
      last = time;
      spikes[neuron]!.push(time);
    })(value, at);
    return spikes;
  };
}

/** @throws OptionError if a file contradicts itself */
function checkFirstSpikes(expected: JsonObject, at: Place, spikes: readonly (readonly number[])[]): void {
  if (expected["first_spike_times"] === undefined) return;
  const orNull: Reader<number | null> = (value, place) => (value === null ? null : finite(value, place));
  const times = field(expected, at, "first_spike_times", listOf(orNull, spikes.length));
  times.forEach((time, neuron) => {
    const first = spikes[neuron]![0] ?? null;
    if (time === first) return;
    const place = inside(inside(at, "first_spike_times"), neuron);
    const hint = "The file contradicts itself; get it again from where it was made.";
    throw new OptionError(whereIs(place), `it is ${time}, but the first in spikes is ${first}`, hint);
  });
}

/** The terms of the loss, which name only spikes that are expected. */
export function readLoss(
  components: readonly string[],
  { spikes }: ReferenceExpectations,
  horizon: number,
): Reader<ReferenceLoss> {
  const neuron = indexOf(spikes.length, "neurons");
  return (value, at) => {
    const loss = objectOf()(value, at);
    const spikeTerm: Reader<SpikeTerm> = (entry, place) => {
      const term = objectOf(["neuron", "index", "coefficient", "power"])(entry, place);
      const which = field(term, place, "neuron", neuron);
      return {
        neuron: which,
        index: field(term, place, "index", indexOf(spikes[which]!.length, `spikes of neuron ${which}`)),
        coefficient: field(term, place, "coefficient", finite),
        power: field(term, place, "power", finite),
      };
    };
    const stateTerm: Reader<StateTerm> = (entry, place) => {
      const keys = ["neuron", "component", "component_index", "time", "coefficient", "power"];
      const term = objectOf(keys)(entry, place);
      return {
        neuron: field(term, place, "neuron", neuron),
        state: field(term, place, "component", readComponent(components, term)),
        time: field(term, place, "time", timeUntil(horizon)),
        coefficient: field(term, place, "coefficient", finite),
        power: field(term, place, "power", finite),
      };
    };
    return {
      spikeTerms: field(loss, at, "spike_time_terms", listOf(spikeTerm)),
      stateTerms: field(loss, at, "state_terms", listOf(stateTerm)),
      value: field(loss, at, "value", finite),
    };
  };
}

function readComponent(components: readonly string[], term: JsonObject): Reader<string> {
  return (value, at) => {
    const name = words(value, at);
    const index = components.indexOf(name);
    const given = term["component_index"] ?? index;
    if (index >= 0 && given === index) return name;
    const what = `${shown(name)} with component_index ${shown(given)} is no state`;
    throw new OptionError(whereIs(at), what, `The states are, from 0: ${components.join(", ")}.`);
  };
}
