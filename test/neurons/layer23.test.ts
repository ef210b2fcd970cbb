import { describe, expect, it } from "vitest";
import {
  checkGradients,
  connect,
  layer23,
  maximum,
  meanSquaredError,
  network,
  population,
  simulate,
  source,
} from "../../src/index.ts";

/** A cell whose dendrite gets a constant drive, and whose soma does not spike. */
function driven(biasDendrite: number, times: readonly number[] = []) {
  const parameters = { biasDendrite, vThreshold: 1000, kappaDendrite: 0 };
  const net = network({ populations: { cell: population(layer23, 1, { parameters }) } });
  const samples = [{ population: "cell", times: [...times] }];
  return simulate(net, net.initialParameters(), {}, { until: 120, rtol: 1e-10, atol: 1e-10, samples });
}

describe("layer23", () => {
  it("has the published pulse: height 0.604, 22.4 ms after the crossing, 5.4 ms wide at half of it", () => {
    const trigger = driven(45).events("cell")[0]!;
    expect(trigger.event).toBe("dendriticSpike");
    const after = Array.from({ length: 4000 }, (_, k) => 0.01 * k);
    const run = driven(
      45,
      after.map((time) => trigger.time + time),
    );
    const { values } = run.samples("cell");
    const names = layer23.states.map(({ name }) => name);
    const at = (name: string, k: number): number => values[k * names.length + names.indexOf(name)]!;
    const pulse = after.map((_, k) => at("A", k) - at("B", k));
    // 1/(1 + 999 e^(−t/3)) − 1/(1 + 999 e^(−(t − 21)/0.4))
    for (const [k, time] of after.entries()) {
      const rise = 1 / (1 + 999 * Math.exp(-time / 3));
      const fall = time < 21 ? 0 : 1 / (1 + 999 * Math.exp(-(time - 21) / 0.4));
      expect(Math.abs(pulse[k]! - (rise - fall)), `${time}`).toBeLessThan(1e-6);
    }
    const height = Math.max(...pulse);
    expect(height).toBeCloseTo(0.604, 3);
    expect(after[pulse.indexOf(height)]).toBeCloseTo(22.4, 1);
    const wide = after.filter((_, k) => pulse[k]! >= height / 2);
    expect(wide.at(-1)! - wide[0]!).toBeCloseTo(5.4, 1);
  });

  it("is damped by 1/e for every 11.7 mV by which the drive exceeds the threshold", () => {
    const strength = (drive: number): number => {
      const [trigger] = driven(drive).events("cell");
      const { values } = driven(drive, [trigger!.time + 1]).samples("cell");
      return values[layer23.states.findIndex(({ name }) => name === "K")]!;
    };
    // The threshold is 39 mV above rest.
    for (const above of [1, 11.7, 30]) expect(strength(39 + above)).toBeCloseTo(Math.exp(-above / 11.7), 9);
  });

  it("has its largest dendritic spike at input that just reaches the threshold, and none below or twice as much", () => {
    const height = (drive: number): number => {
      const run = driven(drive);
      return run.maxima("cell", "vDendrite").values[0]! - Math.min(-75 + drive, 0);
    };
    const heights = [38.5, 39.5, 45, 55, 75].map(height);
    expect(heights[0]!).toBeLessThan(0);
    expect(heights[1]!).toBeGreaterThan(60);
    for (let k = 2; k < heights.length; k++) expect(heights[k]!).toBeLessThan(heights[k - 1]!);
  });

  it("is refractory for 200 ms, and spikes again when that is over", () => {
    const net = network({
      populations: { cell: population(layer23, 1, { parameters: { biasDendrite: 50, vThreshold: 1000 } }) },
    });
    const run = simulate(net, net.initialParameters(), {}, { until: 450 });
    const times = run.events("cell").flatMap(({ event, time }) => (event === "dendriticSpike" ? [time] : []));
    expect(times).toHaveLength(3);
    expect(times[1]! - times[0]!).toBeCloseTo(200, 9);
  });

  it("has the gradient of all of it, by the drive that the damping reads", () => {
    const net = network({
      populations: { input: source(2), cell: population(layer23, 1, { parameters: { vThreshold: 1000 } }) },
      projections: [connect("input", "cell", { port: "input", weight: [[31], [22]] })],
    });
    const terms = [{ readout: maximum("cell", "v"), loss: meanSquaredError() }];
    const check = checkGradients(
      net,
      { terms, until: 80, rtol: 1e-10, atol: 1e-10 },
      net.initialParameters(),
      { input: [[1], [2]] },
      [0],
    );
    expect(check.agrees).toBe(true);
    const { largest, runs } = check.groups.find(({ name }) => name === "input→cell.weight")!;
    expect(largest).toBeGreaterThan(1);
    expect(runs).toMatchObject({ discarded: 0, agrees: true });
  });
});
