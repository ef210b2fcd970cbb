import { describe, expect, it } from "vitest";
import {
  discreteAdjoint,
  forwardSensitivity,
  type GradientMethod,
} from "../../src/adjoint/gradient-method.ts";
import { sub } from "../../src/expr/build.ts";
import { firstSpikeCrossEntropy } from "../../src/losses/first-spike-cross-entropy.ts";
import { firstSpikeHinge } from "../../src/losses/first-spike-hinge.ts";
import { meanSquaredError } from "../../src/losses/mean-squared-error.ts";
import { tracedLoss } from "../../src/losses/traced-loss.ts";
import { network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { lif } from "../../src/neurons/lif.ts";
import { firstSpikeTimes } from "../../src/readouts/spike-times.ts";
import { simulate } from "../../src/simulate/simulate.ts";
import { pidController } from "../../src/solvers/pid-controller.ts";
import { tsitouras54 } from "../../src/solvers/tableaus/tsitouras-54.ts";
import { conditionsOf } from "../../src/train/conditions.ts";
import { fitSettings } from "../../src/train/fit-options.ts";

const net = network({ populations: { input: source(1), cell: population(lif, 1) } });
const conditions = (more: object = {}) =>
  conditionsOf(
    fitSettings(net, {
      objective: { until: 5, terms: [{ readout: firstSpikeTimes("cell"), loss: meanSquaredError() }] },
      data: { inputs: [{ input: [[1]] }], targets: [3] },
      epochs: 2,
      ...more,
    }),
  );

describe("conditionsOf", () => {
  it("are texts that a person can read", () => {
    expect(conditions()).toMatchObject({
      validation: "none",
      batchSize: "32",
      optimizer: 'adam {"beta1":0.9,"beta2":0.999,"epsilon":1e-8,"weightDecay":0}',
      clip: "Infinity",
      seed: "0",
      silent: '"none"',
    });
    expect(conditions()["data"]).toMatch(/^1 samples with fingerprint [0-9a-f]{16}$/);
    expect(conditions()["learningRate"]).toMatch(/^0\.001 at epoch 0, 0\.001 at epoch 0\.5,/);
  });

  it("tell which run all runs go on from", () => {
    const from = (time: number) =>
      conditions({
        objective: {
          until: 5,
          terms: [{ readout: firstSpikeTimes("cell"), loss: meanSquaredError() }],
          continueFrom: simulate(net, net.initialParameters(), { input: [[time]] }, { until: 2 }),
        },
      })["objective"];
    expect(from(1)).toMatch(/"from":2,"continued":"[0-9a-f]{16}"/);
    expect(from(1)).toBe(from(1));
    expect(from(1)).not.toBe(from(1.5));
    expect(conditions()["objective"]).not.toContain("continued");
  });

  it("name the way in which gradients are computed, but for the default", () => {
    const terms = [{ readout: firstSpikeTimes("cell"), loss: meanSquaredError() }];
    const by = (gradientMethod?: GradientMethod) =>
      conditions({ objective: { until: 5, terms, ...(gradientMethod && { gradientMethod }) } })["objective"];
    expect(by(discreteAdjoint)).toBe(by());
    expect(by(forwardSensitivity)).toContain('"gradientMethod":"forward sensitivity"');
  });

  it("do not depend on the number of epochs", () => {
    expect(conditions({ epochs: 7 })).toEqual(conditions());
  });

  it("tell losses, readouts and controllers apart that were made with other numbers", () => {
    const objective = (loss: object, readout: object, more: object = {}) => ({
      objective: { until: 5, terms: [{ readout, loss }], ...more },
      data: { inputs: [{ input: [[1]] }], targets: [0] },
    });
    const spikes = firstSpikeTimes("cell");
    const all = [
      objective(firstSpikeCrossEntropy(), spikes),
      objective(firstSpikeCrossEntropy({ tau0: 0.4 }), spikes),
      objective(firstSpikeHinge({ margin: 2 }), spikes),
      objective(firstSpikeHinge({ margin: 3 }), spikes),
      objective(firstSpikeHinge({ margin: 3 }), firstSpikeTimes("cell", { silentTime: "until" })),
      objective(firstSpikeHinge({ margin: 3 }), spikes, { method: tsitouras54 }),
      objective(firstSpikeHinge({ margin: 3 }), spikes, { stepSize: 0.1 }),
      objective(firstSpikeHinge({ margin: 3 }), spikes, {
        controller: pidController({ method: tsitouras54 }),
      }),
      objective(firstSpikeHinge({ margin: 3 }), spikes, {
        controller: pidController({ method: tsitouras54, derivative: 0.1 }),
      }),
    ].map((options) => conditions(options)["objective"]);
    // The controller given in the one before the last is the standard one.
    expect(new Set(all).size).toBe(all.length - 1);
    expect(all[4]).toContain('{"kind":"firstSpikeHinge","margin":3}');
    expect(all[4]).toContain('"silentTime":"until"');
  });

  it("tell longest steps and limits apart, but not who watches", () => {
    const text = (more: object): string | undefined => {
      const terms = [{ readout: firstSpikeTimes("cell"), loss: meanSquaredError() }];
      return conditions({ objective: { until: 5, terms, ...more } })["objective"];
    };
    const { signal } = new AbortController();
    expect(text({ signal, onProgress: () => {} })).toBe(text({}));
    expect(text({ maxSteps: 1_050_000, maxStep: Infinity })).toBe(text({}));
    const changed = [{ maxStep: 1 }, { maxSteps: 1000 }, { maxRounds: 9 }].map(text);
    expect(new Set([text({}), ...changed]).size).toBe(4);
    expect(changed[0]).toContain('"maxStep":1,"maxSteps":1050000');
  });

  it("tell formulas apart, and parts of the user's own by their names", () => {
    const readout = firstSpikeTimes("cell", { silentTime: "until" });
    const text = (loss: object): string | undefined =>
      conditions({ objective: { until: 5, terms: [{ readout, loss }] } })["objective"];
    const formula = text(tracedLoss({ formula: (value, target) => sub(value, target) }));
    expect(formula).toBe(text(tracedLoss({ formula: "value - target" })));
    expect(formula).not.toBe(text(tracedLoss({ formula: "target - value" })));
    expect(text({ ...meanSquaredError(), name: "mine" })).toContain('"loss":{"own":"mine"}');
  });

  it("tell inputs apart", () => {
    const data = { inputs: [{ input: [[1 + 2 ** -52]] }], targets: [3] };
    expect(conditions({ data })["data"]).not.toBe(conditions()["data"]);
  });
});
