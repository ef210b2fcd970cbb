import { describe, expect, it } from "vitest";
import { roundingOf } from "../../src/check/compare-derivatives.ts";
import { gradientOf } from "../../src/check/gradient-groups.ts";
import { happeningsOf } from "../../src/check/happenings.ts";
import { compareRuns } from "../../src/check/independent-runs.ts";
import { connect, lif, network, population, simulate, source, zeroCotangents } from "../../src/index.ts";
import { checkInput } from "../../src/simulate/input.ts";
import { settingsOf } from "../../src/simulate/options.ts";

const net = network({
  populations: { input: source(1), cell: population(lif, 2) },
  projections: [
    connect("input", "cell", { weight: [[9, 8]], delay: 1 }),
    connect("cell", "cell", { name: "back", weight: 1.5, delay: 2 }),
  ],
});
const options = { until: 30 };
const input = { input: [[1, 6]] };
const run = simulate(net, net.initialParameters(), input, options);
const cotangents = zeroCotangents(run);
const [record] = run.spikeTrains("cell").records;
cotangents.spikeTimes[record!] = 1;

function compareWith(factor: number) {
  const groups = gradientOf(run, cotangents);
  const first = groups.findIndex(({ name }) => name === "input→cell.weight");
  const value = (other: typeof run): number => factor * other.spikeTimes("cell")[0]![0]!;
  const making = { input: checkInput(net, input), settings: settingsOf(net, options) };
  const [found] = compareRuns(
    { run, making, cotangents, value, groups, rounding: roundingOf(run, cotangents) },
    [[first, 0]],
  );
  return { ...found!, off: Math.abs(found!.value - groups[first]!.gradient[0]!) };
}

describe("differences of independent runs", () => {
  it("agree with the adjoint in a network with a cycle, and would not with another value", () => {
    const right = compareWith(1);
    expect(right.discarded).toBe("");
    expect(right.off).toBeLessThanOrEqual(right.tolerance);
    expect(right.tolerance).toBeLessThan(1e-4 * Math.abs(right.value));
    const wrong = compareWith(1.001);
    expect(wrong.off).toBeGreaterThan(wrong.tolerance);
  });

  it("are taken between runs to which the same happened", () => {
    const until = new Float64Array(net.neurons).fill(30);
    const words = happeningsOf(run, until);
    const cell = words[net.population("cell").firstNeuron]!;
    expect(cell[0]).toMatch(/^arrival 0\/-?\d+ of 0#0$/);
    expect(cell.filter((word) => word.startsWith("event 0"))).toHaveLength(run.spikeTimes("cell")[0]!.length);
    // With other tolerances the same, later not.
    const again = simulate(net, net.initialParameters(), input, { ...options, rtol: 1e-9, atol: 1e-9 });
    expect(happeningsOf(again, until)).toEqual(words);
    const cut = happeningsOf(run, new Float64Array(net.neurons).fill(5));
    expect(cut[net.population("cell").firstNeuron]!.length).toBeLessThan(cell.length);
  });
});
