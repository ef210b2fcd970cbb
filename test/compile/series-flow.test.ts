/** Linear models without a closed form: the series against exact arithmetic, its longest step, and what it says beyond. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linearModel } from "../../src/compile/linear-model.ts";
import { seriesFlow } from "../../src/compile/series-flow.ts";
import { switchedModel } from "../../src/compile/switches.ts";
import { add, mul, zero } from "../../src/expr/build.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import { type Expr, symbol, tableOf, within } from "../../src/expr/node.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import type { NeuronModel } from "../../src/neurons/neuron-model.ts";
import { exactFlow } from "../../src/solvers/exact-flow.ts";
import { flowDegree } from "../../src/solvers/method.ts";
import { oneFrame } from "../support/one-frame.ts";

type Matrix = readonly (readonly number[])[];

/** y' = A y + b + c t with A, b and c as parameters; entries of A that are 0 are no couplings of the model unless told. */
function linear(matrix: Matrix, isCoupled = (i: number, j: number) => matrix[i]![j] !== 0): NeuronModel {
  const names = matrix.map((_, i) => `x${i}`);
  const entries = matrix.flatMap((row, i) => row.map((value, j) => [`a${i}_${j}`, value] as const));
  return defineNeuron({
    name: "linear",
    state: Object.fromEntries(names.map((name) => [name, {}])),
    parameters: Object.fromEntries([
      ...entries,
      ...names.flatMap((_, i) => [[`b${i}`, 0] as const, [`c${i}`, 0] as const]),
    ]),
    dynamics: names
      .map((name, i) => {
        const terms = names.flatMap((other, j) => (isCoupled(i, j) ? [`a${i}_${j} * ${other}`] : []));
        return `d${name}/dt = ${[...terms, `b${i}`, `c${i} * t`].join(" + ")}`;
      })
      .join("\n"),
    spike: { when: "x0", reset: { x0: "0" } },
  });
}

/** The frame of a model, with the entries of A. */
function frameOf(matrix: Matrix, isCoupled?: (i: number, j: number) => boolean) {
  const model = linear(matrix, isCoupled);
  const frame = oneFrame(model, exactFlow);
  frame.write(Object.fromEntries(model.parameters.map(({ name, default: value }) => [name, value])));
  frame.write({ t: 0 });
  return frame;
}

function longestOf(matrix: Matrix, isCoupled?: (i: number, j: number) => boolean): number {
  const { kernels, read } = frameOf(matrix, isCoupled);
  kernels.stepCap(0);
  return read(["$stepCap"])[0]!;
}

/** Compartments of leak 0.1 in a row, in these units. */
function cable(g: number, units: readonly number[]): Matrix {
  return units.map((own, i) =>
    units.map((other, j) => {
      const neighbours = (i > 0 ? 1 : 0) + (i < units.length - 1 ? 1 : 0);
      return i === j ? -0.1 - g * neighbours : Math.abs(i - j) === 1 ? (g * own) / other : 0;
    }),
  );
}

const bits = 400n;
/** Doubles have a whole number of 2^−1074; those here are far larger. */
function fixed(x: number): bigint {
  let [scaled, left] = [x, bits];
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    left--;
  }
  return BigInt(scaled) << left;
}
const product = (a: bigint, b: bigint): bigint => (a * b) >> bits;

/** y_0(h) of y' = A y + b + c t to far below rounding, less a double that is near to it. */
function distance(
  matrix: Matrix,
  {
    b,
    c,
    y,
  }: { readonly b: readonly number[]; readonly c: readonly number[]; readonly y: readonly number[] },
  h: number,
  near: number,
): number {
  const a = matrix.map((row) => row.map(fixed));
  const size = fixed(h);
  let sum = fixed(y[0]!) - fixed(near);
  let term = y.map(fixed);
  for (let k = 1n; k < 100n; k++) {
    term = a.map((row, i) => {
      const rate = row.reduce(
        (total, entry, j) => total + product(entry, term[j]!),
        k === 1n ? fixed(b[i]!) : k === 2n ? product(size, fixed(c[i]!)) : 0n,
      );
      return product(size, rate) / k;
    });
    sum += term[0]!;
  }
  return Number(sum >> (bits - 300n)) / 2 ** 300;
}

