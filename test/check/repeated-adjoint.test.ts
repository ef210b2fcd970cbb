import { describe, expect, it } from "vitest";
import { zeroCotangents } from "../../src/adjoint/pullback.ts";
import { repeatedAdjoint } from "../../src/check/repeated-adjoint.ts";
import { connect } from "../../src/network/connect.ts";
import { network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { lif } from "../../src/neurons/lif.ts";
import { randomGenerator } from "../../src/numeric/random.ts";
import { simulate } from "../../src/simulate/simulate.ts";

describe("repeatedAdjoint", () => {
  it("finds last bits in a well-conditioned gradient", () => {
    const net = network({
      populations: { input: source(2), cell: population(lif, 2) },
      projections: [connect("input", "cell", { weight: 8, delay: 1 })],
    });
    const run = simulate(net, net.initialParameters(), { input: [[1], [2, 14]] }, { until: 20 });
    const cotangents = zeroCotangents(run);
    cotangents.spikeTimes.fill(1);
    const groups = repeatedAdjoint(run, cotangents, randomGenerator(1));
    expect(groups.map(({ name }) => name)).toContain("input→cell.delay");
    for (const { gradient, rounding } of groups) {
      const largest = Math.max(...gradient.map(Math.abs));
      // A dozen records, each a few roundings.
      for (const entry of rounding) expect(entry).toBeLessThanOrEqual(1e-13 * largest);
    }
    expect(groups.some(({ rounding }) => rounding.some((entry) => entry > 0))).toBe(true);
  });
});
