/** Neurons in the notations of papers, Brian2 and NESTML: names, units, functions from text to spikes. */
import { describe, expect, it } from "vitest";
import { pullback, zeroCotangents } from "../../src/adjoint/pullback.ts";
import { type Execution, executions } from "../../src/codegen/execution.ts";
import { mul, sub } from "../../src/expr/build.ts";
import { contentOfText, textOfContent } from "../../src/io/content.ts";
import { describeNetwork } from "../../src/io/describe-network.ts";
import type { NetworkDescription } from "../../src/io/network-description.ts";
import { networkFromDescription } from "../../src/io/network-from-description.ts";
import { connect } from "../../src/network/connect.ts";
import { type Network, network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import type { NeuronDefinition } from "../../src/neurons/neuron-definition.ts";
import { piecewiseConstant } from "../../src/simulate/given/input.ts";
import { simulate } from "../../src/simulate/simulate.ts";

const latin: NeuronDefinition = {
  name: "latin",
  state: { v: { initial: "rest" }, phi: {} },
  parameters: { tau: 5, rest: 0.1, theta: 1, mu: 0.3 },
  dynamics: `
    tau * dv/dt = rest - v + 2 * current + delta
    dphi/dt = mu - phi / tau
    delta = exp(-phi) * mu
  `,
  signals: ["current"],
  spike: { when: "v - theta", reset: { v: "rest", phi: "phi + mu" } },
  input: { excite: { weights: ["weight"], map: { v: "v + weight" } } },
};
const letters: readonly (readonly [RegExp, string])[] = [
  [/\btau\b/g, "τ"],
  [/\btheta\b/g, "θ"],
  [/\bmu\b/g, "\u00b5"],
  [/\bdelta\b/g, "Δ"],
  [/phi\b/g, "φ"],
  [/\brest\b/g, "v_покой"],
  [/\bcurrent\b/g, "電流"],
];
const translated = letters.reduce(
  (text, [word, letter]) => text.replace(word, letter),
  JSON.stringify(latin),
);
/** The same with Greek, Cyrillic and Chinese names. */
const greek = JSON.parse(translated) as NeuronDefinition;

function netOf(definition: NeuronDefinition): Network {
  return network({
    populations: { input: source(1), cell: population(defineNeuron(definition), 1) },
    projections: [connect("input", "cell", { weight: 0.5 })],
  });
}

/** Spike times, and the gradient of their sum, as one list of numbers. */
function bits(net: Network, signal: string, execution: Execution): number[] {
  const input = { input: [[1, 4]], [`cell.${signal}`]: piecewiseConstant([0, 2], [0.3, 0.6]) };
  const run = simulate(net, net.initialParameters(), input, { until: 40, execution });
  const cotangents = zeroCotangents(run);
  cotangents.spikeTimes.fill(1);
  return [...run.spikeTimes("cell")[0]!, ...pullback(run, cotangents).values];
}

describe("names in letters of any script", () => {
  it("are in every place of the definition", () => {
    expect(Object.keys(greek.state)).toEqual(["v", "φ"]);
    expect(greek.dynamics).toContain("dφ/dt = \u00b5 - φ / τ");
    expect(greek.dynamics).toContain("Δ = exp(-φ)");
    expect(greek.signals).toEqual(["電流"]);
  });

  it.each(executions)("make no difference to spikes and gradients: %s", (execution) => {
    const own = bits(netOf(latin), "current", execution);
    expect(own.length).toBeGreaterThan(10);
    expect(bits(netOf(greek), "電流", execution)).toEqual(own);
  });

  it("are those of the parameters, as they were declared", () => {
    const { view } = netOf(greek).initialParameters();
    expect(view("cell.\u00b5")[0]).toBe(0.3);
    expect(view("cell.τ")[0]).toBe(5);
  });

  it("survive saving", () => {
    const net = netOf(greek);
    const text = textOfContent(describeNetwork(net), "here");
    const read = networkFromDescription(contentOfText(text, "here") as NetworkDescription);
    expect(bits(read, "電流", "webassembly")).toEqual(bits(net, "電流", "webassembly"));
  });

  it("are refused where they look the same", () => {
    const attempt = (parameters: NeuronDefinition["parameters"]) => (): unknown =>
      defineNeuron({ ...latin, parameters: { ...latin.parameters, ...parameters } });
    expect(attempt({ "\u00b5": 1, "\u03bc": 2 })).toThrow(/"μ" is declared twice/);
    expect(attempt({ "\u0391": 1, A: 2 })).toThrow(
      '"\u0391" and "A" have different letters that look the same',
    );
    expect(attempt({ π: 3 })).toThrow('"π" has a meaning of its own');
  });
});

describe("units behind equations", () => {
  const definition: NeuronDefinition = {
    name: "brian",
    state: { v: {}, w: { unit: "pA" } },
    parameters: { gL: { unit: "nS", default: 10 }, tau: { unit: "ms", default: 20 } },
    dynamics: `
      dv/dt = (gL*(-70*mV - v) + I - w) / (200*pF) : volt
      dw/dt = -w/tau : amp
      I = 2*nS*mV*exp((v + 50*mV)/(2*mV)) : amp
    `,
  };

  it("are those of states that declare none", () => {
    const [v, w] = defineNeuron(definition).states;
    expect([v!.unit, w!.unit]).toEqual(["V", "pA"]);
  });

  it("are checked against what is declared and what is defined", () => {
    const attempt = (from: string, to: string) => (): unknown =>
      defineNeuron({ ...definition, dynamics: (definition.dynamics as string).replace(from, to) });
    expect(attempt("-w/tau : amp", "-w/tau : volt")).toThrow(
      "the unit [V, voltage] is not that of the state w [pA, current] in dynamics, line 2, column 18\n    dw/dt = -w/tau : volt\n                     ^^^^",
    );
    expect(attempt("(2*mV)) : amp", "(2*mV)) : volt")).toThrow(
      /units do not agree: .* is the value of I \[V, voltage\] in dynamics, line 3/,
    );
    expect(attempt("-w/tau : amp", "-w/tau : nsiemens*volt")).not.toThrow();
  });
});

describe("a logistic function far from its middle", () => {
  /** A public report: the right side is finite, its derivative, which caps the steps, was ∞/∞. */
  it.each(["1/(1 + exp(-v/0.09))", "1/(exp(-v/0.09) + 1)", "1/(1 + exp(-v/0.09))^3"])(
    "runs: %s",
    (logistic) => {
      const model = defineNeuron({
        name: "n",
        state: { v: { initial: -65 } },
        parameters: { scale: 1 },
        dynamics: `dv/dt = -(v + 65)/10 + scale * ${logistic}`,
        spike: { when: "v" },
      });
      const net = network({ populations: { cell: population(model, 1) } });
      for (const options of [{}, { stepSize: 0.1 }]) {
        const samples = [{ population: "cell", times: [10] }];
        const run = simulate(net, net.initialParameters(), {}, { until: 10, samples, ...options });
        expect([run.status, run.samples("cell").values[0]]).toEqual(["completed", -65]);
        const cotangents = zeroCotangents(run);
        cotangents.samples.get(run.samples("cell"))!.fill(1);
        expect(pullback(run, cotangents).view("cell.scale")[0]).toBeCloseTo(0, 300);
      }
    },
  );
});

describe("definitions", () => {
  it("may be used by functions of events, resets and initial values as by texts", () => {
    const base: NeuronDefinition = {
      name: "drive",
      state: { v: { initial: "2 * drive" } },
      parameters: { a: 3 },
      dynamics: "drive = a / 2\n dv/dt = drive - v",
      spike: { when: "v - drive", reset: { v: "drive - 1" } },
    };
    const written = defineNeuron(base);
    const traced = defineNeuron({
      ...base,
      state: { v: { initial: ({ drive }) => mul(2, drive!) } },
      spike: { when: ({ v, drive }) => sub(v!, drive!), reset: ({ drive }) => ({ v: sub(drive!, 1) }) },
    });
    expect(traced.states[0]!.initial).toEqual(written.states[0]!.initial);
    expect(traced.events[0]!.when).toEqual(written.events[0]!.when);
    expect(traced.events[0]!.reset[0]).toEqual(written.events[0]!.reset[0]);
  });

  it("take time in proportion to their number, units included", () => {
    const seconds = (count: number): number => {
      const lines = Array.from({ length: count }, (_, k) => `a${k + 1} = a${k} + v / ${k + 1}`);
      const dynamics = [...lines, "a0 = v", `dv/dt = a${count} / tau`].join("\n");
      const start = process.cpuUsage();
      const model = defineNeuron({
        name: "chain",
        state: { v: { unit: "mV" } },
        parameters: { tau: { unit: "ms", default: 1 } },
        dynamics,
      });
      expect(model.derivatives).toHaveLength(1);
      return process.cpuUsage(start).user / 1e6;
    };
    seconds(1000);
    // Of the processor's own time, whatever else it does, it takes 0.3 s and 0.7 s; a quadratic way took 6.8 s and 84 s.
    expect(seconds(4000)).toBeLessThan(3);
    expect(seconds(10_000)).toBeLessThan(8);
  });
});