const number = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });
const magnitude = fc
  .tuple(number(-3, 3), fc.constantFrom(-1, 0, 1))
  .map(
    ([exponent, sign]) => sign * 2 ** Math.round(exponent * 3.3) * (1 + (exponent - Math.floor(exponent))),
  );

describe("the end of a step", () => {
  const models = fc.integer({ min: 3, max: 6 }).chain((n) =>
    fc.record({
      matrix: fc.array(fc.array(magnitude, { minLength: n, maxLength: n }), { minLength: n, maxLength: n }),
      g: fc.option(number(0, 3).map((exponent) => 10 ** exponent)),
      b: fc.array(magnitude, { minLength: n, maxLength: n }),
      c: fc.array(magnitude, { minLength: n, maxLength: n }),
      y: fc.array(magnitude, { minLength: n, maxLength: n }),
      part: number(0.01, 1),
    }),
  );

  it("is as good as the bound on its rounding says, whatever the matrix", () => {
    let worst = 0;
    const frames = [3, 4, 5, 6].map((n) =>
      frameOf(
        Array.from({ length: n }, () => new Array<number>(n).fill(0)),
        () => true,
      ),
    );
    fc.assert(
      fc.property(models, ({ matrix: dense, g, b, c, y, part }) => {
        const matrix =
          g === null
            ? dense
            : cable(
                g,
                y.map(() => 1),
              );
        const { kernels, write, read } = frames[y.length - 3]!;
        write(Object.fromEntries(matrix.flatMap((row, i) => row.map((x, j) => [`a${i}_${j}`, x]))));
        kernels.stepCap(0);
        const h = part * Math.min(100, read(["$stepCap"])[0]!);
        write(
          Object.fromEntries(
            b.flatMap((value, i) => [
              [`b${i}`, value],
              [`c${i}`, c[i]!],
            ]),
          ),
        );
        write({ $h: h, ...Object.fromEntries(y.map((value, i) => [`x${i}`, value])) });
        kernels.step(0);
        const [end, rounding, norm] = read(["$gEnd.spike", "$gRounding.spike", "$errorNorm"]);
        expect(norm).toBeLessThan(Number.POSITIVE_INFINITY);
        const error = Math.abs(distance(matrix, { b, c, y }, h, end!));
        expect(error).toBeLessThanOrEqual(rounding!);
        if (rounding! > 0) worst = Math.max(worst, error / rounding!);
      }),
      { numRuns: 300 },
    );
    // A bound that is a thousand times too wide would take crossings for rounding.
    expect(worst).toBeGreaterThan(0.02);
  });

  it.each(["y", "b", "c"] as const)(
    "is within its rounding where what %s brings cancels on the way",
    (from) => {
      // 3 · 0.1 − 0.3 is 2.8e-17, and 5.6e-17 where the product is rounded.
      const matrix = [
        [-0.5, 1, 0, 0],
        [0, -0.5, 0.1, -0.3],
        [1, 0, -0.5, 0],
        [1, 0, 0, -0.5],
      ];
      const none = [0, 0, 0, 0];
      const given = { y: none, b: none, c: none, [from]: [0, 0, 3, 1] };
      const { kernels, write, read } = frameOf(matrix);
      write({ $h: 1 });
      for (const [name, values] of [
        ["x", given.y],
        ["b", given.b],
        ["c", given.c],
      ] as const) {
        write(Object.fromEntries(values.map((value, i) => [`${name}${i}`, value])));
      }
      kernels.step(0);
      const [end, rounding] = read(["$gEnd.spike", "$gRounding.spike"]);
      expect(end).not.toBeNaN();
      const error = Math.abs(distance(matrix, given, 1, end!));
      expect(error).toBeGreaterThan(0);
      expect(error).toBeLessThanOrEqual(rounding!);
      expect(rounding).toBeLessThan(8 * Number.EPSILON);
    },
  );

  it("is t^k e^(−t)/k! at the end of twelve equal states", () => {
    const matrix = Array.from({ length: 13 }, (_, i) =>
      Array.from({ length: 13 }, (__, j) => (i === j ? -1 : i === j - 1 ? 1 : 0)),
    );
    const { kernels, write, read } = frameOf(matrix);
    kernels.stepCap(0);
    for (const h of [0.01, 0.3, read(["$stepCap"])[0]!]) {
      write({ $h: h, ...Object.fromEntries(matrix.map((_, i) => [`x${i}`, i === 12 ? 1 : 0])) });
      kernels.step(0);
      const ends = read(matrix.map((_, i) => `$next.x${12 - i}`));
      let exact = Math.exp(-h);
      ends.forEach((end, k) => {
        if (k > 0) exact *= h / k;
        // Terms cancel to e^(−2 h) of their sizes; those left out are 2^29/29! C(29, 12) = 3e-15 of (h/2)^12 at most.
        expect(Math.abs(end / exact - 1), `x${k} after ${h}`).toBeLessThan(1e-13);
      });
    }
  });

  it("is not a number after a step that is too long, and is one at slightly other parameters", () => {
    const matrix = cable(0.3, [1, 1, 1, 1]);
    const { kernels, write, read } = frameOf(matrix);
    const longest = longestOf(matrix);
    const after = (h: number): number[] => {
      write({ $h: h, x0: 1, x1: 0, x2: 0, x3: 0 });
      kernels.step(0);
      return read(["$next.x0", "$errorNorm"]);
    };
    expect(after(1.01 * longest).every(Number.isFinite)).toBe(true);
    expect(after(1.6 * longest)).toEqual([Number.NaN, Number.POSITIVE_INFINITY]);
  });
});

