/**
 * What every loss promises. Nothing to do for a new one: each function that the losses' index
 * exports is taken as a factory, called without options, and tried with the inputs it says it accepts.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OptionError, ShapeError } from "../../src/errors.ts";
import * as losses from "../../src/losses/index.ts";
import type { Loss, LossResult } from "../../src/losses/loss.ts";

type Target = number | number[] | number[][];
interface Input {
  readonly values: number[];
  readonly target: Target;
}

// A factory's target type is its own; `target` says at run time which of them it is.
const factories = Object.entries(losses) as unknown as (readonly [
  string,
  (options?: object) => Loss<Target>,
])[];
/** Options of those that do not work without any. */
const needed: Readonly<Record<string, object>> = { tracedLoss: { formula: "tanh(value - target)^2" } };
const exportedLosses = factories.map(
  ([name, make]) => [name, name in needed ? make(needed[name]) : make()] as const,
);

/** Anywhere in [0, 20], rarely near a kink. */
const time: fc.Arbitrary<number> = fc.noBias(fc.nat({ max: 20_000_000 })).map((n) => n / 1_000_000);
/** Often equal, or next to each other, or to 0. */
const tiedTime: fc.Arbitrary<number> = fc.oneof(
  fc.integer({ min: 0, max: 3 }),
  fc.double({ min: 0, max: 20, noNaN: true }),
);

/** Targets of each kind for a number of values. */
const targets: Record<
  Loss<Target>["target"],
  (count: number, entry: fc.Arbitrary<number>) => fc.Arbitrary<Target>
> = {
  label: (count) => fc.nat({ max: count - 1 }),
  numbers: (count, entry) => fc.array(entry, { minLength: count, maxLength: count }),
  // One neuron, whose spikes may stand in any order.
  trains: (_, entry) => fc.array(entry, { maxLength: 5 }).map((train) => [train]),
  none: () => fc.constant(0),
};

/** One to five values drawn by `entry`, and a target of the kind that the loss takes. */
function inputs(loss: Loss<Target>, entry: fc.Arbitrary<number>): fc.Arbitrary<Input> {
  return fc
    .array(entry, { minLength: 1, maxLength: 5 })
    .chain((values) => targets[loss.target](values.length, entry).map((target) => ({ values, target })));
}

/** The same target for values in another order. */
function reordered({ target: kind }: Loss<Target>, target: Target, order: readonly number[]): Target {
  if (kind === "label") return order.indexOf(target as number);
  return kind === "numbers" ? order.map((i) => (target as number[])[i]!) : target;
}

function evaluate(loss: Loss<Target>, { values, target }: Input): LossResult {
  return loss.evaluate(Float64Array.from(values), target);
}

/** The loss along a direction, from where it is now. */
function along(
  loss: Loss<Target>,
  { values, target }: Input,
  direction: readonly number[],
): (shift: number) => number {
  return (shift) => evaluate(loss, { values: values.map((v, i) => v + shift * direction[i]!), target }).value;
}

/** Each coordinate, and all of them together, which tells how a gradient is shared at ties. */
function directionsOf(count: number): number[][] {
  const indices = [...new Array(count).keys()];
  return [...indices.map((chosen) => indices.map((i) => (i === chosen ? 1 : 0))), indices.map(() => 1)];
}

interface Slope {
  readonly slope: number;
  readonly error: number;
  readonly backward: number;
  readonly forward: number;
}

/**
 * Central differences extrapolated once (Richardson), whose error is judged by halving the step;
 * and the two one-sided differences over twice the longest of its steps, which tell a kink nearby.
 */
function slopeOf(f: (shift: number) => number): Slope {
  const h = 2 ** -7;
  const central = (step: number): number => (f(step) - f(-step)) / (2 * step);
  const extrapolated = (step: number): number => (4 * central(step / 2) - central(step)) / 3;
  const slope = extrapolated(h / 2);
  return {
    slope,
    error: Math.abs(slope - extrapolated(h)),
    backward: (f(0) - f(-h)) / h,
    forward: (f(h) - f(0)) / h,
  };
}

