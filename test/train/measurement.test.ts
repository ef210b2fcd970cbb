import { describe, expect, it } from "vitest";
import { firstSpikeCrossEntropy } from "../../src/losses/first-spike-cross-entropy.ts";
import { meanSquaredError } from "../../src/losses/mean-squared-error.ts";
import { network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { lif } from "../../src/neurons/lif.ts";
import { firstSpikeTimes } from "../../src/readouts/spike-times.ts";
import { exactFlow } from "../../src/solvers/exact-flow.ts";
import { tsitouras54 } from "../../src/solvers/tableaus/tsitouras-54.ts";
import type { Solution } from "../../src/tape/solution.ts";
import { measureSamples } from "../../src/train/measurement.ts";
import { firstSpikeAccuracy } from "../../src/train/metrics.ts";

describe("measureSamples", () => {
  const net = network({ populations: { cell: population(lif, 2, { parameters: { bias: [2, 4] } }) } });
  const objectiveOptions = {
    until: 20,
    terms: [{ readout: firstSpikeTimes("cell"), loss: firstSpikeCrossEntropy() }],
  };
  const samples = { inputs: [{}], targets: [1] };
  const attempt =
    (more: object, data: unknown = samples) =>
    () =>
      measureSamples(net, net.initialParameters(), data as typeof samples, {
        objective: objectiveOptions,
        ...more,
      });

  it("refuses two metrics of one name, a misspelt option and misspelt samples", () => {
    const metrics = [firstSpikeAccuracy("cell"), firstSpikeAccuracy("cell")];
    expect(attempt({ metrics })).toThrow(/^measureSamples: two metrics are called "accuracy"/);
    expect(attempt({ metric: [] })).toThrow(/unknown option "metric"\n {2}Did you mean "metrics"/);
    expect(attempt({}, { ...samples, target: [] })).toThrow(
      /^measureSamples: samples: unknown option "target"/,
    );
    expect(attempt({}, null)).toThrow(/^measureSamples: samples: it is given null/);
    expect(attempt({}, { inputs: [{}] })).toThrow(/samples\.targets is undefined/);
  });

  it("refuses what a metric of the user's own gives that is no number, as toFixed does", () => {
    const metrics = [{ name: "share", measure: () => "0.50" }];
    expect(attempt({ metrics })).toThrow('metric "share": measure gave "0.50"\n  Return a number.');
  });

  it("gives a metric of the user's own a run of its own, whatever the method", () => {
    const counts = new WeakMap<object, number>();
    const seen: number[] = [];
    const measure = (solution: Solution): number => {
      if (!counts.has(solution)) counts.set(solution, solution.spikes("in").times.length);
      seen.push(counts.get(solution)!);
      return 0;
    };
    const fed = network({ populations: { in: source(1), cell: population(lif, 2) } });
    const inputs = [1, 2, 3].map((count) => ({ in: [Array.from({ length: count }, (_, k) => k)] }));
    const targets = [1, 1, 1];
    for (const method of [tsitouras54, exactFlow]) {
      const terms = [{ readout: firstSpikeTimes("cell", { silentTime: "until" }), loss: meanSquaredError() }];
      const objective = { until: 20, method, terms };
      const data = { inputs, targets: targets.map(() => [0, 0]) };
      measureSamples(fed, fed.initialParameters(), data, { objective, metrics: [{ name: "own", measure }] });
    }
    expect(seen).toEqual([1, 2, 3, 1, 2, 3]);
  });

  it("measures under the names that metrics were given", () => {
    const metrics = [
      firstSpikeAccuracy("cell"),
      firstSpikeAccuracy("cell", { target: (k) => 1 - k, name: "other" }),
    ];
    expect(attempt({ metrics })()).toMatchObject({ metrics: { accuracy: 1, other: 0 } });
  });

  it("says its own name where a run fails", () => {
    const objective = { ...objectiveOptions, maxSteps: 1, method: tsitouras54 };
    expect(attempt({ objective })).toThrow(/^measureSamples \(max-steps\): neuron 0 of "cell"/);
  });
});