describe("bounds along a step", () => {
  // About (1, 1, 1): x0 = 2 cos ωt, x1 = −cos ωt + √3 sin ωt, x2 = −cos ωt − √3 sin ωt, ω = √3.
  const rotation = [
    [0, -1, 1],
    [1, 0, -1],
    [-1, 1, 0],
  ];
  const linearPart = linearModel(switchedModel(linear(rotation)), "a test");
  const field = linearPart.matrix.map((row) =>
    row.reduce<Expr>((sum, entry, j) => add(sum, mul(entry, symbol(`x${j}`))), zero),
  );
  const y0 = [0, 1, 2].map((i) => symbol(`x${i}`));
  const series = within(
    new Map(),
    () => seriesFlow(linearPart, new Set([0, 1, 2]), { h: symbol("h"), y0, field })!,
  );
  const values = Object.fromEntries([
    ...rotation.flatMap((row, i) => row.map((value, j) => [`a${i}_${j}`, value] as const)),
    ...[0, 1, 2].flatMap((i) => [[`b${i}`, 0] as const, [`c${i}`, 0] as const]),
    ...[2, -1, -1].map((value, i) => [`x${i}`, value] as const),
  ]);
  const omega = Math.sqrt(3);
  const phases = [0, (-2 * Math.PI) / 3, (2 * Math.PI) / 3];
  /** The k-th derivative of state i. */
  const exact = (i: number, k: number, t: number): number =>
    2 * omega ** k * Math.cos(omega * t + phases[i]! + (k * Math.PI) / 2);
  const boundsOf = (i: number, h: number) => {
    const bounds = within(tableOf(field), () => [
      ...[series.change(i), series.turn(i)].flatMap(({ least, most }) => [least, most]),
      series.derivative(i),
    ]);
    return evaluate(bounds, { ...values, h });
  };
  // Rounding of a few units.
  const slack = 1e-13;

  it("hold everywhere in the longest", () => {
    for (const i of [0, 1, 2]) {
      const [least, most, leastTurn, mostTurn, derivative] = boundsOf(i, 1);
      for (let e = 0; e <= 1; e += 1 / 64) {
        const change = exact(i, 0, e) - exact(i, 0, 0);
        expect(change).toBeGreaterThanOrEqual(least! - slack);
        expect(change).toBeLessThanOrEqual(most! + slack);
        const turn = exact(i, 1, e) - exact(i, 1, 0);
        expect(turn).toBeGreaterThanOrEqual(leastTurn! - slack);
        expect(turn).toBeLessThanOrEqual(mostTurn! + slack);
        expect(Math.abs(exact(i, flowDegree + 1, e))).toBeLessThanOrEqual(derivative! + 1e-10);
      }
    }
  });

  it("are the first terms of a short one", () => {
    const h = 2 ** -20;
    // What follows has the share √3 h.
    const near = (found: readonly number[], term: number): void =>
      [Math.min(term, 0), Math.max(term, 0)].forEach((end, k) => {
        expect(Math.abs(found[k]! - end)).toBeLessThanOrEqual(1e-5 * Math.abs(term));
      });
    for (const i of [0, 1, 2]) {
      const [least, most, leastTurn, mostTurn, derivative] = boundsOf(i, h);
      // x0 begins at its top.
      if (i > 0) near([least!, most!], h * exact(i, 1, 0));
      near([leastTurn!, mostTurn!], h * exact(i, 2, 0));
      const highest = Math.abs(exact(i, flowDegree + 1, 0));
      expect(Math.abs(derivative! / h ** flowDegree - highest)).toBeLessThan(1e-5 * omega ** flowDegree * 9);
    }
  });
});

