import { describe, expect, it } from "vitest";
import { network } from "../../src/network/network.ts";
import { population } from "../../src/network/population.ts";
import { lif } from "../../src/neurons/lif.ts";
import { simulate } from "../../src/simulate/simulate.ts";
import { earliestIndex, firstSpikeAccuracy, firstToSpike, silentLabels } from "../../src/train/metrics.ts";

describe("earliestIndex", () => {
  it("is the first of the earliest, or −1 in silence", () => {
    expect(earliestIndex([3, 1, 2])).toBe(1);
    expect(earliestIndex([3, 1, 1])).toBe(1);
    expect(earliestIndex([Infinity, 7])).toBe(1);
    expect(earliestIndex([Infinity, Infinity])).toBe(-1);
    expect(earliestIndex([Number.NaN, 7])).toBe(1);
    expect(earliestIndex([])).toBe(-1);
  });
});

describe("metrics of a run", () => {
  const run = (bias: number[]) => {
    const net = network({ populations: { cell: population(lif, 3, { parameters: { bias } }) } });
    return simulate(net, net.initialParameters(), {}, { until: 20 });
  };
  const some = run([2, 0, 4]);
  const none = run([0, 0, 0]);

  it("firstToSpike is the neuron with the earliest spike", () => {
    expect(firstToSpike(some, "cell")).toBe(2);
    expect(firstToSpike(run([3, 3, 0]), "cell")).toBe(0);
    expect(firstToSpike(none, "cell")).toBe(-1);
  });

  it("firstSpikeAccuracy counts silence as wrong", () => {
    const { name, measure } = firstSpikeAccuracy("cell");
    expect(name).toBe("accuracy");
    expect([0, 1, 2].map((label) => measure(some, label))).toEqual([0, 0, 1]);
    expect([0, 1, 2].map((label) => measure(none, label))).toEqual([0, 0, 0]);
  });

  it("silentLabels looks at the neuron of the label alone", () => {
    const { measure } = silentLabels("cell");
    expect([0, 1, 2].map((label) => measure(some, label))).toEqual([0, 1, 0]);
  });
});
