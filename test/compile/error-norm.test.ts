import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { combinedNorm, errorNorm } from "../../src/compile/error-norm.ts";
import type { Run } from "../../src/compile/run.ts";
import { zero } from "../../src/expr/build.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import { symbol } from "../../src/expr/node.ts";
import type { NeuronDefinition } from "../../src/neurons/neuron-definition.ts";
import type { SimulateOptions } from "../../src/simulate/given/options.ts";
import { bogackiShampine32 } from "../../src/solvers/tableaus/bogacki-shampine-32.ts";
import { dormandPrince54 } from "../../src/solvers/tableaus/dormand-prince-54.ts";
import { dormandPrince853 } from "../../src/solvers/tableaus/dormand-prince-853.ts";
import { heun } from "../../src/solvers/tableaus/heun.ts";
import { rk4 } from "../../src/solvers/tableaus/rk4.ts";
import { tsitouras54 } from "../../src/solvers/tableaus/tsitouras-54.ts";
import { taylor6, taylor8, taylor10 } from "../../src/solvers/taylor-series.ts";
import { fed, run, times } from "../support/one-cell.ts";
import { richModel } from "../support/one-frame.ts";

describe("errorNorm", () => {
  it("is the largest error over atol·scale + rtol·|y|, without the states that do not move", () => {
    // v has scale 10, w scale 1; count is discrete.
    const [v, w] = [symbol("v"), symbol("w")];
    const norm = errorNorm(richModel, [v, w, zero], [v, w, symbol("count")], [w, v, symbol("count")]);
    const at = { $atol: 0.01, $rtol: 0.1, count: 9 };
    expect(evaluate([norm], { ...at, v: 3, w: -1 })[0]).toBeCloseTo(3 / (0.1 + 0.3), 14);
    expect(evaluate([norm], { ...at, v: 1, w: -2 })[0]).toBeCloseTo(2 / (0.01 + 0.2), 14);
  });
});

describe("combinedNorm", () => {
  const combined = (fine: number, coarse: number): number =>
    evaluate([combinedNorm(symbol("fine"), symbol("coarse"))], { fine, coarse })[0]!;

  it("is E²/√(E² + 0.01 C²)", () => {
    const size = fc.double({ min: 1e-12, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(size, size, (fine, coarse) => {
        const wanted = fine ** 2 / Math.sqrt(fine ** 2 + 0.01 * coarse ** 2);
        expect(Math.abs(combined(fine, coarse) / wanted - 1)).toBeLessThan(1e-14);
      }),
    );
  });

  it("is 0 where the fine error is, whatever the coarse one; the fine error where the coarse one is 0", () => {
    expect([combined(0, 0), combined(0, 3), combined(0.25, 0)]).toEqual([0, 0, 0.25]);
  });

  it("does not lose errors whose squares underflow, and is not a number if one of the two is not", () => {
    expect(combined(1e-200, 1e-199)).toBeCloseTo(1e-200 / Math.SQRT2, 214);
    expect(combined(1e-200, 1e-199)).toBeGreaterThan(0);
    expect([combined(Number.NaN, 1), combined(1, Number.NaN)]).toEqual([Number.NaN, Number.NaN]);
  });
});

/** A conductance-based neuron with an event function that is not linear, v in units of 1/c and g of 1/d. */
function inUnits(c: number, d: number, scales: readonly [number, number]): NeuronDefinition {
  return {
    name: "in units",
    state: { v: { initial: -0.5 * c, scale: scales[0] }, g: { initial: 0.1 * d, scale: scales[1] } },
    parameters: { drive: 0.9 },
    dynamics: `
      dv/dt = ((-v / ${c} + g / ${d} * (3 - v / ${c})) / 20 + drive * sin(t / 3) / 30) * ${c}
      dg/dt = (-g / ${d} / 5 + 0.01 * exp(v / ${c})) * ${d}
    `,
    spike: { when: `v - ${0.4 * c}`, reset: { v: -0.25 * c } },
    events: { curve: { when: `v * v * g - ${0.01 * c * c * d}`, reset: {} } },
    input: { g: `g + ${0.5 * d} * abs(weight)` },
  };
}

const methods: readonly (readonly [string, Omit<SimulateOptions, "until">])[] = [
  ...[tsitouras54, dormandPrince54, dormandPrince853].flatMap((method) =>
    [1e-3, 1e-6, 1e-9].map((rtol) => [`${method.name} ${rtol}`, { method, rtol, atol: 10 * rtol }] as const),
  ),
  ["taylor6", { method: taylor6, rtol: 1e-4, atol: 1e-3 }],
  ["taylor8", { method: taylor8, rtol: 1e-6, atol: 1e-5 }],
  ["taylor10", { method: taylor10, rtol: 1e-9, atol: 1e-8 }],
  ["bogacki-shampine-3(2)", { method: bogackiShampine32, rtol: 1e-5, atol: 1e-4 }],
  ["heun", { method: heun, rtol: 1e-4, atol: 1e-3 }],
  ["rk4", { method: rk4, stepSize: 0.5 }],
];

describe.each(methods)("a run of %s", (_, options) => {
  const input = { in: [[1, 9, 17], [3.5], [12, 30]] };
  const runOf = (c: number, d: number, scales: readonly [number, number]): Run =>
    run(fed(inUnits(c, d, scales), 0.7, -0.5, 1.1), input, { ...options, until: 60 });
  const meshOf = ({ tape }: Run): readonly (readonly number[])[] =>
    [tape.kind, tape.time, tape.stepSize].map(({ data, length }) => [...data.subarray(0, length)]);

  it("is the same to the last bit in other units, with scales in them: powers of two round nothing", () => {
    const wanted = runOf(1, 1, [1, 1]);
    expect(times(wanted).length).toBeGreaterThan(1);
    for (const [c, d] of [
      [64, 1],
      [1, 2 ** -10],
      [2 ** -7, 2 ** 20],
    ] as const) {
      const found = runOf(c, d, [c, d]);
      expect(meshOf(found)).toEqual(meshOf(wanted));
      expect(times(found)).toEqual(times(wanted));
      // How often a dip within rounding of zero is looked at is no part of the mesh.
      expect(found.statistics.nearGrazing).toBe(wanted.statistics.nearGrazing);
    }
  });

  it.runIf(!("stepSize" in options))("needs the scales for that", () => {
    expect(meshOf(runOf(64, 1, [1, 1]))).not.toEqual(meshOf(runOf(1, 1, [1, 1])));
  });
});
