import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  discreteAdjoint,
  forwardSensitivity,
  type GradientMethod,
} from "../../src/adjoint/gradient-method.ts";
import { checkGradients } from "../../src/check/check-gradients.ts";
import { OptionError } from "../../src/errors.ts";
import { meanSquaredError } from "../../src/losses/mean-squared-error.ts";
import { connect } from "../../src/network/connect.ts";
import { normal } from "../../src/network/initializers.ts";
import { network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import { eif } from "../../src/neurons/eif.ts";
import { lif } from "../../src/neurons/lif.ts";
import { valueAndGradient } from "../../src/objective/value-and-gradient.ts";
import { firstSpikeTimes } from "../../src/readouts/spike-times.ts";
import { stateAtTimes } from "../../src/readouts/state-at-times.ts";
import { piecewiseLinear } from "../../src/simulate/given/input.ts";

const driven = defineNeuron({
  name: "driven",
  state: { v: { initial: 0.1 } },
  parameters: { tau: { default: 8, domain: "positive" }, threshold: 1 },
  signals: ["drive"],
  dynamics: "dv/dt = (drive - v) / tau",
  spike: { when: "v - threshold", reset: { v: 0 } },
  input: { v: "v + 0.2 * weight" },
});
const input = { input: [[1], [2.5, 6]], "output.drive": piecewiseLinear([0, 10, 20], [0.8, 1.3, 1.7]) };
const loss = meanSquaredError();
const terms = [
  { name: "times", readout: firstSpikeTimes("output", { silentTime: "until" }), loss },
  { name: "states", readout: stateAtTimes("hidden", "v", [4, 11]), loss, target: () => 0.3 },
];

function netOf(model: typeof lif, delay: number) {
  return network({
    populations: { input: source(2), hidden: population(model, 3), output: population(driven, 2) },
    projections: [
      connect("input", "hidden", { weight: normal(6, 2), delay }),
      connect("hidden", "hidden", { weight: normal(0.2, 0.3), delay: 1.3 }),
      connect("hidden", "output", { weight: normal(0.5, 0.1), delay: 1.1 }),
    ],
  });
}

/** Right but for weights, of which it gives a thousandth too much. */
const wrong: GradientMethod = {
  name: "wrong",
  gradient: (run, cotangents, into) => {
    const { offset, length } = run.parameters.layout.row("input→hidden.weight");
    const before = into.parameters.slice();
    discreteAdjoint.gradient(run, cotangents, into);
    for (let k = offset; k < offset + length; k++) {
      into.parameters[k]! += 1e-3 * (into.parameters[k]! - before[k]!);
    }
  },
};

describe("gradient methods", () => {
  it("agree on random recurrent networks, input times and signals included", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.boolean(),
        fc.double({ min: 0.1, max: 3, noNaN: true }),
        (seed, isLif, delay) => {
          const net = netOf(isLif ? lif : (eif as typeof lif), delay);
          const parameters = net.initialParameters({ seed });
          const [own, other] = [discreteAdjoint, forwardSensitivity].map((gradientMethod) =>
            valueAndGradient(net, { terms, until: 30, gradientMethod })(parameters, input, 12),
          );
          expect(other!.value).toBe(own!.value);
          const all = ({ gradient }: typeof own & object) => [
            gradient.values,
            ...gradient.inputTimes["input"]!,
            gradient.signals["output.drive"]!,
          ];
          // The two are the same number but for rounding, which goes with the largest entry.
          all(own!).forEach((values, k) => {
            const largest = values.reduce((most, slope) => Math.max(most, Math.abs(slope)), 0);
            values.forEach((slope, i) => {
              expect(Math.abs(all(other!)[k]![i]! - slope)).toBeLessThanOrEqual(1e-10 * largest);
            });
          });
        },
      ),
      { numRuns: 20 },
    );
  });

  it("give batches the mean", () => {
    const net = netOf(lif, 1);
    const parameters = net.initialParameters({ seed: 1 });
    const [own, other] = [discreteAdjoint, forwardSensitivity].map((gradientMethod) =>
      valueAndGradient(net, { terms, until: 30, gradientMethod })(parameters, [input, input], [12, 15]),
    );
    own!.gradient.values.forEach((slope, k) => {
      expect(other!.gradient.values[k]).toBeCloseTo(slope, 8);
    });
  });

  it("are found by checkGradients where they are wrong, and only there", () => {
    const net = netOf(lif, 1);
    const check = (gradientMethod: GradientMethod) =>
      checkGradients(
        net,
        { terms, until: 30, gradientMethod },
        net.initialParameters({ seed: 1 }),
        input,
        12,
      );
    expect(check(discreteAdjoint).agrees).toBe(true);
    expect(check(forwardSensitivity).agrees).toBe(true);
    const found = check(wrong);
    expect(found.agrees).toBe(false);
    const disagreeing = found.groups.filter(({ verdict }) => verdict === "disagrees");
    expect(disagreeing.map(({ name }) => name)).toEqual(["input→hidden.weight"]);
  });

  it("are refused where they are none", () => {
    const gradientMethod = { name: "none" } as unknown as GradientMethod;
    expect(() => valueAndGradient(netOf(lif, 1), { terms, until: 30, gradientMethod })).toThrow(OptionError);
  });
});
