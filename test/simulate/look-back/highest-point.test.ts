import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Course, highestInside } from "../../../src/simulate/look-back/highest-point.ts";

function courseOf(value: (x: number) => number, rate: (x: number) => number, size: number): Course {
  return { size, value, rate, span: undefined };
}

const endsOf = ({ value, size }: Course): number => Math.max(value(0), value(size));

describe("highestInside", () => {
  it("finds the top of a parabola, and nothing where the ends are higher", () => {
    const hill = courseOf(
      (x) => 1 - (x - 2) ** 2,
      (x) => -2 * (x - 2),
      5,
    );
    const found = highestInside(hill, endsOf(hill))!;
    expect(found.elapsed).toBe(2);
    expect(found.value).toBe(1);
    const valley = courseOf(
      (x) => (x - 2) ** 2,
      (x) => 2 * (x - 2),
      5,
    );
    expect(highestInside(valley, endsOf(valley))).toBeUndefined();
    expect(highestInside(hill, 1)).toBeUndefined();
  });

  it("finds a top where halves of the step meet", () => {
    // A bump of width 1e-3 in the middle of [0, 1]: no polynomial through points of the whole tells anything.
    const bump = (x: number): number => Math.exp(-(((x - 0.5) / 0.01) ** 2));
    const course = courseOf(bump, (x) => (-2 * (x - 0.5) * bump(x)) / 1e-4, 1);
    const found = highestInside(course, endsOf(course))!;
    expect(found.elapsed).toBeCloseTo(0.5, 14);
    expect(found.value).toBe(1);
  });

  it("finds a top that neither of two halves has", () => {
    // Straight up, and straight down: no polynomial of a half turns.
    const roof = courseOf(
      (x) => 1 - Math.abs(x - 0.5),
      (x) => Math.sign(0.5 - x),
      1,
    );
    expect(highestInside(roof, 0.75)).toEqual({ elapsed: 0.5, value: 1 });
  });

  it("finds what rises above the floor between places that are far below it", () => {
    const wave = courseOf(
      (x) => Math.sin(2 * Math.PI * x),
      (x) => 2 * Math.PI * Math.cos(2 * Math.PI * x),
      1,
    );
    const found = highestInside(wave, 0.9)!;
    expect(found.elapsed).toBeCloseTo(0.25, 12);
    expect(found.value).toBe(1);
    expect(highestInside(wave, 1.1)).toBeUndefined();
  });

  it("takes the highest of many, and of equal ones the first", () => {
    const wave = courseOf(
      (x) => Math.sin(x) + x / 100,
      (x) => Math.cos(x) + 1 / 100,
      40,
    );
    const top = Math.PI - Math.acos(0.01) + 12 * Math.PI;
    expect(highestInside(wave, endsOf(wave))!.elapsed).toBeCloseTo(top, 12);
    const even = courseOf(
      (x) => 1 - (x * x - 1) ** 2,
      () => 0,
      0,
    );
    const double = {
      ...even,
      value: (x: number) => even.value(x - 1.5),
      rate: (x: number) => -4 * (x - 1.5) * ((x - 1.5) ** 2 - 1),
      size: 3,
    };
    expect(highestInside(double, endsOf(double))!.elapsed).toBeCloseTo(0.5, 12);
  });

  it("ends where there is nothing but rounding", () => {
    let looks = 0;
    const noise = courseOf(
      (x) => {
        looks++;
        return 1 + Number.EPSILON * Math.round(2 * Math.sin(1e9 * x));
      },
      (x) => Math.cos(1e9 * x),
      1,
    );
    const found = highestInside(noise, endsOf(noise));
    expect((found?.value ?? 1) - 1).toBeLessThan(4 * Number.EPSILON);
    expect(looks).toBeLessThan(1000);
    // Small differences of large numbers: a thousand units in the last place of the values are noise.
    const cancelled = courseOf(
      (x) => 1e3 + x * x * (1 - x) - 1e3,
      (x) => 2 * x - 3 * x * x,
      1,
    );
    expect(highestInside(cancelled, 0)!.elapsed).toBeCloseTo(2 / 3, 12);
    const flat = courseOf(
      () => 0,
      () => 0,
      1,
    );
    expect(highestInside(flat, 0)).toBeUndefined();
  });

  it("is no lower than a thousand points of random waves, and where the rate is zero", () => {
    const number = fc.double({ min: -1, max: 1, noNaN: true, noDefaultInfinity: true });
    const waves = fc.array(fc.tuple(number, fc.integer({ min: 1, max: 9 }), number), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(waves, (list) => {
        const course = courseOf(
          (x) => list.reduce((sum, [a, k, phase]) => sum + a * Math.sin(k * (x + phase)), 0),
          (x) => list.reduce((sum, [a, k, phase]) => sum + a * k * Math.cos(k * (x + phase)), 0),
          2,
        );
        const floor = endsOf(course);
        const found = highestInside(course, floor);
        const value = found?.value ?? floor;
        // Waves are below 4: some roundings of that.
        for (let j = 0; j <= 1000; j++) {
          expect(value).toBeGreaterThanOrEqual(course.value((2 * j) / 1000) - 1e-14);
        }
        if (found !== undefined && value > floor + 1e-9) {
          expect(Math.abs(course.rate(found.elapsed))).toBeLessThan(1e-12);
        }
      }),
    );
  });
});
