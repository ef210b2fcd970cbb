import { describe, expect, it } from "vitest";
import { checkGradients } from "../../src/check/check-gradients.ts";
import { presets } from "../../src/cli/presets.ts";
import { yinYangNetwork } from "../../src/cli/yin-yang-network.ts";
import { yinYang } from "../../src/cli/yin-yang-task.ts";
import { sampleAt } from "../../src/data/dataset.ts";
import { yinYangTrain } from "../../src/data/yin-yang.ts";
import { simulate } from "../../src/simulate/simulate.ts";

const batch = 32;
const train = yinYangTrain();

/** First spikes of a batch before training: by neuron of the hidden population, and by sample of the outputs. */
function firstSpikes(name: string): { hidden: number[][]; outputs: number[][] } {
  const { network, objective, encode } = yinYangNetwork(name, presets[name]!.size, 1e-3);
  const { terms: _, ...options } = objective;
  const parameters = network.initialParameters({ seed: 1 });
  const runs = Array.from({ length: batch }, (_, k) =>
    simulate(network, parameters, encode(sampleAt(train, k).features), options),
  );
  const firsts = (population: string): number[][] =>
    runs.map((run) => run.spikeTimes(population).map(([first = Number.POSITIVE_INFINITY]) => first));
  const bySample = firsts("hidden");
  return {
    hidden: bySample[0]!.map((_, neuron) => bySample.map((times) => times[neuron]!)),
    outputs: firsts("output"),
  };
}

const median = (values: readonly number[]): number => {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.floor(sorted.length / 2)]!;
};

describe.each(Object.keys(presets))("the preset of %s", (name) => {
  it("begins with hidden neurons that tell of the input, and outputs that differ", () => {
    const { window, until } = presets[name]!;
    const { hidden, outputs } = firstSpikes(name);
    // A neuron that is silent for all, or that the bias alone fires, at the same time for all, tells nothing. Those with
    // negative weights are silent; bumps wake them.
    const telling = hidden.filter((times) => {
      const spikes = times.filter((time) => time < until);
      return spikes.length > 0 && Math.max(...spikes) - Math.min(...spikes) > window / 10;
    });
    expect(telling.length).toBeGreaterThan(0.4 * hidden.length);
    // The early-spike term of the loss and the silent policy expect answers within the trial.
    expect(median(outputs.flat())).toBeLessThan(until);
    expect(median(outputs.flat())).toBeGreaterThan(window / 6);
    // The softmax compares times by τ0 = until/120: outputs far nearer than that have no gradient that tells them apart.
    const answered = outputs
      .map((times) => times.filter((time) => time < until))
      .filter(({ length }) => length > 1);
    expect(answered.length).toBeGreaterThan(batch / 2);
    const spread = answered.map((times) => Math.max(...times) - Math.min(...times));
    expect(median(spread)).toBeGreaterThan(until / 1000);
  });

  it("begins with a gradient that differences confirm", () => {
    const { network, objective, encode } = yinYangNetwork(name, 4, 1e-7);
    const { features, label } = sampleAt(train, 0);
    const parameters = network.initialParameters({ seed: 1 });
    const few = { entries: 2, independentEntries: 1 };
    const check = checkGradients(network, objective, parameters, encode(features), label, few);
    expect(check.agrees, String(check)).toBe(true);
    // Of the weights, which are trained: there is a gradient, and it is told.
    const weights = check.groups.filter(({ name: group }) => /→.*\.(weight|w.)$/i.test(group));
    expect(weights.length).toBe(2 * Object.keys(presets[name]!.hidden).length);
    for (const { name: group, largest, verdict } of weights)
      expect({ group, verdict, moves: largest > 0 }).toEqual({ group, verdict: "agrees", moves: true });
  });

  it("is listed by the help", () => {
    const { size, epochs, learningRate } = presets[name]!;
    expect(yinYang.usage).toMatch(new RegExp(`^  ${name} +${size} +${epochs} +${learningRate} `, "m"));
  });
});