describe.each(exportedLosses)("%s", (name, loss) => {
  it("carries the name it is exported by", () => {
    expect(loss.name).toBe(name);
  });

  it("has the gradient of its value, at random inputs and at ties", () => {
    let smooth = 0;
    let differences = 0;
    const check = (input: Input): void => {
      const { gradient } = evaluate(loss, input);
      expect(gradient).toHaveLength(input.values.length);
      for (const direction of directionsOf(input.values.length)) {
        const { slope, error, backward, forward } = slopeOf(along(loss, input, direction));
        const claimed = direction.reduce((sum, d, i) => sum + d * gradient[i]!, 0);
        differences++;
        // Curvature of these losses is below 2 at τ = 0.5, so that smooth one-sided differences agree
        // to 2h; what differs more is a kink, where all we know is that the slope of a function
        // convex along every line lies between the two.
        if (Math.abs(forward - backward) > 0.05) {
          // A distance of trains is not convex: what bends between its kinks, by 2/τ² for each pair of spikes and
          // 2⁻⁷ far, stands against it.
          const slack = loss.target === "trains" ? 2 ** -7 : 1e-9;
          expect(claimed).toBeGreaterThanOrEqual(Math.min(forward, backward) - slack);
          expect(claimed).toBeLessThanOrEqual(Math.max(forward, backward) + slack);
          continue;
        }
        if (error < 1e-6) smooth++;
        // Rounding: the value (at most 400) times 2⁻⁵³ over the step.
        expect(Math.abs(claimed - slope)).toBeLessThan(2 * error + 1e-10);
      }
    };
    fc.assert(fc.property(inputs(loss, time), check));
    expect(smooth).toBeGreaterThan(0.9 * differences);
    // Kinks of trains, of which some bend up and some down, cancel in differences over all of them: no nearer than those.
    fc.assert(
      fc.property(inputs(loss, loss.target === "trains" ? fc.integer({ min: 0, max: 3 }) : tiedTime), check),
    );
  });

  it("does not depend on the order of the values", () => {
    const permuted = inputs(loss, fc.oneof(time, tiedTime)).chain((input) =>
      fc
        .shuffledSubarray([...input.values.keys()], { minLength: input.values.length })
        .map((order) => ({ input, order })),
    );
    fc.assert(
      fc.property(permuted, ({ input, order }) => {
        const original = evaluate(loss, input);
        const shuffled = evaluate(loss, {
          values: order.map((i) => input.values[i]!),
          target: reordered(loss, input.target, order),
        });
        // The order of sums changes: a few roundings of numbers up to 400.
        expect(shuffled.value).toBeCloseTo(original.value, 11);
        order.forEach((from, to) => {
          expect(shuffled.gradient[to]).toBeCloseTo(original.gradient[from]!, 11);
        });
      }),
    );
  });

  it("does not change what it is given, and repeats itself in new arrays", () => {
    fc.assert(
      fc.property(inputs(loss, time), ({ values, target }) => {
        const given = Float64Array.from(values);
        const first = loss.evaluate(given, target);
        const second = loss.evaluate(given, target);
        expect(Array.from(given)).toEqual(values);
        expect(second).toEqual(first);
        expect(second.gradient).not.toBe(first.gradient);
        expect(second.gradient).not.toBe(given);
      }),
    );
  });

  it("is never NaN and has a finite gradient, 0 for silent neurons, if it accepts them", () => {
    const silentOrNot = inputs(loss, fc.oneof(time, tiedTime, fc.constant(Infinity)));
    fc.assert(
      fc.property(silentOrNot, (input) => {
        if (!loss.acceptsSilent && [input.values, input.target].flat(2).includes(Infinity)) {
          expect(() => evaluate(loss, input)).toThrow(OptionError);
          return;
        }
        const { value, gradient } = evaluate(loss, input);
        expect(value).toBeGreaterThanOrEqual(0); // NaN is not
        input.values.forEach((entry, i) => {
          expect(Number.isFinite(gradient[i])).toBe(true);
          if (entry === Infinity) expect(gradient[i]).toBe(0);
        });
      }),
    );
  });

  it("is never NaN for values of any finite size", () => {
    const any = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(inputs(loss, any), (input) => {
        const { value, gradient } = evaluate(loss, input);
        expect(Number.isNaN(value)).toBe(false);
        expect(gradient.some(Number.isNaN)).toBe(false);
      }),
    );
  });

  it("says that it is given no values", () => {
    for (const nothing of [undefined, null, 3]) {
      const attempt = (): unknown => loss.evaluate(nothing as never, 0);
      expect(attempt).toThrow(OptionError);
      expect(attempt).toThrow(`${name}: the values are ${nothing}\n  Give what a readout reads.`);
    }
  });

  it("refuses NaN, −Infinity, no values and targets that do not fit", () => {
    const fitting: Record<typeof loss.target, Target> = { label: 0, numbers: [1, 2], trains: [[1]], none: 0 };
    const target = fitting[loss.target];
    for (const wrong of [Number.NaN, -Infinity]) {
      expect(() => evaluate(loss, { values: [1, wrong], target })).toThrow(OptionError);
    }
    // A silent neuron has a row without a place.
    if (loss.target === "trains") expect(evaluate(loss, { values: [], target }).value).toBeGreaterThan(0);
    else expect(() => evaluate(loss, { values: [], target })).toThrow(ShapeError);
    if (loss.target === "none") return;
    const unfitting = { label: 1, numbers: [1, 2], trains: [[1], [2]] }[loss.target];
    expect(() => evaluate(loss, { values: [1], target: unfitting })).toThrow(ShapeError);
  });
});
