import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  advanceClock,
  type Clock,
  setClock,
  smallestStep,
  timeUntil,
} from "../../../src/simulate/neuron/clock.ts";

const at = (t: number, rest = 0): Clock => ({ t, rest });

/** A double as a whole number of 2^−1074. */
function units(x: number): bigint {
  const bits = new BigUint64Array(Float64Array.of(Math.abs(x)).buffer)[0]!;
  const exponent = bits >> 52n;
  const mantissa = bits & 0xfffffffffffffn;
  const whole = exponent === 0n ? mantissa : (mantissa | (1n << 52n)) << (exponent - 1n);
  return x < 0 ? -whole : whole;
}

describe("a clock", () => {
  it("adds up steps that its time cannot resolve", () => {
    const clock = at(1e6);
    for (let k = 0; k < 1000; k++) advanceClock(clock, 2 ** -53);
    expect(clock.t).toBe(1e6);
    expect(clock.rest).toBe(1000 * 2 ** -53);
    for (let k = 0; k < 2 ** 20; k++) advanceClock(clock, 2 ** -53);
    expect(clock.t + clock.rest).toBe(1e6 + 1.001e3 * 2 ** -53 + 2 ** -33);
  });

  it("keeps sums exact to twice the digits of a double", () => {
    const step = fc.double({ min: 1e-25, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 30 }), (steps) => {
        const clock = at(0);
        let exact = 0n;
        for (const h of steps) {
          advanceClock(clock, h);
          exact += units(h);
          // Each addition rounds the rest once, to 2^−53 of an ulp of the time.
          const error = units(clock.t) + units(clock.rest) - exact;
          const bound = (BigInt(steps.length) * exact) >> 104n;
          expect(error <= bound && -error <= bound).toBe(true);
          // Rounded with the step first, the rest may exceed half an ulp a little.
          expect(Math.abs(clock.rest)).toBeLessThanOrEqual(Number.EPSILON * clock.t);
        }
      }),
    );
  });

  it("tells how long it is until a time, also below an ulp of it", () => {
    const clock = at(0);
    setClock(clock, 8);
    advanceClock(clock, 1e-20);
    expect(clock.t).toBe(8);
    expect(timeUntil(clock, 8)).toBe(-1e-20);
    expect(timeUntil(clock, 8 + 2 ** -49)).toBe(2 ** -49 - 1e-20);
  });

  it("has a smallest step that still moves it", () => {
    for (const t of [1e-300, 1, 11.8, 1e6]) {
      const clock = at(t, -t * 2 ** -54);
      const { rest } = clock;
      advanceClock(clock, smallestStep(clock));
      expect(clock.t > t || clock.rest > rest).toBe(true);
    }
  });
});
