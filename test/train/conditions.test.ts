import { describe, expect, it } from "vitest";
import { meanSquaredError } from "../../src/losses/mean-squared-error.ts";
import { network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { lif } from "../../src/neurons/lif.ts";
import { firstSpikeTimes } from "../../src/readouts/spike-times.ts";
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

  it("do not depend on the number of epochs", () => {
    expect(conditions({ epochs: 7 })).toEqual(conditions());
  });

  it("tell inputs apart", () => {
    const data = { inputs: [{ input: [[1 + 2 ** -52]] }], targets: [3] };
    expect(conditions({ data })["data"]).not.toBe(conditions()["data"]);
  });
});
