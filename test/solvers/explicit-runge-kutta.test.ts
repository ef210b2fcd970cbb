import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Algebra, numberAlgebra } from "../../src/numeric/algebra.ts";
import { explicitRungeKuttaStep } from "../../src/solvers/explicit-runge-kutta.ts";
import { bogackiShampine32 } from "../../src/solvers/tableaus/bogacki-shampine-32.ts";
import { dormandPrince54 } from "../../src/solvers/tableaus/dormand-prince-54.ts";
import { dormandPrince853 } from "../../src/solvers/tableaus/dormand-prince-853.ts";
import { euler } from "../../src/solvers/tableaus/euler.ts";
import { heun } from "../../src/solvers/tableaus/heun.ts";
import { midpoint } from "../../src/solvers/tableaus/midpoint.ts";
import { rk4 } from "../../src/solvers/tableaus/rk4.ts";

/** Arithmetic that writes itself down. */
const text: Algebra<string> = {
  constant: String,
  add: (a, b) => `(${a} + ${b})`,
  sub: (a, b) => `(${a} - ${b})`,
  mul: (a, b) => `${a}*${b}`,
  div: (a, b) => `${a}/${b}`,
  abs: (a) => `|${a}|`,
  max: (a, b) => `max(${a}, ${b})`,
};

/** value + tangent·ε with ε² = 0. */
interface Dual {
  readonly value: number;
  readonly tangent: number;
}

const dual: Pick<Algebra<Dual>, "constant" | "add" | "mul"> = {
  constant: (value) => ({ value, tangent: 0 }),
  add: (a, b) => ({ value: a.value + b.value, tangent: a.tangent + b.tangent }),
  mul: (a, b) => ({ value: a.value * b.value, tangent: a.tangent * b.value + a.value * b.tangent }),
};

describe("explicitRungeKuttaStep", () => {
  it("is Euler's step", () => {
    const step = explicitRungeKuttaStep(numberAlgebra, euler, (t, [y]) => [t + y!], 1, [2], 0.5);
    expect(step).toEqual({ y1: [3.5], k: [[3]], error: undefined, coarseError: undefined });
  });

  it("leaves out zero coefficients and factors h out of the sums", () => {
    const { y1, k } = explicitRungeKuttaStep(
      text,
      midpoint,
      (t, [y], offset) => [`f(${t}, ${y}, ${offset})`],
      "t",
      ["y"],
      "h",
    );
    expect(k[0]).toEqual(["f(t, y, 0)"]);
    expect(k[1]).toEqual(["f((t + 0.5*h), (y + h*0.5*f(t, y, 0)), 0.5*h)"]);
    expect(y1).toEqual([`(y + h*${k[1]![0]})`]);
  });

  it("gives the error as the difference of the two solutions", () => {
    const y0 = [0.3, -1.2];
    const f = (t: number, [a, b]: readonly number[]): number[] => [b! * t, -a! + b! * b!];
    const { y1, error } = explicitRungeKuttaStep(numberAlgebra, heun, f, 0.7, y0, 0.25);
    const companion = explicitRungeKuttaStep(numberAlgebra, euler, f, 0.7, y0, 0.25).y1;
    // A handful of roundings of numbers below 2.
    for (const [i, e] of error!.entries()) expect(Math.abs(e - (y1[i]! - companion[i]!))).toBeLessThan(2e-15);
  });

  it("gives the error of a second companion too", () => {
    const { definition } = dormandPrince853;
    const f = (t: number, [a, b]: readonly number[]): number[] => [b! * t, -a! + b! * b!];
    const y0 = [0.3, -1.2];
    const { y1, k, coarseError } = explicitRungeKuttaStep(numberAlgebra, dormandPrince853, f, 0.7, y0, 0.25);
    const [first, ninth, twelfth] = [k[0]!, k[8]!, k[11]!];
    expect(definition.bCoarse!.filter((weight) => weight !== "0")).toEqual([
      "31/127",
      "12675/17272",
      "3/136",
    ]);
    for (const [i, e] of coarseError!.entries()) {
      const slope = (31 / 127) * first[i]! + (12675 / 17272) * ninth[i]! + (3 / 136) * twelfth[i]!;
      // A dozen roundings of stages below 6 in size, with weights up to 6, times 0.25.
      expect(Math.abs(e - (y1[i]! - y0[i]! - 0.25 * slope))).toBeLessThan(3e-14);
    }
  });

  it("integrates polynomials in time of degree order − 1 exactly", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(euler, heun, midpoint, rk4, bogackiShampine32, dormandPrince54, dormandPrince853),
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (tableau, t, h) => {
          const degree = tableau.order - 1;
          const { y1 } = explicitRungeKuttaStep(numberAlgebra, tableau, (s) => [s ** degree], t, [0], h);
          const exact = ((t + h) ** tableau.order - t ** tableau.order) / tableau.order;
          // Weights and powers below 32 in size: at most a few dozen roundings of 32 eps.
          expect(Math.abs(y1[0]! - exact)).toBeLessThan(1e-13);
        },
      ),
    );
  });

  it("tells the stages how long ago the step started", () => {
    const offsets: number[] = [];
    explicitRungeKuttaStep(
      numberAlgebra,
      dormandPrince54,
      (t, y, offset) => {
        expect(t).toBe(8 + offset);
        offsets.push(offset);
        return y;
      },
      8,
      [1],
      0.5,
    );
    expect(offsets).toEqual(dormandPrince54.c.map((c) => c * 0.5));
  });

  it("has a derivative by the step size that is not f at the new state, by O(h^order)", () => {
    const algebra = dual as Algebra<Dual>; // the step neither divides nor compares
    const square = (_: unknown, [y]: readonly Dual[]): Dual[] => [dual.mul(y!, y!)];
    const defect = (h: number): number => {
      const start = [{ value: 1, tangent: 0 }];
      const { y1 } = explicitRungeKuttaStep(algebra, rk4, square, start[0]!, start, { value: h, tangent: 1 });
      return Math.abs(y1[0]!.tangent - y1[0]!.value ** 2);
    };
    expect(defect(1 / 16)).toBeGreaterThan(1e-7);
    // C h⁴ (1 + O(h)) at h = 1/64, y' = y² from 1: |O(h)| ≤ 16/64, so log2 is off by at most 0.33.
    expect(Math.abs(Math.log2(defect(1 / 64) / defect(1 / 128)) - 4)).toBeLessThan(0.33);
  });
});
