/**
 * A thousand leaky neurons with sparse excitation and stronger inhibition: every neuron gets more drive than it needs, and
 * what it gets from the others takes it away again. Spikes come irregularly, though nothing here is random but the
 * connections and the beginning.
 *
 * After Brunel (2000), J. Comput. Neurosci. 8, 183–208, model A in small: 100 inputs in the place of 1000 to each neuron,
 * which are stronger for that, and a constant drive in the place of spikes from outside.
 */
import {
  connect,
  defineNeuron,
  fixedInDegree,
  network,
  population,
  refractory,
  simulate,
  uniform,
} from "saltus";

const cell = defineNeuron({
  name: "cell",
  state: { v: { unit: "mV", scale: 10 } },
  parameters: { tau: { unit: "ms", default: 20, domain: "positive" }, drive: { unit: "mV", default: 30 } },
  dynamics: "dv/dt = (drive - v) / tau",
  spike: { when: "v > 20 mV", reset: { v: "10 mV" } },
  input: { input: { weights: { weight: { unit: "mV" } }, map: { v: "v + weight" } } },
});
const model = refractory(cell, { period: 2 });
const cells = (size: number) => population(model, size, { initial: { v: uniform(0, 20) } });

const weight = 0.9;
const to = (post: string) => [
  connect("excitatory", post, { weight, delay: 1.5, topology: fixedInDegree(80, { seed: `e ${post}` }) }),
  connect("inhibitory", post, {
    weight: -6 * weight,
    delay: 1.5,
    topology: fixedInDegree(20, { seed: `i ${post}` }),
  }),
];
const net = network({
  populations: { excitatory: cells(800), inhibitory: cells(200) },
  projections: [...to("excitatory"), ...to("inhibitory")],
});

const until = 300;
const run = simulate(net, net.initialParameters({ seed: 1 }), {}, { until, rtol: 1e-3, atol: 1e-3 });

/** Standard deviation of the intervals of a neuron over their mean: 0 for a clock, 1 for a Poisson process. */
function variation(times: Float64Array): number {
  const intervals = times.slice(1).map((time, k) => time - times[k]!);
  const mean = intervals.reduce((sum, interval) => sum + interval, 0) / intervals.length;
  const variance =
    intervals.reduce((sum, interval) => sum + (interval - mean) ** 2, 0) / (intervals.length - 1);
  return Math.sqrt(variance) / mean;
}
const trains = run.spikeTimes("excitatory");
const rate = trains.reduce((sum, times) => sum + times.length, 0) / trains.length / until;
const variations = trains.filter(({ length }) => length > 5).map(variation);
const mean = variations.reduce((sum, cv) => sum + cv, 0) / variations.length;
console.log(`${(1000 * rate).toFixed(0)} spikes per second and neuron`);
console.log(`coefficient of variation of the intervals ${mean.toFixed(2)}`);

/* Prints:
27 spikes per second and neuron
coefficient of variation of the intervals 0.99
*/
