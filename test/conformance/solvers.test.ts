/** What every exported Runge–Kutta method must do: driven by the export list of the solvers. */
import { describe, expect, it } from "vitest";
import { numberAlgebra } from "../../src/numeric/algebra.ts";
import { denseCoefficients, evaluateDense } from "../../src/solvers/dense-output.ts";
import { explicitRungeKuttaStep } from "../../src/solvers/explicit-runge-kutta.ts";
import * as solvers from "../../src/solvers/index.ts";
import { pidController } from "../../src/solvers/pid-controller.ts";
import { type ButcherTableau, defineTableau } from "../../src/solvers/tableau.ts";
import type { TableauDefinition } from "../../src/solvers/tableau-definition.ts";
import { detest, detestEnd } from "../support/detest.ts";
import { integrateAdaptive, integrateFixed } from "../support/integrate.ts";

const tableaus = Object.values(solvers).filter(
  (value): value is ButcherTableau => typeof value === "object" && "solutionStages" in value,
);

/** Order, order of the companion (0: none), order of the dense output, first same as last: from the papers. */
const published: Record<string, readonly [number, number, number, boolean]> = {
  euler: [1, 0, 1, false],
  "heun-2(1)": [2, 1, 2, false],
  midpoint: [2, 0, 2, false],
  rk4: [4, 0, 3, false],
  "bogacki-shampine-3(2)": [3, 2, 3, true],
  "tsitouras-5(4)": [5, 4, 4, true],
  "dormand-prince-5(4)": [5, 4, 4, true],
  "dormand-prince-8(5,3)": [8, 7, 7, true],
};

/** y1 = e^{sin t}, y2 = e^{cos t}: nonlinear, coupled and known. */
const field = (_: number, [y1, y2]: readonly number[]): number[] => [
  y1! * Math.log(y2!),
  -y2! * Math.log(y1!),
];
const solution = (t: number): number[] => [Math.exp(Math.sin(t)), Math.exp(Math.cos(t))];
const distance = (a: readonly number[], b: readonly number[]): number =>
  Math.max(...a.map((value, i) => Math.abs(value - b[i]!)));

/** Not 0, where sin and cos are special and some errors vanish. */
const start = 0.4;

/**
 * The exponent p of e(h) = C h^p (1 + O(h)) from h and h/2. With h = 1/32 and |O(h)| ≤ 8h for this
 * problem, whose time scale is 1, log2 of the quotient is off by at most log2(1 + 8h) = 0.33. Orders above 6 are
 * beyond rounding there, eps = C 32^-p: they are observed at h = 1/4, where |O(h)| ≤ h must do.
 */
const observedOrder = (error: (h: number) => number, order: number): number => {
  const h = order > 6 ? 1 / 4 : 1 / 32;
  return Math.log2(error(h) / error(h / 2));
};
const orderTolerance = 0.33;

it("the export list holds the methods", () => {
  expect(tableaus.map((tableau) => tableau.name).sort()).toEqual(Object.keys(published).sort());
});

