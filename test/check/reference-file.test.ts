import { describe, expect, it } from "vitest";
import { parseReferenceFile } from "../../src/check/reference-file.ts";
import { altered, references, referenceText } from "../support/reference-networks.ts";

const lif = "lif_feedforward";
const egru = "egru_feedforward";
const recurrent = "lif_recurrent_delays";

// biome-ignore lint/suspicious/noExplicitAny: tests write wrong content on purpose.
type Content = any;

describe("parseReferenceFile", () => {
  it("reads a feed-forward file", () => {
    const file = parseReferenceFile(referenceText(lif), lif);
    expect(file.neuron.state).toEqual({ v: "0", i: "0" });
    expect(file.topology).toMatchObject({ inputs: 5, neurons: 11, layers: { hidden: 8, output: 3 } });
    expect(file.values.weights["w"]!["hidden_to_output"]!.length).toBe(8);
    expect(file.values.bias["bias"]!.length).toBe(11);
    expect(file.values.delays).toBeUndefined();
    expect(file.spikes.map((times) => times.length)).toEqual([2, 0, 2, 2, 2, 2, 3, 2, 4, 3, 4]);
    expect(file.gradients.parameters["theta"]).toBe(-16.43146026738741);
    expect(file.loss.spikeTerms.length).toBe(3);
  });

  it("reads several weight channels and biases", () => {
    const { values } = parseReferenceFile(referenceText(egru), egru);
    expect(Object.keys(values.weights)).toEqual(["w_u", "w_r", "w_z"]);
    expect(values.weights["w_u"]!["input_to_hidden"]![0]![0]).toBe(5.776);
    expect(Object.keys(values.bias)).toEqual(["bias_u", "bias_r", "bias_z"]);
  });

  it("reads a recurrent file, with null on the diagonals", () => {
    const { values, gradients } = parseReferenceFile(referenceText(recurrent), recurrent);
    for (const matrix of [
      values.weights["w"]!["recurrent"]!,
      gradients.weights["w"]!["recurrent"]!,
      values.delays!["recurrent"]!,
      gradients.delays!["recurrent"]!,
    ]) {
      matrix.forEach((row, i) => {
        row.forEach((entry, j) => {
          expect(entry === null).toBe(i === j);
        });
      });
    }
  });

  it.each(references)("says that a part of %s is truncated", (name) => {
    const text = referenceText(name).trimEnd();
    for (let k = 0; k < 50; k++) {
      const length = Math.floor((text.length * k) / 50);
      expect(() => parseReferenceFile(text.slice(0, length), "part.json")).toThrow(
        `part.json: the file is truncated: it stops in the middle, after ${length} characters`,
      );
    }
  });
});

