import { describe, expect, it } from "vitest";
import { checkGradients } from "../../src/check/check-gradients.ts";
import { OptionError } from "../../src/errors.ts";
import {
  filteredSpikeTrain,
  lif,
  network,
  penaltyAbove,
  penaltyBelow,
  population,
  stateAtTimes,
  valueAndGradient,
} from "../../src/index.ts";
import type { Loss } from "../../src/losses/loss.ts";

function run(loss: Loss<unknown>, values: readonly number[]): [number, number[]] {
  const { value, gradient } = loss.evaluate(Float64Array.from(values), undefined);
  return [value, Array.from(gradient)];
}

describe("penalties", () => {
  it("are squares of what is beyond the bound, and of nothing else", () => {
    expect(run(penaltyAbove({ bound: 2 }), [1, 2, 4, 5])).toEqual([(4 + 9) / 4, [0, 0, 1, 1.5]]);
    expect(run(penaltyBelow({ bound: 2 }), [1, 2, 4, -1])).toEqual([(1 + 9) / 4, [-0.5, -0, -0, -1.5]]);
    expect(run(penaltyAbove(), [3, -3])).toEqual([4.5, [3, 0]]);
  });

  it("may be of the mean alone", () => {
    expect(run(penaltyAbove({ bound: 2, of: "mean" }), [1, 2, 4, 5])).toEqual([1, [0.5, 0.5, 0.5, 0.5]]);
    expect(run(penaltyBelow({ bound: 2, of: "mean" }), [1, 2, 4, 5])[0]).toBe(0);
    expect(run(penaltyBelow({ bound: 4, of: "mean" }), [1, 2, 4, 5])).toEqual([1, [-0.5, -0.5, -0.5, -0.5]]);
  });

  it("do not look at the target, whatever it is", () => {
    for (const target of [undefined, 3, "label", [[1]]]) {
      expect(penaltyAbove().evaluate(Float64Array.of(2), target).value).toBe(4);
    }
  });

  it("say what they were made with, and refuse wrong options", () => {
    expect(penaltyBelow({ bound: 3 }).description).toEqual({ kind: "penaltyBelow", bound: 3, of: "each" });
    expect(() => penaltyAbove({ bound: Infinity })).toThrow(OptionError);
    expect(() => penaltyAbove({ of: "all" as never })).toThrow(
      'penaltyAbove: of is "all"\n  Give "each" or "mean".',
    );
    expect(() => penaltyBelow().evaluate(Float64Array.of(Infinity), 0)).toThrow(/compares finite numbers/);
  });

  it("lead a silent neuron to its threshold and a busy one to fewer spikes, with exact gradients", () => {
    const net = network({
      populations: {
        quiet: population(lif, 1, { parameters: { bias: 0.7 } }),
        busy: population(lif, 1, { parameters: { bias: 4 } }),
      },
      trainable: ["bias"],
    });
    // Times that lie closer than the kernel is wide: their mean changes as spikes enter the run from its end.
    const times = Array.from({ length: 40 }, (_, k) => k + 1);
    const terms = [
      { readout: stateAtTimes("quiet", "v", [30]), loss: penaltyBelow({ bound: 0.9 }) },
      {
        readout: filteredSpikeTrain("busy", times, { tau: 10, tauRise: 5 }),
        loss: penaltyAbove({ bound: 0.05, of: "mean" }),
        weight: 1000,
      },
    ];
    const options = { terms, until: 40 };
    const parameters = net.initialParameters();
    const objective = valueAndGradient(net, options);
    const { gradient } = objective(parameters, {}, 0);
    expect(gradient.view("quiet.bias")[0]).toBeLessThan(0);
    expect(gradient.view("busy.bias")[0]).toBeGreaterThan(0);
    expect(checkGradients(net, options, parameters, {}, 0).agrees).toBe(true);
  });
});
