import { describe, expect, it } from "vitest";
import { zeroCotangents } from "../../src/adjoint/pullback.ts";
import { checkGradients } from "../../src/check/check-gradients.ts";
import { OptionError, ShapeError } from "../../src/errors.ts";
import {
  connect,
  filteredSpikeTrain,
  lif,
  meanSquaredError,
  network,
  population,
  simulate,
  source,
  valueAndGradient,
} from "../../src/index.ts";

const net = network({
  populations: { input: source(2), cell: population(lif, 2) },
  projections: [
    connect("input", "cell", {
      weight: [
        [5, 3],
        [4, 6],
      ],
    }),
  ],
});
const input = { input: [[2, 9], [5]] };
const parameters = net.initialParameters();
const run = simulate(net, parameters, input, { until: 40 });

describe("filteredSpikeTrain", () => {
  it("sums a kernel over the spikes before each time", () => {
    const values = filteredSpikeTrain("input", [1, 5, 10], { tau: 4 }).read(run);
    const kernel = (s: number): number => Math.exp(-s / 4) / 4;
    const wanted = [0, 0, kernel(3), kernel(0), kernel(8) + kernel(1), kernel(5)];
    expect(values).toHaveLength(6);
    for (const [k, value] of values.entries()) expect(value).toBeCloseTo(wanted[k]!, 15);
  });

  it("rises with a time constant of its own", () => {
    const [, , early, , late] = filteredSpikeTrain("input", [1, 5, 10], { tau: 4, tauRise: 1 }).read(run);
    const kernel = (s: number): number => (Math.exp(-s / 4) - Math.exp(-s)) / 3;
    expect(early).toBeCloseTo(kernel(3), 15);
    expect(late).toBeCloseTo(kernel(8) + kernel(1), 15);
  });

  it("counts a spike exactly at a time on the side that is asked for", () => {
    expect(filteredSpikeTrain("input", [5], { tau: 4 }).read(run)[1]).toBe(0.25);
    expect(filteredSpikeTrain("input", [5], { tau: 4, side: "before" }).read(run)[1]).toBe(0);
  });

  it("has an exact gradient, of several spikes of several neurons", () => {
    expect(run.spikeTimes("cell").map((train) => train.length)).not.toContain(0);
    for (const options of [{ tau: 6 }, { tau: 6, tauRise: 2 }]) {
      const readout = filteredSpikeTrain("cell", [12.3, 20, 33], options);
      const objective = { terms: [{ readout, loss: meanSquaredError() }], until: 40 };
      const { agrees } = checkGradients(net, objective, parameters, input, [0.05, 0.1, 0, 0.02, 0.1, 0]);
      expect(agrees).toBe(true);
    }
  });

  it("simulates all spikes, and asks for a run that lasts as long", () => {
    const readout = filteredSpikeTrain("cell", [50, 3], { tau: 6 });
    expect(readout.needs).toEqual({ population: "cell", spikes: Infinity, until: 50 });
    const terms = [{ readout, loss: meanSquaredError() }];
    expect(() => valueAndGradient(net, { terms, until: 40 })).toThrow(
      'valueAndGradient: filteredSpikeTrain("cell"): it reads the time 50 of a run until 40\n' +
        "  Let the run last longer, or read it earlier.",
    );
    expect(() => readout.read(run)).toThrow("it reads the time 50 of a run until 40");
  });

  it("says what it was made with, so that a training is resumed with the same", () => {
    const { description, shape } = filteredSpikeTrain("cell", [50, 3], { tau: 6, tauRise: 1 });
    expect(description).toEqual({
      kind: "filteredSpikeTrain",
      population: "cell",
      times: [50, 3],
      tau: 6,
      tauRise: 1,
      side: "after",
    });
    expect(shape!(7)).toEqual([2, 7]);
  });

  it("answers wrong options clearly", () => {
    expect(() => filteredSpikeTrain("cell", [1], {} as never)).toThrow(
      'filteredSpikeTrain("cell"): tau is undefined\n  Give a number > 0.',
    );
    expect(() => filteredSpikeTrain("cell", [1], { tau: 1, tauRise: 0 })).toThrow(OptionError);
    expect(() => filteredSpikeTrain("cell", [], { tau: 1 })).toThrow(/there are no times/);
    expect(() => filteredSpikeTrain("cell", [-1], { tau: 1 })).toThrow(/times\[0\] is -1/);
    expect(() => filteredSpikeTrain("cell", [1], { tau: 1, taurise: 2 } as never)).toThrow(
      /Did you mean "tauRise"/,
    );
    const readout = filteredSpikeTrain("cell", [1], { tau: 1 });
    expect(() => readout.pullback(run, new Float64Array(3), zeroCotangents(run))).toThrow(ShapeError);
  });
});
