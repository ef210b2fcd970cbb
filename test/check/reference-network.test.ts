import { describe, expect, it } from "vitest";
import { pullback, zeroCotangents } from "../../src/adjoint/pullback.ts";
import { parseReferenceFile } from "../../src/check/reference-file.ts";
import type { ReferenceFile } from "../../src/check/reference-format.ts";
import { referenceNetwork } from "../../src/check/reference-network.ts";
import { verify } from "../../src/check/verify.ts";
import { simulate } from "../../src/simulate/simulate.ts";
import { altered, referenceText } from "../support/reference-networks.ts";

function read(name: string): ReferenceFile {
  return parseReferenceFile(referenceText(name), name);
}

// biome-ignore lint/suspicious/noExplicitAny: tests write content of their own.
type Content = any;

const like = (matrix: number[][], value: (i: number, j: number) => number): number[][] =>
  matrix.map((row, i) => row.map((_, j) => value(i, j)));

/**
 * Input spikes come `lead` earlier and travel `lead` longer, which changes nothing but the delays'
 * gradients: those of a channel's connections add up to the gradient of its input times.
 */
function delayed(name: string, lead: number): ReferenceFile {
  const text = altered(name, (content: Content) => {
    const { topology, gradients, inputs } = content;
    const { input_to_hidden: first, hidden_to_output: second } = topology.weights;
    topology.delays = {
      input_to_hidden: like(first, () => lead),
      hidden_to_output: like(second, () => 0),
    };
    gradients.delays = topology.delays;
    inputs.spike_times = inputs.spike_times.map((times: number[]) => times.map((time) => time - lead));
  });
  return parseReferenceFile(text, name);
}

describe("referenceNetwork", () => {
  it("makes one population per layer and ties what neurons share", () => {
    const { network, neurons, parameters } = referenceNetwork(read("lif_feedforward"));
    expect(network.populations.map((p) => [p.name, p.size])).toEqual([
      ["input", 5],
      ["hidden", 8],
      ["output", 3],
    ]);
    expect(neurons[8]).toEqual({ population: "output", index: 0, size: 3 });
    for (const name of ["tau_mem", "tau_syn", "theta", "v_reset"]) {
      expect(network.layout.row(`output.${name}`).slice).toBe(`hidden.${name}`);
    }
    expect([...parameters.view("output.bias")]).toEqual([-0.0292, -0.0202, 0.0976]);
  });

  it("makes a population of every neuron for delays, and leaves out what is not connected", () => {
    const { network } = referenceNetwork(read("lif_recurrent_delays"));
    expect(network.projections).toHaveLength(3 * 6 + 6 * 5);
    expect(network.components.map(({ length }) => length)).toEqual([1, 1, 1, 6]);
  });

  it("runs a recurrent file without cycles, as single neurons", () => {
    // Connections to earlier neurons are taken away, and with them what the file expects.
    const above = (rows: (number | null)[][]) =>
      rows.map((row, i) => row.map((entry, j) => (j > i ? entry : null)));
    const text = altered("lif_recurrent_delays", ({ topology, gradients }: Content) => {
      for (const part of [topology.weights, topology.delays, gradients.weights, gradients.delays]) {
        part.recurrent = above(part.recurrent);
      }
    });
    const file = parseReferenceFile(text, "acyclic");
    const reference = referenceNetwork(file);
    expect(reference.network.projections.length).toBe(3 * 6 + (6 * 5) / 2);
    const report = verify(file);
    expect(report.status).toBe("completed");
    // The first spike of all is of neuron 1, before any recurrent arrival.
    const run = simulate(reference.network, reference.parameters, reference.input, {
      until: file.horizon,
      rtol: 1e-10,
      atol: 1e-10,
    });
    const earliest = Math.min(...file.spikes.map((times) => times[0] ?? Infinity));
    const found = Math.min(...reference.populations.map((name) => run.spikeTimes(name)[0]![0] ?? Infinity));
    expect(Math.abs(found - earliest)).toBeLessThan(1e-8);
  });

  it("gives the same with earlier spikes and longer delays, and gradients of single delays", () => {
    const file = delayed("lif_feedforward", 0.75);
    const failed = verify(file).comparisons.filter((comparison) => !comparison.passed);
    expect(failed.map((comparison) => comparison.name)).toEqual([
      "gradient delays.input_to_hidden",
      "gradient delays.hidden_to_output",
    ]);

    const reference = referenceNetwork(file);
    const run = simulate(reference.network, reference.parameters, reference.input, {
      until: file.horizon,
      rtol: 1e-10,
      atol: 1e-10,
    });
    const cotangents = zeroCotangents(run);
    for (const { neuron, index, coefficient } of file.loss.spikeTerms) {
      const { records } = run.spikeTrains(reference.neurons[neuron]!.population);
      cotangents.spikeTimes[records[index]!]! += coefficient;
    }
    const { delays } = reference.gradientsOf(pullback(run, cotangents));
    file.gradients.inputTimes.forEach(([expected], channel) => {
      const sum = delays!["input_to_hidden"]![channel]!.reduce<number>((s, entry) => s + entry!, 0);
      expect(Math.abs(sum - expected!)).toBeLessThan(1e-9);
    });
  });
});
