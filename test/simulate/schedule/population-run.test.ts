/** Runs in stages, which end when all that is read has happened, against whole runs. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pullback, zeroCotangents } from "../../../src/adjoint/pullback.ts";
import type { Run } from "../../../src/compile/run.ts";
import { OptionError } from "../../../src/errors.ts";
import { meanSquaredError } from "../../../src/losses/mean-squared-error.ts";
import { connect } from "../../../src/network/connect.ts";
import { normal } from "../../../src/network/initializers.ts";
import { type Network, network } from "../../../src/network/network.ts";
import type { Parameters } from "../../../src/network/parameters.ts";
import { population, source } from "../../../src/network/population.ts";
import { defineNeuron } from "../../../src/neurons/define-neuron.ts";
import { eif } from "../../../src/neurons/eif.ts";
import { lif } from "../../../src/neurons/lif.ts";
import { qif } from "../../../src/neurons/qif.ts";
import { valueAndGradient } from "../../../src/objective/value-and-gradient.ts";
import { firstSpikeTimes } from "../../../src/readouts/spike-times.ts";
import { simulate } from "../../../src/simulate/simulate.ts";

const until = 60;

/** Three layers, the last fed by both others and the input, with and without delays. */
function threeLayers(delay: number) {
  return network({
    populations: {
      input: source(4),
      first: population(lif, 12),
      second: population(eif, 6),
      output: population(qif, 3),
    },
    projections: [
      connect("input", "first", { weight: normal(3, 1.5) }),
      connect("first", "second", { weight: normal(1, 0.5), delay }),
      connect("second", "output", { weight: normal(1.5, 0.5) }),
      connect("first", "output", { weight: normal(0.5, 0.5), delay: 2 * delay }),
      connect("input", "output", { weight: normal(1, 0.2) }),
    ],
  });
}

const hiddenKinds = {
  lif,
  qif,
  /** Its state moves by jumps alone. */
  constant: defineNeuron({
    name: "constant",
    state: { u: {} },
    dynamics: "du/dt = 0 * u",
    spike: { when: "u - 4", reset: { u: "u - 4" } },
    input: { u: "u + weight" },
  }),
  silent: defineNeuron({
    name: "silent",
    state: { u: {} },
    dynamics: "du/dt = -u / 5",
    spike: { when: "u - 1000" },
    input: { u: "u + weight" },
  }),
};

/** What a random network is: hidden populations side by side, each read population fed by all and by the input. */
interface Layers {
  readonly hidden: readonly (keyof typeof hiddenKinds)[];
  readonly read: readonly { readonly kind: "lif" | "qif"; readonly count: number; readonly weight: number }[];
  readonly delay: number;
  readonly until: number;
  /** The latest input, as a share of `until`. */
  readonly late: number;
}

const layers: fc.Arbitrary<Layers> = fc.record({
  hidden: fc.array(fc.constantFrom("lif", "qif", "constant", "silent"), { minLength: 1, maxLength: 2 }),
  read: fc.array(
    fc.record({
      kind: fc.constantFrom("lif", "qif"),
      count: fc.integer({ min: 1, max: 3 }),
      weight: fc.constantFrom(0.3, 1, 3),
    }),
    { minLength: 1, maxLength: 2 },
  ),
  delay: fc.constantFrom(0, 0.7, 5),
  until: fc.constantFrom(2, 7, 20, 60),
  late: fc.constantFrom(0.3, 0.99, 1, 1.2),
});

function networkOf({ hidden, read, delay }: Layers) {
  const hiddenNames = hidden.map((_, k) => `hidden${k}`);
  const readNames = read.map((_, k) => `read${k}`);
  return network({
    populations: {
      input: source(3),
      ...Object.fromEntries(hidden.map((kind, k) => [hiddenNames[k]!, population(hiddenKinds[kind], 4)])),
      ...Object.fromEntries(read.map(({ kind }, k) => [readNames[k]!, population(hiddenKinds[kind], 2)])),
    },
    projections: [
      ...hiddenNames.map((name) => connect("input", name, { weight: normal(3, 1.5) })),
      ...readNames.flatMap((name, k) => [
        connect("input", name, { weight: normal(2 * read[k]!.weight, 1) }),
        ...hiddenNames.map((pre) => connect(pre, name, { weight: normal(read[k]!.weight, 1), delay })),
      ]),
    ],
  });
}

