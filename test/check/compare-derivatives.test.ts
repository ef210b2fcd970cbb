import { describe, expect, it } from "vitest";
import { zeroCotangents } from "../../src/adjoint/pullback.ts";
import { compareDerivatives } from "../../src/check/compare-derivatives.ts";
import type { Run } from "../../src/compile/run.ts";
import { connect } from "../../src/network/connect.ts";
import { network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { lif } from "../../src/neurons/lif.ts";
import { simulate } from "../../src/simulate/simulate.ts";

const net = network({
  populations: { input: source(2), cell: population(lif, 3, { parameters: { bias: [0, 0.1, 0.2] } }) },
  projections: [connect("input", "cell", { weight: 8, delay: 1 })],
});
const run = simulate(net, net.initialParameters(), { input: [[1], [2, 14]] }, { until: 20 });
const cotangents = zeroCotangents(run);
cotangents.spikeTimes.forEach((_, record) => {
  if (run.tape.spikes.event.data[record] === 0) cotangents.spikeTimes[record] = 1;
});
/** Sum of all spike times of the cells, which is what the cotangents are of. */
const value = (other: Run): number =>
  other.spikeTimes("cell").reduce((sum, times) => sum + times.reduce((a, b) => a + b, 0), 0);
const options = { entries: 64, seed: 0 };

describe("compareDerivatives", () => {
  it("agrees in every group of a network", () => {
    const groups = compareDerivatives(run, cotangents, value, options);
    expect(groups.map(({ name, verdict }) => [name, verdict])).toContainEqual([
      "input→cell.weight",
      "agrees",
    ]);
    expect(groups.filter(({ verdict }) => verdict !== "agrees")).toEqual([]);
  });

  it("disagrees if the value is not what the cotangents are of", () => {
    const groups = compareDerivatives(run, cotangents, (other) => 1.00001 * value(other), options);
    const verdicts = Object.fromEntries(groups.map(({ name, verdict }) => [name, verdict]));
    for (const name of ["input→cell.weight", "input→cell.delay", "cell.tauMem", "cell.bias", "input (times)"])
      expect(verdicts[name]).toBe("disagrees");
  });

  it("agrees on exact zeros", () => {
    const nothing = compareDerivatives(run, zeroCotangents(run), () => 1, options);
    for (const { largest, replayDifference, verdict } of nothing)
      expect({ largest, replayDifference, verdict }).toEqual({
        largest: 0,
        replayDifference: 0,
        verdict: "agrees",
      });
  });

  it("says that it cannot tell if the value has no differences", () => {
    const groups = compareDerivatives(run, cotangents, () => Number.NaN, options);
    expect(groups.map(({ verdict }) => verdict)).toEqual(groups.map(() => "undecided"));
    expect(groups.every(({ discarded, checked }) => discarded === checked)).toBe(true);
  });

  it("draws entries of large groups with the seed", () => {
    const [weights] = compareDerivatives(run, cotangents, value, { entries: 2, seed: 5 }).filter(
      ({ name }) => name === "input→cell.weight",
    );
    expect(weights).toMatchObject({ entries: 6, checked: 2, verdict: "agrees" });
  });
});
