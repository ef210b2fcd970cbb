/** Comparisons in the dynamics: where their crossings are, what derivatives they have, and how they end. */
import { describe, expect, it } from "vitest";
import type { Gradient } from "../../../src/adjoint/pullback.ts";
import { pullback, zeroCotangents } from "../../../src/adjoint/pullback.ts";
import { executions } from "../../../src/codegen/execution.ts";
import type { NeuronDefinition } from "../../../src/neurons/neuron-definition.ts";
import type { SimulateOptions } from "../../../src/simulate/given/options.ts";
import { alone, run, times } from "../../support/one-cell.ts";

/** v from 0 to a threshold at 1. */
const rising = (dynamics: string, parameters: Record<string, number> = {}): NeuronDefinition => ({
  name: "rising",
  state: { v: {} },
  parameters,
  dynamics,
  spike: { when: "v - 1" },
});

const tight = { rtol: 1e-9, atol: 1e-9 };

function ofFirstSpike(definition: NeuronDefinition, options: SimulateOptions): Gradient {
  const result = run(alone(definition), {}, options);
  const cotangents = zeroCotangents(result);
  cotangents.spikeTimes[0] = 1;
  return pullback(result, cotangents);
}

function finalState(definition: NeuronDefinition, until: number): number {
  const samples = [{ population: "cell", times: [until] }];
  return run(alone(definition), {}, { until, samples }).samples("cell").values[0]!;
}

describe("a switch in the state", () => {
  const jump = rising("dv/dt = v < kink ? slow : fast", { slow: 0.1, fast: 0.3, kink: 0.5 });

  it("has the derivatives of T = kink/slow + (1 − kink)/fast, in every execution", () => {
    for (const execution of executions) {
      const gradient = ofFirstSpike(jump, { until: 20, execution, ...tight });
      expect(gradient.view("cell.slow")[0]).toBeCloseTo(-50, 9);
      expect(gradient.view("cell.fast")[0]).toBeCloseTo(-0.5 / 0.09, 9);
      expect(gradient.view("cell.kink")[0]).toBeCloseTo(10 - 1 / 0.3, 9);
    }
  });

  it("costs no rejected step", () => {
    const { statistics } = run(alone(jump), {}, { until: 20, ...tight });
    expect(statistics.rejectedSteps).toBe(0);
    expect(statistics.acceptedSteps).toBeLessThanOrEqual(19);
  });

  it("that only bends the field is integrated on either side, to the accuracy of the steps", () => {
    // v' = a up to kink, then a + b (v − kink): T = kink/a + log(1 + b (1 − kink)/a)/b.
    const bent = rising("dv/dt = a + b * max(0, v - kink)", { a: 0.1, b: 0.6, kink: 0.5 });
    for (const options of [{ until: 20 }, { until: 20, ...tight }]) {
      const gradient = ofFirstSpike(bent, options);
      // dT/dkink = 1/a − 1/(a + b (1 − kink)) = 10 − 2.5
      expect(gradient.view("cell.kink")[0]).toBeCloseTo(7.5, 7);
    }
    const [time] = times(run(alone(bent), {}, { until: 20, ...tight }));
    expect(time).toBeCloseTo(5 + Math.log(1 + 0.3 / 0.1) / 0.6, 8);
  });
});

describe("a switch in time", () => {
  it("moves what follows", () => {
    const onset = rising("dv/dt = (t < onset ? 0 : a) - v/10", { onset: 5, a: 0.25 });
    expect(ofFirstSpike(onset, { until: 20 }).view("cell.onset")[0]).toBeCloseTo(1, 12);
    const faster = rising("dv/dt = (t > t0 ? 1 : 0.1)", { t0: 0.5 });
    expect(ofFirstSpike(faster, { until: 20 }).view("cell.t0")[0]).toBeCloseTo(0.9, 12);
  });

  it("opens a pulse of any width", () => {
    const pulsed: NeuronDefinition = {
      ...rising("dv/dt = ((t > 220 and t < 220.1 ? 10000 : 0) - v)/20"),
      spike: { when: "v - 1", reset: { v: 0 } },
    };
    expect(times(run(alone(pulsed), {}, { until: 500 }))).toHaveLength(49);
    for (const width of [1e-3, 1e-6, 1e-9]) {
      const kick = rising(`dv/dt = (t > 220 and t < 220 + ${width} ? ${0.5 / width} : 0)`);
      // Each end is met on its far side, within the rounding of t − 220: 4 ε (220 + 220).
      const expected = (0.5 * (220 + width - 220)) / width;
      expect(Math.abs(finalState(kick, 300) - expected)).toBeLessThan((0.5 * 4e-13) / width);
    }
  });

  it("has a derivative of its own where another switches at the same time", () => {
    const two = rising("dv/dt = a * (t > first) + b * (t > second)", { a: 0.2, b: 0.3, first: 2, second: 2 });
    const gradient = ofFirstSpike(two, { until: 20, ...tight });
    // T = 2 + 1/(a + b) while first = second; a delay of one onset takes its current that long.
    expect(gradient.view("cell.first")[0]).toBeCloseTo(0.2 / 0.5, 10);
    expect(gradient.view("cell.second")[0]).toBeCloseTo(0.3 / 0.5, 10);
  });

  it("may be a staircase", () => {
    expect(finalState(rising("dv/dt = floor(t)"), 3.5)).toBeCloseTo(0 + 1 + 2 + 0.5 * 3, 13);
    expect(finalState(rising("dv/dt = t - floor(t)"), 3.5)).toBeCloseTo(3 * 0.5 + 0.125, 13);
    // v' = 1, 2, 3, … while v is in [0, 1), [1, 2), …: 1 at t = 1, 2 at 1.5.
    expect(finalState(rising("dv/dt = 1 + floor(v)"), 1.75)).toBeCloseTo(2.75, 13);
  });
});

