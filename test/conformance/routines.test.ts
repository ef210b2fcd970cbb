/** Routines do what the event loop and the sweep do record by record, in other executions: to the last bit. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { pullback } from "../../src/adjoint/pullback.ts";
import { type Execution, withoutLanes } from "../../src/codegen/execution.ts";
import { networkProgram } from "../../src/compile/network-program.ts";
import { counts } from "../../src/compile/routines/routine-columns.ts";
import { connect } from "../../src/network/connect.ts";
import { normal, uniform } from "../../src/network/initializers.ts";
import { type Network, network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { withProbability } from "../../src/network/topology.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import { eif } from "../../src/neurons/eif.ts";
import { izhikevich } from "../../src/neurons/izhikevich.ts";
import { lif } from "../../src/neurons/lif.ts";
import { qif } from "../../src/neurons/qif.ts";
import { refractory } from "../../src/neurons/refractory.ts";
import type { SimulateOptions } from "../../src/simulate/given/options.ts";
import { simulate } from "../../src/simulate/simulate.ts";
import { automatic } from "../../src/solvers/method.ts";
import { tsitouras54 } from "../../src/solvers/tableaus/tsitouras-54.ts";
import { taylor8 } from "../../src/solvers/taylor-series.ts";
import { randomCotangents } from "../support/random-cases/cotangents.ts";
import { drawCase } from "../support/random-cases/drawn.ts";
import { contents } from "../support/tape-contents.ts";

it("tapes and gradients of random networks are the same with routines and without", () => {
  let routines = 0;
  let differentiated = 0;
  for (let k = 0; k < 18; k++) {
    const { network: net, input, options } = drawCase(4, k).drawn;
    const [own, other] = (["javascript", "webassembly"] as const).map((execution) => {
      for (const { kernels } of networkProgram(net, options.method ?? automatic(), execution).populations) {
        if (kernels.advance() !== undefined && kernels.pullbacks([]).sweep() !== undefined) routines++;
      }
      const all = { ...options, execution, throwOnFailure: false };
      const run = simulate(net, net.initialParameters(), input, all);
      const { status, message, statistics, samples } = run;
      const forward = [contents(run.tape), status, message, statistics, JSON.stringify(samples)];
      if (status !== "completed") return forward;
      differentiated++;
      const cotangents = randomCotangents(run, k);
      const { values, inputTimes, signals } = pullback(run, cotangents);
      return [...forward, values, inputTimes, signals];
    });
    expect(other, `case ${k}`).toEqual(own);
  }
  expect(routines).toBeGreaterThan(6);
  expect(differentiated).toBeGreaterThan(26);
});

/** Two timers: what arrives, on a grid as the period is, begins a plateau or prolongs it, and a spike a rest. */
const plateau = defineNeuron({
  name: "plateau",
  state: { v: {}, i: {} },
  discrete: { plateau: {}, resting: {} },
  parameters: {
    tau: 10,
    height: 0.7,
    length: { unit: "ms", default: 1.75 },
    tRef: { unit: "ms", default: 0.8 },
  },
  dynamics: "dv/dt = resting > 0.5 ? 0 : (i + height * plateau - v) / tau\n di/dt = -i / 5",
  spike: {
    when: "v > 0.2",
    while: "resting < 0.5",
    reset: { v: 0, resting: 1 },
    after: { period: "tRef", event: "release" },
  },
  input: {
    input: {
      weights: ["weight"],
      map: { i: "i + weight", plateau: 1 },
      after: { period: "length", event: "end" },
    },
  },
  events: { release: { reset: { resting: 0 } }, end: { reset: { plateau: 0 } } },
});

/** Weights of the size at which neurons of a kind spike now and then. */
const kinds = {
  plateau: [plateau, 1],
  resting: [refractory(lif, { period: 1.5 }), 2],
  blocked: [refractory(qif, { period: 2.25, blockInput: true }), 2],
  held: [refractory(izhikevich, { period: 0 }), 30],
  lif: [lif, 2],
  qif: [qif, 2],
  eif: [eif, 30],
  izhikevich: [izhikevich, 30],
} as const;

