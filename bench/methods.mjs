/**
 * npm run bench:methods -- [NEURON …]: what the gradient of a run takes by Runge–Kutta methods and by Taylor series at
 * equal errors of the spike times, interpolated between tolerances from 1e-2 to 1e-8. Ten neurons share forty arrivals in
 * 60 ms, with weights so large that they spike ten times or more. Errors are differences from Dormand–Prince 8(5,3) at
 * 1e-13.
 *
 * It decides which method models have that have no exact flow, or a long one (`src/compile/step-maps.ts`).
 */
import {
  adex,
  connect,
  defineNeuron,
  eif,
  firstSpikeTimes,
  fitzHughNagumo,
  gif,
  hindmarshRose,
  hodgkinHuxley,
  izhikevich,
  meanSquaredError,
  morrisLecar,
  network,
  normal,
  population,
  qif,
  quadratic,
  resonateAndFire,
  simulate,
  source,
  twoCompartment,
  UnsupportedError,
  valueAndGradient,
} from "saltus";
import {
  bogackiShampine32,
  dormandPrince54,
  dormandPrince853,
  taylor6,
  taylor8,
  taylor10,
  tsitouras54,
} from "saltus/solvers";

const conductanceLif = defineNeuron({
  name: "conductanceLif",
  state: { v: { initial: -70, scale: 10 }, g: { initial: 0 } },
  dynamics: `
    dv/dt = (-70 - v - g * v) / 20
    dg/dt = -g / 5
  `,
  spike: { when: "v + 50", reset: { v: -70 } },
  input: { g: "g + weight" },
});
const models = {
  qif,
  quadratic,
  conductanceLif,
  eif,
  izhikevich,
  adex,
  fitzHughNagumo,
  hindmarshRose,
  gif,
  resonateAndFire,
  twoCompartment,
  morrisLecar,
  hodgkinHuxley,
};
const methods = {
  bogackiShampine32,
  tsitouras54,
  dormandPrince54,
  dormandPrince853,
  taylor6,
  taylor8,
  taylor10,
};
const tolerances = [1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8];
const errors = [1e-3, 1e-4, 1e-5, 1e-6];
const rounds = 15;
const [channels, size, until] = [10, 10, 60];
const input = {
  input: Array.from({ length: channels }, (_, k) =>
    Array.from({ length: 4 }, (_, j) => 1.3 + 1.1 * k + 11.7 * j + 0.37 * ((k * 7) % 5)),
  ),
};

function netOf(model, weight) {
  const port = model === twoCompartment ? { port: "soma" } : {};
  const net = network({
    populations: { input: source(channels), cells: population(model, size) },
    projections: [connect("input", "cells", { ...port, weight: normal(weight, weight / 3) })],
  });
  return { net, parameters: net.initialParameters({ seed: 3 }) };
}

const spikesOf = (run) => Array.from(run.spikeTimes("cells"), (times) => [...times]);

function spiking(model) {
  for (let weight = 0.001; ; weight *= 1.25) {
    const own = netOf(model, weight);
    const run = simulate(own.net, own.parameters, input, { until, rtol: 1e-5, atol: 1e-5 });
    if (spikesOf(run).flat().length >= size) return own;
  }
}

/** The root mean square of the differences; not a number where a spike is lost. */
function errorOf(spikes, reference) {
  const sum = { squares: 0, count: 0 };
  for (const [k, times] of spikes.entries()) {
    if (times.length !== reference[k].length) return Number.NaN;
    for (const [j, time] of times.entries()) sum.squares += (time - reference[k][j]) ** 2;
    sum.count += times.length;
  }
  return Math.sqrt(sum.squares / sum.count);
}

function supports(method, net, parameters) {
  try {
    simulate(net, parameters, input, { until: 0, method });
    return true;
  } catch (error) {
    if (error instanceof UnsupportedError) return false;
    throw error;
  }
}

/** Where the logarithm of a quantity is linear in that of the error. */
function at(entries, error, quantity) {
  for (let k = 1; k < entries.length; k++) {
    const [one, two] = [entries[k - 1], entries[k]];
    if (!(one.error >= error && error >= two.error)) continue;
    const share = Math.log(one.error / error) / Math.log(one.error / two.error);
    return Math.round(one[quantity] * (two[quantity] / one[quantity]) ** share);
  }
  // What is better than that at every tolerance has its cheapest run.
  return entries[0].error < error ? Math.round(Math.min(...entries.map((entry) => entry[quantity]))) : "";
}

const rows = [];
const wanted = process.argv.slice(2);
for (const [name, model] of Object.entries(models)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const { net, parameters } = spiking(model);
  const exact = { until, rtol: 1e-13, atol: 1e-13, method: dormandPrince853 };
  const reference = spikesOf(simulate(net, parameters, input, exact));
  const targets = reference.map(([first = until]) => first + 1);
  const terms = [{ readout: firstSpikeTimes("cells", { silentTime: "until" }), loss: meanSquaredError() }];
  const supported = Object.entries(methods).filter(([, method]) => supports(method, net, parameters));
  const entries = supported.map(([, method]) =>
    tolerances.map((tolerance) => {
      const options = { until, rtol: tolerance, atol: tolerance, method };
      const run = simulate(net, parameters, input, options);
      const { acceptedSteps, rejectedSteps } = run.statistics;
      const gradient = valueAndGradient(net, { ...options, terms });
      return {
        error: errorOf(spikesOf(run), reference),
        steps: acceptedSteps + rejectedSteps,
        time: Number.POSITIVE_INFINITY,
        gradient: () => gradient(parameters, input, targets),
      };
    }),
  );
  for (let round = 0; round < rounds; round++) {
    for (const entry of entries.flat()) {
      const start = performance.now();
      entry.gradient();
      entry.time = Math.min(entry.time, 1000 * (performance.now() - start));
    }
  }
  supported.forEach(([method], m) => {
    const row = { neuron: name, method };
    for (const error of errors) {
      row[`µs at ${error.toExponential(0)} ms`] = at(entries[m], error, "time");
      row[`steps at ${error.toExponential(0)} ms`] = at(entries[m], error, "steps");
    }
    rows.push(row);
  });
}
console.table(rows);
