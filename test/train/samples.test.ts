import { describe, expect, it } from "vitest";
import { meanSquaredError } from "../../src/losses/index.ts";
import { connect } from "../../src/network/connect.ts";
import { network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { lif } from "../../src/neurons/lif.ts";
import { firstSpikeTimes } from "../../src/readouts/index.ts";
import { fit, type Samples } from "../../src/train/index.ts";
import { checkSamples } from "../../src/train/samples.ts";

const net = network({
  populations: { input: source(1), cell: population(lif, 1) },
  projections: [connect("input", "cell", { weight: 8 })],
});
const inputs = [1, 2, 3, 4].map((time) => ({ input: [[time]] }));
const targets = [6, 7, 8, 9];
const check = (samples: unknown) => checkSamples("fit", net, "data", samples as Samples);

describe("samples", () => {
  it("are made when they are asked for, and a training is that of the same in arrays", async () => {
    const asked: number[] = [];
    const made: Samples = {
      inputs: {
        length: 4,
        at: (k) => {
          asked.push(k);
          return inputs[k];
        },
      },
      targets: Float64Array.from(targets),
    };
    const run = async (data: Samples): Promise<unknown> => {
      const terms = [{ readout: firstSpikeTimes("cell"), loss: meanSquaredError() }];
      const objective = { terms, until: 30 };
      const training = fit(net, { objective, data, validation: data, epochs: 2, batchSize: 2, seed: 1 });
      const reports = [];
      for await (const { train, validation, parameters } of training)
        reports.push({ train, validation, values: [...parameters.values] });
      return reports;
    };
    const first = await run({ inputs, targets });
    expect(asked).toEqual([]);
    expect(await run(made)).toEqual(first);
    // In each epoch once to train and once to validate; in any order.
    expect([...new Set(asked)].sort()).toEqual([0, 1, 2, 3]);
  });

  it("are asked for with the epoch in which they are learnt from, and with 0 where they are not", async () => {
    const asked: Record<"data" | "validation", Set<number | undefined>> = {
      data: new Set(),
      validation: new Set(),
    };
    const listOf = (name: keyof typeof asked): Samples => ({
      inputs: { length: 4, at: (k, epoch) => asked[name].add(epoch) && inputs[k] },
      targets,
    });
    const objective = {
      terms: [{ readout: firstSpikeTimes("cell"), loss: meanSquaredError() }],
      until: 30,
    };
    const [data, validation] = [listOf("data"), listOf("validation")];
    for await (const { epoch } of fit(net, { objective, data, validation, epochs: 3, seed: 1 }))
      expect(Math.max(...[...asked.data].map((one) => one!))).toBe(epoch);
    expect([...asked.data].sort()).toEqual([1, 2, 3]);
    expect([...asked.validation]).toEqual([0]);
  });

  it("of an array are checked at once, others where they are asked for", () => {
    const wrong = [...inputs.slice(0, 3), { input: [[-1]] }];
    expect(() => check({ inputs: wrong, targets })).toThrow(/^fit: data\.inputs\[3\]/);
    const made = check({ inputs: { length: 4, at: (k: number) => wrong[k] }, targets });
    expect(made.input(0)).toBeDefined();
    expect(() => made.input(3)).toThrow(/^fit: data\.inputs\[3\]/);
    const short = check({ inputs: { length: 4, at: () => undefined }, targets });
    expect(() => short.input(0)).toThrow(/^fit: data\.inputs\[0\]/);
  });

  it.each([
    [{ inputs: 3, targets }, /data\.inputs is 3\n {2}Give an array, or an object with a length/],
    [{ inputs: { length: 4 }, targets }, /data\.inputs is/],
    [{ inputs: { length: 2.5, at: () => ({}) }, targets }, /data\.inputs is/],
    [{ inputs, targets: undefined }, /data\.targets is undefined/],
    [{ inputs, targets: [1, 2] }, /data has 4 inputs and 2 targets/],
    [{ inputs: [], targets: [] }, /data has 0 inputs and 0 targets/],
    [{ inputs, targets, labels: [] }, /labels/],
  ])("answers %# by what is wrong", (samples, message) => {
    expect(() => check(samples)).toThrow(message);
  });
});
