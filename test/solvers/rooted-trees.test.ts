import { describe, expect, it } from "vitest";
import { elementaryWeights, type RootedTree, rootedTrees } from "../../src/solvers/rooted-trees.ts";

describe("rootedTrees", () => {
  it("are as many as there are (OEIS A000081)", () => {
    const counts = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((order) => rootedTrees(order).length);
    expect(counts).toEqual([1, 1, 2, 4, 9, 20, 48, 115, 286, 719]);
  });

  it("have the order asked for and are all different", () => {
    const print = (t: RootedTree): string => `(${t.children.map(print).sort().join("")})`;
    for (let order = 1; order <= 8; order++) {
      const trees = rootedTrees(order);
      for (const t of trees) expect(print(t).length).toBe(2 * order);
      expect(new Set(trees.map(print)).size).toBe(trees.length);
    }
  });

  it("have the densities of the book's table", () => {
    // Hairer, Nørsett & Wanner (1993), §II.2, Table 2.2.
    const densities = [1, 2, 3, 4, 5].map((order) =>
      rootedTrees(order)
        .map((t) => t.gamma)
        .sort((a, b) => a - b),
    );
    expect(densities).toEqual([[1], [2], [3, 6], [4, 8, 12, 24], [5, 10, 15, 20, 20, 30, 40, 60, 120]]);
  });

  it("label as many histories as permutations: Σ n!/(γσ) = (n − 1)!", () => {
    const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
    const symmetry = (t: RootedTree): number => {
      const repeats = [...new Set(t.children)].map((child) => t.children.filter((c) => c === child).length);
      const own = repeats.reduce((product, count) => product * factorial(count), 1);
      return t.children.reduce((product, child) => product * symmetry(child), own);
    };
    for (let order = 1; order <= 8; order++) {
      const labellings = rootedTrees(order).map((t) => factorial(order) / (t.gamma * symmetry(t)));
      expect(labellings.reduce((sum, count) => sum + count, 0)).toBeCloseTo(factorial(order - 1), 6);
    }
  });
});

describe("elementaryWeights", () => {
  it("are products of sums over the stages, in powers of the unit", () => {
    // c = (0, 1/2, 1) in halves: Φ of the bush with two leaves is c², of the tall tree Σ a_ij c_j.
    const a = [[], [1n], [0n, 2n]];
    const known = new Map();
    const [bush, tall] = [2, 1].map(
      (leaves) => rootedTrees(3).find((t) => t.children.length === leaves)!,
    ) as [RootedTree, RootedTree];
    expect(elementaryWeights(a, bush, known)).toEqual([0n, 1n, 4n]);
    expect(elementaryWeights(a, tall, known)).toEqual([0n, 0n, 2n]);
    expect(elementaryWeights(a, rootedTrees(1)[0]!, known)).toEqual([1n, 1n, 1n]);
  });
});
