import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { decodeNetwork, encodeNetwork } from "../../src/io/network-bytes.ts";
import { network } from "../../src/network/network.ts";
import { type NeuronPopulation, population } from "../../src/network/population.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import * as neurons from "../../src/neurons/index.ts";
import { lif } from "../../src/neurons/lif.ts";
import { printModel } from "../../src/neurons/print-model.ts";
import { refractory } from "../../src/neurons/refractory.ts";

const lifText = `lif
  states         v [mV] = vReset at the start
                 i [mV] = 0 at the start
  parameters     tauMem [ms] = 20
                 tauSyn [ms] = 5
                 vThreshold [mV] = 1
                 vReset [mV] = 0
                 bias [mV] = 0
  dynamics       dv/dt = (i - v + bias) / tauMem
                 di/dt = -i / tauSyn
  spike          when v - vThreshold rises through 0, sent along the projections
                 v ← vReset
  input "input"  weight [mV]
                 i ← i + weight`;

describe("a model in a console", () => {
  it("is its equations, and its name in a text", () => {
    expect(printModel(lif)).toBe(lifText);
    expect(inspect(lif)).toBe(lifText);
    expect(`${lif}`).toBe(lifText);
  });

  it("shows what wrappers and definitions of one's own have besides", () => {
    const cell = defineNeuron({
      name: "driven",
      state: { v: {} },
      signals: ["drive"],
      dynamics: "dv/dt = drive - v",
      spike: { when: "v > 1", reset: { v: 0 } },
    });
    const text = String(refractory(cell, { period: 2 }));
    expect(text).toContain("signals      drive\n");
    expect(text).toContain("refractory = 0 at the start, changed by events alone");
    expect(text).toContain("when v - 1 rises through 0, unless 0.5 < refractory, sent along the projections");
    expect(text).toContain("endOfPeriod  at t = due_endOfPeriod\n");
  });

  it("stays readable wherever a model is made of another, or read from a file", async () => {
    const made = population(lif, 1, { initial: { v: 0.5 }, fireAtStart: true }).model;
    expect(inspect(made)).toBe(lifText.replace("v [mV] = vReset", "v [mV] = 0"));
    const net = network({ populations: { cell: population(lif, 1) } });
    const read = await decodeNetwork(await encodeNetwork({ network: net }), "a file");
    const { definition } = read.network.population("cell");
    expect(inspect((definition as NeuronPopulation).model)).toBe(lifText);
  });

  it("is data in JSON as before, and copies without it", () => {
    expect(Object.keys(JSON.parse(JSON.stringify(lif)))).toEqual(Object.keys(lif));
    expect(Object.keys(structuredClone({ ...lif }))).toEqual(Object.keys(lif));
  });

  it("is short, whatever the formulas are", () => {
    const doubled = Array.from({ length: 60 }, (_, k) => `x${k + 1} = x${k} * (x${k} + v)`);
    const dynamics = ["x0 = v", ...doubled, "dv/dt = x60"].join("\n");
    const wide = defineNeuron({
      name: "wide",
      state: { v: {} },
      dynamics,
      spike: { when: "x60", reset: { v: 0 } },
    });
    const text = printModel(wide);
    expect(text).toContain("when … rises through 0");
    for (const line of text.split("\n")) expect(line.length).toBeLessThan(250);
  });

  const built = [neurons.lif, neurons.qif, neurons.eif, neurons.izhikevich, neurons.leakyIntegrator];
  it.each(built.map((model) => [model.name, model] as const))(
    "%s has a line for every equation",
    (_, model) => {
      const text = printModel(model);
      for (const { name, discrete } of model.states) if (!discrete) expect(text).toContain(`d${name}/dt = `);
    },
  );
});
