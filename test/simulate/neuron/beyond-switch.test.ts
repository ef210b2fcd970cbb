/** Branches that have no value beyond their switch, where the stages of a step reach. */
import { describe, expect, it } from "vitest";
import { pullback, zeroCotangents } from "../../../src/adjoint/pullback.ts";
import { alone, run } from "../../support/one-cell.ts";

/** dv/dt = s < 0 from v = 1 through the switch at V0, and u, the integral of f(v − V0) as long as that is positive. */
function fall(term: string, V0: number, tolerance: number) {
  const net = alone({
    name: "fall",
    state: { v: { initial: 1 }, u: {} },
    parameters: { V0, s: -0.1 },
    dynamics: `dv/dt = s\ndu/dt = ${term}`,
  });
  const samples = [{ population: "cell", times: [20] }];
  const result = run(net, {}, { until: 20, rtol: tolerance, atol: tolerance, samples, maxSteps: 5000 });
  const bars = zeroCotangents(result);
  [...bars.samples.values()][0]![1] = 1;
  const gradient = pullback(result, bars);
  return {
    u: result.samples("cell").values[1]!,
    dV0: gradient.view("cell.V0")[0],
    ds: gradient.view("cell.s")[0],
  };
}

/** ∫ q^p dt of q from 1 − V0 down to 0 at the rate s: (1 − V0)^(p+1) / (p + 1) / |s|. */
const power = (p: number, V0: number) => ({
  u: (1 - V0) ** (p + 1) / (p + 1) / 0.1,
  dV0: -((1 - V0) ** p) / 0.1,
  ds: (1 - V0) ** (p + 1) / (p + 1) / 0.01,
});

describe("a function of what falls through its own switch", () => {
  // The last steps end where sqrt(q) has no slope: there an estimate is no bound of the error, only of its order, and
  // the derivative, ∫ dq / (2 sqrt(q)), has errors of the order of its root. A power of 1.5 lies between.
  it.each([
    ["max(0, v - V0)^1.5", 1.5],
    ["v > V0 ? (v - V0)^1.5 : 0", 1.5],
    ["sqrt(max(v - V0, 0))", 0.5],
    ["v > V0 ? sqrt(v - V0) : 0", 0.5],
    ["v <= V0 ? 0 : (v - V0)^2.5", 2.5],
  ] as const)("%s", (term, p) => {
    for (const V0 of [-0.2, 0, 0.3]) {
      for (const tolerance of [1e-6, 1e-9]) {
        const { u, dV0, ds } = fall(term, V0, tolerance);
        const exact = power(p, V0);
        expect(Math.abs(u - exact.u)).toBeLessThan(1000 * tolerance);
        expect(Math.abs(dV0! - exact.dV0)).toBeLessThan(500 * Math.sqrt(tolerance));
        expect(Math.abs(ds! - exact.ds)).toBeLessThan(5000 * Math.sqrt(tolerance));
      }
    }
  });

  it("a logarithm that ends at its switch", () => {
    const { u } = fall("v > V0 ? (v - V0) * log(v - V0) : 0", 0, 1e-9);
    // ∫ q log q dq from 0 to 1 is −1/4.
    expect(Math.abs(u + 2.5)).toBeLessThan(1e-7);
  });

  it("rises from where it has no slope", () => {
    for (const term of ["sqrt(max(0, v))", "v >= 0 ? sqrt(v) : 0", "sqrt(v > 0 ? v : 0)"]) {
      const net = alone({
        name: "rise",
        state: { v: { initial: -1 }, u: {} },
        parameters: { a: 0.1 },
        dynamics: `dv/dt = a\ndu/dt = ${term}`,
        spike: { when: "u > 5", reset: { u: 0 } },
      });
      const result = run(net, {}, { until: 40, rtol: 1e-9, atol: 1e-9, stopAfterSpikes: { cell: 1 } });
      const bars = zeroCotangents(result);
      bars.spikeTimes[0] = 1;
      // (2/3) a^(1/2) (T − 1/a)^(3/2) = 5
      const [a, time] = [0.1, 10 + (7.5 ** 2 / 0.1) ** (1 / 3)];
      expect(Math.abs(result.spikeTimes("cell")[0]![0]! - time)).toBeLessThan(1e-7);
      const slope = -1 / a ** 2 - (7.5 ** 2) ** (1 / 3) / 3 / a ** (4 / 3);
      expect(Math.abs(pullback(result, bars).view("cell.a")[0]! / slope - 1)).toBeLessThan(1e-6);
    }
  });

  it("says so where nothing can be said at the switch itself", () => {
    const net = alone({ name: "quotient", state: { v: {} }, dynamics: "dv/dt = v^2 / abs(v)^2" });
    expect(() => run(net, {}, { until: 20 })).toThrow(/meets v = 0, where .* has no value/);
  });
});
