/**
 * The gradient of a spike time, explained.
 *
 * The neuron spikes at T, when v crosses the threshold θ. A change of a parameter p moves v at that time
 * by ∂v/∂p, and a membrane that rises at the rate D = dv/dt is then at θ earlier by (∂v/∂p) / D:
 *
 *   dT/dp = −(∂v/∂p) / D ,   and for the threshold itself   dT/dθ = 1 / D .
 *
 * D is the crossing rate. Where it is small the spike time reacts strongly; where the maximum of v only
 * touches θ the spike time has no derivative, and the run reports that it came close.
 */
import { connect, lif, network, population, pullback, simulate, source, zeroCotangents } from "saltus";

const net = network({
  populations: { input: source(1), cell: population(lif, 1) },
  projections: [connect("input", "cell", { weight: 8 })],
});
const parameters = net.initialParameters();
const options = { until: 40, rtol: 1e-10, atol: 1e-10 };
const spikeTime = (changed = parameters): number =>
  simulate(net, changed, { input: [[2]] }, options).spikeTimes("cell")[0]![0]!;

// 1. The exact derivative: put the cotangent 1 on the spike and pull it back through the run.
const run = simulate(net, parameters, { input: [[2]] }, options);
const cotangents = zeroCotangents(run);
cotangents.spikeTimes[run.spikeTrains("cell").records[0]!] = 1;
const gradient = pullback(run, cotangents);
const byWeight = gradient.view("input→cell.weight")[0]!;
const byThreshold = gradient.view("cell.vThreshold")[0]!;

// 2. The crossing rate, from the run's own statistics: dT/dθ is its reciprocal.
const rate = run.statistics.smallestCrossingRate!.value;

// 3. The hard way: two more runs with the weight a little larger and smaller.
const h = 1e-4;
const nudged = (by: number): number => {
  const copy = parameters.copy();
  copy.view("input→cell.weight")[0]! += by;
  return spikeTime(copy);
};
const difference = (nudged(h) - nudged(-h)) / (2 * h);

console.log(`spike at            ${spikeTime().toFixed(6)} ms`);
console.log(`dT/dw               ${byWeight.toFixed(6)} ms/mV`);
console.log(`by differences      ${difference.toFixed(6)} ms/mV`);
console.log(`crossing rate D     ${rate.toFixed(6)} mV/ms`);
console.log(`dT/dθ, and 1/D      ${byThreshold.toFixed(6)}, ${(1 / rate).toFixed(6)} ms/mV`);

/* Prints:
spike at            6.116609 ms
dT/dw               -0.995315 ms/mV
by differences      -0.995315 ms/mV
crossing rate D     0.125588 mV/ms
dT/dθ, and 1/D      7.962517, 7.962517 ms/mV
*/
