import { describe, expect, it } from "vitest";
import { mersenneTwister } from "../../src/data/mersenne-twister.ts";
import { OptionError } from "../../src/errors.ts";

function draw(count: number, next: () => number): number[] {
  return Array.from({ length: count }, () => next());
}

// Reference numbers: the words of MT19937's authors for seed 5489, else NumPy 2.4.6's RandomState.
describe("mersenneTwister", () => {
  it("gives the words of the published generator", () => {
    const { word } = mersenneTwister(5489);
    expect(draw(5, word)).toEqual([3499211612, 581869302, 3890346734, 3586334585, 545404204]);
    // The 10000th word of the default seed is part of the C++ standard, [rand.predef].
    expect(draw(9995, word).at(-1)).toBe(4123659995);
  });

  it("rand gives what NumPy gives", () => {
    expect(draw(3, mersenneTwister(42).rand)).toEqual([
      0.3745401188473625, 0.9507143064099162, 0.7319939418114051,
    ]);
  });

  it("randint gives what NumPy gives, for every width of the mask", () => {
    const three = mersenneTwister(42);
    expect(draw(12, () => three.randint(3))).toEqual([2, 0, 2, 2, 0, 0, 2, 1, 2, 2, 2, 2]);
    const random = mersenneTwister(4294967295);
    expect(draw(5, () => random.randint(1000))).toEqual([419, 290, 12, 71, 948]);
    expect(draw(3, () => random.randint(2 ** 32))).toEqual([2260532800, 3350089942, 3309765114]);
    expect([random.randint(1), random.randint(2), random.randint(2 ** 31 + 1)]).toEqual([0, 1, 1217888032]);
    expect(random.rand()).toBe(0.9695059322147525);
  });

  it("refuses seeds and bounds that NumPy refuses", () => {
    expect(() => mersenneTwister(-1)).toThrow(OptionError);
    expect(() => mersenneTwister(2 ** 32)).toThrow(/seed is 4294967296/);
    expect(() => mersenneTwister(1).randint(0)).toThrow(/n is 0/);
  });
});