describe("a wrong file is refused with the place and the reason", () => {
  const cases: readonly (readonly [string, string, (content: Content) => void, string])[] = [
    ["no format", lif, (c) => delete c.format, "x.json: there is no format"],
    [
      "another format",
      lif,
      (c) => {
        c.format = "nir";
      },
      'x.json: the format is "nir"',
    ],
    [
      "another version",
      lif,
      (c) => {
        c.version = 2;
      },
      "the version of the format is 2",
    ],
    ["a missing row", lif, (c) => c.topology.weights.input_to_hidden.pop(), "it has 4 entries for 5"],
    [
      "a short row",
      lif,
      (c) => c.topology.weights.hidden_to_output[3].pop(),
      "x.json: topology.weights.hidden_to_output[3]: it has 2 entries for 3",
    ],
    ["a short gradient", lif, (c) => c.gradients.bias.pop(), "x.json: gradients.bias: it has 10 entries"],
    [
      "a null weight where none may be",
      lif,
      (c) => {
        c.gradients.weights.input_to_hidden[1][2] = null;
      },
      "gradients.weights.input_to_hidden[1][2] is null\n  Give a finite number.",
    ],
    [
      "a gradient on a diagonal",
      recurrent,
      (c) => {
        c.gradients.weights.recurrent[1][1] = 0;
      },
      "gradients.weights.recurrent[1][1]: it is 0, but there is no such connection",
    ],
    [
      "a delay on a diagonal",
      recurrent,
      (c) => {
        c.topology.delays.recurrent[2][2] = 1;
      },
      "topology.delays.recurrent[2][2]",
    ],
    [
      "one channel without a connection",
      egru,
      (c) => {
        c.topology.weights.r.hidden_to_output[0][1] = null;
      },
      "topology.weights.r.hidden_to_output[0][1] is null\n  Give a finite number.",
    ],
    [
      "a missing channel",
      egru,
      (c) => delete c.topology.weights.z,
      "topology.weights.z is undefined\n  Give an object in braces.",
    ],
    [
      "gradients of delays that the file does not have",
      recurrent,
      (c) => {
        c.gradients.delays = null;
      },
      "gradients.delays is null\n  Give an object in braces.",
    ],
    ["a gradient of no parameter", lif, (c) => delete c.gradients.parameters.theta, "theta is undefined"],
    [
      "sizes that disagree",
      lif,
      (c) => {
        c.topology.n_hidden = 7;
      },
      "n_neurons is 11, n_hidden + n_outputs is 10",
    ],
    [
      "sizes without arrays",
      lif,
      (c) => {
        c.topology.n_inputs = 1e9;
      },
      "topology.weights.input_to_hidden: it has 5 entries for 1000000000",
    ],
    [
      "a spike of no neuron",
      lif,
      (c) => {
        c.expected.spikes[3][0] = 11;
      },
      "expected.spikes[3][0] is 11\n  There are 11 neurons, counted from 0.",
    ],
    [
      "spikes out of order",
      lif,
      (c) => c.expected.spikes.reverse(),
      "expected.spikes[1]: time 32.43759729934516 comes after 34.58109169121319",
    ],
    [
      "first spikes that contradict the spikes",
      lif,
      (c) => {
        c.expected.first_spike_times[1] = 3;
      },
      "expected.first_spike_times[1]: it is 3, but the first in spikes is null",
    ],
    [
      "a loss of a spike that is not expected",
      lif,
      (c) => {
        c.loss.spike_time_terms[0].index = 4;
      },
      "loss.spike_time_terms[0].index is 4\n  There are 4 spikes of neuron 8, counted from 0.",
    ],
    [
      "a loss of an unknown state",
      "lif_state_loss",
      (c) => {
        c.loss.state_terms[2].component = "u";
      },
      'loss.state_terms[2].component: "u" with component_index 0 is no state',
    ],
    [
      "a sample after the end",
      lif,
      (c) => {
        c.expected.states[2].time = 41;
      },
      "expected.states[2].time is 41\n  Give a time of the run, in [0, 40].",
    ],
    [
      "a part of the neuron that would be ignored",
      lif,
      (c) => {
        c.neuron.refractory = "2";
      },
      'x.json: neuron: unknown entry "refractory"',
    ],
    [
      "a number as dynamics",
      lif,
      (c) => {
        c.neuron.dynamics = 3;
      },
      "x.json: neuron.dynamics is 3\n  Give a text in quotes.",
    ],
    [
      "a parameter that is shared and not",
      lif,
      (c) => {
        c.parameters.bias = 0;
        c.gradients.parameters.bias = 0;
      },
      'parameters: "bias" is also one of neuron.parameters_per_neuron',
    ],
    [
      "an unknown topology",
      lif,
      (c) => {
        c.topology.kind = "ring";
      },
      'topology.kind is "ring"\n  Give "feedforward" or "recurrent".',
    ],
    [
      "states without an order",
      lif,
      (c) => c.model.state_components.pop(),
      "model.state_components: it has 1",
    ],
  ];

  it.each(cases)("%s", (_, name, change, message) => {
    expect(() => parseReferenceFile(altered(name, change), "x.json")).toThrow(message);
  });

  it("NaN, as Python writes it, and numbers beyond the largest double", () => {
    const text = referenceText(lif);
    expect(() => parseReferenceFile(text.replace('"theta": 1.0', '"theta": NaN'), "x.json")).toThrow(
      "x.json: it contains NaN",
    );
    expect(() => parseReferenceFile(text.replace('"theta": 1.0', '"theta": 1e999'), "x.json")).toThrow(
      "x.json: parameters.theta is Infinity\n  Give a finite number",
    );
  });

  it.each(["null", "[]", "3", '"text"'])("a document that is %s", (text) => {
    expect(() => parseReferenceFile(text, "x.json")).toThrow("x.json: ");
  });

  it("any part of a file left out", () => {
    for (const key of [
      "name",
      "model",
      "neuron",
      "parameters",
      "bias",
      "topology",
      "inputs",
      "horizon",
      "expected",
      "loss",
      "gradients",
    ]) {
      const text = altered(lif, (content) => delete content[key]);
      expect(() => parseReferenceFile(text, "x.json")).toThrow(`x.json: there is no "${key}"`);
    }
  });
});
