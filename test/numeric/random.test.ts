import { describe, expect, it } from "vitest";
import { OptionError } from "../../src/errors.ts";
import { type RandomGenerator, type RandomState, randomGenerator } from "../../src/numeric/random.ts";

function draw(count: number, next: () => number): number[] {
  return Array.from({ length: count }, () => next());
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function rawMoment(values: readonly number[], power: number): number {
  return mean(values.map((value) => value ** power));
}

describe("randomGenerator", () => {
  it("repeats itself for equal seeds and differs for others", () => {
    const first = draw(5, randomGenerator(7).uniform);
    expect(draw(5, randomGenerator(7).uniform)).toEqual(first);
    for (const seed of [8, -7, 7.5, "7", "", 7 + 2 ** 32]) {
      expect(draw(5, randomGenerator(seed).uniform)).not.toEqual(first);
    }
    expect(randomGenerator(-0).uniform()).toBe(randomGenerator(0).uniform());
  });

  it("keeps the streams that it had when it was first written", () => {
    expect(draw(3, randomGenerator(42).uniform)).toEqual([
      0.9486898350773952, 0.6742643180182665, 0.9375995183924912,
    ]);
    expect(draw(3, randomGenerator("seed").split("weights").split(3).normal)).toEqual([
      -0.052493530382492715, -0.5634098975180467, 0.4318942621430227,
    ]);
  });

  it("gives multiples of 2⁻⁵³ in [0, 1)", () => {
    const random = randomGenerator(1);
    for (const value of draw(10_000, random.uniform)) {
      expect(Number.isInteger(value * 2 ** 53) && value >= 0 && value < 1).toBe(true);
    }
  });

  // Five standard errors: chance 6e-7 for a fresh seed, none for a fixed one.
  it("is uniform in mean, variance, bins and neighbours", () => {
    const count = 100_000;
    const values = draw(count, randomGenerator("uniform").uniform);
    expect(Math.abs(mean(values) - 1 / 2)).toBeLessThan(5 * Math.sqrt(1 / 12 / count));
    const centred = values.map((value) => value - 1 / 2);
    expect(Math.abs(rawMoment(centred, 2) - 1 / 12)).toBeLessThan(5 * Math.sqrt(1 / 180 / count));
    const lagged = centred.slice(1).map((value, i) => value * centred[i]!);
    expect(Math.abs(mean(lagged))).toBeLessThan(5 / 12 / Math.sqrt(count));
    const bins = new Array<number>(100).fill(0);
    for (const value of values) bins[Math.floor(100 * value)]! += 1;
    const chiSquare = bins.reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0);
    expect(Math.abs(chiSquare - 99)).toBeLessThan(5 * Math.sqrt(2 * 99));
  });

  it("is normal in its first four moments and its tails", () => {
    const count = 200_000;
    const values = draw(count, randomGenerator("normal").normal);
    // Variances of the sample moments of a standard normal: 1, 2, 15, 96 over the count.
    expect(Math.abs(mean(values))).toBeLessThan(5 * Math.sqrt(1 / count));
    expect(Math.abs(rawMoment(values, 2) - 1)).toBeLessThan(5 * Math.sqrt(2 / count));
    expect(Math.abs(rawMoment(values, 3))).toBeLessThan(5 * Math.sqrt(15 / count));
    expect(Math.abs(rawMoment(values, 4) - 3)).toBeLessThan(5 * Math.sqrt(96 / count));
    for (const [bound, share] of [
      [1, 0.31731050786291415],
      [2, 0.04550026389635842],
      [3, 0.0026997960632601866],
    ] as const) {
      const beyond = values.filter((value) => Math.abs(value) > bound).length / count;
      expect(Math.abs(beyond - share)).toBeLessThan(5 * Math.sqrt((share * (1 - share)) / count));
    }
  });

  it("normals are what the ratio of uniforms gives without quick bounds", () => {
    const reference = randomGenerator(3);
    const plain = (): number => {
      for (;;) {
        const u = 1 - reference.uniform();
        const v = 1.7156 * (reference.uniform() - 0.5);
        if (v * v <= -4 * u * u * Math.log(u)) return v / u;
      }
    };
    expect(draw(20_000, randomGenerator(3).normal)).toEqual(draw(20_000, plain));
  });

  it("integers are equally likely, for a count that is no power of two", () => {
    const counts = new Array<number>(7).fill(0);
    const random = randomGenerator("dice");
    for (let i = 0; i < 70_000; i++) counts[random.integer(7)]! += 1;
    const chiSquare = counts.reduce((sum, n) => sum + (n - 10_000) ** 2 / 10_000, 0);
    expect(chiSquare).toBeLessThan(6 + 5 * Math.sqrt(12));
    expect(random.integer(1)).toBe(0);
    expect(random.integer(2 ** 53)).toBeGreaterThanOrEqual(0);
  });

  it("permutations contain every index once and are equally likely", () => {
    const random = randomGenerator("cards");
    expect(Array.from(random.permutation(100)).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 100 }, (_, i) => i),
    );
    expect(random.permutation(0)).toHaveLength(0);
    const seen = new Map<string, number>();
    for (let i = 0; i < 24_000; i++) {
      const name = random.permutation(4).join("");
      seen.set(name, (seen.get(name) ?? 0) + 1);
    }
    expect(seen.size).toBe(24);
    const chiSquare = [...seen.values()].reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0);
    expect(chiSquare).toBeLessThan(23 + 5 * Math.sqrt(46));
  });
});

