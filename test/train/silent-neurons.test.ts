import { describe, expect, it } from "vitest";
import { OptionError } from "../../src/errors.ts";
import { connect } from "../../src/network/connect.ts";
import { type Network, network } from "../../src/network/network.ts";
import type { Parameters } from "../../src/network/parameters.ts";
import { population, source } from "../../src/network/population.ts";
import { leakyIntegrator } from "../../src/neurons/leaky-integrator.ts";
import { lif } from "../../src/neurons/lif.ts";
import type { Solution, SpikeTrains } from "../../src/tape/solution.ts";
import { type SilentNeuronPolicy, silentNeurons } from "../../src/train/silent-neurons.ts";

const make = (trainable: readonly string[] = ["weight"]) =>
  network({
    populations: { input: source(2), hidden: population(lif, 2), readout: population(leakyIntegrator, 1) },
    projections: [
      connect("input", "hidden", { weight: 1 }),
      connect("input", "hidden", { weight: 2, name: "second" }),
      connect("hidden", "readout", { weight: 3 }),
    ],
    trainable,
  });
// Neurons of the network: inputs 0 and 1, hidden 2 and 3, readout 4.

/** A sample in which the neurons with a 1 fired, population by population. */
function sample(net: Network, fired: readonly number[]): Solution {
  return {
    spikeTrains: (name: string): SpikeTrains => {
      const { firstNeuron, size } = net.population(name);
      const start = new Int32Array(size + 1);
      for (let n = 0; n < size; n++) start[n + 1] = start[n]! + fired[firstNeuron + n]!;
      return { size, start, records: new Int32Array(start[size]!) };
    },
  } as Solution;
}

/** A policy with the numbers of a batch. */
function batch(net: Network, policy: SilentNeuronPolicy) {
  const names = net.populations.map(({ name }) => name);
  const { length, observe, apply, leaveOutMissing } = silentNeurons(net, policy, names);
  const seen = new Float64Array(length);
  return {
    leaveOutMissing,
    observe: (solution: Solution, missing: readonly number[]) => observe(solution, missing, seen),
    apply: (parameters: Parameters) => {
      const helped = apply(parameters, seen);
      seen.fill(0);
      return helped;
    },
  };
}

describe("silentNeurons", () => {
  it("adds the bump to all trainable weights into a neuron that never fires in a batch, and to no others", () => {
    const net = make();
    const parameters = net.initialParameters();
    const policy = batch(net, { bump: 0.5 });
    policy.observe(sample(net, [1, 1, 0, 0, 0]), []);
    policy.observe(sample(net, [1, 0, 1, 0, 0]), []);
    expect(policy.apply(parameters)).toBe(1);
    expect([...parameters.view("input→hidden.weight")]).toEqual([1, 1.5, 1, 1.5]);
    expect([...parameters.view("second.weight")]).toEqual([2, 2.5, 2, 2.5]);
    expect([...parameters.view("hidden→readout.weight")]).toEqual([3, 3]);
  });

  it("raises the weights into a neuron whose spike is missing from those that fired in that sample, per sample", () => {
    const net = make();
    const parameters = net.initialParameters();
    const policy = batch(net, { bump: 0.5 });
    policy.observe(sample(net, [1, 0, 1, 1, 0]), []);
    policy.observe(sample(net, [1, 0, 1, 0, 0]), [3]);
    policy.observe(sample(net, [1, 1, 1, 0, 0]), [3]);
    expect(policy.apply(parameters)).toBe(1);
    expect([...parameters.view("input→hidden.weight")]).toEqual([1, 2, 1, 1.5]);
    expect([...parameters.view("second.weight")]).toEqual([2, 3, 2, 2.5]);
  });

  it("begins every batch anew", () => {
    const net = make();
    const parameters = net.initialParameters();
    const policy = batch(net, { bump: 0.5 });
    policy.observe(sample(net, [1, 1, 0, 1, 0]), [2]);
    policy.apply(parameters);
    const before = parameters.values.slice();
    policy.observe(sample(net, [1, 1, 1, 1, 0]), []);
    expect(policy.apply(parameters)).toBe(0);
    expect(parameters.values).toEqual(before);
  });

  it("leaves weights alone that are not trained", () => {
    const net = make(["second.weight"]);
    const parameters = net.initialParameters();
    const policy = batch(net, { bump: 1 });
    policy.observe(sample(net, [1, 1, 0, 0, 0]), []);
    expect(policy.apply(parameters)).toBe(2);
    expect([...parameters.view("input→hidden.weight")]).toEqual([1, 1, 1, 1]);
    expect([...parameters.view("second.weight")]).toEqual([3, 3, 3, 3]);
  });

  it("does not raise the weights into a readout that never fires by design, batch after batch", () => {
    const net = make();
    const parameters = net.initialParameters();
    const policy = batch(net, { bump: 1 });
    policy.observe(sample(net, [1, 1, 1, 1, 0]), []);
    expect(policy.apply(parameters)).toBe(0);
    expect([...parameters.view("hidden→readout.weight")]).toEqual([3, 3]);
  });

  it("does nothing when told so", () => {
    const net = make();
    const parameters = net.initialParameters();
    const before = parameters.values.slice();
    const policy = batch(net, "none");
    policy.observe(sample(net, [1, 1, 0, 0, 0]), [3]);
    expect([policy.apply(parameters), policy.leaveOutMissing]).toEqual([0, false]);
    expect(parameters.values).toEqual(before);
  });

  it.each([0, -1, Number.NaN, Infinity])("refuses the bump %s", (bump) => {
    expect(() => silentNeurons(make(), { bump } satisfies SilentNeuronPolicy, [])).toThrow(
      new OptionError("fit: silent", `bump is ${bump}`, 'Give a positive number, or silent: "none".'),
    );
  });

  describe("a weight that projections share", () => {
    const shared = network({
      populations: { input: source(2), a: population(lif, 2), b: population(lif, 2) },
      projections: [connect("input", "a", { weight: 1 }), connect("input", "b", { weight: 1 })],
      tie: [["input→a.weight", "input→b.weight"]],
    });
    // Neurons of the network: inputs 0 and 1, a 2 and 3, b 4 and 5; weights by (input, neuron of a and b).
    const bumped = (samples: readonly (readonly [fired: number[], missing: number[]])[]): number[] => {
      const parameters = shared.initialParameters();
      const policy = batch(shared, { bump: 0.5 });
      for (const [fired, missing] of samples) policy.observe(sample(shared, fired), missing);
      policy.apply(parameters);
      return [...parameters.view("input→b.weight")];
    };

    it("is raised once if neurons of both are silent, not once for each", () => {
      expect(bumped([[[1, 1, 0, 1, 0, 1], []]])).toEqual([1.5, 1, 1.5, 1]);
    });

    it("is raised if a neuron of either is silent", () => {
      expect(bumped([[[1, 1, 0, 1, 1, 1], []]])).toEqual([1.5, 1, 1.5, 1]);
      expect(bumped([[[1, 1, 1, 1, 0, 1], []]])).toEqual([1.5, 1, 1.5, 1]);
    });

    it("is raised once per sample that misses spikes of both", () => {
      const all: [number[], number[]] = [[1, 1, 1, 1, 1, 1], []];
      expect(
        bumped([
          all,
          [
            [1, 0, 0, 1, 0, 1],
            [2, 4],
          ],
        ]),
      ).toEqual([1.5, 1, 1, 1]);
      expect(bumped([all, [[1, 0, 0, 1, 1, 1], [2]], [[1, 0, 1, 1, 0, 1], [4]]])).toEqual([2, 1, 1, 1]);
    });
  });
});
