/** What a training says about a loss that is Infinity. */
import { describe, expect, it } from "vitest";
import { firstSpikeCrossEntropy } from "../../src/losses/first-spike-cross-entropy.ts";
import { connect } from "../../src/network/connect.ts";
import { network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { lif } from "../../src/neurons/lif.ts";
import { firstSpikeTimes } from "../../src/readouts/spike-times.ts";
import { fit } from "../../src/train/fit.ts";
import { infiniteLossHint } from "../../src/train/infinite-loss.ts";

const net = network({
  populations: { input: source(1), output: population(lif, 2) },
  projections: [connect("input", "output", { weight: [[6, 0.1]] })],
});

async function firstEpoch(silentTime?: "until") {
  const readout = firstSpikeTimes("output", silentTime === undefined ? {} : { silentTime });
  const data = { inputs: [{ input: [[1]] }], targets: [1] };
  const objective = { terms: [{ name: "order", readout, loss: firstSpikeCrossEntropy() }], until: 30 };
  for await (const epoch of fit(net, { objective, data, epochs: 1 })) return epoch;
  throw new Error("no epoch");
}

describe("an epoch with an infinite loss", () => {
  it("says that silentTime is missing", async () => {
    const { train, hint } = await firstEpoch();
    expect(train.loss).toBe(Infinity);
    expect(hint).toBe(
      'The loss of "order" is Infinity because a spike that it asks for never came, or a target is Infinity, which spikeTimeError takes. ' +
        'Give firstSpikeTimes("output") a silentTime, such as { silentTime: "until" }, to count it as that late; ' +
        "what brings silent neurons back is the option silent of fit.",
    );
  });

  it("says nothing where all is finite", async () => {
    const { train, hint } = await firstEpoch("until");
    expect(Number.isFinite(train.loss)).toBe(true);
    expect(hint).toBeUndefined();
  });

  it("says of another readout, or of validation samples, what it can", () => {
    const terms = [{ name: "mine", readout: { name: "mine()" } }] as never;
    const measured = (loss: number) => ({ loss, terms: { mine: loss }, metrics: {} });
    expect(infiniteLossHint({ terms }, { train: measured(1), validation: measured(Infinity) })).toBe(
      'The loss of "mine" is Infinity: look for the sample whose loss is.',
    );
    expect(infiniteLossHint({ terms }, { train: measured(1), validation: undefined })).toBeUndefined();
  });
});
