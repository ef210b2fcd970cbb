import { describe, expect, it } from "vitest";
import { randomGenerator } from "../../src/numeric/random.ts";
import { layOutTree, type PlacedPiece } from "../../src/plot/tree-layout.ts";

const body = { length: 20, diameter: 20 };
const thin = (length: number) => ({ length, diameter: 2 });
const lengthOf = ({ from, to }: PlacedPiece): number => Math.hypot(to[0] - from[0], to[1] - from[1]);

describe("layOutTree", () => {
  it("puts a body at the origin, and its only dendrite upwards from its surface", () => {
    const [soma, dendrite, tip] = layOutTree("t", { soma: body, dendrite: thin(50), tip: thin(30) }, [
      ["soma", "dendrite"],
      ["dendrite", "tip"],
    ]);
    expect(soma).toEqual({ name: "soma", from: [0, 0], to: [0, 0], diameter: 20 });
    expect(dendrite!.from).toEqual([expect.closeTo(0, 12), 10]);
    expect(dendrite!.to).toEqual([expect.closeTo(0, 12), 60]);
    expect(tip!.to[1]).toBeCloseTo(90, 12);
  });

  it("draws a first piece that is long as a line", () => {
    const [first, second] = layOutTree("t", { a: thin(50), b: thin(50) }, [["a", "b"]]);
    expect([first!.from, first!.to[1]]).toEqual([[0, 0], 50]);
    expect(second!.to[1]).toBeCloseTo(100, 12);
  });

  it("points the largest branch up, whatever the order", () => {
    const pieces = { soma: body, small: thin(10), trunk: thin(10), l: thin(10), r: thin(10) };
    const placed = layOutTree("t", pieces, [
      ["soma", "trunk"],
      ["soma", "small"],
      ["trunk", "l", "r"],
    ]);
    const trunk = placed.find(({ name }) => name === "trunk")!;
    expect(trunk.to).toEqual([expect.closeTo(0, 12), expect.closeTo(20, 12)]);
    expect(placed.find(({ name }) => name === "small")!.to[1]).toBeLessThan(0);
  });

  it("keeps lengths, and lets no two lines of random trees cross", () => {
    const { uniform: random } = randomGenerator(7);
    for (let draw = 0; draw < 30; draw++) {
      const count = 25;
      const pieces = Object.fromEntries(
        Array.from({ length: count }, (_, k) => [`p${k}`, k === 0 ? body : thin(5 + 95 * random())]),
      );
      const connections = Array.from({ length: count - 1 }, (_, k) => [
        `p${Math.floor((k + 1) * random())}`,
        `p${k + 1}`,
      ]);
      const placed = layOutTree("t", pieces, connections);
      expect(placed).toHaveLength(count);
      const lines = placed.slice(1);
      for (const line of lines) expect(lengthOf(line)).toBeCloseTo(pieces[line.name]!.length, 9);
      for (const [k, one] of lines.entries()) {
        for (const other of lines.slice(k + 1)) expect(cross(one, other), `draw ${draw}`).toBe(false);
      }
    }
  });

  it("refuses what is no tree", () => {
    const pieces = { a: body, b: thin(1), c: thin(1) };
    const ring = [
      ["a", "b"],
      ["b", "c"],
      ["c", "a"],
    ];
    expect(() => layOutTree("t", pieces, ring)).toThrow('"a" is joined twice');
    expect(() => layOutTree("t", pieces, [["a", "b"]])).toThrow('nothing joins "c" to "a"');
    expect(() => layOutTree("t", pieces, [["a", "x"]])).toThrow('there is no compartment "x"');
    expect(() => layOutTree("t", {}, [])).toThrow("there is no compartment");
  });
});

/** Whether the insides of two lines meet. */
function cross(one: PlacedPiece, other: PlacedPiece): boolean {
  const side = (line: PlacedPiece, [x, y]: readonly [number, number]): number => {
    const value =
      (line.to[0] - line.from[0]) * (y - line.from[1]) - (line.to[1] - line.from[1]) * (x - line.from[0]);
    return Math.abs(value) < 1e-6 ? 0 : Math.sign(value);
  };
  return side(one, other.from) * side(one, other.to) < 0 && side(other, one.from) * side(other, one.to) < 0;
}
