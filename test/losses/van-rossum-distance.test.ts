import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkGradients } from "../../src/check/check-gradients.ts";
import { OptionError, ShapeError } from "../../src/errors.ts";
import {
  allSpikeTimes,
  connect,
  fit,
  lif,
  network,
  population,
  source,
  spikeTimes,
  type TrainingState,
  vanRossumDistance,
} from "../../src/index.ts";

const trains = fc.array(fc.double({ min: 0, max: 30, noNaN: true }), { maxLength: 6 });

/** (1/τ) ∫ (f − g)² dt, with every spike as a function of time: Simpson's rule between spikes, to 40 τ behind the last. */
function integrated(values: readonly number[], target: readonly number[], tau: number): number {
  const at = (t: number, before: number): number => {
    const sum = (train: readonly number[]): number =>
      train.reduce((total, spike) => total + (spike <= before ? Math.exp((spike - t) / tau) : 0), 0);
    return (sum(values) - sum(target)) ** 2;
  };
  const edges = [...new Set([...values, ...target])].sort((a, b) => a - b);
  let total = 0;
  edges.forEach((from, k) => {
    const to = edges[k + 1] ?? from + 40 * tau;
    const parts = 200;
    const width = (to - from) / parts;
    for (let j = 0; j < parts; j++) {
      const [a, b] = [from + j * width, from + (j + 1) * width];
      total += (width / 6) * (at(a, from) + 4 * at((a + b) / 2, from) + at(b, from));
    }
  });
  return total / tau;
}

/** ½ Σ s_i s_j e^(−|t_i − t_j|/τ), and its gradient to the values. */
function doubleSum(values: readonly number[], target: readonly number[], tau: number): [number, number[]] {
  const all = [...values.map((time) => [time, 1] as const), ...target.map((time) => [time, -1] as const)];
  const gradient = values.map((time) =>
    all.reduce(
      (sum, [other, sign]) =>
        sum + (sign * Math.sign(other - time) * Math.exp(-Math.abs(other - time) / tau)) / tau,
      0,
    ),
  );
  const value = all.reduce(
    (sum, [a, s]) =>
      sum + all.reduce((part, [b, r]) => part + (s * r * Math.exp(-Math.abs(a - b) / tau)) / 2, 0),
    0,
  );
  return [value, gradient];
}

const of = (values: readonly number[], target: readonly (readonly number[])[], tau: number) =>
  vanRossumDistance({ tau }).evaluate(Float64Array.from(values), target);