describe("split", () => {
  it("does not depend on what the parent or its other children have drawn", () => {
    const fresh = draw(4, randomGenerator(5).split("input").uniform);
    const used = randomGenerator(5);
    draw(11, used.normal);
    draw(3, used.split("weights").uniform);
    expect(draw(4, used.split("input").uniform)).toEqual(fresh);
  });

  it("does not move the parent", () => {
    const random = randomGenerator(5);
    random.split(1);
    expect(random.uniform()).toBe(randomGenerator(5).uniform());
  });

  it("gives different streams for different labels and for labels that end where others go on", () => {
    const root = randomGenerator(5);
    const streams: RandomGenerator[] = [
      root,
      root.split(1),
      root.split("1"),
      root.split("abc"),
      root.split("abcd"),
      root.split("abc").split("d"),
      root.split(""),
      root.split("a"),
      root.split("a\0"),
      root.split("\0"),
      root.split(1).split(1),
      root.split(-1),
      ...Array.from({ length: 1000 }, (_, i) => root.split(`batch ${i}`)),
    ];
    expect(new Set(streams.map((stream) => stream.uniform())).size).toBe(streams.length);
  });

  it("gives streams that are not correlated", () => {
    const count = 20_000;
    const parent = randomGenerator(5);
    const child = parent.split(0);
    const products = draw(count, () => (parent.uniform() - 0.5) * (child.uniform() - 0.5));
    expect(Math.abs(mean(products))).toBeLessThan(5 / 12 / Math.sqrt(count));
  });
});

describe("state and restore", () => {
  it("continue where the generator was, also through JSON and at any word of a block", () => {
    for (let skip = 0; skip < 9; skip++) {
      const random = randomGenerator("run").split("noise");
      for (let i = 0; i < skip; i++) random.normal();
      const saved: RandomState = JSON.parse(JSON.stringify(random.state()));
      const expected = draw(6, random.normal);
      const other = randomGenerator(0);
      other.uniform();
      other.restore(saved);
      expect(draw(6, other.normal)).toEqual(expected);
      expect(other.split("x").uniform()).toBe(random.split("x").uniform());
    }
  });

  it("go on beyond 2³² blocks", () => {
    const random = randomGenerator(1);
    const { key } = random.state();
    random.restore({ key, position: 4 * 2 ** 32 });
    expect(random.uniform()).not.toBe(randomGenerator(1).uniform());
  });
});

describe("misuse", () => {
  it("is answered with what was given", () => {
    const random = randomGenerator(1);
    expect(() => randomGenerator(Number.NaN)).toThrow(OptionError);
    expect(() => random.split(Infinity)).toThrow(/label is Infinity/);
    expect(() => random.integer(0)).toThrow(/n is 0/);
    expect(() => random.integer(1.5)).toThrow(OptionError);
    expect(() => random.permutation(-1)).toThrow(/n is -1/);
    expect(() => random.restore({ key: [1, 2, 3], position: 0 })).toThrow(OptionError);
    expect(() => random.restore({ key: [1, 2, 3, -4], position: 0 })).toThrow(OptionError);
    expect(() => random.restore({ key: [1, 2, 3, 4], position: 0.5 })).toThrow(OptionError);
  });
});

it("randomGenerator refuses a seed or label that is no number and no text: all had drawn the same", () => {
  for (const [seed, shown] of [
    [{}, "an object"],
    [[], "an array of 0"],
    [true, "true"],
    [null, "null"],
    [undefined, "undefined"],
  ]) {
    expect(() => randomGenerator(seed as never)).toThrow(
      `randomGenerator: the seed is ${shown}\n  Give a finite number or a text.`,
    );
    expect(() => randomGenerator(1).split(seed as never)).toThrow(OptionError);
  }
});