it("so are those of layers of the library's neurons, however they are connected, staged, sampled and stepped", () => {
  const kind = fc.constantFrom(...(Object.keys(kinds) as (keyof typeof kinds)[]));
  const wiring = fc.constantFrom(
    { delay: 0 },
    { delay: 1.7 },
    { delay: uniform(0.5, 5), delayPer: "axon" as const },
    { delay: uniform(0.1, 9), delayPer: "synapse" as const },
    { delay: 0.3, topology: withProbability(0.5) },
  );
  const options = fc.constantFrom<Omit<SimulateOptions, "until">>(
    {},
    { stopAfterSpikes: { output: 1 }, endEarly: true },
    { stopAfterSpikes: { output: 2 } },
    { samples: [{ population: "hidden", times: [0, 3.5, 12] }] },
  );
  const loose = { rtol: 1e-3, atol: 1e-3 };
  const steps = fc.constantFrom({}, loose, { method: taylor8 }, { stepSize: 0.25 }, { maxStep: 0.6 });
  // On a grid, so that arrivals meet.
  const train = fc
    .array(
      fc.nat(79).map((k) => k / 4),
      { maxLength: 5 },
    )
    .map((times) => times.sort((a, b) => a - b));
  const setting = fc.record({
    hidden: kind,
    output: kind,
    size: fc.integer({ min: 1, max: 20 }),
    wiring,
    recurrence: fc.option(fc.constantFrom(0, 0.7, 2)),
    trains: fc.tuple(train, train, train),
    options,
    steps,
    seed: fc.nat(1000),
  });
  fc.assert(
    fc.property(
      setting,
      ({ hidden, output, size, wiring: own, recurrence, trains, options: how, steps: by, seed }) => {
        const [[inner, weight], [outer, other]] = [kinds[hidden], kinds[output]];
        const net = network({
          populations: { input: source(3), hidden: population(inner, size), output: population(outer, 3) },
          projections: [
            connect("input", "hidden", { ...own, weight: normal(weight, weight / 2) }),
            connect("hidden", "output", { weight: normal(other, other / 2), delay: 0.5 }),
            ...(recurrence === null
              ? []
              : [connect("hidden", "hidden", { weight: normal(0, weight / 3), delay: recurrence })]),
          ],
        });
        const [one, two] = (["javascript", "webassembly"] as const).map((execution) => {
          // Upstrokes of recurrent eif take a step an ulp: what ends a run at once is as good.
          const all = { ...how, ...by, until: 20, execution, maxSteps: 1500, throwOnFailure: false };
          const run = simulate(net, net.initialParameters({ seed }), { input: trains }, all);
          const { status, message, statistics } = run;
          const forward = [contents(run.tape), status, message, statistics];
          return status === "completed"
            ? [...forward, pullback(run, randomCotangents(run, seed)).values]
            : forward;
        });
        expect(two).toEqual(one);
      },
    ),
    { numRuns: 30, seed: 11 },
  );
});

function expectSameRun(net: Network, input: number[][], options: SimulateOptions, seed: number): void {
  const [one, two] = (["javascript", "webassembly"] as const).map((execution) => {
    const all = { ...options, throwOnFailure: false, execution };
    const run = simulate(net, net.initialParameters({ seed }), { input }, all);
    return [run.status, contents(run.tape), run.statistics];
  });
  expect(two, `seed ${seed}`).toEqual(one);
}

it("a neuron that is done misleads none behind it about what has arrived, in stages", () => {
  const net = network({
    populations: { input: source(3), hidden: population(eif, 12), output: population(eif, 4) },
    projections: [
      connect("input", "hidden", { weight: normal(30, 45) }),
      connect("hidden", "output", { weight: normal(6, 30) }),
    ],
  });
  const trains = [
    [1.5, 11, 21, 30],
    [4.25, 14, 25, 33],
    [9, 17, 28],
  ];
  // The last ones are misled where one is left that has not been taken up.
  for (const seed of [...Array(20).keys(), 381, 508, 1058, 1116, 1129, 1363, 1387]) {
    const early = { stopAfterSpikes: { output: 1 }, endEarly: true };
    expectSameRun(net, trains, { ...early, until: 60, rtol: 1e-3, atol: 1e-3 }, seed);
  }
});

