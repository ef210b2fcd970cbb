import { describe, expect, it } from "vitest";
import { fixedPoints, nullcline, phaseSpace, ratesAt } from "../../../src/cli/gallery/phase-space.ts";
import { adex, fitzHughNagumo, lif, quadratic, resonateAndFire } from "../../../src/neurons/index.ts";

const plane = { v: [-2.5, 2.5], w: [-1.2, 3] } as const;

describe("fixedPoints", () => {
  it("finds the two of a quadratic neuron at ∓√−bias, with the slopes 2v/τ", () => {
    const [rest, threshold, ...more] = fixedPoints(phaseSpace(quadratic, { v: [-3, 3] }, { bias: -1.44 }));
    expect(more).toEqual([]);
    expect(rest!.at[0]).toBeCloseTo(-1.2, 12);
    expect(threshold!.at[0]).toBeCloseTo(1.2, 12);
    expect(rest!.eigenvalues).toEqual([{ re: expect.closeTo(-0.24, 12), im: 0 }]);
    expect(threshold!.eigenvalues[0]!.re).toBeCloseTo(0.24, 12);
    expect([rest!.kind, threshold!.kind]).toEqual(["stable point", "unstable point"]);
    expect([rest!.isStable, threshold!.isStable]).toEqual([true, false]);
  });

  it("finds none once they have vanished", () => {
    expect(fixedPoints(phaseSpace(quadratic, { v: [-3, 3] }, { bias: 0.5 }))).toEqual([]);
  });

  it.each([
    [0, "stable focus"],
    [0.5, "unstable focus"],
    [1.6, "stable focus"],
  ])("finds the root of the cubic of FitzHugh and Nagumo at a current of %d: %s", (current, kind) => {
    const [point, ...more] = fixedPoints(phaseSpace(fitzHughNagumo, plane, { current }));
    expect(more).toEqual([]);
    const [v, w] = point!.at as [number, number];
    // w = (v + a)/b in v − v³/3 − w + I = 0.
    expect(v ** 3 / 3 + (1 / 0.8 - 1) * v + 0.7 / 0.8 - current).toBeCloseTo(0, 12);
    expect(w).toBeCloseTo((v + 0.7) / 0.8, 12);
    // λ² − (1 − v² − ε b) λ + ε (1 − b (1 − v²)) = 0
    const [trace, determinant] = [1 - v * v - 0.064, 0.08 * (1 - 0.8 * (1 - v * v))];
    for (const { re, im } of point!.eigenvalues) {
      expect(re).toBeCloseTo(trace / 2, 12);
      expect(Math.abs(im)).toBeCloseTo(Math.sqrt(determinant - (trace / 2) ** 2), 12);
    }
    expect(point!.kind).toBe(kind);
  });

  it("tells saddles from nodes", () => {
    const points = fixedPoints(phaseSpace(adex, { v: [-85, 0], w: [-600, 450] }));
    expect(points.map(({ kind }) => kind)).toEqual(["stable node", "saddle"]);
    expect(points[1]!.isStable).toBe(false);
  });

  it("knows a spiral by its eigenvalues", () => {
    const [point] = fixedPoints(phaseSpace(resonateAndFire, { x: [-1, 1], y: [-1, 1] }));
    expect(point!.kind).toBe("stable focus");
  });

  it("leaves out what is not in the window", () => {
    expect(fixedPoints(phaseSpace(lif, { v: [-1, 1] }, { bias: 1.5 }))).toEqual([]);
  });
});

describe("nullcline", () => {
  it("is where a rate is 0, from side to side of the window", () => {
    const space = phaseSpace(fitzHughNagumo, plane, { current: 0.5 });
    for (const state of [0, 1]) {
      const { x, y } = nullcline(space, state);
      expect(x.length).toBeGreaterThan(200);
      for (let k = 0; k < x.length; k += 20) {
        expect(ratesAt(space, [x[k]!, y[k]!])[state]).toBeCloseTo(0, 12);
      }
    }
  });

  it("may stand upright", () => {
    const { x } = nullcline(phaseSpace(lif, { v: [-1, 1], i: [-1, 1] }), 1);
    expect(x.length).toBeGreaterThan(200);
    const upright = nullcline(phaseSpace(lif, { i: [-1, 1], v: [-1, 1] }), 0);
    expect(new Set(upright.x)).toEqual(new Set([0]));
  });
});
