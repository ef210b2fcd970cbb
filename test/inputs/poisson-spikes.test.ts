import { describe, expect, it } from "vitest";
import { OptionError, ShapeError } from "../../src/errors.ts";
import {
  connect,
  lif,
  network,
  piecewiseConstant,
  piecewiseLinear,
  poissonSpikes,
  population,
  simulate,
  source,
} from "../../src/index.ts";
import { fingerprint } from "../../src/numeric/fingerprint.ts";

const lists = (trains: readonly Float64Array[]): number[][] => trains.map((train) => [...train]);
/** Of a Poisson number within five standard deviations: one seed in two million is outside. */
const expectCount = (count: number, expected: number): void => {
  expect(Math.abs(count - expected)).toBeLessThan(5 * Math.sqrt(expected));
};

/** The largest distance of the distribution of a sample from another. */
function kolmogorov(sample: readonly number[], distribution: (x: number) => number): number {
  const sorted = [...sample].sort((a, b) => a - b);
  return sorted.reduce((largest, x, k) => {
    const wanted = distribution(x);
    return Math.max(largest, wanted - k / sorted.length, (k + 1) / sorted.length - wanted);
  }, 0);
}

describe("poissonSpikes", () => {
  it("are as many as the rate says, ascending, within the run", () => {
    const trains = poissonSpikes(3, { rate: [0.5, 2, 0], until: 2000, seed: 1 });
    expectCount(trains[0]!.length, 1000);
    expectCount(trains[1]!.length, 4000);
    expect(trains[2]).toHaveLength(0);
    for (const train of trains) {
      expect(train.every((time, k) => time >= (train[k - 1] ?? 0) && time <= 2000)).toBe(true);
    }
  });

  it("have exponential intervals, without memory", () => {
    const [train = new Float64Array()] = poissonSpikes(1, { rate: 0.1, until: 100_000, seed: 2 });
    const gaps = Array.from(train.subarray(1), (time, k) => time - train[k]!);
    const n = gaps.length;
    // P(distance > 2.2/√n) is below 2 e^(−2·2.2²) = 1.3e-4.
    expect(kolmogorov(gaps, (x) => 1 - Math.exp(-0.1 * x))).toBeLessThan(2.2 / Math.sqrt(n));
    // Of independent intervals the correlation of neighbours has the deviation 1/√n.
    let sum = 0;
    for (let k = 1; k < n; k++) sum += (gaps[k]! * 0.1 - 1) * (gaps[k - 1]! * 0.1 - 1);
    expect(Math.abs(sum / n)).toBeLessThan(5 / Math.sqrt(n));
  });

  it("follow rates that change in steps, exactly: their places are uniform in integrated rate", () => {
    const steps = piecewiseConstant([0, 400, 500, 900], [0.5, 0, 5, 1]);
    const [train = new Float64Array()] = poissonSpikes(1, { rate: steps, until: 1900, seed: 3 });
    const within = (from: number, to: number): number => train.filter((t) => t >= from && t < to).length;
    expectCount(within(0, 400), 200);
    expect(within(400, 500)).toBe(0);
    expectCount(within(500, 900), 2000);
    expectCount(within(900, 1901), 1000);
    const integrated = (t: number): number =>
      0.5 * Math.min(t, 400) + 5 * Math.min(Math.max(t - 500, 0), 400) + Math.max(t - 900, 0);
    const places = Array.from(train, (t) => integrated(t) / 3200);
    expect(kolmogorov(places, (x) => x)).toBeLessThan(2.2 / Math.sqrt(train.length));
  });

  it("may have steps for each channel", () => {
    const rate = piecewiseConstant(
      [0, 50],
      [
        [0, 1],
        [1, 0],
      ],
    );
    const [late, early] = lists(poissonSpikes(2, { rate, until: 100, seed: 4 }));
    expect(late!.every((time) => time >= 50)).toBe(true);
    expect(early!.every((time) => time <= 50)).toBe(true);
    expectCount(late!.length + early!.length, 100);
  });

  it("are those of their seed, whatever the number of channels and the end", () => {
    const long = lists(poissonSpikes(3, { rate: 0.2, until: 100, seed: "a" }));
    const short = lists(poissonSpikes(2, { rate: 0.2, until: 40, seed: "a" }));
    expect(short).toEqual(long.slice(0, 2).map((train) => train.filter((time) => time <= 40)));
    const stepped = poissonSpikes(3, { rate: piecewiseConstant([0, 30], [0.2, 0.2]), until: 30, seed: "a" });
    expect(lists(stepped)).toEqual(long.map((train) => train.filter((time) => time <= 30)));
    expect(lists(poissonSpikes(3, { rate: 0.2, until: 100, seed: "b" }))).not.toEqual(long);
    expect(new Set(long.map((train) => train[0])).size).toBe(3);
  });

  it("have the same bits on every machine", () => {
    const trains = lists(poissonSpikes(4, { rate: 0.3, until: 200, seed: 7 }));
    expect(fingerprint(trains)).toBe("a7532015ba1526be");
  });

  it("of different channels have nothing to do with each other", () => {
    const [a = [], b = []] = lists(poissonSpikes(2, { rate: 0.5, until: 4000, seed: 5 }));
    // In bins of 1 ms the products of the deviations have the mean 0 and the variance 0.25 each.
    const counts = [a, b].map((train) => {
      const bins = new Float64Array(4000);
      for (const time of train) bins[Math.min(3999, Math.floor(time))]!++;
      return bins;
    });
    const sum = counts[0]!.reduce((total, count, k) => total + (count - 0.5) * (counts[1]![k]! - 0.5), 0);
    expect(Math.abs(sum)).toBeLessThan(5 * Math.sqrt(4000 * 0.25));
  });

  it("drive a network", () => {
    const net = network({
      populations: { input: source(20), cell: population(lif, 1) },
      projections: [connect("input", "cell", { weight: 1 })],
    });
    const input = { input: poissonSpikes(20, { rate: 0.05, until: 100, seed: 0 }) };
    const run = simulate(net, net.initialParameters(), input, { until: 100 });
    expect(run.spikes("input").times.length).toBe(input.input.reduce((sum, { length }) => sum + length, 0));
    expect(run.spikes("cell").times.length).toBeGreaterThan(0);
  });

  it("answer wrong options clearly", () => {
    const attempt = (options: object) => () => poissonSpikes(2, { rate: 1, until: 1, seed: 1, ...options });
    expect(attempt({ rate: -1 })).toThrow("poissonSpikes: rate is -1\n  Give a number ≥ 0.");
    expect(attempt({ rate: undefined })).toThrow("poissonSpikes: rate is undefined");
    expect(attempt({ rate: [1, 2, 3] })).toThrow(ShapeError);
    expect(attempt({ rate: piecewiseLinear([0, 1], [1, 2]) })).toThrow(/rate is piecewise linear/);
    expect(attempt({ rate: { times: [1], values: [1] } })).toThrow(/rate begins at 1/);
    expect(attempt({ rate: { times: [], values: [] } })).toThrow(/rate begins at no time/);
    expect(attempt({ rate: { times: [0, 2, 2], values: [1, 1, 1] } })).toThrow(/rate.times\[2\] is 2/);
    expect(attempt({ rate: { times: [0, 1], values: [1] } })).toThrow(/rate.values has 1 entry for 2 times/);
    expect(attempt({ rate: { times: [0], values: [[1]] } })).toThrow(/1 row of values for 2 channels/);
    expect(attempt({ rate: { times: [0], values: [[1], [-1]] } })).toThrow(/rate.values\[1\]\[0\] is -1/);
    expect(attempt({ rate: { times: [0], values: [[1], 3] } })).toThrow(OptionError);
    expect(attempt({ seed: undefined })).toThrow(OptionError);
    expect(attempt({ until: -1 })).toThrow(OptionError);
    expect(attempt({ rate: 1e9, until: 100 })).toThrow(/2.0e\+11 of them/);
    expect(attempt({ rates: 3 })).toThrow(/Did you mean "rate"/);
  });
});