/** How many spikes would arrive after the end of a run, once per projection. */
function tooLate({ projections }: Network, parameters: Parameters, run: Run): number {
  return projections.reduce((count, { name, pre }) => {
    const [delay] = parameters.view(`${name}.delay`);
    const times = run.spikeTimes(pre.name).flatMap((own) => [...own]);
    return count + times.filter((time) => time + delay! > run.until).length;
  }, 0);
}

function gradientOf(run: Run, read: readonly string[]) {
  const cotangents = zeroCotangents(run);
  for (const name of read) {
    run.spikeTrains(name).records.forEach((record, k) => {
      cotangents.spikeTimes[record] = 1 + k;
    });
  }
  return pullback(run, cotangents);
}

describe("a run that ends early", () => {
  it("has the same first spikes bit for bit, and the same gradient, with fewer steps", () => {
    let saved = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(0, 0.7),
        fc.nat(1000),
        fc.array(fc.double({ min: 0, max: 30, noNaN: true }), { minLength: 4, maxLength: 4 }),
        fc.constantFrom(1, 2),
        (delay, seed, times, count) => {
          const net = threeLayers(delay);
          const parameters = net.initialParameters({ seed });
          const input = { input: times.map((time) => [time, time + 3]) };
          const options = { until, rtol: 1e-5, atol: 1e-5, stopAfterSpikes: { output: count } };
          const [whole, early] = [false, true].map((endEarly) =>
            simulate(net, parameters, input, { ...options, endEarly }),
          );
          expect(early!.spikeTimes("output")).toEqual(whole!.spikeTimes("output"));
          const [a, b] = [whole!, early!].map((run) => {
            const cotangents = zeroCotangents(run);
            run.spikeTrains("output").records.forEach((record, k) => {
              cotangents.spikeTimes[record] = 1 + k;
            });
            return pullback(run, cotangents);
          });
          // Cotangents of a spike time are summed in the order of the tape, which stages change: rounding only.
          for (const { id } of net.layout.rows) {
            const [x, y] = [a!.view(id), b!.view(id)];
            const largest = x.reduce((most, slope) => Math.max(most, Math.abs(slope)), Number.MIN_VALUE);
            x.forEach((slope, k) => {
              expect(Math.abs(y[k]! - slope) / largest, id).toBeLessThan(1e-11);
            });
          }
          saved += whole!.statistics.acceptedSteps - early!.statistics.acceptedSteps;
        },
      ),
      { numRuns: 20 },
    );
    expect(saved).toBeGreaterThan(0);
  });

  it("goes to the end, with every spike of the others, where an output stays silent", () => {
    const net = threeLayers(0);
    const parameters = net.initialParameters({ seed: 3 });
    parameters.view("second→output.weight").fill(0);
    parameters.view("first→output.weight").fill(0);
    parameters.view("input→output.weight").fill(0);
    const input = { input: [[1], [5], [9], [12]] };
    const options = { until, stopAfterSpikes: { output: 1 } };
    const [whole, early] = [false, true].map((endEarly) =>
      simulate(net, parameters, input, { ...options, endEarly }),
    );
    for (const name of ["first", "second", "output"])
      expect(early!.spikeTimes(name)).toEqual(whole!.spikeTimes(name));
    expect(early!.statistics.acceptedSteps).toBe(whole!.statistics.acceptedSteps);
  });

  it("goes on where all neurons of a population are done in the first stage", () => {
    // Nothing moves u between jumps: one step leads each of these neurons to the end of the run.
    const counter = defineNeuron({
      name: "counter",
      state: { u: {} },
      dynamics: "du/dt = 0 * u",
      spike: { when: "u - 9", reset: { u: 0 } },
      input: { u: "u + weight" },
    });
    const net = network({
      populations: { input: source(2), counter: population(counter, 3), output: population(lif, 2) },
      projections: [
        connect("input", "counter", { weight: 10 }),
        connect("counter", "output", { weight: 1 }),
        connect("input", "output", { weight: 2 }),
      ],
    });
    const terms = [{ readout: firstSpikeTimes("output", { silentTime: "until" }), loss: meanSquaredError() }];
    const parameters = net.initialParameters();
    for (const until of [2, 5, 12, 25, 40, 60]) {
      const { value } = valueAndGradient(net, { terms, until })(parameters, { input: [[1], [3]] }, [9, 9]);
      const whole = simulate(net, parameters, { input: [[1], [3]] }, { until });
      const times = whole.spikeTimes("output").map((own) => own[0] ?? until);
      const expected = meanSquaredError().evaluate(Float64Array.from(times), [9, 9]).value;
      expect(value).toBe(expected);
    }
  });

  it("gives the bits of a whole run: spikes, gradients, and statistics where it comes to the end", () => {
    const counts = { early: 0, toTheEnd: 0, ignored: 0, constantHidden: 0, silent: 0, twoRead: 0 };
    fc.assert(
      fc.property(layers, fc.nat(1000), fc.infiniteStream(fc.nat(1 << 20)), (shape, seed, draws) => {
        const net = networkOf(shape);
        const parameters = net.initialParameters({ seed });
        const draw = (): number => draws.next().value! / (1 << 20);
        const { until, late } = shape;
        // Some of the input comes in the last stages, or after the end.
        const input = {
          input: Array.from({ length: 3 }, () => [0.3 * until * draw(), late * until * draw(), late * until]),
        };
        const read = Object.fromEntries(shape.read.map(({ count }, k) => [`read${k}`, count]));
        const options = { until, rtol: 1e-4, atol: 1e-4, stopAfterSpikes: read };
        const whole = simulate(net, parameters, input, options);
        const early = simulate(net, parameters, input, { ...options, endEarly: true });
        const [a, b] = [whole, early].map((run) => gradientOf(run, Object.keys(read)));
        for (const name of Object.keys(read)) {
          expect(early.spikeTimes(name)).toEqual(whole.spikeTimes(name));
        }
        for (const { id } of net.layout.rows) {
          const [x, y] = [a!.view(id), b!.view(id)];
          const largest = x.reduce((most, slope) => Math.max(most, Math.abs(slope)), Number.MIN_VALUE);
          // A spike time's cotangents are summed in the order of the tape, in twice the precision.
          x.forEach((slope, k) => {
            expect(Math.abs(y[k]! - slope) / largest, id).toBeLessThan(1e-13);
          });
        }
        expect(whole.statistics.ignoredArrivals).toBe(tooLate(net, parameters, whole));
        const isDone = Object.entries(read).every(([name, count]) =>
          whole.spikeTimes(name).every((own) => own.length >= count),
        );
        if (!isDone) {
          expect(early.statistics).toEqual(whole.statistics);
          for (const name of whole.populations)
            expect(early.spikeTimes(name)).toEqual(whole.spikeTimes(name));
          counts.toTheEnd++;
          if (whole.statistics.ignoredArrivals > 0) counts.ignored++;
        } else if (early.statistics.acceptedSteps < whole.statistics.acceptedSteps) counts.early++;
        if (shape.hidden.includes("constant")) counts.constantHidden++;
        if (shape.hidden.includes("silent")) counts.silent++;
        if (shape.read.length > 1) counts.twoRead++;
      }),
      { numRuns: 80 },
    );
    for (const [what, count] of Object.entries(counts)) expect(count, what).toBeGreaterThan(5);
  });

  it("is refused where more than the last population's spikes is read", () => {
    const net = threeLayers(0);
    const parameters = net.initialParameters();
    const input = { input: [[1], [], [], []] };
    const run = (options: object) => () =>
      simulate(net, parameters, input, { until, endEarly: true, ...options });
    expect(run({})).toThrow(OptionError);
    expect(run({ stopAfterSpikes: { first: 1 } })).toThrow(/"first" projects further/);
    expect(run({ stopAfterSpikes: { output: 1 }, samples: [{ population: "output", times: [1] }] })).toThrow(
      /sampled/,
    );
  });
});
