/** The elementary functions against exact integer arithmetic, and at the values that ECMAScript names. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { atan } from "../../src/numeric/arctangent.ts";
import { log, log1p } from "../../src/numeric/logarithm.ts";
import { pow } from "../../src/numeric/power.ts";
import { cos, sin, tan } from "../../src/numeric/trigonometric.ts";
import { type Quotient, ulpError } from "../support/exact-exponential.ts";
import {
  exactAtan,
  exactCos,
  exactLog,
  exactLog1p,
  exactPow,
  exactSin,
  exactTan,
  quarterTurns,
} from "../support/exact-functions.ts";

const between = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });
/** Of every size; the yardstick resolves 2^−640 absolutely, so not below 1e-60. */
const anySize = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((x) => Math.abs(x) > 1e-60);
/** Beside a multiple of a step. */
const beside = (step: number, count: number): fc.Arbitrary<number> =>
  fc
    .tuple(fc.integer({ min: -count, max: count }), between(-1e-12, 1e-12))
    .map(([n, off]) => n * step + off)
    .filter((x) => Math.abs(x) > 1e-60);

const angle = fc.oneof(
  between(-4, 4).filter((x) => Math.abs(x) > 1e-60),
  between(-800_000, 800_000).filter((x) => Math.abs(x) > 1e-60),
  beside(Math.PI / 128, 500),
  beside(Math.PI / 2, 100_000),
  anySize,
);

const cases: readonly {
  readonly name: string;
  readonly of: (x: number) => number;
  readonly host: (x: number) => number;
  readonly limit: number;
  readonly exact: (x: number) => Quotient;
  readonly argument: fc.Arbitrary<number>;
}[] = [
  {
    name: "log",
    of: log,
    host: Math.log,
    limit: 0.52,
    exact: exactLog,
    argument: fc.oneof(
      between(0.98, 1.02),
      between(5e-324, 4),
      between(5e-324, 2.3e-308),
      fc.double({ min: 5e-324, noNaN: true, noDefaultInfinity: true }),
    ),
  },
  {
    name: "log1p",
    of: log1p,
    host: Math.log1p,
    limit: 0.52,
    exact: exactLog1p,
    argument: fc
      .oneof(between(-1 + 2 ** -53, 2), between(-0.02, 0.02), between(-1e-8, 1e-8), anySize.map(Math.abs))
      .filter((x) => Math.abs(x) > 1e-60),
  },
  { name: "sin", of: sin, host: Math.sin, limit: 0.6, exact: exactSin, argument: angle },
  { name: "cos", of: cos, host: Math.cos, limit: 0.6, exact: exactCos, argument: angle },
  { name: "tan", of: tan, host: Math.tan, limit: 1.7, exact: exactTan, argument: angle },
  {
    name: "atan",
    of: atan,
    host: Math.atan,
    limit: 0.55,
    exact: exactAtan,
    argument: fc.oneof(
      between(-2, 2).filter((x) => Math.abs(x) > 1e-60),
      between(-40, 40).filter((x) => Math.abs(x) > 1e-60),
      beside(1 / 32, 64),
      anySize,
    ),
  },
];

const special = [
  0,
  -0,
  1,
  -1,
  0.5,
  -0.5,
  2,
  -2,
  3,
  -3,
  5e-324,
  -5e-324,
  1e-300,
  -1e-20,
  1e20,
  1e308,
  -1e308,
  2.5,
  -2.5,
  9007199254740991,
  -9007199254740993,
  Infinity,
  -Infinity,
  Number.NaN,
];

describe.each(cases)("$name", ({ name, of, host, limit, exact, argument }) => {
  it(`is within ${limit} ulp`, () => {
    fc.assert(
      fc.property(argument, (x) => {
        if (name === "log" && x === 1) return;
        expect(ulpError(of(x), exact(x))).toBeLessThanOrEqual(limit);
      }),
      { numRuns: 3000 },
    );
  });

  it("has the engine's value exactly where that is no rounding, and is near it elsewhere", () => {
    for (const x of special) {
      const [y, wanted] = [of(x), host(x)];
      const isExact = !Number.isFinite(wanted) || wanted === 0 || wanted === x;
      if (isExact) expect(Object.is(y, wanted), `${name}(${x})`).toBe(true);
      else expect(Math.abs(y - wanted)).toBeLessThanOrEqual(4 * Number.EPSILON * Math.abs(wanted));
    }
  });
});

