import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eventDegree } from "../../src/compile/event-polynomial.ts";
import { rungeKuttaGraph } from "../../src/compile/runge-kutta-graph.ts";
import {
  bernsteinSlot,
  eventEndSlot,
  eventEstimateSlot,
  eventMarginSlot,
  eventPeakSlot,
  eventRoundingSlot,
  slopeSlot,
} from "../../src/compile/slots.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import { numberAlgebra } from "../../src/numeric/algebra.ts";
import { denseCoefficients, evaluateDense } from "../../src/solvers/dense-output.ts";
import { explicitRungeKuttaStep } from "../../src/solvers/explicit-runge-kutta.ts";
import { isSeries } from "../../src/solvers/method.ts";
import type { ButcherTableau } from "../../src/solvers/tableau.ts";
import { bogackiShampine32 } from "../../src/solvers/tableaus/bogacki-shampine-32.ts";
import { dormandPrince54 } from "../../src/solvers/tableaus/dormand-prince-54.ts";
import { dormandPrince853 } from "../../src/solvers/tableaus/dormand-prince-853.ts";
import { heun } from "../../src/solvers/tableaus/heun.ts";
import { rk4 } from "../../src/solvers/tableaus/rk4.ts";
import { tsitouras54 } from "../../src/solvers/tableaus/tsitouras-54.ts";
import { type TaylorSeries, taylor6, taylor8, taylor10 } from "../../src/solvers/taylor-series.ts";
import { defaultsOf, evaluateAt, oneFrame, type Values } from "../support/one-frame.ts";

const affine = ["v - th", "th * v + 2 * w - 0.3 * t", "v - push", "v * th^2 - w / th - push * 2 + z"];
const curved = ["v * w - 0.2", "v - sin(t)", "v - push * t", "exp(v) - 2 * th", "v^2 + push"];

const model = defineNeuron({
  name: "events",
  state: { v: {}, w: {} },
  discrete: { z: { initial: 0.1 } },
  parameters: { th: 0.8 },
  signals: ["push"],
  dynamics: "dv/dt = (w - v + push) / 2\n dw/dt = -sin(v) - 0.2 * w * t / (1 + t)",
  events: Object.fromEntries([...affine, ...curved].map((when) => [when, { when }])),
});
const states = ["v", "w", "z"];

const number = (min: number, max: number): fc.Arbitrary<number> =>
  fc.noBias(fc.integer({ min: 0, max: 1e6 })).map((n) => min + ((max - min) * n) / 1e6);
const anyFrame: fc.Arbitrary<Values> = fc
  .record({
    v: number(-1, 1),
    w: number(-1, 1),
    t: number(0, 5),
    $h: number(0.02, 0.4),
    push: number(-1, 1),
    [slopeSlot("push")]: number(-1, 1),
  })
  .map((values) => ({ ...defaultsOf(model), z: 0.1, ...values, $rtol: 1e-6, $atol: 1e-6 }));

/** Bernstein form on [0, 1] at θ, by de Casteljau. */
function bernsteinAt(coefficients: readonly number[], theta: number): number {
  let row = [...coefficients];
  while (row.length > 1) row = row.slice(1).map((b, k) => (1 - theta) * row[k]! + theta * b);
  return row[0]!;
}

const thetas = Array.from({ length: 21 }, (_, k) => k / 20);

describe("eventDegree", () => {
  it("is that of the dense output for an event function that is affine in state, time and signals", () => {
    model.events.forEach(({ name }, e) => {
      const degree = eventDegree(rungeKuttaGraph(model, tsitouras54), e);
      expect(degree, name).toBe(affine.includes(name) ? tsitouras54.denseDegree : 6);
      expect(eventDegree(rungeKuttaGraph(model, dormandPrince853), e), name).toBe(7);
    });
  });
});

