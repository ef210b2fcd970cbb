import { availableParallelism } from "node:os";
import { describe, expect, it } from "vitest";
import { presets } from "../../src/cli/presets.ts";
import { argumentsOf, readTrainOptions, type TrainOptions, trainUsage } from "../../src/cli/train-options.ts";

describe("readTrainOptions", () => {
  it("has the settings of the main job as defaults", () => {
    expect(readTrainOptions([])).toMatchObject({
      neuron: "lif",
      hidden: 120,
      samples: 5000,
      seed: 1,
      tolerance: 1e-3,
      output: undefined,
    });
  });

  it("takes size, epochs and rates of the neuron unless others are given", () => {
    const { size: hidden, epochs, learningRate, decay } = presets["izhikevich"]!;
    const own = { hidden, epochs, learningRate, decay };
    expect(readTrainOptions(["--neuron", "izhikevich"])).toMatchObject(own);
    expect(readTrainOptions(["--neuron", "izhikevich", "--learning-rate", "0.25"])).toMatchObject({
      learningRate: 0.25,
    });
  });

  it("is undefined where the help is asked for, and the help names every option", () => {
    expect(readTrainOptions(["--help"])).toBeUndefined();
    for (const name of [
      "neuron",
      "hidden",
      "epochs",
      "batch",
      "samples",
      "learning-rate",
      "decay",
      "seed",
      "tolerance",
      "output",
      "snapshot",
      "resume",
      "no-pictures",
      "json",
    ]) {
      expect(trainUsage).toContain(`--${name} `);
    }
  });

  it("writes settings as arguments that it reads back", () => {
    const args = [
      "--neuron",
      "eif",
      "--learning-rate",
      "1e-7",
      "--seed",
      "9007199254740991",
      "--decay",
      "0.1",
    ];
    const options = readTrainOptions(args) as TrainOptions;
    expect(readTrainOptions(argumentsOf(options))).toEqual(options);
  });

  it("takes nothing beside --resume that the file has already", () => {
    expect(readTrainOptions(["--resume", "a.saltus"])).toEqual({
      resume: "a.saltus",
      changes: {},
      output: undefined,
      snapshot: undefined,
      pictures: true,
      json: false,
      workers: availableParallelism(),
    });
    expect(readTrainOptions(["--resume", "a", "--epochs", "80", "--output", "b", "--snapshot", "c"])).toEqual(
      {
        resume: "a",
        changes: { epochs: 80 },
        output: "b",
        snapshot: "c",
        pictures: true,
        json: false,
        workers: availableParallelism(),
      },
    );
    expect(readTrainOptions(["--resume", "a", "--learning-rate", "0.01", "--decay", "0.9"])).toMatchObject({
      changes: { learningRate: 0.01, decay: 0.9 },
    });
    expect(readTrainOptions(["--resume", "a", "--no-pictures", "--json", "--workers", "3"])).toMatchObject({
      pictures: false,
      json: true,
      workers: 3,
    });
    expect(() => readTrainOptions(["--workers", "0"])).toThrow(
      "saltus train: --workers is 0\n  Give a whole number ≥ 1.",
    );
    expect(() => readTrainOptions(["--resume", "a", "--hidden", "3"])).toThrow(
      "--hidden is given with --resume",
    );
  });

  it.each([
    [["--neuron", "liff"], /--neuron is "liff"\n.*Did you mean "lif"\? Give "lif" or "qif"/],
    [["--hidden", "0"], /--hidden is 0/],
    [["--hidden", "1.5"], /--hidden is 1.5\n {2}Give a whole number/],
    [["--epochs", ""], /--epochs is ""/],
    [["--samples", "5001"], /--samples is 5001.*\n.*at most 5000/],
    [["--learning-rate", "-1"], /--learning-rate has no value\n.*write --learning-rate=-1/],
    [["--learning-rate=-1"], /--learning-rate is -1\n/],
    [["--learning-rate", "5e9999"], /--learning-rate is "5e9999"\n/],
    [["--decay", "1.1"], /--decay is 1.1/],
    [["--tolerance", "NaN"], /--tolerance is "NaN"/],
    [["--seed", "-3"], /--seed has no value/],
    [
      ["--sed", "3"],
      /^saltus train: there is no option --sed\n {2}Did you mean "--seed"\? Known here: --neuron, /,
    ],
    [["extra"], /"extra" is no option/],
  ])("refuses %j", (args, message) => {
    expect(() => readTrainOptions(args)).toThrow(message);
  });
});