describe("sin and cos", () => {
  it("are within 0.6 ulp for the doubles nearest to multiples of π/2, where all but the last bits cancel", () => {
    // A plain reduction serves |x| ≤ 800 000: the hundred worst of all neighbours of multiples up to there.
    const near: { readonly x: number; readonly rest: number }[] = [];
    for (let n = 1; n * (Math.PI / 2) < 800_000; n += 1) {
      const x = n * (Math.PI / 2);
      // All of the small ones, every seventh of the others.
      if (n % 7 !== 1 && n > 20_000) continue;
      for (const candidate of [x, x * (1 + Number.EPSILON), x * (1 - Number.EPSILON / 2)]) {
        near.push({ x: candidate, rest: Math.abs(Number(quarterTurns(candidate).rest)) });
      }
    }
    near.sort((a, b) => a.rest - b.rest);
    for (const { x } of near.slice(0, 100)) {
      expect(ulpError(sin(x), exactSin(x))).toBeLessThanOrEqual(0.6);
      expect(ulpError(cos(x), exactCos(x))).toBeLessThanOrEqual(0.6);
    }
  });

  it("are right for the double that is nearest of all to a multiple of π/2", () => {
    const worst = 6381956970095103 * 2 ** 797; // Muller, Elementary Functions, 2nd ed., table 11.1
    expect(ulpError(cos(worst), exactCos(worst))).toBeLessThanOrEqual(0.6);
    expect(Math.abs(cos(worst))).toBeLessThan(1e-18);
  });

  it("are odd and even to the last bit", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (x) => {
        expect(sin(-x)).toBe(-sin(x));
        expect(cos(-x)).toBe(cos(x));
      }),
    );
  });
});

describe("pow", () => {
  it("is within 0.53 ulp, 0.8 ulp where it is subnormal", () => {
    /** A base, and an exponent that takes its power to a given logarithm. */
    const towards = (base: fc.Arbitrary<number>) =>
      fc
        .tuple(base, between(-744, 709))
        .filter(([x]) => x !== 1)
        .map(([x, exponent]) => [x, exponent / Math.log(x)] as const)
        .filter(([, y]) => Number.isFinite(y));
    const argument = fc.oneof(
      towards(between(1e-6, 1e6)),
      towards(between(1 - 2 ** -7, 1 + 2 ** -7)),
      towards(fc.double({ min: 5e-324, noNaN: true, noDefaultInfinity: true })),
      fc.tuple(between(0.01, 10), between(-5, 5)),
    );
    fc.assert(
      fc.property(argument, ([x, y]) => {
        const value = pow(x, y);
        fc.pre(value !== 1 && Number.isFinite(value) && value !== 0);
        expect(ulpError(value, exactPow(x, y))).toBeLessThanOrEqual(value < 2.3e-308 ? 0.8 : 0.53);
      }),
      { numRuns: 4000 },
    );
  });

  it("is exact where the power is a double", () => {
    for (let x = 1; x <= 50; x++) {
      for (let n = 0n; n <= 9n; n++) {
        const power = BigInt(x) ** n;
        if (power > 2n ** 53n) break;
        expect(pow(x, Number(n))).toBe(Number(power));
        expect(pow(-x, Number(n))).toBe(Number(BigInt(-x) ** n));
      }
      expect(pow(x * x, 0.5)).toBe(x);
    }
    for (let k = -1074; k <= 1023; k++) expect(pow(2, k)).toBe(2 ** k);
  });

  it("has the engine's value for every pair of special numbers, exactly where that is no rounding", () => {
    for (const x of special) {
      for (const y of special) {
        const [z, wanted] = [pow(x, y), x ** y];
        const isExact = !Number.isFinite(wanted) || wanted === 0 || Math.abs(wanted) === 1;
        if (isExact) expect(Object.is(z, wanted), `${x}^${y}: ${z} for ${wanted}`).toBe(true);
        else expect(Math.abs(z - wanted)).toBeLessThanOrEqual(4 * Number.EPSILON * Math.abs(wanted));
      }
    }
  });
});
