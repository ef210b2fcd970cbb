/** Populations may have the names of what every JavaScript object inherits. */
import { describe, expect, it } from "vitest";
import {
  allSpikeTimes,
  checkGradients,
  connect,
  defineNeuron,
  firstSpikeTimes,
  fit,
  meanSquaredError,
  network,
  OptionError,
  piecewiseConstant,
  population,
  predict,
  pullback,
  simulate,
  source,
  stateAtTimes,
  valueAndGradient,
  zeroCotangents,
} from "../src/index.ts";
import { describeNetwork } from "../src/io/describe-network.ts";
import { networkFromDescription } from "../src/io/network-from-description.ts";

const driven = defineNeuron({
  name: "driven",
  state: { v: {} },
  signals: ["drive"],
  dynamics: "dv/dt = drive - v",
  spike: { when: "v > 1", reset: { v: 0 } },
  input: { v: "v + weight" },
});

const inherited = ["constructor", "toString", "valueOf", "hasOwnProperty", "__proto__", "toJSON"];
const places = inherited.flatMap((name) => [
  { pre: name, post: "cell" },
  { pre: "input", post: name },
]);

describe.each(places)("a network of $pre and $post", ({ pre, post }) => {
  const net = network({
    populations: { [pre]: source(1), [post]: population(driven, 1) },
    projections: [connect(pre, post, { weight: 0.9 })],
  });
  const parameters = net.initialParameters();
  const input = { [pre]: [[1]], [`${post}.drive`]: piecewiseConstant([0, 2], [0.5, 1.5]) };
  const until = 6;

  it("runs, is sampled and is pulled back", () => {
    const run = simulate(net, parameters, input, { until, samples: [{ population: post, times: [1, 2] }] });
    expect(run.spikeTimes(post)[0]!.length).toBeGreaterThan(1);
    expect(run.samples(post).times).toHaveLength(2);
    expect([...run.spikes(pre).times]).toEqual([1]);
    expect(run.events(post)).toHaveLength(run.spikes(post).times.length);
    expect(run.trace(post, 0, "v").times.at(-1)).toBe(until);
    expect(run.approaches(post).every(({ value }) => value < 0)).toBe(true);
    const written = JSON.parse(JSON.stringify(run)) as { spikes: Record<string, unknown> };
    expect(Object.keys(written.spikes)).toEqual([pre, post]);
    const readout = allSpikeTimes(post);
    expect(predict(net, parameters, [input], { readout, until })).toEqual([run.spikeTimes(post)[0]]);
    const cotangents = zeroCotangents(run);
    cotangents.spikeTimes.fill(1);
    const { inputTimes, signals } = pullback(run, cotangents);
    expect(Object.keys(inputTimes)).toEqual([pre]);
    expect(Object.values(inputTimes)[0]!.map(({ length }) => length)).toEqual([1]);
    expect(Object.keys(signals)).toEqual([`${post}.drive`]);
    const lists = JSON.parse(JSON.stringify({ inputTimes, signals, all: pullback(run, cotangents) }));
    const times = Object.entries(inputTimes).map(([name, rows]) => [name, rows.map((row) => [...row])]);
    const values = Object.entries(signals).map(([name, row]) => [name, [...row]]);
    for (const { inputTimes: own, signals: driven } of [lists, lists.all]) {
      expect(Object.entries(own)).toEqual(times);
      expect(Object.entries(driven)).toEqual(values);
    }
  });

  it("has objectives that are checked and trained, and a term may be called like it", async () => {
    for (const readout of [firstSpikeTimes(post, { silentTime: "until" }), stateAtTimes(post, "v", [3])]) {
      const objective = { terms: [{ name: post, readout, loss: meanSquaredError() }], until };
      const { value, terms } = valueAndGradient(net, objective)(parameters, input, [2]);
      expect(Object.entries(terms)).toEqual([[post, value]]);
      expect(checkGradients(net, objective, parameters, input, [2]).agrees).toBe(true);
      const data = { inputs: [input], targets: [[2]] };
      for await (const epoch of fit(net, { objective, data, epochs: 1 })) {
        expect(Object.keys(epoch.train.terms)).toEqual([post]);
        expect(epoch.snapshot().progress.epoch).toBe(2);
      }
    }
  });

  it("is described and read back", () => {
    const again = networkFromDescription(JSON.parse(JSON.stringify(describeNetwork(net))));
    expect(again.populations.map(({ name }) => name)).toEqual([pre, post]);
    expect(again.layout.rows).toEqual(net.layout.rows);
  });

  it("says so where its spikes are not given", () => {
    const signal = { [`${post}.drive`]: input[`${post}.drive`]! };
    expect(() => simulate(net, parameters, signal, { until })).toThrow(OptionError);
    expect(() => simulate(net, parameters, signal, { until })).toThrow(`no spike times for source "${pre}"`);
  });
});
