/**
 * Every crossing of the computed map is found, and nothing else: random bumps that end a little above or
 * below the threshold, for every method.
 *
 * The oracle knows no polynomials: it repeats each recorded step at many sizes, h ↦ g(Φ(t_i, y_i, h)),
 * and maximises around the largest values. The threshold of a run is set from the highest point of the
 * same oracle along a run without threshold.
 */
import { describe, expect, it } from "vitest";
import type { Run } from "../../src/compile/run.ts";
import { eventRoundingSlot } from "../../src/compile/slots.ts";
import { connect } from "../../src/network/connect.ts";
import { type Network, network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import type { NeuronDefinition } from "../../src/neurons/neuron-definition.ts";
import type { SimulateOptions } from "../../src/simulate/given/options.ts";
import { simulate } from "../../src/simulate/simulate.ts";
import { bogackiShampine32 } from "../../src/solvers/tableaus/bogacki-shampine-32.ts";
import { dormandPrince54 } from "../../src/solvers/tableaus/dormand-prince-54.ts";
import { dormandPrince853 } from "../../src/solvers/tableaus/dormand-prince-853.ts";
import { euler } from "../../src/solvers/tableaus/euler.ts";
import { heun } from "../../src/solvers/tableaus/heun.ts";
import { midpoint } from "../../src/solvers/tableaus/midpoint.ts";
import { rk4 } from "../../src/solvers/tableaus/rk4.ts";
import { tsitouras54 } from "../../src/solvers/tableaus/tsitouras-54.ts";
import { seriesFor } from "../../src/solvers/taylor-series.ts";
import { recordKind } from "../../src/tape/tape.ts";
import { type RecordedStep, recordedSteps } from "../support/computed-map.ts";

/** Every `when` is a height minus the threshold, which nothing else reads. */
const definitions: Readonly<Record<string, NeuronDefinition>> = {
  "current-based LIF": {
    name: "lif",
    state: { v: {}, i: {} },
    parameters: { threshold: 1e6 },
    dynamics: "dv/dt = (-v + i) / 20\n di/dt = -i / 5",
    spike: { when: "v - threshold", reset: { v: -0.5 } },
    input: { i: "i + 4 * weight" },
  },
  "conductance-based LIF": {
    name: "coba",
    state: { v: {}, g: {} },
    parameters: { threshold: 1e6 },
    dynamics: "dv/dt = (-v + g * (3 - v)) / 20\n dg/dt = -g / 5",
    spike: { when: "v - threshold", reset: { v: -0.5 } },
    input: { g: "g + abs(weight)" },
  },
  "LIF driven by the time, threshold that moves": {
    name: "driven",
    state: { v: {} },
    parameters: { threshold: 1e6 },
    dynamics: "dv/dt = -v / 10 + 0.3 * cos(0.7 * t) + exp(-(t - 20)^2 / 8)",
    spike: { when: "v - 0.2 * sin(1.3 * t) - threshold", reset: { v: -1 } },
    input: { v: "v - 0.3 * abs(weight)" },
  },
  "FitzHugh–Nagumo, event function not linear": {
    name: "fhn",
    state: { v: { initial: -1.2 }, w: { initial: -0.6 } },
    parameters: { threshold: 1e6 },
    dynamics: "dv/dt = v - v^3 / 3 - w + 0.2\n dw/dt = 0.08 * (v + 0.7 - 0.8 * w)",
    spike: { when: "exp(v / 2) + 0.1 * w * v - threshold", reset: { v: -2 } },
    input: { w: "w - 0.4 * weight" },
  },
  "AdEx below its upstroke, nothing reset": {
    name: "adex",
    state: { v: { initial: -70, scale: 10 }, w: { initial: 5, scale: 10 } },
    parameters: { threshold: 1e6 },
    dynamics: `
      dv/dt = (-11 * (v + 70) + 22 * exp((v + 50) / 2) - w + 150 + 60 * sin(t / 4)) / 200
      dw/dt = (3 * (v + 70) - w) / 30
    `,
    spike: { when: "v - threshold", reset: {} },
    input: { w: "w - 20 * weight" },
  },
};

const methods: readonly (readonly [string, Omit<SimulateOptions, "until">, number])[] = [
  ...[1e-3, 1e-4, 1e-6, 1e-9].flatMap((rtol) => [
    [`Tsit5 ${rtol}`, { method: tsitouras54, rtol, atol: rtol }, 2] as const,
    [`Dopri5 ${rtol}`, { method: dormandPrince54, rtol, atol: rtol }, 2] as const,
    [`DOP853 ${rtol}`, { method: dormandPrince853, rtol, atol: rtol }, 2] as const,
    [`Taylor ${rtol}`, { method: seriesFor(2 * rtol), rtol, atol: rtol }, 2] as const,
  ]),
  // At 1e-9 a method of order 3 makes steps by the ten thousand, all of them short.
  ...[1e-3, 1e-4, 1e-6].map(
    (rtol) => [`Bosh3 ${rtol}`, { method: bogackiShampine32, rtol, atol: rtol }, 2] as const,
  ),
  ["DOP853 1e-12", { method: dormandPrince853, rtol: 1e-12, atol: 1e-12 }, 2],
  ["Taylor 1e-12", { method: seriesFor(1e-12), rtol: 1e-12, atol: 1e-12 }, 2],
  ["Heun 1e-3", { method: heun, rtol: 1e-3, atol: 1e-3 }, 3],
  ["Heun 1e-4", { method: heun, rtol: 1e-4, atol: 1e-4 }, 1],
  ["Euler, h = 0.25", { method: euler, stepSize: 0.25 }, 5],
  ["midpoint, h = 0.5", { method: midpoint, stepSize: 0.5 }, 5],
  ["RK4, h = 1", { method: rk4, stepSize: 1 }, 6],
];

/** How far the peak lies above the threshold, relative to its height. */
const bands: readonly (readonly [string, (draw: number) => number])[] = [
  ["0 to 5 % above", (draw) => 0.05 * draw],
  ["0 to 0.5 % above", (draw) => 0.005 * draw],
  ["1e-6 above", () => 1e-6],
  ["1e-6 below", () => -1e-6],
];

const until = 40;

/** The largest value of f on (0, 1): 400 points, then golden sections around the three highest. */
function maximum(
  f: (theta: number) => number,
  points = 400,
): { readonly theta: number; readonly value: number } {
  const values = Array.from({ length: points }, (_, j) => f((j + 0.5) / points));
  const order = values.map((_, j) => j).sort((a, b) => values[b]! - values[a]!);
  let best = { theta: (order[0]! + 0.5) / points, value: values[order[0]!]! };
  const peaks = order.filter(
    (j) => values[j]! >= (values[j - 1] ?? values[j]!) && values[j]! >= (values[j + 1] ?? values[j]!),
  );
  for (const j of peaks.slice(0, 3)) {
    let low = Math.max(1e-9, (j - 0.5) / points);
    let high = Math.min(1 - 1e-9, (j + 1.5) / points);
    for (let i = 0; i < 60; i++) {
      const [a, b] = [low + 0.382 * (high - low), high - 0.382 * (high - low)];
      if (f(a) > f(b)) high = b;
      else low = a;
    }
    const theta = 0.5 * (low + high);
    const value = f(theta);
    if (value > best.value) best = { theta, value };
  }
  return best;
}

/** The highest value of the event function inside a step; a look at 16 points first where it is far below. */
function highest(step: RecordedStep, near: number): { readonly theta: number; readonly value: number } {
  const f = (theta: number): number => step.value(0, theta * step.stepSize);
  const rough = Array.from({ length: 17 }, (_, j) => f(j / 16));
  const [low, high] = [Math.min(...rough), Math.max(...rough)];
  if (high < -near - (high - low)) return { theta: rough.indexOf(high) / 16, value: high };
  return maximum(f);
}

interface Findings {
  found: number;
  missed: number;
  wrong: number;
}

/** Walks a run with an arming of its own and compares each step with the scan. */
function scan(run: Run, near: number, findings: Findings): void {
  for (const step of recordedSteps(run, 3)) {
    const { stepSize: h } = step;
    const noise = 4 * step.slot(eventRoundingSlot("spike"), h);
    let armed = step.value(0, 0) < 0;
    const isEvent = step.kind === recordKind.stepToEvent;
    let from = 0;
    if (!armed) {
      // The first place below zero arms it.
      const below = Array.from({ length: 401 }, (_, j) => j / 400).find(
        (theta) => step.value(0, theta * h) < -noise,
      );
      if (below === undefined) continue;
      [armed, from] = [true, below];
    }
    const end = step.value(0, h);
    if (isEvent) {
      findings.found++;
      if (end < -noise || !(step.value(0, h * (1 - 1e-7)) < end)) findings.wrong++;
      // Before the root nothing else: 1e-6 of the step is left to the slope at the root.
      const before = maximum((theta) => step.value(0, (from + theta * (1 - 1e-6 - from)) * h));
      if (before.value > noise) findings.missed++;
    } else {
      const top =
        from === 0 ? highest(step, near) : maximum((theta) => step.value(0, (from + theta * (1 - from)) * h));
      if (Math.max(top.value, end) > noise) findings.missed++;
    }
  }
}

function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function build(definition: NeuronDefinition): Network {
  return network({
    populations: { in: source(3), cell: population(defineNeuron(definition), 1) },
    projections: [connect("in", "cell", { weight: [[0.9], [-0.7], [1.2]] })],
  });
}

const networks = Object.values(definitions).map(build);

describe("every crossing of the computed map is found", () => {
  it.each(methods)("%s", (name, options, repetitions) => {
    const draw = generator(12345);
    const findings: Findings = { found: 0, missed: 0, wrong: 0 };
    const counts = bands.map(() => ({ runs: 0, located: 0, bySign: 0 }));
    for (const net of networks) {
      for (let repetition = 0; repetition < repetitions; repetition++) {
        const trains = [3, 1, 3].map((count) => Array.from({ length: count }, () => until * draw()));
        const parameters = net.initialParameters();
        const threshold = parameters.view("cell.threshold");
        const free = simulate(net, parameters, { in: trains }, { ...options, until });
        let peak = Number.NEGATIVE_INFINITY;
        let atEnds = Number.NEGATIVE_INFINITY;
        let lowest = Number.POSITIVE_INFINITY;
        for (const step of recordedSteps(free, 3)) {
          const [first, last] = [step.value(0, 0), step.value(0, step.stepSize)];
          lowest = Math.min(lowest, first);
          atEnds = Math.max(atEnds, last, first);
          peak = Math.max(peak, last);
        }
        for (const step of recordedSteps(free, 3))
          peak = Math.max(peak, highest(step, 0.1 * (peak - lowest) - peak).value);
        bands.forEach(([, above], b) => {
          const height = above(draw()) * (peak - lowest);
          threshold[0] = 1e6 + peak - height;
          const run = simulate(net, parameters, { in: trains }, { ...options, until });
          scan(run, 0.05 * (peak - lowest), findings);
          counts[b]!.runs++;
          if (run.spikeTimes("cell")[0]!.length > 0) counts[b]!.located++;
          if (atEnds >= peak - height) counts[b]!.bySign++;
        });
      }
    }
    const line = counts.map(
      ({ runs, located, bySign }, b) => `${bands[b]![0]}: ${located}/${runs} (${bySign})`,
    );
    console.log(
      `${name}: runs with a spike, by signs at step ends: ${line.join(", ")}; ${findings.found} crossings, missed ${findings.missed}, false ${findings.wrong}`,
    );
    if ("stepSize" in options) {
      // The mesh is given: the map is that of the run without threshold.
      expect(counts[2]!.located).toBe(counts[2]!.runs);
      expect(counts[3]!.located).toBe(0);
    }
    expect(findings).toEqual({ found: findings.found, missed: 0, wrong: 0 });
    for (const band of [0, 1])
      expect(counts[band]!.located).toBeGreaterThanOrEqual(0.95 * counts[band]!.runs);
  });
});
