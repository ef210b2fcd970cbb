import { availableParallelism } from "node:os";
import { describe, expect, it } from "vitest";
import { presets } from "../../src/cli/presets.ts";
import type { TrainSettings } from "../../src/cli/task.ts";
import {
  argumentsOf,
  type HelpOptions,
  readTrainOptions,
  type TrainOptions,
} from "../../src/cli/train-options.ts";

const settingsOf = (args: readonly string[]): TrainSettings =>
  (readTrainOptions(args) as TrainOptions).plan.settings;

describe("readTrainOptions", () => {
  it("has the settings of the main job as defaults", () => {
    expect(readTrainOptions([])).toMatchObject({ output: undefined });
    expect(settingsOf([])).toEqual({
      neuron: "lif",
      hidden: 120,
      epochs: 20,
      samples: 5000,
      batch: 32,
      learningRate: 1e-2,
      decay: 0.85,
      seed: 1,
      tolerance: 1e-3,
    });
    expect(settingsOf(["yin-yang"])).toEqual(settingsOf([]));
  });

  it("takes size, epochs and rates of the neuron unless others are given", () => {
    const { size: hidden, epochs, learningRate, decay } = presets["izhikevich"]!;
    const own = { hidden, epochs, learningRate, decay };
    expect(settingsOf(["--neuron", "izhikevich"])).toMatchObject(own);
    expect(settingsOf(["--neuron", "izhikevich", "--learning-rate", "0.25"])).toMatchObject({
      learningRate: 0.25,
    });
  });

  it.each([
    [[], ["neuron"]],
    [["mnist"], ["data", "download", "loss", "validation", "test-samples"]],
  ])("gives the help where it is asked for: of %j it names every option", (task, own) => {
    const help = readTrainOptions([...task, "--help"]) as HelpOptions;
    const common = "hidden epochs batch samples learning-rate decay seed tolerance".split(" ");
    const places = ["output", "snapshot", "resume", "no-pictures", "json"];
    for (const name of [...own, ...common, ...places]) expect(help.usage).toContain(`--${name} `);
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
    const digits = ["mnist", "--data", "a b", "--loss", "first-spike", "--test-samples", "7"];
    for (const typed of [args, digits]) {
      const { plan } = readTrainOptions(typed) as TrainOptions;
      const again = readTrainOptions(argumentsOf(plan)) as TrainOptions;
      expect(again.plan).toMatchObject({ task: plan.task, settings: plan.settings });
    }
  });

  it("takes nothing beside --resume that the file has already", () => {
    expect(readTrainOptions(["--resume", "a.saltus"])).toEqual({
      resume: "a.saltus",
      task: undefined,
      changes: {},
      flags: [],
      output: undefined,
      snapshot: undefined,
      pictures: true,
      json: false,
      workers: availableParallelism(),
    });
    expect(readTrainOptions(["--resume", "a", "--epochs", "80", "--output", "b", "--snapshot", "c"])).toEqual(
      {
        resume: "a",
        task: undefined,
        changes: { epochs: "80" },
        flags: [],
        output: "b",
        snapshot: "c",
        pictures: true,
        json: false,
        workers: availableParallelism(),
      },
    );
    expect(readTrainOptions(["--resume", "a", "--learning-rate", "0.01", "--decay", "0.9"])).toMatchObject({
      changes: { "learning-rate": "0.01", decay: "0.9" },
    });
    expect(readTrainOptions(["--resume", "a", "--no-pictures", "--json", "--workers", "3"])).toMatchObject({
      pictures: false,
      json: true,
      workers: 3,
    });
    expect(readTrainOptions(["--resume", "a", "--data", "b", "--download"])).toMatchObject({
      changes: { data: "b" },
      flags: ["download"],
    });
    for (const name of ["hidden", "neuron", "loss"]) {
      expect(() => readTrainOptions(["--resume", "a", `--${name}`, "3"])).toThrow(
        `--${name} is given with --resume`,
      );
    }
    expect(() => readTrainOptions(["--workers", "0"])).toThrow(
      "saltus train: --workers is 0\n  Give a whole number ≥ 1.",
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
    [["extra"], /"extra" is no option\n.*Known here: yin-yang, mnist\./],
    [["mnits"], /"mnits" is no option\n.*Did you mean "mnist"\?/],
    [["--seed", "3", "mnist"], /"mnist" is no option\n {2}A task is named first: saltus train mnist/],
    [["--data", "a"], /there is no option --data\n {2}It is one of saltus train mnist\./],
    [["mnist"], /^saltus train mnist: there is no --data\n {2}Name the folder/],
    [["mnist", "--data", "a", "--neuron", "lif"], /there is no option --neuron\n/],
    [["mnist", "--data", "a", "--loss", "max"], /--loss is "max"\n.*"max-over-time"/],
    [["mnist", "--data", "a", "--validation", "0"], /--validation is 0\n {2}Give a whole number ≥ 1/],
    [["mnist", "--data", "a", "--samples", "0"], /--samples is 0\n {2}Give a whole number ≥ 1\.$/],
  ])("refuses %j", (args, message) => {
    expect(() => readTrainOptions(args)).toThrow(message);
  });
});
