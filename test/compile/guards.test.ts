/** Roots and powers that a kink or a condition keeps from their edge, where their slope is infinite. */
import { describe, expect, it } from "vitest";
import { type Gradient, pullback, zeroCotangents } from "../../src/adjoint/pullback.ts";
import type { NeuronDefinition } from "../../src/neurons/neuron-definition.ts";
import { alone, run, times } from "../support/one-cell.ts";

const a = 0.1;
const b = 0.2;
const k = 0.5;

/** All of them √max(0, v − k). */
const roots = [
  "sqrt(max(0, v - k))",
  "sqrt(max(v - k, 0))",
  "max(0, v - k)^0.5",
  "max(0, v - k)^g",
  "sqrt(min(9, max(0, v - k)))",
  "(v > k ? sqrt(v - k) : 0)",
  "(v < k ? 0 : sqrt(v - k))",
  "sqrt(v > k ? v - k : 0)",
];

const cell = (root: string, sign: string, initial: number): NeuronDefinition => ({
  name: "edge",
  state: { v: { initial } },
  parameters: { a, b, k, g: 0.5 },
  dynamics: `dv/dt = ${sign}(a + b * ${root})`,
  spike: sign === "" ? { when: "v - 1" } : { when: "v", direction: "falling" },
});

/** From k to 1 with u = √(1 − k): ∫ dx/(a + b√x) = 2/b² (b u − a log(1 + b u/a)). */
const u = Math.sqrt(1 - k);
const above = (2 / b ** 2) * (b * u - a * Math.log(1 + (b * u) / a));
const time = k / a + above;
/** The same integral with −√x/(a + b√x)² for the derivative to b, by differences of the formula. */
const aboveAt = (c: number): number => (2 / c ** 2) * (c * u - a * Math.log(1 + (c * u) / a));
const byB = (aboveAt(b + 1e-5) - aboveAt(b - 1e-5)) / 2e-5;
const byK = 1 / a - 1 / (a + b * u);

describe("√max(0, v − k)", () => {
  it.each(roots.flatMap((root) => [[root, "", 0] as const, [root, "-", 1] as const]))(
    "as %s, with the sign %s: the time through the edge and its derivatives",
    (root, sign, initial) => {
      const result = run(alone(cell(root, sign, initial)), {}, { until: 12, rtol: 1e-8, atol: 1e-8 });
      expect(times(result)).toHaveLength(1);
      expect(times(result)[0]).toBeCloseTo(time, 4);
      const bars = zeroCotangents(result);
      bars.spikeTimes[0] = 1;
      const gradient: Gradient = pullback(result, bars);
      // The slope of the root is resolved by the stages of the steps beside the edge, to the power ½ of their length.
      const close = (found: number, right: number): void =>
        expect(Math.abs(found - right)).toBeLessThan(4e-3 * Math.abs(right));
      close(gradient.view("cell.k")[0]!, byK);
      close(gradient.view("cell.b")[0]!, byB);
    },
  );

  it("of the absolute value goes on beyond it", () => {
    // v' = a + √|v| from −1: until 0 it takes ∫ dx/(a + √x) = 2 (1 − a log(1 + 1/a)), as long again until 1.
    const definition: NeuronDefinition = {
      ...cell("0", "", -1),
      dynamics: "dv/dt = a + sqrt(abs(v))",
      spike: { when: "v - 1" },
    };
    const [found] = times(run(alone(definition), {}, { until: 12, rtol: 1e-8, atol: 1e-8 }));
    expect(found).toBeCloseTo(4 * (1 - a * Math.log(1 + 1 / a)), 5);
  });
});

describe("a solution that leaves the domain of its equations", () => {
  it("ends there, although its state stands still in rounding", () => {
    const definition: NeuronDefinition = {
      name: "out",
      state: { v: { initial: -1 } },
      dynamics: "dv/dt = -0.7 - sqrt(v + 2)",
    };
    const result = run(alone(definition), {}, { until: 2, throwOnFailure: false, maxSteps: 1e5 });
    expect(result.status).toBe("non-finite");
    expect(result.message).toMatch(/cannot move to where its equations have a value/);
  });
});
