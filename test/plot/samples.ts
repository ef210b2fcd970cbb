/** Synthetic data, shaped like that of real runs, for the tests of the pictures. */
import type { DecisionMap, LearningCurve, Raster, Traces } from "../../src/plot/index.ts";
import { gridCentres } from "../../src/plot/index.ts";

/** Reproducible uniform numbers in [0, 1): a linear congruential generator. */
export function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (1664525 * state + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}

export function learningCurve(epochs: number): LearningCurve {
  const random = uniform(1);
  const at = Array.from({ length: epochs }, (_, i) => i);
  const noise = (size: number) => size * (random() - 0.5);
  return {
    trainLoss: at.map((i) => 1.1 * Math.exp(-i / 30) + 0.03 + 2 / (i + 20) + noise(0.01)),
    trainAccuracy: at.map((i) => 0.982 - 0.62 * Math.exp(-i / 12) + noise(0.01)),
    validationAccuracy: at.map((i) => 0.972 - 0.62 * Math.exp(-i / 12) + noise(0.02)),
    silentLabels: at.map((i) => Math.max(0, 0.35 * Math.exp(-i / 6) + noise(0.004))),
  };
}

/** Class of a place in a yin-yang disc of radius ½ around (½, ½). */
function yinYangClass(x: number, y: number): number {
  const right = Math.hypot(x - 0.75, y - 0.5);
  const left = Math.hypot(x - 0.25, y - 0.5);
  if (right <= 0.1 || left <= 0.1) return 2;
  return (left <= 0.25 && left > 0.1) || (y > 0.5 && right > 0.25) ? 1 : 0;
}

export function decisionMap(nx: number, points: number): DecisionMap {
  const random = uniform(7);
  const grid = { x: [0, 1], y: [0, 1], nx, ny: nx } as const;
  const wobble = (x: number, y: number) =>
    yinYangClass(x + 0.02 * Math.sin(9 * y), y + 0.025 * Math.cos(8 * x));
  const centres = gridCentres(grid);
  const labels = Array.from({ length: nx * nx }, (_, k) => {
    const [x, y] = [centres[2 * k]!, centres[2 * k + 1]!];
    return x + y < 0.12 ? -1 : wobble(x, y);
  });
  const places: { x: number; y: number }[] = [];
  while (places.length < points) {
    const place = { x: random(), y: random() };
    if (Math.hypot(place.x - 0.5, place.y - 0.5) < 0.5) places.push(place);
  }
  return {
    classes: ["yin", "yang", "dot"],
    grid,
    labels,
    points: {
      x: places.map(({ x }) => x),
      y: places.map(({ y }) => y),
      target: places.map(({ x, y }) => yinYangClass(x, y)),
      predicted: places.map(({ x, y }) => wobble(x, y)),
    },
  };
}

export function raster(): Raster {
  const random = uniform(3);
  const spikes = (size: number, count: number, low: number, high: number) => ({
    size,
    times: Array.from({ length: count }, () => low + (high - low) * random() ** 1.4),
    neurons: Array.from({ length: count }, () => Math.floor(size * random())),
  });
  return {
    groups: [
      { name: "input", size: 5, times: [0, 4.2, 17.5, 25.1, 38.2], neurons: [4, 0, 1, 2, 3] },
      { name: "hidden", ...spikes(120, 190, 9, 60) },
      { name: "output", size: 3, times: [33.4, 41.2, 58.3, 49.7], neurons: [1, 0, 2, 1] },
    ],
    markers: [
      { time: 33.4, text: "decision: yang, 33.4 ms", colour: "#009e73" },
      { time: 41.2, text: "label yin first spikes at 41.2 ms" },
    ],
    time: [0, 70],
  };
}

/** Leaky integrate-and-fire neuron under constant drive with resets at 1 and decaying input. */
function leaky(drive: number): { times: number[]; values: number[]; spikes: number[] } {
  const [times, values, spikes]: number[][] = [[], [], []];
  let v = 0;
  for (let k = 0; k <= 400; k++) {
    const t = k / 8;
    times!.push(t);
    values!.push(v);
    if (v >= 1) {
      spikes!.push(t);
      times!.push(t);
      values!.push((v = 0));
    }
    v += (drive * (1 + Math.sin(t / 3)) - v) / 80;
  }
  return { times: times!, values: values!, spikes: spikes! };
}

export function traces(): Traces {
  const arrivals = [8, 21, 21.6, 40];
  const current: { t: number; i: number }[] = [{ t: 0, i: 0 }];
  let i = 0;
  for (let k = 1; k <= 500; k++) {
    current.push({ t: k / 10, i: (i *= Math.exp(-0.02)) });
    if (arrivals.includes(k / 10)) current.push({ t: k / 10, i: (i += 1.2) });
  }
  return {
    series: [
      { name: "hidden 3", panel: "membrane potential", ...leaky(1.6) },
      { name: "hidden 17", panel: "membrane potential", ...leaky(0.9) },
      { name: "hidden 42", panel: "membrane potential", ...leaky(0.55) },
      {
        name: "hidden 3",
        panel: "synaptic current",
        times: current.map((sample) => sample.t),
        values: current.map((sample) => sample.i),
      },
    ],
    panels: [
      { name: "membrane potential", detail: "v [1]", threshold: 1 },
      { name: "synaptic current", detail: "i [nA]", arrivals },
    ],
  };
}
