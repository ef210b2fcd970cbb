import { describe, expect, it } from "vitest";
import { evaluate } from "../../src/expr/evaluate.ts";
import { eif } from "../../src/neurons/eif.ts";

describe("eif", () => {
  it("has its largest steady current at the rheobase, where the exponential has the slope of the leak", () => {
    const defaults = Object.fromEntries(eif.parameters.map(({ name, default: value }) => [name, value]));
    const current = (v: number): number => evaluate([eif.derivatives[0]!], { ...defaults, v, i: 0 })[0]!;
    const { vRheobase, slopeFactor, tauMem } = defaults as {
      vRheobase: number;
      slopeFactor: number;
      tauMem: number;
    };
    // At v = vRheobase: (vLeak − v + Δ)/τ, and d/dv = 0.
    expect(current(vRheobase)).toBeCloseTo((-vRheobase + slopeFactor) / tauMem, 15);
    for (const v of [vRheobase - 0.01, vRheobase + 0.01])
      expect(current(v)).toBeGreaterThan(current(vRheobase));
  });
});
