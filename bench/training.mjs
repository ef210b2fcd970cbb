/**
 * A sample of Yin-Yang forward and backward at rtol 1e-6; reference: the plain Euler loop over the same
 * network at dt = 0.05 ms, forward only, spikes on the grid.
 *
 * Expected: at most 1 ms forward and backward. Seen (2 shared cores, Node 20): LIF 1.05–1.18 ms =
 * 1.9–2.2 × the Euler loop, QIF 0.95–1.01 ms = 0.9 ×. The forward run alone goes on to the end; forward and
 * backward end when the outputs have spiked, which is all that the objective reads.
 */
import { simulate, valueAndGradient } from "saltus";
import { interleaved } from "./interleaved.mjs";
import { plainEuler } from "./plain-euler.mjs";
import { networks, objective, samples, until } from "./yin-yang.mjs";

const perRound = 40;
const { inputs, targets } = samples(perRound);
const rows = [];
for (const [name, { net, hidden, plain }] of Object.entries(networks)) {
  const parameters = net.initialParameters({ seed: 1 });
  const gradient = valueAndGradient(net, objective);
  const weights = ["input→hidden.weight", "hidden→output.weight"].map((id) => parameters.view(id));
  const euler = plainEuler(plain, hidden, weights[0], weights[1], until);
  const options = { until, rtol: objective.rtol, atol: objective.atol, stopAfterSpikes: { output: 1 } };
  let steps = 0;
  const [reference, forward, both] = interleaved([
    () => {
      for (const { input } of inputs) euler(input);
    },
    () => {
      steps = 0;
      for (const input of inputs) steps += simulate(net, parameters, input, options).statistics.acceptedSteps;
    },
    () => gradient(parameters, inputs, targets),
  ]).map((time) => (1000 * time) / perRound);
  const against = {
    unit: "µs",
    reference: "plain Euler loop, dt 0.05 ms, forward",
    referenceValue: reference,
  };
  rows.push({
    what: `${name}, one sample forward to the end, ${Math.round(steps / perRound)} steps`,
    value: forward,
    ...against,
  });
  rows.push({
    what: `${name}, one sample forward and backward, until the outputs spiked`,
    value: both,
    ...against,
  });
}

console.log(JSON.stringify(rows));
