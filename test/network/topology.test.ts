import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { connect } from "../../src/network/connect.ts";
import { convolution } from "../../src/network/convolution.ts";
import { network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import {
  allToAll,
  fixedInDegree,
  oneToOne,
  pairs,
  synapsesOf,
  withProbability,
} from "../../src/network/topology.ts";
import { lif } from "../../src/neurons/lif.ts";

const count = (probability: number, [preSize, postSize]: readonly [number, number], seed = 0): number =>
  synapsesOf("connect", withProbability(probability, { seed }), { name: "", preSize, postSize }).count;

describe("draws without a seed", () => {
  it.each([fixedInDegree(3), withProbability(0.1)])("$kind are others in every projection", (topology) => {
    const build = () =>
      network({
        populations: { a: source(30), b: population(lif, 30), c: population(lif, 30) },
        projections: [
          connect("a", "b", { weight: 1, topology }),
          connect("a", "c", { weight: 1, topology }),
          connect("b", "c", { weight: 1, topology, name: "a→b again" }),
        ],
      });
    const net = build();
    const drawn = net.projections.map(({ name }) => net.synapses(name).post.join());
    expect(new Set(drawn).size).toBe(3);
    expect(build().projections.map(({ name }) => net.synapses(name).post.join())).toEqual(drawn);
  });
});

describe("allToAll", () => {
  it("leaves out neurons of the same index, if told so, and refuses other options", () => {
    const synapses = synapsesOf("connect", allToAll({ self: false }), { name: "", preSize: 3, postSize: 3 });
    expect([...synapses.post!]).toEqual([1, 2, 0, 2, 0, 1]);
    expect(() => allToAll({ seed: 1 } as never)).toThrow('allToAll: unknown option "seed"');
    expect(() => oneToOne(...([{ self: false }] as never[]))).toThrow("oneToOne: it takes no options");
  });
});

describe("fixedInDegree", () => {
  it("takes all that there are where the in-degree is their number", () => {
    const postOf = (inDegree: number, self: boolean): number[] => {
      const topology = fixedInDegree(inDegree, { self, seed: 1 });
      return [...synapsesOf("connect", topology, { name: "", preSize: 5, postSize: 5 }).post!];
    };
    const all = [0, 1, 2, 3, 4];
    expect(postOf(5, true)).toEqual(all.flatMap(() => all));
    expect(postOf(4, false)).toEqual(all.flatMap((pre) => all.filter((post) => post !== pre)));
  });
});

describe("withProbability", () => {
  it("draws none at 0, all at 1, and comes to an end for whatever lies between", () => {
    expect(count(0, [300, 300])).toBe(0);
    expect(count(1, [30, 20])).toBe(600);
    // So many pairs have a synapse with a probability of 1e-11.
    for (const probability of [1e-16, 1e-17, 1e-300, 5e-324]) expect(count(probability, [300, 300])).toBe(0);
    const any = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(fc.property(any, fc.nat(), (p, seed) => count(p, [5, 4], seed) <= 20));
  });

  it("draws as many as it says where 1 − p has lost the digits of p", () => {
    // 4000 times 2⁵³ pairs have a Poisson number of synapses with mean 3603, of which this is five standard
    // deviations; through 1 − p, which is 1 − 1.11e-16, there were 4000.
    const [probability, most] = [1e-16, 2 ** 53];
    let sum = 0;
    for (let seed = 0; seed < 4000; seed++) sum += count(probability, [1, most], seed);
    const mean = 4000 * most * probability;
    expect(Math.abs(sum - mean)).toBeLessThan(5 * Math.sqrt(mean));
  });
});

describe("pairs", () => {
  it("refuses a list with holes, which were no pairs", () => {
    expect(() => pairs(new Array(2))).toThrow("pairs: the list[0] is missing");
    expect(() => pairs([new Array(2) as never])).toThrow("pairs: pair 0 is undefined");
    expect(pairs([])).toMatchObject({ pre: [], post: [] });
  });
});

describe("convolution", () => {
  it("says what a padding is that is no whole number", () => {
    const options = { input: [4, 4, 1], kernel: [2, 2], channels: 1 } as const;
    for (const [padding, told] of [
      [new Map(), "an object"],
      [() => 1, "a function"],
      [Symbol("p"), "Symbol(p)"],
    ]) {
      const attempt = (): unknown => convolution({ ...options, padding: padding as never });
      expect(attempt).toThrow(`convolution: padding is ${String(told)}\n  Give a whole number`);
    }
  });
});
