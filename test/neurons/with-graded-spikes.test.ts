import { describe, expect, it } from "vitest";
import {
  checkGradients,
  connect,
  egru,
  firstSpikeTimes,
  leakyIntegrator,
  lif,
  meanSquaredError,
  type NeuronModel,
  network,
  population,
  simulate,
  source,
  stateAtTimes,
  withGradedSpikes,
  withShortTermPlasticity,
} from "../../src/index.ts";

/** A sending cell and one that receives with weights times `factor`. */
function pair(sender: NeuronModel, factor: number) {
  const net = network({
    populations: {
      input: source(1),
      sender: population(sender, 1),
      receiver: population(egru, 1, { parameters: { threshold: 0.2 } }),
    },
    projections: [
      connect("input", "sender", { weights: { wU: 8, wR: 3, wZ: 8 } }),
      connect("sender", "receiver", { weights: { wU: 8 * factor, wR: 2 * factor, wZ: 12 * factor } }),
    ],
  });
  return { net, parameters: net.initialParameters() };
}

const input = { input: [[1, 3, 5, 9, 15, 16, 17]] };
const until = 40;

describe("withGradedSpikes", () => {
  it("carries the cell before its reset, which is the threshold where it spikes", () => {
    const [graded, plain] = [pair(withGradedSpikes(egru, "c"), 1), pair(egru, 0.5)];
    const times = [graded, plain].map(({ net, parameters }) => {
      const run = simulate(net, parameters, input, { until, rtol: 1e-11, atol: 1e-11 });
      return { sent: run.spikeTimes("sender")[0]!, received: run.spikeTimes("receiver")[0]! };
    });
    expect(times[0]!.sent.length).toBeGreaterThan(1);
    expect(times[0]!.received.length).toBeGreaterThan(0);
    expect(times[0]!.sent).toEqual(times[1]!.sent);
    times[0]!.received.forEach((time, k) => {
      expect(Math.abs(time - times[1]!.received[k]!)).toBeLessThan(1e-9);
    });
  });

  it("has gradients through what spikes carry", () => {
    const { net, parameters } = pair(withGradedSpikes(egru, "c * sigmoid(aU)"), 2);
    const terms = [
      { readout: firstSpikeTimes("receiver"), loss: meanSquaredError() },
      { readout: stateAtTimes("receiver", "aZ", [20]), loss: meanSquaredError() },
    ];
    const report = checkGradients(net, { terms, until }, parameters, input, 5);
    expect(report.agrees, String(report)).toBe(true);
    expect(report.undecided).toEqual([]);
  });

  it("is what short-term plasticity multiplies", () => {
    const model = withShortTermPlasticity(withGradedSpikes(lif, "2 * vThreshold"), {
      release: 0.5,
      tauRecovery: 100,
    });
    expect(String(model)).toContain("2 * vThreshold");
  });

  it.each([
    [leakyIntegrator, "v", /withGradedSpikes\(leaky-?[iI]ntegrator\): the model sends no event/],
    [withGradedSpikes(lif, "v"), "v", /its event "spike" carries something already/],
    [lif, "u", /"u"/],
  ] as const)("answers %# by what is wrong", (model, payload, message) => {
    expect(() => withGradedSpikes(model, payload)).toThrow(message);
  });
});
