/** Runs of an objective begin with what the one before has left of its populations: no run shows which that was. */
import { expect, it } from "vitest";
import { firstSpikeCrossEntropy } from "../../../src/losses/first-spike-cross-entropy.ts";
import { connect } from "../../../src/network/connect.ts";
import { normal } from "../../../src/network/initializers.ts";
import { network } from "../../../src/network/network.ts";
import { population, source } from "../../../src/network/population.ts";
import { lif } from "../../../src/neurons/lif.ts";
import { qif } from "../../../src/neurons/qif.ts";
import { valueAndGradient } from "../../../src/objective/value-and-gradient.ts";
import { firstSpikeTimes } from "../../../src/readouts/spike-times.ts";

it("whether it had other arrivals, other weights, a neuron that was left or a failure", () => {
  const objective = () => {
    const net = network({
      populations: { input: source(2), hidden: population(qif, 5), output: population(lif, 2) },
      projections: [
        connect("input", "hidden", { weight: normal(2, 1) }),
        connect("hidden", "output", { weight: normal(1.5, 0.5) }),
      ],
    });
    const readout = firstSpikeTimes("output", { silentTime: "until" });
    const options = { terms: [{ readout, loss: firstSpikeCrossEntropy() }], until: 40 };
    return { net, of: valueAndGradient(net, { ...options, maxSteps: 120 }) };
  };
  const { net, of } = objective();
  const [weak, strong] = [1, 2].map((seed) => net.initialParameters({ seed }));
  const storm = net.initialParameters({ seed: 3 });
  storm.set("hidden.bias", 4000);
  const inputs = [{ input: [[1, 4, 9], [2]] }, { input: [[], [3]] }, { input: [[0.5], [1, 30]] }];
  const look = (from: ReturnType<typeof objective>, parameters: typeof storm, k: number) => {
    const { value, gradient } = from.of(parameters, inputs[k]!, k % 2);
    return { value, values: gradient.values.slice() };
  };
  const alone = (parameters: typeof storm, k: number) => {
    const fresh = objective();
    const same = fresh.net.initialParameters();
    same.values.set(parameters.values);
    return look(fresh, same, k);
  };
  const between = [
    () => look({ net, of }, weak!, 0),
    () => look({ net, of }, strong!, 2),
    () => expect(() => look({ net, of }, storm, 0)).toThrow("steps"),
  ];
  for (const before of between) {
    for (const parameters of [weak!, strong!]) {
      for (let k = 0; k < inputs.length; k++) {
        before();
        expect(look({ net, of }, parameters, k)).toEqual(alone(parameters, k));
      }
    }
  }
});