it("nor does one that has had more arrivals than there are places those behind it that have had fewer", () => {
  // So many populations have 80 places each.
  const others = Array.from({ length: 200 }, (_, k) => `other${k}`);
  const channels = 16;
  const net = network({
    populations: {
      input: source(channels),
      ...Object.fromEntries(others.map((name) => [name, population(lif, 1)])),
      output: population(lif, 6),
    },
    projections: [
      connect("input", others.at(-1)!, { weight: 0.001 }),
      connect("input", "output", { weight: normal(0.4, 0.3) }),
    ],
  });
  const trains = Array.from({ length: channels }, () => Array.from({ length: 40 }, (_, k) => k + 1));
  for (let seed = 1; seed <= 5; seed++) {
    expectSameRun(net, trains, { stopAfterSpikes: { output: 400 }, endEarly: true, until: 41 }, seed);
  }
});

it("steps that are refused are tried again in the routine", () => {
  const net = network({
    populations: { input: source(1), cell: population(qif, 1) },
    projections: [connect("input", "cell", { weight: 40 })],
  });
  const options: SimulateOptions = {
    until: 30,
    execution: "webassembly",
    method: tsitouras54,
    rtol: 1e-5,
    atol: 1e-5,
  };
  const { statistics } = simulate(net, net.initialParameters(), { input: [[10]] }, options);
  const { columns } = networkProgram(net, tsitouras54, "webassembly");
  expect(statistics.rejectedSteps).toBeGreaterThan(0);
  // Of the last stretch, which is the whole run but for the steps to spikes that are the event loop's.
  expect(columns.counts[counts.refused]).toBe(statistics.rejectedSteps);
});

it("a neuron that is ahead of its turn shows nowhere: pages fill up, and runs are looked at, as they are without", () => {
  const run = (execution: Execution): unknown => {
    const net = network({
      populations: {
        input: source(1),
        cells: population(qif, 41, { parameters: { bias: uniform(-1, 0.3) } }),
      },
      projections: [connect("input", "cells", { weight: normal(0, 0.5) })],
    });
    const looks: unknown[] = [];
    const options: SimulateOptions = {
      until: 200,
      maxStep: 0.5,
      method: tsitouras54,
      execution,
      onProgress: (progress) => looks.push(progress),
    };
    const made = simulate(
      net,
      net.initialParameters({ seed: 3 }),
      { input: [[7, 41, 43.5, 80, 161]] },
      options,
    );
    expect(looks.length).toBeGreaterThan(2);
    const { values } = pullback(made, randomCotangents(made, 5));
    return [contents(made.tape), made.statistics, looks, values];
  };
  const own = run("javascript");
  expect(run("webassembly")).toEqual(own);
  expect(withoutLanes(() => run("webassembly"))).toEqual(own);
});

it("so are those of neurons whose equations depend on the time, two of which are taken at once", () => {
  const driven = defineNeuron({
    name: "driven",
    state: { v: { unit: "1", initial: -1 }, i: { unit: "1", initial: 0 } },
    parameters: {
      tauMem: { unit: "ms", default: 8, domain: "positive" },
      drive: { unit: "1", default: 0.4 },
    },
    dynamics: `
      dv/dt = (v^2 + i + drive * (1 + sin(t / 1 ms))) / tauMem
      di/dt = -i / (5 ms)
    `,
    spike: { when: "v - 3", reset: { v: -1 } },
    input: { input: { weights: { weight: { unit: "1" } }, map: { i: "i + weight" } } },
  });
  const net = network({
    populations: { input: source(2), hidden: population(driven, 7), output: population(driven, 2) },
    projections: [
      connect("input", "hidden", { weight: normal(2, 1), delay: uniform(0.5, 2), delayPer: "axon" }),
      connect("hidden", "output", { weight: normal(1, 0.5), delay: 1 }),
    ],
  });
  const [own, other] = (["javascript", "webassembly"] as const).map((execution) => {
    const given = { input: [[1, 9.5], [4]] };
    // In stages: a neuron's cotangents are there before its records of the stage before.
    const staged = { stopAfterSpikes: { output: 1 }, endEarly: true };
    const run = simulate(net, net.initialParameters({ seed: 2 }), given, { until: 60, execution, ...staged });
    expect(run.tape.spikes.time.length).toBeGreaterThan(4);
    const { values, inputTimes } = pullback(run, randomCotangents(run, 7));
    return [contents(run.tape), values, inputTimes];
  });
  expect(other).toEqual(own);
});
