/** A program that wants one gradient: run as a process of its own, it prints the time since it started [ms]. */
import {
  connect,
  firstSpikeCrossEntropy,
  firstSpikeTimes,
  lif,
  network,
  normal,
  population,
  source,
  valueAndGradient,
} from "saltus";

const net = network({
  populations: { input: source(5), hidden: population(lif, 120), output: population(lif, 3) },
  projections: [
    connect("input", "hidden", { weight: normal(1.5, 0.78) }),
    connect("hidden", "output", { weight: normal(0.93, 0.1) }),
  ],
});
const objective = valueAndGradient(net, {
  terms: [{ readout: firstSpikeTimes("output", { silentTime: "until" }), loss: firstSpikeCrossEntropy() }],
  until: 60,
});
const { gradient } = objective(
  net.initialParameters({ seed: 1 }),
  { input: [[3], [10], [27], [20], [0]] },
  1,
);
if (!gradient.values.every(Number.isFinite)) throw new Error("the gradient is not finite");
console.log(performance.now());