describe("the longest step", () => {
  it("is two over the spectral radius of |A|, nearly", () => {
    // |A| of a cable has the rate 0.1 + 4 g (1 − …) of alternating compartments.
    for (const n of [3, 5, 10, 20]) {
      const longest = longestOf(
        cable(
          0.3,
          Array.from({ length: n }, () => 1),
        ),
      );
      const radius = 0.1 + 0.6 * (1 + Math.cos(Math.PI / n));
      expect(longest, `${n} compartments`).toBeLessThanOrEqual((2 / radius) * (1 + 1e-12));
      expect(longest, `${n} compartments`).toBeGreaterThan(1.6 / radius);
    }
    // A rotation about (1, 1, 1) has |A| with the radius 2.
    expect(
      longestOf([
        [0, -1, 1],
        [1, 0, -1],
        [-1, 1, 0],
      ]),
    ).toBeCloseTo(1, 12);
  });

  it("does not know the units of the states", () => {
    const plain = longestOf(cable(0.3, [1, 1, 1, 1, 1, 1, 1]));
    for (const units of [
      [1e6, 1, 1, 1, 1, 1, 1],
      [1, 1, 1, 1e-6, 1, 1, 1],
      [1, 1e6, 1, 1e-6, 1e3, 1, 1e6],
    ]) {
      expect(longestOf(cable(0.3, units)) / plain).toBeCloseTo(1, 9);
    }
  });

  it("is that of the states by themselves where parameters of 0 leave nothing between them", () => {
    const coupled = (i: number, j: number): boolean => Math.abs(i - j) <= 1;
    expect(longestOf(cable(0, [1, 1, 1, 1]), coupled)).toBeCloseTo(20, 9);
    expect(
      longestOf(
        [
          [0, 0, 0],
          [0, 0, 0],
          [0, 0, 0],
        ],
        () => true,
      ),
    ).toBe(Number.POSITIVE_INFINITY);
    const broken = cable(0.3, [1, 1, 1, 1]).map((row, i) => row.map((x, j) => (i < 2 === j < 2 ? x : 0)));
    const whole = longestOf(cable(0.3, [1, 1, 1, 1]));
    expect(longestOf(broken, coupled)).toBeGreaterThan(0.9 * whole);
  });

  it.each([0, 0.1])("is what goes around in a ring with leaks of %d and no way back", (leak) => {
    for (const unit of [1, 1e3, 1e-6]) {
      const longest = longestOf([
        [-leak, 0, 1 / unit],
        [unit, -leak, 0],
        [0, 1, -leak],
      ]);
      expect(longest * (1 + leak)).toBeLessThanOrEqual(2 * (1 + 1e-12));
      expect(longest * (1 + leak)).toBeGreaterThan(1.5);
    }
  });

  it("is not shortened, nor the rounding enlarged, by couplings that are as good as none", () => {
    const matrix = [
      [-0.6, 0.02, 0],
      [0, -0.6, 1e-254],
      [-6e-71, 0, -0.6],
    ];
    expect(longestOf(matrix)).toBeGreaterThan(2);
    const { kernels, write, read } = frameOf(matrix);
    write({ $h: 1, x0: 0, x1: 1.5, x2: 1 });
    kernels.step(0);
    const [rounding] = read(["$gRounding.spike"]);
    // x0 is 0.03 e^(−0.6).
    expect(rounding).toBeLessThan(4 * Number.EPSILON * 0.1);
  });
});
