/** Two neurons are pulled back at once, one of them ahead of its turn: to the bits of one after the other, record by record. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { pullback } from "../../src/adjoint/pullback.ts";
import { allowsLanes, withoutLanes } from "../../src/codegen/execution.ts";
import { networkProgram } from "../../src/compile/network-program.ts";
import { connect } from "../../src/network/connect.ts";
import { convolution } from "../../src/network/convolution.ts";
import { normal, uniform } from "../../src/network/initializers.ts";
import { type Network, network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { withProbability } from "../../src/network/topology.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import { eif } from "../../src/neurons/eif.ts";
import { qif } from "../../src/neurons/qif.ts";
import type { SimulateOptions } from "../../src/simulate/given/options.ts";
import { simulate } from "../../src/simulate/simulate.ts";
import { automatic } from "../../src/solvers/method.ts";
import { tsitouras54 } from "../../src/solvers/tableaus/tsitouras-54.ts";
import { randomCotangents } from "../support/random-cases/cotangents.ts";

/** Spikes carry a current; what arrives has two weights, one of which moves what the other is multiplied by. */
const graded = defineNeuron({
  name: "graded",
  state: { v: { initial: 0.1 }, i: {}, g: {} },
  parameters: { tau: { unit: "ms", default: 10, domain: "positive" }, bias: 0.4 },
  dynamics: "tau * dv/dt = v * (v - 1) + bias + i + 0.3 * g * sin(v)\n 4 ms * di/dt = -i\n 7 ms * dg/dt = -g",
  spike: { when: "v - 2", reset: { v: 0, g: "g + 0.1" }, payload: "1 + 0.2 * i" },
  input: { input: { weights: ["a", "b"], map: { i: "i + a * payload", g: "g + b * i" } } },
});

/** Between `hidden` neurons on a 2 × 3 grid, and of what else there is. */
function layers(model: typeof qif, weight: number, drawn: Drawn): Network {
  const weights = (mean: number) => {
    const own = normal(mean, Math.abs(mean) / 2 + 0.2);
    return model === graded ? { weights: { a: own, b: normal(0.2, 0.3) } } : { weight: own };
  };
  const { delay, delayPer, shared, sparse, returns, cycle } = drawn;
  const lagged = { delay: delay === 0 ? 0 : uniform(delay / 2, delay), delayPer };
  const topology = shared
    ? { topology: convolution({ input: [3, 4, 1], kernel: [2, 2], channels: 1 }) }
    : sparse
      ? { topology: withProbability(0.6) }
      : {};
  return network({
    populations: {
      input: source(12),
      hidden: population(model, 6, { parameters: model === qif ? { bias: uniform(-0.2, 0.4) } : {} }),
      output: population(model, 3),
    },
    projections: [
      connect("input", "hidden", { ...weights(weight), ...lagged, ...topology }),
      connect("hidden", "output", { ...weights(weight), delay: 0.5 }),
      ...(returns === undefined
        ? []
        : [connect("hidden", "hidden", { ...weights(weight / 9), delay: returns })]),
      ...(cycle === undefined
        ? []
        : [connect("output", "hidden", { ...weights(-weight / 9), delay: cycle })]),
    ],
  });
}

interface Drawn {
  readonly delay: number;
  readonly delayPer: "projection" | "axon" | "dendrite" | "synapse";
  readonly shared: boolean;
  readonly sparse: boolean;
  readonly returns: number | undefined;
  readonly cycle: number | undefined;
}

const drawn: fc.Arbitrary<Drawn> = fc
  .record({
    delay: fc.constantFrom(0, 1.5, 6),
    delayPer: fc.constantFrom("projection", "axon", "dendrite", "synapse"),
    shared: fc.boolean(),
    sparse: fc.boolean(),
    returns: fc.constantFrom(undefined, 0, 0.8),
    cycle: fc.constantFrom(undefined, 0, 1.2),
  })
  // One delay for all is one number.
  .map((own) => (own.delayPer === "projection" ? { ...own, delay: 0 } : own));

/** The gradient of random numbers, of spikes alone or of all there is to be seen, by both ways. */
function gradients(net: Network, input: readonly number[][], options: SimulateOptions, seed: number) {
  const run = (execution: "javascript" | "webassembly") => {
    const all = { ...options, execution, maxSteps: 20_000, throwOnFailure: false };
    const made = simulate(net, net.initialParameters({ seed }), { input }, all);
    if (made.status !== "completed") return undefined;
    const seen = randomCotangents(made, seed);
    const cotangents = seed % 3 === 0 ? seen : { ...seen, samples: new Map(), observations: new Map() };
    const { values, inputTimes } = pullback(made, cotangents);
    return { values, inputTimes, spikes: made.tape.spikes.time.length };
  };
  return { own: run("javascript"), other: run("webassembly"), alone: withoutLanes(() => run("webassembly")) };
}

it("whatever is shared, delayed, carried, sent back and seen", () => {
  const train = fc
    .array(
      fc.nat(59).map((k) => k / 3),
      { maxLength: 3 },
    )
    .map((times) => times.sort((a, b) => a - b));
  const setting = fc.record({
    kind: fc.constantFrom("qif", "eif", "graded"),
    drawn,
    trains: fc.array(train, { minLength: 12, maxLength: 12 }),
    how: fc.constantFrom<Omit<SimulateOptions, "until">>(
      {},
      { method: tsitouras54 },
      { stopAfterSpikes: { output: 1 }, endEarly: true },
      { maxStep: 0.4 },
    ),
    seed: fc.nat(1000),
  });
  let spikes = 0;
  fc.assert(
    fc.property(setting, ({ kind, drawn: own, trains, how, seed }) => {
      const net =
        kind === "qif"
          ? layers(qif, 1.4, own)
          : kind === "eif"
            ? layers(eif, 25, own)
            : layers(graded, 0.7, own);
      // An output that projects further is followed to the end.
      const staged = own.cycle === undefined ? how : { ...how, stopAfterSpikes: {}, endEarly: false };
      const found = gradients(net, trains, { ...staged, until: 24, rtol: 1e-3, atol: 1e-3 }, seed);
      spikes += found.own?.spikes ?? 0;
      expect(found.other).toEqual(found.own);
      expect(found.alone).toEqual(found.own);
    }),
    { numRuns: 60, seed: 5 },
  );
  // Those given are 18 a run.
  expect(spikes).toBeGreaterThan(60 * 24);
});

it("of neurons with more records than may be pulled back ahead, which more than fill a page", () => {
  const none = { shared: false, sparse: false, returns: undefined, cycle: undefined };
  const net = layers(qif, 1.1, { ...none, delay: 0, delayPer: "projection" });
  const trains = Array.from({ length: 12 }, (_, k) =>
    Array.from({ length: 60 }, (_, j) => 5 * j + (k * k) / 29),
  );
  const { laterKind } = networkProgram(net, automatic(), "webassembly").columns;
  laterKind.fill(0);
  const found = gradients(net, trains, { until: 300, maxStep: 0.1 }, 1);
  expect(found.own?.spikes).toBeGreaterThan(12 * 60 + 20);
  expect(found.other).toEqual(found.own);
  expect(found.alone).toEqual(found.own);
  // What is put off is so because somebody was ahead.
  if (allowsLanes()) expect(laterKind.some((what) => what !== 0)).toBe(true);
});
