/**
 * A neuron under a current that changes in time: a step, then a ramp down. Signals are data of a run;
 * their corners are met exactly, and the spike times have gradients with respect to their values.
 */
import {
  defineNeuron,
  firstSpikeTimes,
  meanSquaredError,
  network,
  piecewiseConstant,
  piecewiseLinear,
  population,
  simulate,
  valueAndGradient,
} from "saltus";

const neuron = defineNeuron({
  name: "driven",
  state: { v: { unit: "mV", initial: -70, scale: 10 } },
  parameters: {
    tau: { unit: "ms", default: 10, domain: "positive" },
    r: { unit: "MΩ", default: 20, domain: "positive" },
  },
  signals: { current: { unit: "nA" } },
  dynamics: "tau * dv/dt = -70 mV - v + r * current",
  spike: { when: "v + 50 mV", reset: { v: -70 } },
});
const net = network({ populations: { cell: population(neuron, 1) } });
const parameters = net.initialParameters();

// 1.2 nA from 5 to 25 ms; then the same charge as a ramp that falls to zero.
const step = piecewiseConstant([0, 5, 25], [0, 1.2, 0]);
const ramp = piecewiseLinear([0, 5, 5.001, 25], [0, 0, 2.4, 0]);
for (const [name, current] of Object.entries({ step, ramp })) {
  const run = simulate(net, parameters, { "cell.current": current }, { until: 40 });
  const times = Array.from(run.spikeTimes("cell")[0]!, (time) => time.toFixed(4));
  console.log(`${name}: ${times.join(" ")} ms`);
}

// The first spike should come at 20 ms, later than it does: less current while it flows.
const objective = valueAndGradient(net, {
  terms: [{ readout: firstSpikeTimes("cell"), loss: meanSquaredError() }],
  until: 40,
});
const { gradient } = objective(parameters, { "cell.current": step }, [20]);
const slopes = Array.from(gradient.signals["cell.current"]!, (slope) => slope.toFixed(3));
console.log(`dL/d(value of each piece): ${slopes.join(" ")} ms²/nA`);

/* Prints:
step: 22.9176 ms
ramp: 12.5105 ms
dL/d(value of each piece): -19.133 -243.133 0.000 ms²/nA
*/