describe.each<ButcherTableau | TaylorSeries>([
  tsitouras54,
  dormandPrince54,
  dormandPrince853,
  rk4,
  taylor6,
  taylor8,
  taylor10,
])("event polynomials of $name", (method) => {
  const cell = oneFrame(model, method);
  // The terms h dense_ij k_i of a coefficient of the dense output, |h k| ≤ 0.8, are the largest numbers: each is
  // rounded, as is their sum, twice, here and there.
  const tableau = isSeries(method) ? undefined : method;
  const powers = (tableau?.dense ?? [[]])[0]!.map((_, j) =>
    tableau!.dense.reduce((sum, row) => sum + Math.abs(row[j]!), 0),
  );
  const noise = 4 * Number.EPSILON * (40 + 0.8 * Math.max(...powers));

  const polynomialOf = (e: number): number[] => {
    const count = cell.programs.bernstein[e]!;
    return cell.read(Array.from({ length: count }, (_, k) => bernsteinSlot(model.events[e]!.name, k)));
  };
  /** g along the dense output of the step, as numbers. */
  const denseOf = (frame: Values, e: number): ((theta: number) => number) => {
    const y0 = states.map((name) => frame[name]!);
    const h = frame["$h"]!;
    const { k } = explicitRungeKuttaStep(
      numberAlgebra,
      tableau!,
      (_, y, elapsed) => evaluateAt(model, model.derivatives, frame, y, elapsed),
      frame["t"]!,
      y0,
      h,
    );
    const coefficients = y0.map((_, i) => denseCoefficients(numberAlgebra, tableau!, h, k, i));
    return (theta) => {
      const y = y0.map((value, i) => evaluateDense(numberAlgebra, value, coefficients[i]!, theta));
      return evaluateAt(model, [model.events[e]!.when], frame, y, theta * h)[0]!;
    };
  };

  it("begin and end with the event function itself, and have its largest coefficient as peak", () => {
    fc.assert(
      fc.property(anyFrame, (frame) => {
        cell.write(frame);
        cell.kernels.eventValues(0);
        cell.kernels.step(0);
        model.events.forEach(({ name, when }, e) => {
          const coefficients = polynomialOf(e);
          const [end, peak] = cell.read([eventEndSlot(name), eventPeakSlot(name)]);
          expect(coefficients[0]).toBe(evaluateAt(model, [when], frame, [frame["v"]!, frame["w"]!, 0.1])[0]);
          expect(coefficients.at(-1)).toBe(end);
          expect(peak).toBe(Math.max(...coefficients));
        });
      }),
      { numRuns: 50 },
    );
  });

  it.skipIf(isSeries(method))(
    "are g along the dense output: to rounding if g is affine, else within the margin",
    () => {
      fc.assert(
        fc.property(anyFrame, (frame) => {
          cell.write(frame);
          cell.kernels.step(0);
          model.events.forEach(({ name }, e) => {
            const coefficients = polynomialOf(e);
            const dense = denseOf(frame, e);
            const [margin, rounding] = cell.read([eventMarginSlot(name), eventRoundingSlot(name)]);
            expect(rounding).toBeGreaterThan(0);
            expect(margin).toBeGreaterThanOrEqual(rounding!);
            for (const theta of thetas) {
              const distance = Math.abs(bernsteinAt(coefficients, theta) - dense(theta));
              expect(distance, `${name} at ${theta}`).toBeLessThanOrEqual(
                affine.includes(name) ? noise : margin! + noise,
              );
            }
          });
        }),
        { numRuns: 50 },
      );
    },
  );

  it("are within their margin of the computed map, whose repeated steps decide", () => {
    let points = 0;
    let outside = 0;
    fc.assert(
      fc.property(anyFrame, (frame) => {
        const repeated = thetas.slice(1).map((theta) => {
          cell.write({ ...frame, $h: theta * frame["$h"]! });
          cell.kernels.step(0);
          return cell.read(model.events.map(({ name }) => eventEndSlot(name)));
        });
        cell.write(frame);
        cell.kernels.step(0);
        // A step that is not accepted has no margin.
        if (cell.read(["$errorNorm"])[0]! > 1) return;
        model.events.forEach(({ name }, e) => {
          const [margin] = cell.read([eventMarginSlot(name)]);
          const coefficients = polynomialOf(e);
          thetas.slice(1).forEach((theta, k) => {
            points++;
            const value = bernsteinAt(coefficients, theta);
            // Every round of de Casteljau's rounds to half an ulp twice, here alone.
            const noise = (coefficients.length - 1) * Number.EPSILON * Math.abs(value);
            if (Math.abs(value - repeated[k]![e]!) > margin! + noise) outside++;
          });
        });
      }),
      { numRuns: 100 },
    );
    expect(points).toBeGreaterThan(1000);
    expect(outside).toBe(0);
  });
});

describe("the margin", () => {
  it.each([
    { tableau: heun, rate: "1 / (1 + t^2)", t: -0.54, h: 1.05 },
    { tableau: bogackiShampine32, rate: "1 / (1 + t^2)", t: -0.54, h: 2.7 },
    { tableau: tsitouras54, rate: "exp(-t^2)", t: 0.15, h: 2.31 },
    { tableau: dormandPrince54, rate: "exp(-t) * sin(3 * t)", t: 3.14, h: 0.41 },
  ])("of $tableau.name needs more than 4 error estimates, of 8, in v' = $rate", ({ tableau, rate, t, h }) => {
    const own = defineNeuron({
      name: "quadrature",
      state: { v: {} },
      dynamics: `dv/dt = ${rate}`,
      spike: { when: "v - 100" },
    });
    const cell = oneFrame(own, tableau);
    const stepOf = (size: number, tolerance: number): void => {
      cell.write({ ...defaultsOf(own), v: 0, t, $h: size, $rtol: 0, $atol: tolerance });
      cell.kernels.step(0);
    };
    stepOf(h, 1);
    // At the largest error that is accepted, where the tolerance adds least.
    const tolerance = cell.read(["$errorNorm"])[0]! / 0.99;
    stepOf(h, tolerance);
    const count = cell.programs.bernstein[0]!;
    const coefficients = cell.read(Array.from({ length: count }, (_, k) => bernsteinSlot("spike", k)));
    const [margin, rounding, estimate] = cell.read(
      [eventMarginSlot, eventRoundingSlot, eventEstimateSlot].map((slot) => slot("spike")),
    );
    const needed = Array.from({ length: 39 }, (_, k) => (k + 1) / 40).map((theta) => {
      stepOf(theta * h, tolerance);
      const off = Math.abs(bernsteinAt(coefficients, theta) - cell.read([eventEndSlot("spike")])[0]!);
      return off / Math.min(1, 4 * theta, 4 * (1 - theta));
    });
    const most = Math.max(...needed);
    expect(most).toBeLessThan(margin! - rounding!);
    expect(most).toBeGreaterThan(margin! - rounding! - 4 * (0.5 * estimate!));
  });
});
