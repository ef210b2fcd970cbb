import { describe, expect, it } from "vitest";
import { network } from "../../src/network/network.ts";
import { population } from "../../src/network/population.ts";
import { lif } from "../../src/neurons/lif.ts";
import { simulate } from "../../src/simulate/simulate.ts";

describe("lif", () => {
  it("under a constant bias fires every τ log(b/(b − 1))", () => {
    const net = network({ populations: { cell: population(lif, 1, { parameters: { bias: 1.5 } }) } });
    const [times] = simulate(
      net,
      net.initialParameters(),
      {},
      { until: 100, rtol: 1e-10, atol: 1e-10 },
    ).spikeTimes("cell");
    const period = 20 * Math.log(3);
    expect(times).toHaveLength(4);
    // Some ten steps of relative error 1e-10 a spike, over a rate of 0.025: 100·1e-10/0.025.
    times!.forEach((time, k) => {
      expect(Math.abs(time - (k + 1) * period)).toBeLessThan(4e-7);
    });
  });
});
