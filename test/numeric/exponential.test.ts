import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exp, expm1, exprel, sigmoid, tanh } from "../../src/numeric/exponential.ts";
import { exactExp, fixed, type Quotient, ulpError } from "../support/exact-exponential.ts";

/** The functions with the maximum error that their comments state, and the exact value from e^x = n/d. */
const cases: readonly {
  readonly name: string;
  readonly of: (x: number) => number;
  readonly limit: number;
  readonly exact: (x: number) => Quotient;
}[] = [
  { name: "exp", of: exp, limit: 0.52, exact: exactExp },
  { name: "expm1", of: expm1, limit: 1.6, exact: (x) => minus(exactExp(x), 1n) },
  {
    name: "exprel",
    of: exprel,
    limit: 4.1,
    exact: (x) => {
      const { n, d } = exactExp(x);
      const [over, under] = [(n - d) << 320n, d * fixed(x)];
      return under < 0n ? { n: -over, d: -under } : { n: over, d: under };
    },
  },
  {
    name: "sigmoid",
    of: sigmoid,
    limit: 2.5,
    exact: (x) => {
      const { n, d } = exactExp(x);
      return { n, d: n + d };
    },
  },
  {
    name: "tanh",
    of: tanh,
    limit: 4,
    exact: (x) => {
      const { n, d } = exactExp(x);
      return { n: n * n - d * d, d: n * n + d * d };
    },
  },
];

function minus({ n, d }: Quotient, k: bigint): Quotient {
  return { n: n - k * d, d };
}

/** Where a table-driven exponential can go wrong: everywhere, near 0, and on both sides of a half step. */
const argument = fc.oneof(
  fc.double({ min: -700, max: 700, noNaN: true }),
  fc.double({ min: -20, max: 20, noNaN: true }),
  fc.double({ min: -0.02, max: 0.02, noNaN: true }),
  fc
    .tuple(fc.integer({ min: -3000, max: 3000 }), fc.double({ min: -1e-12, max: 1e-12, noNaN: true }))
    .map(([n, off]) => ((n + 0.5) * Math.LN2) / 128 + off),
  fc
    .tuple(fc.integer({ min: -400, max: 400 }), fc.double({ min: -1e-9, max: 1e-9, noNaN: true }))
    .map(([n, off]) => (n * Math.LN2) / 128 + off),
);

describe.each(cases)("$name", ({ of, limit, exact }) => {
  it(`is within ${limit} ulp`, () => {
    fc.assert(
      fc.property(argument, (x) => {
        // The yardstick resolves 2^−320 absolutely: a relative statement needs |x| above 2^−200.
        fc.pre(Math.abs(x) > 1e-60);
        expect(ulpError(of(x), exact(x))).toBeLessThanOrEqual(limit);
      }),
      { numRuns: 4000 },
    );
  });

  it("is close to what the engine has", () => {
    const host = {
      exp: Math.exp,
      expm1: Math.expm1,
      exprel: (x: number) => (x === 0 ? 1 : Math.expm1(x) / x),
      sigmoid: (x: number) => 1 / (1 + Math.exp(-x)),
      tanh: Math.tanh,
    };
    const other = host[of.name as keyof typeof host];
    for (let x = -40; x <= 40; x += 0.37) {
      expect(Math.abs(of(x) - other(x))).toBeLessThanOrEqual(8 * Number.EPSILON * Math.abs(other(x)));
    }
  });
});

describe("exp", () => {
  it("is within 0.76 ulp where the result is subnormal", () => {
    fc.assert(
      fc.property(fc.double({ min: -745.2, max: -708, noNaN: true }), (x) => {
        expect(ulpError(exp(x), exactExp(x))).toBeLessThanOrEqual(0.76);
      }),
    );
  });

  it("is within 0.52 ulp up to the largest double, and Infinity beyond", () => {
    for (const x of [650, 650.1, 709, 709.1, 709.5, 709.78, 709.782712893384]) {
      expect(ulpError(exp(x), exactExp(x))).toBeLessThanOrEqual(0.52);
    }
    expect(exp(709.7827128933841)).toBe(Infinity);
    expect(exp(Infinity)).toBe(Infinity);
    expect(exp(1e300)).toBe(Infinity);
  });

  it("is 0 below, 1 at 0, and NaN of NaN", () => {
    expect(exp(-745.1332191019411)).toBe(5e-324);
    expect(exp(-745.1332191019412)).toBe(0);
    expect(exp(-Infinity)).toBe(0);
    expect(exp(0)).toBe(1);
    expect(exp(-0)).toBe(1);
    expect(exp(Number.NaN)).toBeNaN();
  });

  it("never falls: neighbours across the steps of the table are in order", () => {
    fc.assert(
      fc.property(argument, (x) => {
        const next = x + Math.abs(x) * Number.EPSILON;
        expect(exp(next)).toBeGreaterThanOrEqual(exp(x));
      }),
    );
  });
});

describe("expm1 and tanh", () => {
  it("are the identity near 0, the sign of zero included", () => {
    for (const of of [expm1, tanh]) {
      for (const x of [0, -0, 5e-324, -5e-324, 1e-300, -1e-200, 1e-17, -1e-17]) {
        expect(Object.is(of(x), x), `${of.name}(${x})`).toBe(true);
      }
    }
  });

  it("have their limits at the ends, and are NaN of NaN", () => {
    expect([expm1(-50), expm1(-1e300), expm1(-Infinity)]).toEqual([-1, -1, -1]);
    expect([expm1(720), expm1(Infinity)]).toEqual([Infinity, Infinity]);
    expect([tanh(25), tanh(Infinity), tanh(-25), tanh(-Infinity)]).toEqual([1, 1, -1, -1]);
    expect(expm1(Number.NaN)).toBeNaN();
    expect(tanh(Number.NaN)).toBeNaN();
  });
});

describe("exprel", () => {
  it("is 1 at 0, 1 + x/2 beside it, and has its limits at the ends", () => {
    for (const x of [0, -0, 5e-324, -1e-300, 1e-17]) expect(exprel(x), String(x)).toBe(1);
    expect(exprel(2 ** -40)).toBe(1 + 2 ** -41);
    expect([exprel(-Infinity), exprel(-1e300), exprel(Infinity)]).toEqual([0, 1e-300, Infinity]);
    expect(exprel(Number.NaN)).toBeNaN();
  });

  it("is finite where e^x is not but the quotient is", () => {
    // x − log x reaches log of the largest double, 709.78, at x = 716.356.
    for (const x of [650, 650.1, 709.7, 710, 716.3]) {
      const { n, d } = exactExp(x);
      expect(ulpError(exprel(x), { n: (n - d) << 320n, d: d * fixed(x) })).toBeLessThanOrEqual(4.1);
    }
    expect(exprel(716.4)).toBe(Infinity);
  });
});

describe("sigmoid", () => {
  it("does not overflow: far to the left it is e^x", () => {
    for (const x of [-700, -720, -745]) expect(sigmoid(x)).toBe(exp(x));
    expect([sigmoid(-Infinity), sigmoid(0), sigmoid(40), sigmoid(Infinity)]).toEqual([0, 0.5, 1, 1]);
    expect(sigmoid(Number.NaN)).toBeNaN();
  });
});
