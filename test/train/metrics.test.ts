import { describe, expect, it } from "vitest";
import { OptionError } from "../../src/errors.ts";
import { connect } from "../../src/network/connect.ts";
import { network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { leakyIntegrator } from "../../src/neurons/leaky-integrator.ts";
import { lif } from "../../src/neurons/lif.ts";
import { simulate } from "../../src/simulate/simulate.ts";
import {
  checkMetrics,
  earliestIndex,
  firstSpikeAccuracy,
  firstToSpike,
  largestIndex,
  maximumAccuracy,
  silentLabels,
} from "../../src/train/metrics.ts";

describe("earliestIndex", () => {
  it("is the first of the earliest, or −1 in silence", () => {
    expect(earliestIndex([3, 1, 2])).toBe(1);
    expect(earliestIndex([3, 1, 1])).toBe(1);
    expect(earliestIndex([Infinity, 7])).toBe(1);
    expect(earliestIndex([Infinity, Infinity])).toBe(-1);
    expect(earliestIndex([Number.NaN, 7])).toBe(1);
    expect(earliestIndex([])).toBe(-1);
  });
});

describe("largestIndex", () => {
  it("is the only largest, or −1 where several are, none is or one is no number", () => {
    expect(largestIndex(Float64Array.of(3, 7, 2))).toBe(1);
    expect(largestIndex(Float64Array.of(-3, -7))).toBe(0);
    for (const values of [[0, 0, 0], [1, 7, 7], [1, Number.NaN, 2], []])
      expect(largestIndex(Float64Array.from(values))).toBe(-1);
  });
});

describe("metrics of a run", () => {
  const run = (bias: number[]) => {
    const net = network({ populations: { cell: population(lif, 3, { parameters: { bias } }) } });
    return simulate(net, net.initialParameters(), {}, { until: 20 });
  };
  const some = run([2, 0, 4]);
  const none = run([0, 0, 0]);

  it("firstToSpike is the neuron with the earliest spike", () => {
    expect(firstToSpike(some, "cell")).toBe(2);
    expect(firstToSpike(run([3, 3, 0]), "cell")).toBe(0);
    expect(firstToSpike(none, "cell")).toBe(-1);
  });

  it("firstSpikeAccuracy counts silence as wrong", () => {
    const { name, measure } = firstSpikeAccuracy("cell");
    expect(name).toBe("accuracy");
    expect([0, 1, 2].map((label) => measure(some, label))).toEqual([0, 0, 1]);
    expect([0, 1, 2].map((label) => measure(none, label))).toEqual([0, 0, 0]);
  });

  it("maximumAccuracy asks for the neuron whose state becomes largest, also between two steps", () => {
    const leaky = network({
      populations: { in: source(1), cell: population(leakyIntegrator, 3) },
      projections: [connect("in", "cell", { weight: [[1, 3, 2]] })],
    });
    const solution = simulate(leaky, leaky.initialParameters(), { in: [[1]] }, { until: 60 });
    const { name, description, measure } = maximumAccuracy("cell", "v");
    expect([name, description]).toEqual([
      "accuracy",
      { kind: "maximumAccuracy", population: "cell", state: "v", name: "accuracy" },
    ]);
    expect([0, 1, 2].map((label) => measure(solution, label))).toEqual([0, 1, 0]);
    // Nothing arrives: no output is right, not even the first.
    const still = simulate(leaky, leaky.initialParameters(), { in: [[]] }, { until: 60 });
    expect([0, 1, 2].map((label) => measure(still, label))).toEqual([0, 0, 0]);
    expect(() => measure(solution, 3)).toThrow(/\("cell", "v"\): the target is 3, .* no index of 3 neurons/);
    expect(() => maximumAccuracy("cell", "u").measure(solution, 0)).toThrow(/there is no state "u"/);
  });

  it("silentLabels looks at the neuron of the label alone", () => {
    const { measure } = silentLabels("cell");
    expect([0, 1, 2].map((label) => measure(some, label))).toEqual([0, 1, 0]);
  });

  const both = [firstSpikeAccuracy, silentLabels];

  it.each([{ label: 0 }, 3, -1, 0.5, "0", undefined])("refuse the target %j, which is no label", (target) => {
    for (const make of both) {
      expect(() => make("cell").measure(some, target)).toThrow(OptionError);
      expect(() => make("cell").measure(some, target)).toThrow(
        /\("cell"\): the target is .* no index of 3 neurons/,
      );
    }
  });

  it("find the label by its name, and say what they were made of, unless by a function", () => {
    for (const make of both) {
      const metric = make("cell", { target: "label" });
      expect(metric.description).toEqual({
        kind: make.name,
        population: "cell",
        name: make("cell").name,
        target: "label",
      });
      expect(metric.measure(some, { label: 1 })).toBe(make("cell").measure(some, 1));
      expect(make("cell", { target: () => 0 }).description).toBeUndefined();
    }
  });

  it("find the label in a larger target as a term does, and take a name", () => {
    const options = { target: (whole: { label: number }) => whole.label, name: "other" };
    for (const make of both) {
      const metric = make("cell", options);
      expect(metric.name).toBe("other");
      expect([0, 1, 2].map((label) => metric.measure(some, { label }))).toEqual(
        [0, 1, 2].map((label) => make("cell").measure(some, label)),
      );
      expect(() => make("cell", { targets: 1 } as object)).toThrow(/unknown option "targets"/);
    }
  });
});

describe("checkMetrics", () => {
  it("refuses two of one name, of which reports lost the first", () => {
    const two = [silentLabels("a"), silentLabels("b")];
    expect(() => checkMetrics("fit", two)).toThrow(OptionError);
    expect(() => checkMetrics("fit", two)).toThrow(/^fit: two metrics are called "silentLabels"\n.*name/);
    expect(() => checkMetrics("fit", [two[0]!, silentLabels("b", { name: "silent b" })])).not.toThrow();
  });

  it("refuses what is no metric", () => {
    for (const metrics of [silentLabels, {}, null]) {
      expect(() => checkMetrics("fit", metrics as never)).toThrow(/^fit: metrics is .*\n {2}Give an array/);
    }
    for (const metrics of [[silentLabels], [undefined], [null]]) {
      expect(() => checkMetrics("fit", metrics as never)).toThrow(
        /^fit: metrics\[0\] is .*\n {2}Give one such/,
      );
    }
  });
});

it("metrics say that there is no run, or no list of times", () => {
  const hint = "\n  Give what simulate returned.";
  expect(() => firstToSpike(undefined as never, "cell")).toThrow(`firstToSpike: the run is undefined${hint}`);
  expect(() => firstSpikeAccuracy("cell").measure({} as never, 0)).toThrow(
    `firstSpikeAccuracy("cell"): the run is an object${hint}`,
  );
  expect(() => earliestIndex(undefined as never)).toThrow(
    "earliestIndex: times is undefined\n  Give an array",
  );
});
