import { describe, expect, it } from "vitest";
import { OptionError } from "../../src/errors.ts";
import {
  defineNeuron,
  filteredNoise,
  type NoiseSignal,
  network,
  ornsteinUhlenbeck,
  population,
  simulate,
} from "../../src/index.ts";
import { noiseSignal } from "../../src/inputs/noise.ts";
import { fingerprint } from "../../src/numeric/fingerprint.ts";

const neurons = 1000;
const driven = defineNeuron({
  name: "cell",
  state: { v: {} },
  signals: ["current"],
  dynamics: "dv/dt = (current - v) / 4",
});

/** Cov of what two lists of the neurons' values deviate from a mean by. */
function covariance(a: readonly number[], b: readonly number[], mean: number): number {
  return a.reduce((sum, x, n) => sum + (x - mean) * (b[n]! - mean), 0) / a.length;
}

const at = ({ values }: NoiseSignal, k: number): number[] => values.map((row) => row[k]!);

/** Of the mean of n products of two normal numbers of variance 1, which have the variance 1 + ρ² ≤ 2: five deviations. */
const bound = 5 * Math.sqrt(2 / neurons);

const kinds = [
  {
    name: "ornsteinUhlenbeck",
    make: (step: number, size = neurons, until = 12) =>
      ornsteinUhlenbeck(size, { mean: 3, deviation: 2, tau: 5, step, until, seed: 1 }),
    correlation: (t: number) => Math.exp(-t / 5),
  },
  {
    name: "filteredNoise",
    make: (step: number, size = neurons, until = 12) =>
      filteredNoise(size, { mean: 3, deviation: 2, tau: 5, tauRise: 2, step, until, seed: 1 }),
    correlation: (t: number) => (5 * Math.exp(-t / 5) - 2 * Math.exp(-t / 2)) / 3,
  },
  {
    name: "filteredNoise with one time constant",
    make: (step: number, size = neurons, until = 12) =>
      filteredNoise(size, { mean: 3, deviation: 2, tau: 4, step, until, seed: 1 }),
    correlation: (t: number) => (1 + t / 4) * Math.exp(-t / 4),
  },
];

describe.each(kinds)("$name", ({ make, correlation }) => {
  it("has breakpoints to the end and a row for each neuron", () => {
    const { kind, times, values } = make(2.5, 3);
    expect(kind).toBe("linear");
    expect([...times]).toEqual([0, 2.5, 5, 7.5, 10, 12.5]);
    expect(values.map((row) => row.length)).toEqual([6, 6, 6]);
  });

  it("has mean, variance and correlations of its formula at every breakpoint, however far these are apart", () => {
    for (const [step, until] of [
      [0.05, 0.5],
      [1, 12],
      [4, 16],
    ] as const) {
      const noise = make(step, neurons, until);
      const last = noise.times.length - 1;
      for (const k of [0, 1, last - 1, last]) {
        const mean = at(noise, k).reduce((sum, x) => sum + x, 0) / neurons;
        expect(Math.abs(mean - 3)).toBeLessThan((2 * 5) / Math.sqrt(neurons));
        const wanted = correlation(noise.times[last]! - noise.times[k]!);
        const found = covariance(at(noise, k), at(noise, last), 3) / 4;
        expect(Math.abs(found - wanted)).toBeLessThan(bound);
        expect(Math.abs(covariance(at(noise, k), at(noise, k), 3) / 4 - 1)).toBeLessThan(bound);
      }
    }
  });

  it("moves in a short step as far as it should", () => {
    // Var(y(s + h) − y(s)) = 2 (1 − ρ(h)), of normal numbers, relative to which the estimate is good to √(2/n).
    const step = 0.05;
    const noise = make(step, neurons, 0.5);
    const before = at(noise, 9);
    const moves = at(noise, 10).map((x, n) => (x - before[n]!) / 2);
    const wanted = 2 * (1 - correlation(step));
    const found = moves.reduce((sum, x) => sum + x * x, 0) / neurons;
    expect(Math.abs(found / wanted - 1)).toBeLessThan(bound);
  });

  it("is independent in neurons, and does not depend on their number or on the end", () => {
    const noise = make(1);
    const shifted = at(noise, 5).map((_, n, row) => row[(n + 1) % neurons]!);
    expect(Math.abs(covariance(at(noise, 5), shifted, 3) / 4)).toBeLessThan(bound);
    expect(make(1, 2).values).toEqual(noise.values.slice(0, 2));
  });
});

