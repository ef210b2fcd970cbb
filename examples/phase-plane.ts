/**
 * Lines over any quantity: the phase plane of a neuron, its trajectory between the nullclines, and its f–I curve.
 *
 * Prints the rates and writes two pictures.
 */
import { writeFileSync } from "node:fs";
import { izhikevich, network, population, simulateBatch } from "saltus";
import { linePicture, renderSvg } from "saltus/plot";

const net = network({ populations: { cell: population(izhikevich, 1) } });
const currents = [0, 3, 3.5, 4, 5, 6, 8, 10, 12, 15];
const until = 1000;
const parameters = currents.map((current) => {
  const own = net.initialParameters();
  own.set("cell.bias", current);
  return own;
});
const runs = simulateBatch(
  net,
  parameters,
  currents.map(() => ({})),
  { until },
);

// Without the first half, in which the neuron settles; [Hz].
const rates = runs.map((run) => {
  const late = run.spikes("cell").times.filter((time) => time > until / 2);
  return late.length < 2 ? 0 : (1000 * (late.length - 1)) / (late.at(-1)! - late[0]!);
});
console.log(rates.map((rate) => rate.toFixed(1)).join(" "));
const curve = linePicture(
  { series: [{ x: currents, y: rates, dots: true }], x: { label: "current" }, y: { label: "rate [Hz]" } },
  { size: "column", title: "f–I curve" },
);
writeFileSync("f-i-curve.svg", await renderSvg(curve));

// Both states of a neuron have the same times; where one stands twice, the neuron was reset.
const { times, values: x } = runs[7]!.trace("cell", 0, "v");
const v = Array.from({ length: 81 }, (_, k) => -80 + 0.5 * k);
const plane = linePicture(
  {
    series: [
      { name: "trajectory", times, x, y: runs[7]!.trace("cell", 0, "u").values },
      { name: "dv/dt = 0", x: v, y: v.map((at) => 0.04 * at * at + 5 * at + 140 + 10), dashed: true },
      { name: "du/dt = 0", x: v, y: v.map((at) => 0.2 * at), dashed: true },
    ],
    x: { label: "v [mV]" },
    y: { label: "u" },
  },
  { title: "Regular spiking at a current of 10" },
);
writeFileSync("phase-plane.svg", await renderSvg(plane));

/* Prints:
0.0 0.0 0.0 7.1 10.7 13.3 17.9 22.3 26.6 33.0
*/
