/** A network for MNIST, and digits for it: those of the folder that MNIST names; without it, blots with as many spikes. */
import { connect, firstSpikeTimes, lif, network, normal, population, source } from "saltus";
import { latencyEncoding } from "saltus/data";
import { readMnist } from "saltus/node";
import { objective } from "./yin-yang.mjs";

const side = 28;
const pixels = side * side;

/** Pictures with ink in some 150 pixels. */
function blots(count) {
  return Float64Array.from({ length: count * pixels }, (_, k) => {
    const [picture, place] = [Math.floor(k / pixels), k % pixels];
    const [x, y] = [(place % side) - 14 - (picture % 5), Math.floor(place / side) - 14 + (picture % 3)];
    return Math.max(0, 1 - Math.hypot(x, y, 0.3 * x * Math.sin(picture)) / 7.5);
  });
}

export async function digits(count) {
  const folder = process.env.MNIST;
  const encode = latencyEncoding({ tMin: 0, tMax: 20, silentAbove: 1 - 1.5 / 255 });
  const set = folder === undefined ? undefined : (await readMnist(folder)).train;
  const ink =
    set === undefined
      ? blots(count)
      : Float64Array.from(set.pixels.subarray(0, count * pixels), (p) => p / 255);
  return {
    inputs: Array.from({ length: count }, (_, k) => ({
      input: encode.list(ink.subarray(k * pixels, (k + 1) * pixels).map((p) => 1 - p)),
    })),
    targets: Array.from({ length: count }, (_, k) => (set === undefined ? k % 10 : set.labels[k])),
  };
}

export const digitNetwork = network({
  populations: { input: source(pixels), hidden: population(lif, 350), output: population(lif, 10) },
  projections: [
    connect("input", "hidden", { weight: normal(0.078, 0.045) }),
    connect("hidden", "output", { weight: normal(0.2, 0.37) }),
  ],
});
const [readout] = objective.terms;
export const digitObjective = {
  terms: [{ ...readout, readout: firstSpikeTimes("output", { silentTime: "until" }) }],
  until: 40,
};
