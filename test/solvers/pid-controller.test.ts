import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OptionError } from "../../src/errors.ts";
import { numberFunctions } from "../../src/numeric/algebra.ts";
import {
  type PidGains,
  type PidOptions,
  pidController,
  tracedPidController,
} from "../../src/solvers/pid-controller.ts";
import { dormandPrince853 } from "../../src/solvers/tableaus/dormand-prince-853.ts";
import { heun } from "../../src/solvers/tableaus/heun.ts";
import { rk4 } from "../../src/solvers/tableaus/rk4.ts";
import { tsitouras54 } from "../../src/solvers/tableaus/tsitouras-54.ts";
import { taylor8 } from "../../src/solvers/taylor-series.ts";

/** The proposals after steps of size 1 with the given error norms, accepted at ≤ 1. */
function proposals(options: PidOptions, errors: readonly number[]): number[] {
  const controller = pidController(options);
  const memory = new Float64Array(controller.stateSize);
  controller.init(memory, 0);
  return errors.map((error) => controller.propose(memory, 0, 1, error, error <= 1));
}

describe("pidController", () => {
  it("is the PI formula with exponents 0.7/p and 0.4/p, p the order of the companion plus one", () => {
    const [first, second] = proposals({ embeddedOrder: 4 }, [0.5, 0.3]);
    // A few roundings in each power.
    expect(first).toBeCloseTo(0.9 * 0.5 ** (-0.7 / 5), 14);
    expect(second).toBeCloseTo(0.9 * 0.3 ** (-0.7 / 5) * 0.5 ** (0.4 / 5), 14);
  });

  it("is the elementary controller without proportional part", () => {
    const options = { embeddedOrder: 2, integral: 1, proportional: 0 };
    const [, second] = proposals(options, [0.01, 0.3]);
    expect(second).toBeCloseTo(0.9 * 0.3 ** (-1 / 3), 14);
  });

  it("is the PID formula with all three parts", () => {
    const options = { embeddedOrder: 1, integral: 0.2, proportional: 0.3, derivative: 0.1 };
    const third = proposals(options, [0.5, 0.6, 0.7])[2];
    expect(third).toBeCloseTo(0.9 * 0.7 ** (-0.6 / 2) * 0.6 ** (0.5 / 2) * 0.5 ** (-0.1 / 2), 14);
  });

  it("shrinks a rejected step by its error alone, and does not grow right after", () => {
    const errors = [0.5, 3, 0.001, 0.001];
    const [, rejected, next, later] = proposals({ embeddedOrder: 4 }, errors);
    expect(rejected).toBeCloseTo(0.9 * 3 ** (-1 / 5), 14);
    expect(next).toBe(1);
    expect(later).toBeGreaterThan(1);
  });

  it("has the bits of its formulas", () => {
    const { formula, refusal, stateSize, propose } = tracedPidController({ method: tsitouras54 });
    const before = [0.3, -1.2, 5];
    for (const [norm, by] of [
      [0.4, formula],
      [32, refusal],
    ] as const) {
      const memory = Float64Array.from(before);
      const size = propose(memory, 0, 0.7, norm, norm <= 1);
      expect(stateSize).toBe(before.length);
      expect({ size, state: [...memory] }).toEqual(by(numberFunctions, 0.7, norm, before));
    }
    // 32^(−1/5) = 1/2.
    expect(refusal(numberFunctions, 0.7, 32, before).size).toBeCloseTo(0.7 * 0.9 * 0.5, 15);
  });

  it("takes the largest factor without error, the smallest for an error that is not finite", () => {
    expect(proposals({ embeddedOrder: 4 }, [0, Number.NaN, 0.9])).toEqual([5, 0.2, expect.any(Number)]);
    expect(proposals({ embeddedOrder: 4 }, [Number.POSITIVE_INFINITY])).toEqual([0.2]);
    expect(proposals({ embeddedOrder: 4, minGrowth: 0.1, maxGrowth: 8 }, [0, 1e99])).toEqual([8, 0.1]);
  });

  it("shrinks a step that was rejected for another reason than its error", () => {
    const controller = pidController({ embeddedOrder: 4 });
    const memory = new Float64Array(controller.stateSize);
    controller.init(memory, 0);
    expect(controller.propose(memory, 0, 1, 0, false)).toBe(0.2);
  });

  it("is not thrown back by a step without error", () => {
    const next = proposals({ embeddedOrder: 4 }, [0, 0.5])[1]!;
    expect(next).toBeCloseTo(0.9 * 0.5 ** (-0.7 / 5) * 1e-4 ** (0.4 / 5), 14);
  });

  it("keeps every factor within its limits, and below 1 after a rejection", () => {
    const error = fc.oneof(fc.double({ min: 0 }), fc.double({ min: 0, max: 2, noNaN: true }));
    fc.assert(
      fc.property(fc.array(error, { minLength: 1, maxLength: 20 }), (errors) => {
        const factors = proposals({ embeddedOrder: 4, derivative: 0.05 }, errors);
        for (const [n, factor] of factors.entries()) {
          expect(factor).toBeGreaterThanOrEqual(0.2);
          expect(factor).toBeLessThanOrEqual(5);
          const rejected = !(errors[n]! <= 1);
          if (rejected) expect(factor).toBeLessThan(1);
          if (n > 0 && !(errors[n - 1]! <= 1)) expect(factor).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it("predicts: no step is refused whose constant grows by any factor, nor is one longer than without", () => {
    for (const growth of [1, 2, 5, 30]) {
      const own = { embeddedOrder: 7, minGrowth: 0.1 };
      const [foreseen, unforeseen] = [true, false].map((predictive) => {
        const controller = pidController({ ...own, predictive });
        const memory = new Float64Array(controller.stateSize);
        controller.init(memory, 0);
        let [h, constant, refused] = [1, 0.3, 0];
        const sizes: number[] = [];
        for (let n = 0; n < 20; n++) {
          const norm = constant * h ** 8;
          sizes.push(h);
          if (norm <= 1) constant *= growth;
          else if (n > 2) refused++;
          h = controller.propose(memory, 0, h, norm, norm <= 1);
        }
        return { refused, norm: constant * h ** 8, size: sizes[1]! };
      });
      expect(foreseen!.refused).toBe(0);
      // Nothing is known of growth before the second step.
      expect(foreseen!.size).toBe(unforeseen!.size);
      if (growth >= 5) {
        expect(unforeseen!.refused).toBeGreaterThan(5);
        expect(foreseen!.norm).toBeCloseTo(0.9 ** 8, 12);
      }
    }
  });

  it("predicts for a Taylor series, unless told otherwise, and not with a derivative", () => {
    const described = (options: PidOptions): unknown => pidController(options).description;
    expect(described({ method: taylor8 })).toHaveProperty("predictive", true);
    expect(described({ method: taylor8, predictive: false })).not.toHaveProperty("predictive");
    expect(described({ method: taylor8, derivative: 0.1 })).not.toHaveProperty("predictive");
    expect(described({ method: tsitouras54 })).not.toHaveProperty("predictive");
    expect(() => pidController({ method: taylor8, predictive: true, derivative: 0.1 })).toThrow(
      "pidController: predictive with a derivative\n  Leave one of the two out.",
    );
  });

  it("keeps the states of several neurons apart", () => {
    const controller = pidController({ embeddedOrder: 4 });
    const memory = new Float64Array(2 * controller.stateSize);
    controller.init(memory, 0);
    controller.init(memory, controller.stateSize);
    const other = memory.slice(controller.stateSize);
    controller.propose(memory, 0, 1, 0.25, true);
    expect(memory.slice(controller.stateSize)).toEqual(other);
    expect(memory[0]).toBe(Math.log(0.25));
  });

  it.each([tsitouras54, dormandPrince853, heun])("takes the order from $name", (method) => {
    const errors = [0.5, 0.6, 0.7];
    const gains = { integral: 0.3, proportional: 0.3, derivative: 0.1 };
    const { embeddedOrder } = method;
    expect(proposals({ method, ...gains }, errors)).toEqual(proposals({ embeddedOrder, ...gains }, errors));
  });

  it("refuses a method without an error estimate", () => {
    expect(() => pidController({ method: rk4 })).toThrow("embeddedOrder is 0");
  });

  it.each<Partial<PidGains & { readonly embeddedOrder: number }>>([
    { embeddedOrder: 0 },
    { embeddedOrder: Number.NaN },
    { integral: -1 },
    { proportional: Number.POSITIVE_INFINITY },
    { derivative: -0.1 },
    { integral: 0, proportional: 0 },
    { safety: 0 },
    { safety: 1.1 },
    { minGrowth: 1 },
    { maxGrowth: 1 },
    { smallestError: 0 },
    { firstStepSize: 0 },
  ])("refuses %j", (wrong) => {
    expect(() => pidController({ embeddedOrder: 4, ...wrong })).toThrow(OptionError);
  });
});

interface Trial {
  readonly h: number;
  readonly error: number;
  readonly accepted: boolean;
}

/** The steps that a controller makes where a step of size h has the error C(n) h^p, n the number accepted. */
function closedLoop(options: PidOptions, p: number, constant: (accepted: number) => number): Trial[] {
  const controller = pidController(options);
  const memory = new Float64Array(controller.stateSize);
  controller.init(memory, 0);
  const trials: Trial[] = [];
  let [h, count] = [0.01, 0];
  while (count < 300) {
    const error = constant(count) * h ** p;
    const accepted = error <= 1;
    trials.push({ h, error, accepted });
    h = controller.propose(memory, 0, h, error, accepted);
    if (accepted) count++;
  }
  return trials;
}

/** The formula of Söderlind (2003) and Diffrax in powers, with the limits of DOPRI5. */
function direct(
  trials: readonly Trial[],
  p: number,
  { integral = 0, proportional = 0, derivative = 0 }: PidGains,
): number[] {
  const errors = [1, 1];
  let rejected = false;
  return trials.map(({ h, error, accepted }) => {
    const [earlier, before] = errors.slice(-2) as [number, number];
    const factor = accepted
      ? 0.9 *
        error ** (-(integral + proportional + derivative) / p) *
        before ** ((proportional + 2 * derivative) / p) *
        earlier ** (-derivative / p)
      : 0.9 * error ** (-1 / p);
    const limit = rejected ? 1 : 5;
    if (accepted) errors.push(Math.max(error, 1e-4));
    rejected = !accepted;
    return h * Math.min(limit, Math.max(0.2, factor));
  });
}

describe.each<readonly [string, PidGains]>([
  ["I", { integral: 1, proportional: 0 }],
  ["PI", { integral: 0.3, proportional: 0.4 }],
  ["PID", { integral: 0.3, proportional: 0.3, derivative: 0.1 }],
])("%s control of the error C h^p", (_, gains) => {
  // C jumps up by 10⁶, which rejects a step, and down by 10⁴.
  const constant = (n: number): number => (n < 100 ? 1e3 : n < 200 ? 1e9 : 1e5);

  it.each([2, 5, 8])("makes the steps of the formula in powers, p = %i", (p) => {
    const trials = closedLoop({ embeddedOrder: p - 1, ...gains }, p, constant);
    const proposed = direct(trials, p, gains);
    expect(trials.some(({ accepted }) => !accepted)).toBe(true);
    // A few roundings in each of three powers, and the logarithms' of size at most 10 eps.
    trials.slice(1).forEach(({ h }, n) => {
      expect(Math.abs(h / proposed[n]! - 1)).toBeLessThan(1e-13);
    });
  });

  it.each([2, 5, 8])("settles at the error safety^(p/k_I) after every jump, p = %i", (p) => {
    const trials = closedLoop({ embeddedOrder: p - 1, ...gains }, p, constant);
    const accepted = trials.filter((trial) => trial.accepted);
    // log e contracts by at least 0.8 a step: to rounding in a hundred.
    for (const n of [99, 199, 299]) {
      expect(accepted[n]!.error / 0.9 ** (p / gains.integral!)).toBeCloseTo(1, 8);
    }
  });

  it("refuses an option that it does not know, and names the nearest", () => {
    expect(() => pidController({ embeddedOrder: 4, derivitive: 0.1 } as never)).toThrow(
      /unknown option "derivitive"\n {2}Did you mean "derivative"\?/,
    );
  });
});

it("pidController tells a method by its name from a method without an error estimate", () => {
  expect(() => pidController({ method: "tsitouras54" } as never)).toThrow(
    "pidController: method is no Runge–Kutta method\n  Give a method itself, such as tsitouras54.",
  );
  expect(() => pidController({ method: null } as never)).toThrow(/method is no Runge–Kutta method/);
  expect(() => pidController({} as never)).toThrow(/^pidController: there is no method\n/);
});
