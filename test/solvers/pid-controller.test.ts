import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OptionError } from "../../src/errors.ts";
import { type PidOptions, pidController } from "../../src/solvers/pid-controller.ts";

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

  it.each<Partial<PidOptions>>([
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
