import { describe, expect, it } from "vitest";
import { connect } from "../../src/network/connect.ts";
import { network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import { simulate } from "../../src/simulate/simulate.ts";
import { exactFlow } from "../../src/solvers/exact-flow.ts";
import { tsitouras54 } from "../../src/solvers/tableaus/tsitouras-54.ts";

describe.each([exactFlow, tsitouras54])(
  "a membrane that goes to its threshold for ever, by $name",
  (method) => {
    const model = defineNeuron({
      name: "rheobase",
      state: { v: {}, i: {} },
      dynamics: "dv/dt = (1 + i - v) / 10 \n di/dt = -i / 5",
      spike: { when: "v - 1", reset: { v: 0 } },
      input: { kick: { map: { v: "v + weight" } }, current: { map: { i: "i + weight" } } },
    });
    const spikesOf = (port: string, weight: number, until = 5000): number[] => {
      const net = network({
        populations: { in: source(1), cell: population(model, 1) },
        projections: [connect("in", "cell", { weight, port })],
      });
      const run = simulate(net, net.initialParameters(), { in: [[2000]] }, { until, method });
      return [...run.spikeTimes("cell")[0]!];
    };

    it("does not spike, though 1 − exp(−t/τ) is 1 in rounding after 40 τ", () => {
      expect(spikesOf("current", 0)).toEqual([]);
      expect(spikesOf("kick", -0.5)).toEqual([]);
    });

    it("does with all that lifts it", () => {
      expect(spikesOf("kick", 1e-3)).toEqual([2000]);
      const [first, ...more] = spikesOf("current", 0.1);
      expect(more).toEqual([]);
      expect(first).toBeGreaterThanOrEqual(2000);
      // From within rounding of the threshold at a rate of 0.01 per ms.
      expect(first).toBeLessThan(2000 + 1e-6);
    });
  },
);
