/**
 * One neuron and its trace: a leaky integrate-and-fire neuron with two input spikes.
 *
 * Prints its spike times and writes the membrane potential as a picture.
 */
import { writeFileSync } from "node:fs";
import { connect, lif, network, population, simulate, source } from "saltus";
import { renderPng } from "saltus/node";
import { renderSvg, tracePicture } from "saltus/plot";

const net = network({
  populations: { input: source(1), cell: population(lif, 1) },
  projections: [connect("input", "cell", { weight: 6 })],
});

const arrivals = [2, 12];
const run = simulate(net, net.initialParameters(), { input: [arrivals] }, { until: 40 });
const spikes = run.spikeTimes("cell")[0]!;
console.log("spikes at", Array.from(spikes, (time) => `${time.toFixed(6)} ms`).join(", "));

// Both sides of every event, and as many points between as a picture wants.
const { times, values } = run.trace("cell", 0, "v");
const picture = tracePicture(
  {
    series: [{ name: "v", times, values, spikes }],
    panels: [{ label: "v [mV]", threshold: 1, arrivals }],
  },
  { title: "A neuron and its two input spikes" },
);
writeFileSync("one-neuron.svg", await renderSvg(picture));
writeFileSync("one-neuron.png", await renderPng(picture));

/* Prints:
spikes at 12.201968 ms, 19.235000 ms
*/
