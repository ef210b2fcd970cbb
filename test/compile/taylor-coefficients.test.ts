/**
 * Taylor coefficients by recurrences against repeated Lie derivatives, which know nothing of them:
 *
 *   n! g_n = D^n g ,   D = ∂/∂t + Σ f_i ∂/∂y_i + Σ ṡ ∂/∂s .
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { slopeSlot } from "../../src/compile/slots.ts";
import { switchedModel } from "../../src/compile/switches.ts";
import { taylorCoefficients, withoutSeries } from "../../src/compile/taylor-coefficients.ts";
import { add, mul, one } from "../../src/expr/build.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import { jvp } from "../../src/expr/jvp.ts";
import { type Expr, reachable, symbol } from "../../src/expr/node.ts";
import { parseExpression } from "../../src/expr/parse.ts";
import { network } from "../../src/network/network.ts";
import { population } from "../../src/network/population.ts";
import { adex } from "../../src/neurons/adex.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import { lif } from "../../src/neurons/lif.ts";
import type { NeuronModel } from "../../src/neurons/neuron-model.ts";
import { qif } from "../../src/neurons/qif.ts";
import { simulate } from "../../src/simulate/simulate.ts";
import { taylor8 } from "../../src/solvers/taylor-series.ts";
import { hodgkinHuxley } from "../support/hodgkin-huxley.ts";
import { roundingBounds } from "../support/rounding-bound.ts";

const order = 8;

/** g, D g, … D^8 g; of roots and powers, where they grow to 100,000 nodes, at least to D^5 g. */
function lieDerivatives(model: NeuronModel, g: Expr): Expr[] {
  const inputs = ["t", ...model.states.map(({ name }) => name), ...model.signals].map(symbol);
  const rates = [one, ...model.derivatives, ...model.signals.map((name) => symbol(slopeSlot(name)))];
  const found = [g];
  while (found.length <= order && (found.length < 6 || reachable(found).length < 2000)) {
    found.push(jvp([found.at(-1)!], inputs, rates)[0]!);
  }
  return found;
}

const definition = {
  name: "all",
  state: { v: {}, w: {} },
  discrete: { z: { initial: 0 } },
  parameters: { p: 1, q: 1 },
  signals: ["drive"],
} as const;

const model = defineNeuron({
  ...definition,
  dynamics: "dv/dt = p * w - v * v / 4 + drive\n dw/dt = z * v - w / (2 + q) + t / 4",
});

/** 0.4 to 1.6: v is far from the zeros of what it divides, and powers of it have a rounding that says something. */
const number = (min: number, max: number): fc.Arbitrary<number> =>
  fc.noBias(fc.integer({ min: 0, max: 1e6 })).map((n) => min + ((max - min) * n) / 1e6);
const anyPoint = fc.record({
  t: number(-2, 2),
  v: number(0.4, 1.6),
  w: number(0.4, 1.6),
  z: number(-1, 1),
  p: number(0.4, 1.6),
  q: number(-1.6, 1.6),
  drive: number(-1, 1),
  [slopeSlot("drive")]: number(-1, 1),
});

function expectAgreement(definition: NeuronModel, g: Expr): void {
  const own = switchedModel(definition);
  const modes = fc.record(
    Object.fromEntries(own.switches.map(({ mode }) => [mode, fc.constantFrom(-1, 1)] as const)),
  );
  const series = taylorCoefficients(own);
  const lie = lieDerivatives(own, g);
  const coefficients = lie.map((_, n) => series(g, n));
  const roots = [...lie, ...coefficients];
  fc.assert(
    fc.property(anyPoint, modes, (point, sides) => {
      const values = roundingBounds(roots, { ...point, ...sides });
      let factorial = 1;
      for (const n of lie.keys()) {
        if (n > 1) factorial *= n;
        const [wanted, found] = [values[n]!, values[lie.length + n]!];
        const distance = Math.abs(found.value - wanted.value / factorial);
        expect(distance, `coefficient ${n}`).toBeLessThanOrEqual(
          2 * (found.error + wanted.error / factorial),
        );
        // A bound that allows anything would show nothing.
        expect(found.error, `coefficient ${n}`).toBeLessThan(1e-9 * Math.max(1, Math.abs(found.value)));
      }
    }),
    { numRuns: 8 },
  );
}

const known = new Map(["t", "v", "w", "z", "p", "q", "drive"].map((name) => [name, symbol(name)]));

