import { describe, expect, it } from "vitest";
import { connect } from "../../src/network/connect.ts";
import { network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { leakyIntegrator } from "../../src/neurons/leaky-integrator.ts";
import { simulate } from "../../src/simulate/simulate.ts";

describe("leakyIntegrator", () => {
  it("answers one spike with a difference of exponentials and never fires", () => {
    const net = network({
      populations: { input: source(1), cell: population(leakyIntegrator, 1) },
      projections: [connect("input", "cell", { weight: 100 })],
    });
    const times = [1, 2, 10, 30];
    const run = simulate(
      net,
      net.initialParameters(),
      { input: [[1]] },
      {
        until: 40,
        rtol: 1e-10,
        atol: 1e-10,
        samples: [{ population: "cell", times }],
      },
    );
    const { values } = run.samples("cell");
    times.forEach((time, k) => {
      const s = time - 1;
      // 20 V' = −V + I, I = 100 e^{−s/5}: V = 100·5/(20 − 5)·(e^{−s/20} − e^{−s/5}).
      const v = (100 / 3) * (Math.exp(-s / 20) - Math.exp(-s / 5));
      expect(Math.abs(values[2 * k]! - v)).toBeLessThan(1e-7);
    });
    expect(run.spikeTimes("cell")[0]).toHaveLength(0);
  });
});