describe("on a switch", () => {
  const ends = (dynamics: string, initial = 0) => {
    const definition = { ...rising(dynamics), state: { v: { initial } }, spike: { when: "v - 99" } };
    const samples = [{ population: "cell", times: [3] }];
    return run(alone(definition), {}, { until: 3, samples, throwOnFailure: false });
  };

  it("that drives back from both sides the run ends with a status that names it and a remedy", () => {
    for (const dynamics of ["dv/dt = v < 1 ? 1 : -1", "dv/dt = 0.5 - sign(v - 1)"]) {
      const result = ends(dynamics);
      expect(result.status).toBe("sliding");
      expect(result.message).toMatch(
        /neuron 0 of "cell" is driven back to .*v.* = 0 from both sides at t = [\d.]+, .*\n.*smooth form/s,
      );
    }
  });

  it("a solution may come to rest, whichever way the comparison is written", () => {
    for (const dynamics of ["dv/dt = v < 1 ? 1 : 0", "dv/dt = v <= 1 ? 1 : 0", "dv/dt = -sign(v - 1)"]) {
      const result = ends(dynamics);
      expect(result.status).toBe("completed");
      expect(result.samples("cell").values[0]).toBeCloseTo(1, 14);
    }
  });

  it("a solution may begin and stay", () => {
    for (const dynamics of ["dv/dt = abs(v)", "dv/dt = max(0, v)", "dv/dt = sign(v)"]) {
      expect(ends(dynamics).samples("cell").values[0]).toBe(0);
    }
  });

  it("a solution may leave with its third derivative", () => {
    const chain: NeuronDefinition = {
      name: "chain",
      state: { v: {}, i: {}, a: {}, seen: {} },
      dynamics: "dv/dt = i\ndi/dt = a\nda/dt = (t > 1 ? 1 : 0)\ndseen/dt = v > 0 ? 1 : 0",
    };
    const samples = [{ population: "cell", times: [3] }];
    const values = run(alone(chain), {}, { until: 3, samples }).samples("cell").values;
    expect(values[0]).toBeCloseTo(8 / 6, 12);
    expect(values[3]).toBeCloseTo(2, 12);
  });
});

describe("derivatives that the user did not ask for", () => {
  it("do not decide whether a model runs: a logistic far from its middle", () => {
    const definition: NeuronDefinition = {
      name: "gate",
      state: { v: { initial: -65 } },
      dynamics: "dv/dt = -(v + 65)/10 + 1/(1 + exp(-v/0.09))",
    };
    expect(finalState(definition, 10)).toBe(-65);
  });

  it("of a power or a root at 0 are 0 where nothing moves it", () => {
    for (const gate of ["w^0.25", "sqrt(w)", "w^k"]) {
      const net = alone({
        name: "gate",
        state: { w: {}, u: {} },
        parameters: { tau: 5, k: 0.5 },
        dynamics: `dw/dt = -w/tau\ndu/dt = ${gate} - u`,
      });
      const result = run(net, {}, { until: 10, samples: [{ population: "cell", times: [10] }] });
      const cotangents = zeroCotangents(result);
      cotangents.samples.get(result.samples("cell"))![1] = 1;
      expect(pullback(result, cotangents).view("cell.tau")[0]).toBe(0);
    }
  });
});
