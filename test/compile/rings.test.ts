import { describe, expect, it } from "vitest";
import { ringsOf } from "../../src/compile/rings.ts";

describe("the rings of a graph", () => {
  it("are of three nodes at least, none of which comes twice, each once", () => {
    expect(ringsOf([[1], [2], [0]])).toEqual([[0, 1, 2]]);
    expect(ringsOf([[0, 1], [0], []])).toEqual([]);
    expect(ringsOf([[1], [2], [3], [1]])).toEqual([[1, 2, 3]]);
    // Of four nodes that all lead to each other: two ways around each of four triangles, and six around all.
    const all = [0, 1, 2, 3].map((own) => [0, 1, 2, 3].filter((other) => other !== own));
    const rings = ringsOf(all)!;
    expect(rings.filter(({ length }) => length === 3).length).toBe(8);
    expect(rings.filter(({ length }) => length === 4).length).toBe(6);
    expect(new Set(rings.map(String)).size).toBe(14);
  });

  it("are not looked for long where next to none of the ways leads back to the first", () => {
    // Fourteen nodes that all lead to each other, and one of them to the first and back: 10¹⁰ ways.
    const dense = Array.from({ length: 14 }, (_, k) => k + 1);
    const edges = [[1], ...dense.map((own) => (own === 1 ? [0, ...dense] : dense))];
    expect(ringsOf(edges)).toBeUndefined();
  });

  it("are not told where there are too many, and found among many nodes that are in none", () => {
    const nodes = Array.from({ length: 9 }, (_, k) => k);
    expect(ringsOf(nodes.map(() => nodes))).toBeUndefined();
    // A long cable whose neighbours drive each other, with a ring at its end.
    const cable = Array.from({ length: 300 }, (_, k) => [k - 1, k + 1].filter((j) => j >= 0 && j < 300));
    expect(ringsOf(cable)).toEqual([]);
    cable[299]!.push(297);
    expect(ringsOf(cable)).toEqual([[297, 298, 299]]);
  });
});
