import { describe, expect, it } from "vitest";
import { OptionError } from "../../../src/errors.ts";
import { network } from "../../../src/network/network.ts";
import { population, source } from "../../../src/network/population.ts";
import { defineNeuron } from "../../../src/neurons/define-neuron.ts";
import {
  checkInput,
  type Input,
  piecewiseConstant,
  piecewiseLinear,
} from "../../../src/simulate/given/input.ts";

const net = network({ populations: { input: source(1) } });
const checked = (times: readonly unknown[]) => () => checkInput(net, { input: [times as number[]] });

describe("checkInput, spike times", () => {
  it("takes Infinity for an absent spike", () => {
    const { counts, times, positions } = checkInput(net, { input: [[3, Infinity, 1]] }).spikes.get("input")!;
    expect([[...counts], [...times], [...positions]]).toEqual([[3], [1, 3], [2, 0]]);
  });

  it("refuses the null that JSON makes of Infinity, which was a spike at 0", () => {
    const { input } = JSON.parse(JSON.stringify({ input: [[1, Infinity]] })) as Input;
    expect(() => checkInput(net, { input: input! })).toThrow(OptionError);
    expect(() => checkInput(net, { input: input! })).toThrow(
      'simulate: input: "input", channel 0: time 1 is null\n  Give times ≥ 0, or Infinity for an absent spike (which JSON turns into null).',
    );
  });

  it.each([
    ["", '""'],
    ["3", '"3"'],
    [undefined, "undefined"],
    [true, "true"],
    [[4], "an array of 1"],
  ])("refuses %j, which counted as a number", (time, shown) => {
    expect(checked([time])).toThrow(
      `channel 0: time 0 is ${shown}\n  Give times ≥ 0, or Infinity for an absent spike.`,
    );
  });
});

describe("checkInput, lists of spikes", () => {
  const three = network({ populations: { input: source(3) } });
  const ofList = (channels: unknown, times: unknown) =>
    checkInput(three, { input: { channels: channels as number[], times: times as number[] } });

  it("are the spikes of their channels, in any order", () => {
    const list = ofList(Int32Array.of(2, 0, 2, 2, 0), [5, 1, 3, Infinity, 1]);
    expect(list).toEqual(checkInput(three, { input: [[1, 1], [], [5, 3, Infinity]] }));
    expect([...list.spikes.get("input")!.positions]).toEqual([0, 1, 1, 0]);
    expect(ofList([], [])).toEqual(checkInput(three, { input: [[], [], []] }));
  });

  it.each([
    [[3], [1], '"input": channel of spike 0 is 3\n  Give a whole number from 0 to 2.'],
    [[0, -1], [1, 1], "channel of spike 1 is -1"],
    [[0.5], [1], "channel of spike 0 is 0.5"],
    [["1"], [1], 'channel of spike 0 is "1"'],
    [[0, 1], [1, -2], '"input": time of spike 1 is -2\n  Give times ≥ 0, or Infinity for an absent spike.'],
    [[0], [Number.NaN], "time of spike 0 is NaN"],
    [[0, 1], [1], '"input" has 2 channels for 1 time\n  Give { channels, times }'],
    [[0], 1, '"input" has no two lists'],
  ])("refuse channels %j with times %j", (channels, times, message) => {
    expect(() => ofList(channels, times)).toThrow(message);
  });
});

describe("checkInput, signals", () => {
  const model = defineNeuron({
    name: "n",
    state: { v: {} },
    signals: ["drive"],
    dynamics: "dv/dt = drive - v",
  });
  const driven = network({ populations: { cell: population(model, 1) } });
  const attempt = (times: unknown, values: unknown) => () =>
    checkInput(driven, {
      "cell.drive": { kind: "constant", times: times as number[], values: values as number[] },
    });

  it("refuse null for a time or a value", () => {
    expect(attempt([0, 1], [1, 2])).not.toThrow();
    expect(attempt([null, 1], [1, 2])).toThrow(
      /"cell\.drive"\.times\[0\] is null\n {2}Give a finite number\./,
    );
    expect(attempt([0, "1"], [1, 2])).toThrow(/"cell\.drive"\.times\[1\] is "1"/);
    expect(attempt([0, 1], [null, 2])).toThrow(/"cell\.drive"\.values\[0\] is null/);
  });

  it.each([
    ["piecewiseConstant", piecewiseConstant],
    ["piecewiseLinear", piecewiseLinear],
  ])("are checked by %s, as far as they can be without a network", (name, make) => {
    const call = (times: unknown, values: unknown) => () => make(times as number[], values as number[]);
    expect(call([0, 1], [[1, 2]])).not.toThrow();
    expect(call([0, 5, 3], [1, 2, 3])).toThrow(`${name}: times[2] is 3\n  Give finite times in ascending`);
    expect(call([1, 2], [1, 2])).toThrow(`${name}: it begins at 1\n  Let the first time be 0.`);
    expect(call([0, 1], [1])).toThrow(`${name}: it has 1 value for 2 times`);
    expect(call([0, 1], [[1, 2], [1]])).toThrow(`${name}: it has 1 value for 2 times`);
    expect(call([0, 1], [1, Number.NaN])).toThrow(`${name}: values[1] is NaN`);
    expect(call(0, 1)).toThrow(`${name}: times is 0\n  Give an array of times`);
  });
});