describe("noise", () => {
  it("has the same bits on every machine", () => {
    const all = kinds.map(({ make }) => make(0.5, 2).values.map((row) => [...row]));
    expect(fingerprint(all)).toBe("4e09f256d03675f3");
  });

  it("begins a longer run with the same, and differs between kinds of one seed", () => {
    const options = { deviation: 1, tau: 5, step: 1, seed: "a" };
    const long = ornsteinUhlenbeck(1, { ...options, until: 20 }).values[0]!;
    expect(ornsteinUhlenbeck(1, { ...options, until: 4 }).values[0]).toEqual(long.slice(0, 5));
    expect(filteredNoise(1, { ...options, until: 4 }).values[0]![0]).not.toBe(long[0]);
  });

  it("drives neurons to the variance that a filter leaves of it", () => {
    const size = 200;
    const net = network({ populations: { cell: population(driven, size) } });
    const current = ornsteinUhlenbeck(size, { deviation: 1, tau: 5, step: 1, until: 40, seed: 3 });
    const samples = [{ population: "cell", times: [40] }];
    const run = simulate(net, net.initialParameters(), { "cell.current": current }, { until: 40, samples });
    const { values } = run.samples("cell");
    const variance = values.reduce((sum, v) => sum + v * v, 0) / size;
    // τ/(τ + 4), less 2 % by the straight lines (at most step²/(12 τ 4) of it), within five deviations √(2/n).
    expect(Math.abs(variance / (5 / 9) - 1)).toBeLessThan(0.02 + 5 * Math.sqrt(2 / size));
  });

  it("of the deviation 0 is its mean", () => {
    const { values } = ornsteinUhlenbeck(1, { mean: 2, deviation: 0, tau: 5, step: 1, until: 3, seed: 1 });
    expect(values).toEqual([Float64Array.of(2, 2, 2, 2)]);
  });

  it("has no values for no neurons", () => {
    const options = { deviation: 0, tau: 5, step: 1, until: 3, seed: 1 };
    expect(noiseSignal("here", 0, options, () => {}).values).toEqual([]);
  });

  it("drives no run that is longer", () => {
    const net = network({ populations: { cell: population(driven, 1) } });
    const run = (until: number) => {
      const current = ornsteinUhlenbeck(1, { deviation: 1, tau: 5, step: 0.7, until: 10, seed: 1 });
      return simulate(net, net.initialParameters(), { "cell.current": current }, { until });
    };
    // The last breakpoint is that of number 15.
    expect(run(15 * 0.7).status).toBe("completed");
    expect(() => run(20)).toThrow(
      'simulate: "cell.current" is known until 10.5 ms, the run goes to 20\n  Make it with until: 20, or end the run before.',
    );
  });

  it("answers wrong options clearly", () => {
    const right = { deviation: 1, tau: 5, step: 1, until: 3, seed: 1 };
    const attempt = (options: object) => () => ornsteinUhlenbeck(1, { ...right, ...options });
    expect(attempt({ tau: 0 })).toThrow("ornsteinUhlenbeck: tau is 0\n  Give a number > 0.");
    expect(attempt({ deviation: -1 })).toThrow(OptionError);
    expect(attempt({ seed: undefined })).toThrow(OptionError);
    expect(attempt({ seed: null })).toThrow(OptionError);
    expect(attempt({ sigma: 1 })).toThrow(/unknown option "sigma"/);
    expect(attempt({ step: 1e-9 })).toThrow(/3.0e\+9 of them/);
    expect(() => ornsteinUhlenbeck(-1, right)).toThrow("ornsteinUhlenbeck: neurons is -1");
    expect(() => filteredNoise(1, { ...right, step: 0.004 })).toThrow(
      "filteredNoise: step is 0.004 beside time constants of 5 and 5",
    );
    expect(() => filteredNoise(1, { ...right, step: 0.006 })).not.toThrow();
    expect(() => filteredNoise(1, { ...right, tauRise: 0 })).toThrow(OptionError);
  });
});
