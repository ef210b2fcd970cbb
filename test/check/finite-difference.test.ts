import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { differentiate, oneSided, replayedDerivative } from "../../src/check/finite-difference.ts";
import { variablesOf, zeroVariables } from "../../src/compile/run-variables.ts";
import { network } from "../../src/network/network.ts";
import { population } from "../../src/network/population.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import { simulate } from "../../src/simulate/simulate.ts";

describe("differentiate", () => {
  it("is exact to rounding for a polynomial, and says so", () => {
    const coefficient = fc.integer({ min: -100, max: 100 });
    fc.assert(
      fc.property(fc.tuple(coefficient, coefficient, coefficient, coefficient), ([a, b, c, d]) => {
        const size = Math.abs(a) + Math.abs(b) + Math.abs(c) + Math.abs(d);
        const rounding = Number.EPSILON * size;
        const found = differentiate((x) => a + b * x + c * x * x + d * x ** 3, 0.25, rounding)!;
        expect(Math.abs(found.value - b)).toBeLessThanOrEqual(found.error);
        expect(found.error).toBeLessThanOrEqual(1e-12 * (1 + size));
      }),
    );
  });

  it("gives a smooth derivative to 1e-9 and an error that holds", () => {
    for (const [f, derivative] of [
      [(x: number) => Math.exp(3 * x), 3],
      [(x: number) => Math.sin(20 * x), 20],
      [(x: number) => 1 / (1 - x), 1],
    ] as const) {
      const found = differentiate(f, 0.1, 1e-15)!;
      expect(Math.abs(found.value - derivative)).toBeLessThanOrEqual(Math.max(found.error, 1e-9));
      expect(found.error).toBeLessThan(1e-8 * derivative);
    }
  });

  it("never claims more than the rounding of f allows", () => {
    const coarse = (x: number): number => Math.round(1e6 * x) / 1e6;
    const found = differentiate(coarse, 0.01, 1e-6)!;
    expect(Math.abs(found.value - 1)).toBeLessThanOrEqual(found.error);
    expect(found.error).toBeGreaterThan(1e-5);
  });

  it("tries shorter steps where f is not there, and gives up where it never is", () => {
    const near = differentiate((x) => (Math.abs(x) < 0.01 ? 5 * x : Number.NaN), 1, 1e-16)!;
    expect(near.value).toBeCloseTo(5, 9);
    expect(differentiate(() => Number.NaN, 1, 0)).toBeUndefined();
  });
});

describe("replayedDerivative", () => {
  const net = network({
    populations: {
      cell: population(
        defineNeuron({
          name: "leaky",
          state: { v: { initial: 0 } },
          parameters: { drive: 1.5, th: 1 },
          dynamics: "dv/dt = (drive - v) / 10",
          spike: { when: "v - th", reset: { v: 0 } },
        }),
        1,
      ),
    },
  });
  const run = simulate(net, net.initialParameters(), {}, { until: 12, rtol: 1e-10, atol: 1e-10 });
  const direction = (id: string) => {
    const made = zeroVariables(run);
    made.parameters[net.layout.row(id).offset] = 1;
    return made;
  };
  const firstSpike = (other: typeof run): number => other.tape.spikes.time.data[0]!;

  it("gives the derivative of a spike time", () => {
    // t = 10·ln(drive/(drive − th)), as in REFERENCE, "LIF tau=10, I=1.5, theta=1".
    const found = replayedDerivative(run, direction("cell.drive"), firstSpike, 0.01, 1e-14)!;
    expect(found.value).toBeCloseTo(-13.3333333333333333, 6);
    expect(found.error).toBeLessThan(1e-6);
  });

  it("shortens its steps where the event is lost, and leaves the run as it was", () => {
    const before = variablesOf(run);
    const found = replayedDerivative(run, direction("cell.th"), firstSpike, 8, 1e-14)!;
    expect(found.value).toBeCloseTo(10 / 0.5, 5);
    expect(variablesOf(run)).toEqual(before);
  });
});

describe("oneSided", () => {
  it("has both derivatives of a function with a kink, and one of a smooth one", () => {
    const kinked = oneSided((x) => (x > 0 ? 3 * x + x * x : -x), 0.1, 1e-16)!;
    expect(kinked.below.value).toBeCloseTo(-1, 12);
    expect(Math.abs(kinked.above.value - 3)).toBeLessThanOrEqual(10 * kinked.above.error);
    const smooth = oneSided(Math.sin, 0.1, 1e-16)!;
    expect(Math.abs(smooth.above.value - smooth.below.value)).toBeLessThan(1e-3);
  });

  it("is undefined where a side cannot be evaluated", () => {
    expect(oneSided((x) => (x < 0 ? Number.NaN : x), 0.1, 0)).toBeUndefined();
  });
});
