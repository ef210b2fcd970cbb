import { describe, expect, it } from "vitest";
import { firstSpikeCrossEntropy } from "../../src/losses/first-spike-cross-entropy.ts";
import { network } from "../../src/network/network.ts";
import { population } from "../../src/network/population.ts";
import { lif } from "../../src/neurons/lif.ts";
import type { Objective } from "../../src/objective/objective.ts";
import { firstSpikeTimes } from "../../src/readouts/spike-times.ts";
import { tsitouras54 } from "../../src/solvers/tableaus/tsitouras-54.ts";
import { measureSamples, sumsOf } from "../../src/train/measurement.ts";
import { firstSpikeAccuracy } from "../../src/train/metrics.ts";

type Sums = ReturnType<typeof sumsOf>;

// Of an objective, sums read the names of the terms alone.
const objective = { terms: [{ name: "a" }, { name: "b" }] } as unknown as Objective;
const sums = (): Sums =>
  sumsOf(objective, [{ name: "twice", measure: (_, target) => 2 * (target as number) }]);
const evaluation = (value: number, losses: readonly number[]) =>
  ({ value, losses: Float64Array.from(losses), run: { lists: [] } }) as unknown as Parameters<Sums["add"]>[0];

describe("sumsOf", () => {
  it("gives means of losses, terms and metrics", () => {
    const own = sums();
    own.add(evaluation(3, [1, 2]), 5);
    own.add(evaluation(5, [3, Infinity]), 6);
    expect(own.mean()).toEqual({ loss: 4, terms: { a: 2, b: Infinity }, metrics: { twice: 11 } });
  });

  it("has all it remembers in its values", () => {
    const [one, other] = [sums(), sums()];
    one.add(evaluation(0.1, [0.2, 0.3]), 1);
    other.values.set(one.values);
    for (const own of [one, other]) own.add(evaluation(0.7, [0.1, 1e-17]), 2);
    expect(other.mean()).toEqual(one.mean());
  });
});

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
