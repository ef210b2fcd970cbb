/**
 * A figure for a paper from a run: a regular-spiking neuron under constant current, in the width of a column.
 *
 * Prints how many spikes it has and writes an SVG; docs/pictures.md says how that becomes a PDF.
 */
import { writeFileSync } from "node:fs";
import { izhikevich, network, population, simulate } from "saltus";
import { renderSvg, tracePicture } from "saltus/plot";

const net = network({ populations: { cell: population(izhikevich, 1, { parameters: { bias: 10 } }) } });
const run = simulate(net, net.initialParameters(), {}, { until: 190 });
const spikes = run.spikeTimes("cell")[0]!;
const series = [
  { name: "", panel: "a", ...run.trace("cell", 0, "v"), spikes },
  { name: "", panel: "b", ...run.trace("cell", 0, "u") },
];
const panels = [
  { name: "a", label: "v [mV]" },
  { name: "b", label: "u" },
];
writeFileSync("figure.svg", await renderSvg(tracePicture({ series, panels }, { title: "", size: "column" })));
console.log(spikes.length, "spikes");

/* Prints:
5 spikes
*/
