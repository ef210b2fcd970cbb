import { describe, expect, it } from "vitest";
import { network } from "../../src/network/network.ts";
import { population } from "../../src/network/population.ts";
import { qif } from "../../src/neurons/qif.ts";
import { simulate } from "../../src/simulate/simulate.ts";

describe("qif", () => {
  it("under a constant bias I has the period 2πτ/√(4I − 1) of τ V' = V(V − 1) + I from −∞ to ∞", () => {
    const net = network({ populations: { cell: population(qif, 1, { parameters: { bias: 2 } }) } });
    const [times] = simulate(
      net,
      net.initialParameters(),
      {},
      { until: 300, rtol: 1e-10, atol: 1e-10 },
    ).spikeTimes("cell");
    const period = (2 * Math.PI * 20) / Math.sqrt(7);
    expect(times!.length).toBeGreaterThan(4);
    for (let k = 1; k < times!.length; k++)
      expect(Math.abs(times![k]! - times![k - 1]! - period)).toBeLessThan(1e-7);
    // From V = 0: ∫₀^∞ τ dV/(V² − V + I) = 2τ/√7·(π/2 + atan(1/√7)).
    const first = ((2 * 20) / Math.sqrt(7)) * (Math.PI / 2 + Math.atan(1 / Math.sqrt(7)));
    expect(Math.abs(times![0]! - first)).toBeLessThan(1e-7);
  });
});
