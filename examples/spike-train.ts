/**
 * Ten recurrent neurons with delays, and a neuron that reads them, learn to answer a fixed input with a given spike train.
 *
 * Two terms: the distance of van Rossum needs no pairs of spikes, so that spikes may come and go on the way; and where no
 * spike is wanted, the membrane is kept away from the threshold, which is how unwanted spikes feel that they are. A spike
 * that is missing is felt by nobody who could make it: from most first weights training ends without one or two of them.
 */
import { writeFileSync } from "node:fs";
import {
  allSpikeTimes,
  connect,
  fit,
  lif,
  network,
  normal,
  penaltyAbove,
  population,
  regularSpikes,
  simulate,
  source,
  stateAtTimes,
  uniform,
  vanRossumDistance,
} from "saltus";
import { rasterPicture, renderSvg } from "saltus/plot";
import { cosineDecay } from "saltus/train";

const delays = { delay: uniform(1, 10), delayPer: "synapse" as const };
const net = network({
  populations: { input: source(3), cells: population(lif, 10), output: population(lif, 1) },
  projections: [
    connect("input", "cells", { ...delays, weight: uniform(2, 6), delay: uniform(1, 20) }),
    connect("cells", "cells", { ...delays, weight: normal(0, 0.5) }),
    connect("cells", "output", { ...delays, weight: normal(0.5, 0.5) }),
  ],
  trainable: ["weight", "delay"],
});
const input = { input: regularSpikes(3, { period: 30, first: [0, 10, 20], until: 85 }) };
const target = [25, 32, 54, 62, 86];
const until = 100;

const quiet = Array.from({ length: until }, (_, k) => k + 0.5).filter((time) =>
  target.every((spike) => time < spike - 5 || time > spike),
);
const terms = [
  { readout: allSpikeTimes("output", { perNeuron: true }), loss: vanRossumDistance({ tau: 20 }) },
  { readout: stateAtTimes("output", "v", quiet), loss: penaltyAbove({ bound: 0.7 }), weight: 10 },
].map((term, k) => ({ ...term, name: ["distance", "quiet"][k]! }));
const epochs = 400;
let learnt = net.initialParameters({ seed: 7 });
const spikes = () => simulate(net, learnt, input, { until }).spikeTimes("output")[0]!;
const shown = (times: ArrayLike<number>) => Array.from(times, (time) => time.toFixed(2)).join(" ");

console.log(`before: ${shown(spikes())} ms`);
const training = fit(net, {
  objective: { terms, until },
  data: { inputs: [input], targets: [[target]] },
  epochs,
  parameters: learnt,
  learningRate: cosineDecay({ initial: 0.03, final: 1e-3, epochs }),
  silent: { bump: 0.05 },
});
for await (const { epoch, train, parameters } of training) {
  learnt = parameters;
  const { distance, quiet: loud } = train.terms;
  if (epoch % 100 === 0)
    console.log(`epoch ${epoch}: distance ${distance!.toFixed(3)}, quiet ${loud!.toFixed(4)}`);
}
console.log(`after: ${shown(spikes())} ms`);

const run = simulate(net, learnt, input, { until });
const trains = [
  { name: "target", size: 1, times: target, neurons: target.map(() => 0) },
  ...["output", "cells", "input"].map((name) => ({ name, ...run.spikes(name) })),
];
const picture = rasterPicture({ groups: trains, time: [0, until] }, { title: "After training" });
writeFileSync("spike-train.svg", await renderSvg(picture));

/* Prints:
before: 41.53 50.27 56.32 70.68 80.34 88.03 ms
epoch 100: distance 0.910, quiet 0.0076
epoch 200: distance 0.079, quiet 0.0011
epoch 300: distance 0.028, quiet 0.0016
epoch 400: distance 0.001, quiet 0.0009
after: 25.00 32.00 54.00 62.01 86.00 ms
*/
