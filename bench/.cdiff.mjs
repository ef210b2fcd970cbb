/**
 * npm run bench:compartments: chains of compartments with Hodgkin–Huxley channels, in which a spike that begins at the far
 * end arrives at the soma. What a step costs per compartment, forward and backward, and what compiling does; the shortest of some times.
 * Then the derivative of the soma's spike time to every axial conductance of the longest chain, beside differences, which takes a quarter of an hour.
 */
import { firstSpikeTimes, meanSquaredError, network, population, simulate, valueAndGradient } from "saltus";
import { compartmentModel, hodgkinHuxleyChannels, leak } from "saltus/morphology";

const [sizes, rounds] = [[12, 25, 50, 100], 5];

function chain(count) {
  const names = Array.from({ length: count }, (_, k) => `c${k}`);
  return compartmentModel({
    name: "chain",
    compartments: Object.fromEntries(names.map((name) => [name, { length: 200, diameter: 2 }])),
    connections: names.slice(1).map((name, k) => [names[k], name]),
    mechanisms: [hodgkinHuxleyChannels(), leak({ conductance: 0.3, reversal: -54.4 })],
    spike: { compartment: "c0", threshold: 0 },
  });
}

const timed = (work) => {
  const start = performance.now();
  const result = work();
  return { result, time: performance.now() - start };
};

function measure(count) {
  const { result: model, time: defining } = timed(() => chain(count));
  const parameters = { [`current_c${count - 1}`]: 200 };
  const net = network({ populations: { cell: population(model, 1, { parameters }) } });
  const values = net.initialParameters();
  const settings = { until: 60, rtol: 1e-6, atol: 1e-6, stopAfterSpikes: { cell: 1 } };
  const run = () => simulate(net, values, {}, settings);
  const objective = valueAndGradient(net, {
    until: 60,
    rtol: 1e-6,
    atol: 1e-6,
    terms: [{ readout: firstSpikeTimes("cell"), loss: meanSquaredError() }],
  });
  const gradient = () => objective(values, {}, [0]);
  const [first, firstGradient] = [timed(run), timed(gradient)];
  const steps = first.result.statistics.acceptedSteps;
  const times = { forward: [], both: [] };
  for (let round = 0; round < rounds; round++) {
    times.forward.push(timed(run).time);
    times.both.push(timed(gradient).time);
  }
  const perStep = (list) => (1e6 * Math.min(...list)) / (steps * count);
  return {
    compartments: count,
    steps: steps,
    "spike, ms": Number(first.result.spikeTimes("cell")[0][0].toFixed(3)),
    "define, ms": Math.round(defining),
    "first run, ms": Math.round(first.time),
    "first gradient, ms": Math.round(firstGradient.time),
    "run, ns per step and compartment": Math.round(perStep(times.forward)),
    "with gradient, ns": Math.round(perStep(times.both)),
  };
}

function differences(count) {
  const parameters = { [`current_c${count - 1}`]: 200 };
  const net = network({ populations: { cell: population(chain(count), 1, { parameters }) } });
  const values = net.initialParameters();
  const settings = { until: 60, rtol: 1e-9, atol: 1e-9 };
  const time = () =>
    simulate(net, values, {}, { ...settings, stopAfterSpikes: { cell: 1 } }).spikeTimes("cell")[0][0];
  const terms = [{ readout: firstSpikeTimes("cell"), loss: meanSquaredError() }];
  const { gradient } = valueAndGradient(net, { ...settings, terms })(values, {}, [0]);
  const spike = time();
  let worst = 0;
  const sizesOf = [];
  for (let k = 1; k < count; k++) {
    const name = `cell.gAxial_c${k - 1}_c${k}`;
    const view = values.view(name);
    const [value] = view;
    const at = (shift) => {
      view[0] = value * (1 + shift);
      return time();
    };
    const slope = (at(1e-4) - at(-1e-4)) / (2e-4 * value);
    view[0] = value;
    // The loss is t².
    const exact = gradient.view(name)[0] / (2 * spike);
    sizesOf.push(Math.abs(exact));
    worst = Math.max(worst, Math.abs(exact / slope - 1));
  }
  const range = `from ${Math.min(...sizesOf).toExponential(1)} to ${Math.max(...sizesOf).toExponential(1)} ms/nS`;
  return `${count} compartments, ${count - 1} axial conductances: derivatives ${range}, largest relative difference ${worst.toExponential(1)}`;
}

console.log(differences(sizes.at(-1)));
