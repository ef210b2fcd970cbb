/**
 * A sample of Yin-Yang forward and backward, 5-120-3 LIF neurons, by the exact flow; reference: Tsitouras 5(4) at
 * rtol 1e-6, the same network and samples in the same run.
 *
 * Expected: at most 200 µs.
 */
import { exactFlow, simulate, tsitouras54, valueAndGradient } from "saltus";
import { interleaved } from "./interleaved.mjs";
import { networks, objective, samples, until } from "./yin-yang.mjs";

const perRound = 40;
const { inputs, targets } = samples(perRound);
const { net } = networks["5-120-3 LIF"];
const parameters = net.initialParameters({ seed: 1 });
const reference = valueAndGradient(net, { ...objective, method: tsitouras54 });
const exact = valueAndGradient(net, { ...objective, method: exactFlow });
const options = { until, stopAfterSpikes: { output: 1 } };
const counts = { steps: 0, tried: 0, repeated: 0 };
for (const input of inputs) {
  const { statistics } = simulate(net, parameters, input, { ...options, method: exactFlow });
  counts.steps += statistics.acceptedSteps / perRound;
  counts.tried += (statistics.acceptedSteps + statistics.rejectedSteps) / perRound;
  counts.repeated += statistics.repeatedSteps / perRound;
}
const [both, own, forward, ownForward] = interleaved([
  () => reference(parameters, inputs, targets),
  () => exact(parameters, inputs, targets),
  () => inputs.map((input) => simulate(net, parameters, input, { ...options, method: tsitouras54 })),
  () => inputs.map((input) => simulate(net, parameters, input, { ...options, method: exactFlow })),
]).map((time) => (1000 * time) / perRound);
const { steps, tried, repeated } = counts;
const what = `${Math.round(steps)} steps of ${Math.round(tried)} tried, ${Math.round(repeated)} repeated`;
const against = { unit: "µs", reference: "Tsitouras 5(4), rtol 1e-6" };
console.log(
  JSON.stringify([
    {
      what: `5-120-3 LIF by exact flow, one sample forward to the end, ${what}`,
      value: ownForward,
      ...against,
      referenceValue: forward,
    },
    {
      what: "5-120-3 LIF by exact flow, one sample forward and backward, until the outputs spiked",
      value: own,
      ...against,
      referenceValue: both,
    },
  ]),
);
