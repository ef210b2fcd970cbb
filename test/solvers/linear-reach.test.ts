import { describe, expect, it } from "vitest";
import { numberAlgebra } from "../../src/numeric/algebra.ts";
import { explicitRungeKuttaStep } from "../../src/solvers/explicit-runge-kutta.ts";
import { linearReach } from "../../src/solvers/linear-reach.ts";
import { bogackiShampine32 } from "../../src/solvers/tableaus/bogacki-shampine-32.ts";
import { dormandPrince54 } from "../../src/solvers/tableaus/dormand-prince-54.ts";
import { dormandPrince853 } from "../../src/solvers/tableaus/dormand-prince-853.ts";
import { heun } from "../../src/solvers/tableaus/heun.ts";
import { rk4 } from "../../src/solvers/tableaus/rk4.ts";
import { tsitouras54 } from "../../src/solvers/tableaus/tsitouras-54.ts";

describe("linearReach", () => {
  it.each([heun, bogackiShampine32, tsitouras54, dormandPrince54])(
    "is where the embedded error of $name on y' = λ y meets the tolerance",
    (tableau) => {
      for (const tolerance of [1e-12, 1e-9, 1e-7]) {
        const z = linearReach(tableau, tolerance);
        const { error } = explicitRungeKuttaStep(numberAlgebra, tableau, (_, y) => [-y[0]!], 0, [1], z);
        // The next term of the expansion is smaller by z, times a ratio of coefficients of order 1.
        expect(Math.abs(error![0]!) / tolerance).toBeGreaterThan(1 - 1.5 * z);
        expect(Math.abs(error![0]!) / tolerance).toBeLessThan(1 + 1.5 * z);
      }
    },
  );

  it("is where the combined error of two companions meets the tolerance", () => {
    for (const tolerance of [1e-12, 1e-9, 1e-7]) {
      const z = linearReach(dormandPrince853, tolerance);
      const step = explicitRungeKuttaStep(numberAlgebra, dormandPrince853, (_, y) => [-y[0]!], 0, [1], z);
      const [fine, coarse] = [step.error![0]!, step.coarseError![0]!];
      const error = fine ** 2 / Math.sqrt(fine ** 2 + 0.01 * coarse ** 2);
      // As above.
      expect(error / tolerance).toBeGreaterThan(1 - 1.5 * z);
      expect(error / tolerance).toBeLessThan(1 + 1.5 * z);
    }
  });

  it("stays where explicit methods are stable, and does not bind without an error estimate", () => {
    expect(linearReach(tsitouras54, 0.5)).toBe(1.5);
    expect(linearReach(rk4, 1e-6)).toBe(Number.POSITIVE_INFINITY);
  });
});