describe("coefficients are Lie derivatives over n!", () => {
  it.each([
    "v",
    "w",
    "t",
    "drive",
    "z",
    "p",
    "-v",
    "v + w",
    "v + v",
    "v - w",
    "3 - t",
    "v * w",
    "v * v",
    "(v + t) * (v + t)",
    "v / w",
    "1 / v",
    "v / (p + 1)",
    "v / (v + 1)",
    "sqrt(v)",
    "exp(v)",
    "exp(-v * t)",
    "expm1(w)",
    "log(v)",
    "log1p(v)",
    "sin(v)",
    "cos(v)",
    "sin(v) * cos(v)",
    "tan(v / 2)",
    "atan(v)",
    "tanh(v)",
    "1 / (1 + exp(-v))",
    "v^2",
    "v^3",
    "v^20",
    "v^65",
    "v^(-1)",
    "v^(-3)",
    "v^0.7",
    "v^(-1.5)",
    "v^q",
    "(v * t + 5)^q",
    "p^q * v",
    "z > 0 ? v * v : sin(w)",
    "p > 1 ? v * v : v * v",
    "drive * t * z * exp(drive)",
    "cos(t)^2 + tanh(3 * t)",
  ])("of %s", (text) => expectAgreement(model, parseExpression(text, { where: "a test", known })));

  it.each([
    "dv/dt = exp(-v) - v / (1 + exp(-(w - 1) / 0.7))\n dw/dt = v * w - w^3 / 3 + z",
    "dv/dt = sqrt(v) * cos(t) + drive * w\n dw/dt = tanh(v * w) - p * w^1.5",
    "dv/dt = max(v, 0) - w * abs(w - 0.2)\n dw/dt = v > 1 ? v : 0.5 * v * w",
  ])("of the states in %s", (dynamics) => {
    const own = defineNeuron({ ...definition, dynamics });
    const [v, w] = ["v", "w"].map(symbol);
    expectAgreement(own, add(mul(v!, w!), v!));
  });
});

describe("of solutions that are known", () => {
  const coefficientsOf = (dynamics: string, values: Readonly<Record<string, number>>): number[] => {
    const own = defineNeuron({ name: "known", state: { y: {}, z: {} }, dynamics });
    const series = taylorCoefficients(switchedModel(own));
    return evaluate(
      Array.from({ length: order + 1 }, (_, n) => series(symbol("y"), n)),
      values,
    );
  };
  const factorials = [1, 1, 2, 6, 24, 120, 720, 5040, 40320];
  const close = (found: readonly number[], wanted: readonly number[]): void => {
    found.forEach((value, n) => {
      // Not more than n products of n terms, each rounded.
      expect(Math.abs(value - wanted[n]!), `coefficient ${n}`).toBeLessThanOrEqual(
        8 * n * Number.EPSILON * Math.max(Math.abs(wanted[n]!), 1e-3),
      );
    });
  };

  it("y' = y is e^t: 1/n!", () => {
    close(
      coefficientsOf("dy/dt = y\n dz/dt = 0", { y: 1, z: 0, t: 3 }),
      factorials.map((factorial) => 1 / factorial),
    );
  });

  it("y' = 1 + y² is tan t", () => {
    const tangent = [0, 1, 0, 1 / 3, 0, 2 / 15, 0, 17 / 315, 0];
    close(coefficientsOf("dy/dt = 1 + y^2\n dz/dt = 0", { y: 0, z: 0, t: 0 }), tangent);
  });

  it("y' = z, z' = −4 y is cos 2 t", () => {
    close(
      coefficientsOf("dy/dt = z\n dz/dt = -4 * y", { y: 1, z: 0, t: 0 }),
      factorials.map((factorial, n) => (n % 2 === 1 ? 0 : (-4) ** (n / 2) / factorial)),
    );
  });

  it("y' = −y²/2 is 1/(1 + t/2), y' = 5 t⁴ its integral, y' = 1/t log t", () => {
    const halves = factorials.map((_, n) => (-0.5) ** n);
    close(coefficientsOf("dy/dt = -y^2 / 2\n dz/dt = 0", { y: 1, z: 0, t: 0 }), halves);
    close(coefficientsOf("dy/dt = 5 * t^4\n dz/dt = 0", { y: 1, z: 0, t: 1 }), [1, 5, 10, 10, 5, 1, 0, 0, 0]);
    const logarithm = factorials.map((_, n) => (n === 0 ? 0 : -((-0.5) ** n) / n));
    close(coefficientsOf("dy/dt = 1 / t\n dz/dt = 0", { y: 0, z: 0, t: 2 }), logarithm);
  });
});

describe("withoutSeries", () => {
  const lacking = (dynamics: string, when = "v - 1"): string | undefined =>
    withoutSeries(switchedModel(defineNeuron({ ...definition, dynamics, spike: { when } })));

  it("names what has no series where it moves", () => {
    expect(lacking("dv/dt = exprel(v)\n dw/dt = 0")).toBe("exprel in dv/dt");
    expect(lacking("dv/dt = sqrt(max(v, 0))\n dw/dt = 0")).toBe("max in dv/dt");
    expect(lacking("dv/dt = 2^v\n dw/dt = 0")).toBe("pow in dv/dt");
    expect(lacking("dv/dt = v\n dw/dt = 0", "exprel(w) - 2")).toBe("exprel in when of spike");
  });

  it("finds nothing in the library's models, in switches, nor where it stands still", () => {
    for (const own of [lif, qif, adex]) expect(withoutSeries(switchedModel(own))).toBeUndefined();
    expect(lacking("dv/dt = max(v, 0) + abs(w) + floor(t)\n dw/dt = exprel(p) * w")).toBeUndefined();
    expect(lacking("dv/dt = v^q + min(p, q) * v\n dw/dt = (z > 0 ? v : w)")).toBeUndefined();
  });

  it("is what a run is refused for", () => {
    const net = network({ populations: { cell: population(hodgkinHuxley, 1) } });
    expect(() => simulate(net, net.initialParameters(), {}, { until: 1, method: taylor8 })).toThrow(
      'taylor8: population "cell": exprel in dm/dt, of what moves, has no Taylor series\n  Leave the method out, or give a Runge–Kutta method, such as tsitouras54.',
    );
  });
});