describe.each(tableaus)("$name", (tableau) => {
  const { definition } = tableau;

  it("has the published orders, computed from its coefficients", () => {
    const { order, embeddedOrder, denseOrder, firstSameAsLast } = tableau;
    expect([order, embeddedOrder, denseOrder, firstSameAsLast]).toEqual(published[tableau.name]);
  });

  it("converges with its order", () => {
    const error = (h: number): number =>
      distance(
        integrateFixed(tableau, field, solution(start), [start, start + 1], 1 / h),
        solution(start + 1),
      );
    expect(Math.abs(observedOrder(error, tableau.order) - tableau.order)).toBeLessThan(orderTolerance);
  });

  it("is of its dense order inside a step", () => {
    const error = (h: number): number => {
      const { k } = explicitRungeKuttaStep(numberAlgebra, tableau, field, start, solution(start), h);
      const errors = [0.1, 0.3, 0.5, 0.7, 0.9].map((theta) =>
        distance(
          solution(start).map((y0, state) =>
            evaluateDense(numberAlgebra, y0, denseCoefficients(numberAlgebra, tableau, h, k, state), theta),
          ),
          solution(start + theta * h),
        ),
      );
      return Math.max(...errors);
    };
    const power = tableau.denseOrder + 1;
    expect(Math.abs(observedOrder(error, power) - power)).toBeLessThan(orderTolerance);
  });

  it("has dense output from y0 to y1, with the slope of f at the start", () => {
    const h = 0.25;
    const y0 = solution(start);
    const { k, y1 } = explicitRungeKuttaStep(numberAlgebra, tableau, field, start, y0, h);
    for (const [state, value] of y0.entries()) {
      const c = denseCoefficients(numberAlgebra, tableau, h, k, state);
      expect(evaluateDense(numberAlgebra, value, c, 0)).toBe(value);
      // Some dozen operations on numbers of the size of h k times the largest dense coefficient; |k| < 3.
      const largest = Math.max(...tableau.dense.flat().map(Math.abs), 1);
      const rounding = 12 * Number.EPSILON * (value + 3 * h * largest);
      expect(Math.abs(evaluateDense(numberAlgebra, value, c, 1) - y1[state]!)).toBeLessThan(rounding);
      expect(c[0]).toBe(h * k[0]![state]!);
    }
  });

  it.runIf(tableau.embeddedOrder > 0)("estimates the errors of its companions", () => {
    tableau.companionOrders.forEach((order, companion) => {
      const estimate = (h: number): number => {
        const step = explicitRungeKuttaStep(numberAlgebra, tableau, field, start, solution(start), h);
        return Math.max(...[step.error, step.coarseError][companion]!.map(Math.abs));
      };
      expect(Math.abs(observedOrder(estimate, order + 1) - (order + 1))).toBeLessThan(orderTolerance);
    });
  });

  it.runIf(tableau.firstSameAsLast)("ends with the first stage of the next step, and that slope", () => {
    const last = tableau.solutionStages;
    const { k, y1 } = explicitRungeKuttaStep(numberAlgebra, tableau, field, start, solution(start), 0.25);
    expect(k[last]).toEqual(field(start + 0.25, y1));
    for (const [stage, row] of tableau.dense.entries()) {
      const slope = row.reduce((sum, weight, power) => sum + (power + 1) * weight, 0);
      // Every coefficient is rounded once, and the sum to it.
      const size = row.reduce((sum, weight, power) => sum + (power + 1) * Math.abs(weight), 1);
      expect(Math.abs(slope - (stage === last ? 1 : 0))).toBeLessThan(2 * Number.EPSILON * size);
    }
  });

  it("refuses a wrong digit in any coefficient", () => {
    for (const wrong of misprints(definition)) expect(() => defineTableau(wrong)).toThrow(/defineTableau/);
  });

  it("loses an order when two coefficients of a row or two weights are exchanged", () => {
    const orders = ({ order, companionOrders, denseOrder }: ButcherTableau): string =>
      `${order} ${companionOrders} ${denseOrder}`;
    for (const wrong of exchanges(tableau)) {
      let found = "refused";
      try {
        found = orders(defineTableau(wrong));
      } catch {}
      expect(found, JSON.stringify(wrong)).not.toBe(orders(tableau));
    }
  });

  describe.runIf(tableau.embeddedOrder > 0).each(detest)("on $name of DETEST", (problem) => {
    it("ends within the errors it estimated on the way", () => {
      const { embeddedOrder } = tableau;
      // The step size goes like tolerance^(1/(embeddedOrder + 1)): at most some ten thousand steps.
      const tolerance = [1e-6, 1e-9][embeddedOrder - 1] ?? 1e-12;
      const controller = pidController({ embeddedOrder });
      const span = [0, detestEnd] as const;
      const run = integrateAdaptive(tableau, controller, problem.vectorField, problem.y0, span, tolerance);
      // The estimate is the error of the companion, C h^p, that of the solution C' h^(p+1): smaller by h times
      // the rates of the problem, none of which exceeds 16. It reaches the end multiplied by at most
      // `growth`, and so does the rounding of every step, eps·|y| ≤ 32 eps.
      const rounding = run.accepted * 32 * Number.EPSILON;
      const bound = problem.growth * (16 * run.errorIntegral + rounding);
      expect(distance(run.y, problem.y1)).toBeLessThan(bound);
      // All problems are smooth: the controller should foresee the error.
      expect(run.rejected).toBeLessThan(run.accepted / 10);
    });
  });
});

/** The definition with `text` at one place of one of its lists. */
function* variants(
  definition: TableauDefinition,
  change: (text: string) => Iterable<string>,
): Generator<TableauDefinition> {
  const { c, b, bEmbedded, bCoarse, a, dense } = definition;
  for (const [list, values] of Object.entries({ c, b, bEmbedded, bCoarse })) {
    for (const [i, text] of (values ?? []).entries()) {
      for (const wrong of change(text)) yield { ...definition, [list]: values!.with(i, wrong) };
    }
  }
  for (const [list, rows] of Object.entries({ a, dense })) {
    for (const [i, row] of (rows ?? []).entries()) {
      for (const [j, text] of row.entries()) {
        for (const wrong of change(text)) yield { ...definition, [list]: rows!.with(i, row.with(j, wrong)) };
      }
    }
  }
}

/**
 * One digit changed, anywhere in a fraction and up to the 13th decimal place: beyond, decimals are not
 * distinguished from rounded ones.
 */
function misprints(definition: TableauDefinition): Generator<TableauDefinition> {
  return variants(definition, function* (text) {
    const places = text.includes(".") ? text.indexOf(".") + 13 : text.length;
    for (let i = 0; i < Math.min(text.length, places); i++) {
      const digit = Number(text[i]);
      if (Number.isNaN(digit)) continue;
      const wrong = `${text.slice(0, i)}${(digit + 1) % 10}${text.slice(i + 1)}`;
      // 0 over anything is 0.
      if (!/^0\//.test(text)) yield wrong;
    }
  });
}

/**
 * Two unequal neighbours exchanged in a row of a, in b or in a companion, but where they may be: for order 1
 * the weights need but the sum, and of two stages at one time either may serve a companion, whose order is low.
 */
function* exchanges({ definition, companionOrders }: ButcherTableau): Generator<TableauDefinition> {
  const { a, b, bEmbedded = [], bCoarse = [], c } = definition;
  const swapped = (row: readonly string[], i: number): string[] =>
    row.with(i, row[i + 1]!).with(i + 1, row[i]!);
  const pairs = (row: readonly string[]): number[] =>
    [...row.keys()].filter((i) => i + 1 < row.length && row[i] !== row[i + 1]);
  for (const [i, row] of a.entries()) {
    for (const at of pairs(row)) yield { ...definition, a: a.with(i, swapped(row, at)) };
  }
  for (const at of pairs(b)) yield { ...definition, b: swapped(b, at) };
  for (const [i, [list, row]] of Object.entries({ bEmbedded, bCoarse }).entries()) {
    if (companionOrders[i] === 1) continue;
    const apart = pairs(row).filter((at) => c[at] !== c[at + 1]);
    for (const at of apart) yield { ...definition, [list]: swapped(row, at) };
  }
}
