/** Maxima in steps of any length, against a closed form. */
import { describe, expect, it } from "vitest";
import { connect } from "../../../src/network/connect.ts";
import { network } from "../../../src/network/network.ts";
import { population, source } from "../../../src/network/population.ts";
import { lif } from "../../../src/neurons/lif.ts";
import { simulate } from "../../../src/simulate/simulate.ts";

describe("the closest approach by the exact flow", () => {
  it.each([
    [20, 5],
    [10, 0.2],
    [0.2, 10],
    [5, 5.000001],
  ])(
    "is that of the membrane, however long the run goes on, for time constants %d and %d",
    (tauMem, tauSyn) => {
      // V = w τs/(τm − τs) (e^(−t/τm) − e^(−t/τs)) is highest at log(τm/τs) τm τs/(τm − τs).
      const difference = tauMem - tauSyn;
      const top = (Math.log(tauMem / tauSyn) * tauMem * tauSyn) / difference;
      const height = (tauSyn / difference) * (Math.exp(-top / tauMem) - Math.exp(-top / tauSyn));
      const net = network({
        populations: { in: source(1), cell: population(lif, 1, { parameters: { tauMem, tauSyn } }) },
        projections: [connect("in", "cell", { weight: [[0.5 / height]] })],
      });
      for (const until of [60, 300, 1000, 10_000, 1e6]) {
        const run = simulate(net, net.initialParameters(), { in: [[2]] }, { until });
        const { value, time } = run.statistics.closestApproach!;
        const [approach, ...more] = run.approaches("cell");
        expect(more).toEqual([]);
        for (const found of [{ value, time }, approach!]) {
          // A polynomial off by 5 % of 0.5 shifts its maximum by some of its width; the value there is the solution's.
          expect(Math.abs(found.value - -0.5)).toBeLessThan(2e-3);
          expect(Math.abs(found.time - 2 - top)).toBeLessThan(0.15 * (tauMem + tauSyn));
        }
      }
    },
  );
});
