/**
 * The reader of reference network files: a small spiking network with its input and, to many digits, its
 * spike times, states, loss and gradients.
 */
import { OptionError, ShapeError, UnsupportedError } from "../errors.ts";
import {
  field,
  inside,
  type JsonObject,
  listOf,
  objectOf,
  ofKind,
  type Place,
  parseJson,
  positive,
  type Reader,
  recordOf,
  symbolName,
  whereIs,
  words,
} from "../io/json-reader.ts";
import { shown } from "../values.ts";
import { readExpected, readLoss } from "./reference-expected.ts";
import type { ReferenceFile, ReferenceNeuron, ReferenceTopology, WeightArray } from "./reference-format.ts";
import { readValues } from "./reference-values.ts";

const format = "spiking-network-fixture";
const version = 1;

/**
 * Reads and checks a reference network file.
 *
 * @param document  what error messages call it, e.g. the file's name
 * @throws OptionError, ShapeError or UnsupportedError that names the place in the file
 */
export function parseReferenceFile(text: string, document: string): ReferenceFile {
  const at: Place = { document, path: "" };
  const top = objectOf()(parseJson(text, document), at);
  checkFormat(top, at);
  const name = field(top, at, "name", words);
  const neuron = readNeuron(top, at);
  const topology = field(top, at, "topology", readTopology);
  const horizon = field(top, at, "horizon", ofKind<number>("nonnegative"));
  // First, as it holds the sizes against the arrays that are there.
  const numbers = readValues(top, at, neuron, topology);
  const expectations = field(top, at, "expected", readExpected(neuron.components, topology.neurons, horizon));
  return Object.freeze({
    name,
    neuron,
    topology,
    horizon,
    ...numbers,
    ...expectations,
    loss: field(top, at, "loss", readLoss(neuron.components, expectations, horizon)),
  });
}

function checkFormat(top: JsonObject, at: Place): void {
  const found = top["format"];
  if (found !== format) {
    const what = found === undefined ? "there is no format" : `the format is ${shown(found)}`;
    throw new OptionError(whereIs(at), what, `Give a file of the format "${format}".`);
  }
  if (top["version"] !== version) {
    const what = `the version of the format is ${shown(top["version"])}`;
    throw new UnsupportedError(whereIs(at), what, `This program reads version ${version}.`);
  }
}

function readNeuron(top: JsonObject, at: Place): ReferenceNeuron {
  const place = inside(at, "neuron");
  const keys = ["state", "dynamics", "spike", "input", "parameters_per_neuron", "weight_channels"];
  const neuron = field(top, at, "neuron", objectOf(keys));
  const spike = field(neuron, place, "spike", objectOf(["when", "reset"]));
  const channels = field(neuron, place, "weight_channels", listOf(symbolName));
  if (channels.length === 0) {
    throw new OptionError(`${whereIs(place)}.weight_channels`, "there are none", "Name at least one.");
  }
  const state = field(neuron, place, "state", recordOf(words));
  return {
    name: field(top, at, "name", words),
    components: field(top, at, "model", readComponents(Object.keys(state))),
    state,
    dynamics: field(neuron, place, "dynamics", words),
    spike: {
      when: field(spike, inside(place, "spike"), "when", words),
      reset: field(spike, inside(place, "spike"), "reset", recordOf(words)),
    },
    input: field(neuron, place, "input", recordOf(words)),
    perNeuron: field(neuron, place, "parameters_per_neuron", listOf(symbolName)),
    channels,
  };
}

/** The states in the order of their values, a permutation of `states`. */
function readComponents(states: readonly string[]): Reader<readonly string[]> {
  return (value, at) => {
    const components = field(objectOf()(value, at), at, "state_components", listOf(words, states.length));
    const missing = states.find((state) => !components.includes(state));
    if (missing === undefined) return components;
    const what = `"${missing}" of neuron.state is missing`;
    throw new OptionError(`${whereIs(at)}.state_components`, what, `Name each of: ${states.join(", ")}.`);
  };
}

const readTopology: Reader<ReferenceTopology> = (value, at) => {
  const topology = objectOf()(value, at);
  const kind = field(topology, at, "kind", ofKind<string>(["feedforward", "recurrent"]));
  const inputs = field(topology, at, "n_inputs", positive);
  const neurons = field(topology, at, "n_neurons", positive);
  const array = (
    name: string,
    from: WeightArray["from"],
    [firstPre, rows]: readonly [number, number],
    [firstPost, columns]: readonly [number, number],
  ): WeightArray => ({ name, from, firstPre, rows, firstPost, columns });
  if (kind === "recurrent") {
    const arrays = [
      array("input", "inputs", [0, inputs], [0, neurons]),
      array("recurrent", "neurons", [0, neurons], [0, neurons]),
    ];
    return { inputs, layers: { neurons }, neurons, arrays };
  }
  const hidden = field(topology, at, "n_hidden", positive);
  const output = field(topology, at, "n_outputs", positive);
  if (hidden + output !== neurons) {
    const what = `n_neurons is ${neurons}, n_hidden + n_outputs is ${hidden + output}`;
    throw new ShapeError(whereIs(at), what, "Give numbers that agree.");
  }
  const arrays = [
    array("input_to_hidden", "inputs", [0, inputs], [0, hidden]),
    array("hidden_to_output", "neurons", [0, hidden], [hidden, output]),
  ];
  return { inputs, layers: { hidden, output }, neurons, arrays };
};
