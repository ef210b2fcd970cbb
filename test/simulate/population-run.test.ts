/** Runs in stages, which end when all that is read has happened, against whole runs. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pullback, zeroCotangents } from "../../src/adjoint/pullback.ts";
import { OptionError } from "../../src/errors.ts";
import { connect } from "../../src/network/connect.ts";
import { normal } from "../../src/network/initializers.ts";
import { network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { eif } from "../../src/neurons/eif.ts";
import { lif } from "../../src/neurons/lif.ts";
import { qif } from "../../src/neurons/qif.ts";
import { simulate } from "../../src/simulate/simulate.ts";

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
      { numRuns: 60 },
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