describe("vanRossumDistance", () => {
  it("is ½ for a spike too few or too many, 1 for a spike in the wrong place, and 1 − e^(−d/τ) for one a little off", () => {
    expect(of([Infinity], [[7]], 5).value).toBe(0.5);
    expect(of([7], [[]], 5).value).toBe(0.5);
    expect(of([7], [[7]], 5)).toEqual({ value: 0, gradient: Float64Array.of(0) });
    expect(of([7], [[1e4]], 5).value).toBe(1);
    const { value, gradient } = of([8], [[7]], 5);
    expect(value).toBeCloseTo(1 - Math.exp(-0.2), 14);
    expect(gradient[0]).toBeCloseTo(Math.exp(-0.2) / 5, 14);
  });

  it("is the integral of the squared difference", () => {
    fc.assert(
      fc.property(trains, trains, fc.double({ min: 2, max: 20, noNaN: true }), (values, target, tau) => {
        fc.pre(values.length > 0);
        // Simpson's rule errs by (h/τ)⁴·2⁴/2880 of the integral, with h below 40τ/200, so 1e-5 of at most 36.
        expect(Math.abs(of(values, [target], tau).value - integrated(values, target, tau))).toBeLessThan(
          4e-4,
        );
      }),
      { numRuns: 50 },
    );
  });

  it("is the double sum, with its gradient, also for spikes at one time", () => {
    const tied = fc.array(
      fc.oneof(fc.integer({ min: 0, max: 4 }), fc.double({ min: 0, max: 30, noNaN: true })),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(tied, tied, fc.double({ min: 0.5, max: 50, noNaN: true }), (values, target, tau) => {
        fc.pre(values.length > 0);
        const { value, gradient } = of(values, [target], tau);
        const [wanted, slopes] = doubleSum(values, target, tau);
        // Sums of at most 144 numbers up to 1.
        expect(Math.abs(value - wanted)).toBeLessThan(1e-13);
        gradient.forEach((slope, i) => {
          expect(Math.abs(slope - slopes[i]!)).toBeLessThan(1e-13 / tau + 1e-14);
        });
      }),
    );
  });

  it("keeps the digits of trains that are nearly alike", () => {
    // d/τ − d²/(2τ²) + …
    const { value } = of([3 + 2 ** -30, 9], [[3, 9]], 4);
    expect(value / (2 ** -30 / 4) - 1).toBeLessThan(1e-9);
    expect(value).toBeGreaterThan(0);
  });

  it("is the mean over neurons, of which absent spikes have no part and no gradient", () => {
    const { value, gradient } = of([1, Infinity, 2, 12], [[4], [9, 3, 30]], 6);
    const [a, [slope]] = doubleSum([1], [4], 6);
    const [b, slopes] = doubleSum([2, 12], [9, 3, 30], 6);
    expect(value).toBeCloseTo((a + b) / 2, 14);
    const wanted = [slope! / 2, 0, slopes[0]! / 2, slopes[1]! / 2];
    for (const [i, own] of gradient.entries()) expect(own).toBeCloseTo(wanted[i]!, 14);
  });

  it("answers targets that do not fit", () => {
    const loss = vanRossumDistance();
    const attempt = (target: unknown) => () => loss.evaluate(Float64Array.of(1, 2, 3), target as number[][]);
    expect(attempt([[1], [2]])).toThrow(ShapeError);
    expect(attempt([[1], [2]])).toThrow(
      "vanRossumDistance: 2 trains for 3 values\n  Give a train for each neuron, and read allSpikeTimes(population, { perNeuron: true }).",
    );
    expect(attempt([1, 2, 3])).toThrow("vanRossumDistance: train 0 of the target is 1");
    expect(attempt([])).toThrow(/the target is an array of 0/);
    expect(attempt(3)).toThrow(OptionError);
    expect(attempt([[Number.NaN]])).toThrow("vanRossumDistance: time 0 of train 0 is NaN");
    expect(() => vanRossumDistance({ tau: 0 })).toThrow("vanRossumDistance: tau is 0\n  Give a number > 0.");
  });
});

describe("vanRossumDistance of a network", () => {
  const net = network({
    populations: { input: source(2), cell: population(lif, 2) },
    projections: [
      connect("input", "cell", {
        weight: [
          [5, 3],
          [4, 6],
        ],
        delay: 1,
      }),
    ],
    trainable: ["weight", "delay"],
  });
  const input = { input: [[2, 9, 16], [5]] };
  const target = [[8, 20, 26], [10]];
  const objective = {
    terms: [{ readout: allSpikeTimes("cell", { perNeuron: true }), loss: vanRossumDistance({ tau: 8 }) }],
    until: 40,
  };

  it("has the gradient of the run, and that of its first few spikes", () => {
    expect(checkGradients(net, objective, net.initialParameters(), input, target).agrees).toBe(true);
    const terms = [{ readout: spikeTimes("cell", { count: 2 }), loss: vanRossumDistance({ tau: 8 }) }];
    expect(checkGradients(net, { terms, until: 40 }, net.initialParameters(), input, target).agrees).toBe(
      true,
    );
  });

  it("trains, and goes on from a snapshot of the same only", async () => {
    const options = { objective, data: { inputs: [input], targets: [target] }, learningRate: 0.02 };
    const losses: number[] = [];
    const states: TrainingState[] = [];
    const train = async (epochs: number, resume?: TrainingState): Promise<void> => {
      for await (const epoch of fit(net, { ...options, epochs, ...(resume && { resume }) })) {
        losses.push(epoch.train.loss);
        states.push(epoch.snapshot());
      }
    };
    await train(6);
    await train(8, states[5]!);
    expect(losses).toHaveLength(8);
    expect(losses[7]).toBeLessThan(losses[0]!);
    const terms = [{ ...objective.terms[0]!, loss: vanRossumDistance({ tau: 9 }) }];
    expect(() =>
      fit(net, { ...options, objective: { terms, until: 40 }, epochs: 9, resume: states[5]! }),
    ).toThrow(/objective differs(?:.|\n)*terms\[0\].loss.tau is 9\n.*terms\[0\].loss.tau is 8/);
  });
});
