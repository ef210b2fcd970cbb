import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  compartmentModel,
  leak,
  type ReducedMorphology,
  readSwc,
  reduceMorphology,
} from "../../src/morphology/index.ts";

const tree = readSwc(readFileSync(new URL("../fixtures/morphologies/y.swc", import.meta.url), "utf8"));
const areas = ({ compartments }: ReducedMorphology) =>
  Object.fromEntries(
    Object.entries(compartments).map(([name, { length, diameter }]) => [name, Math.PI * length * diameter]),
  );
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
/** Length over cross-section [1/µm]. */
const slenderness = ({ length, diameter }: { length: number; diameter: number }) =>
  (4 * length) / (Math.PI * diameter ** 2);
/** Of a truncated cone, by its definition. */
const coneArea = (length: number, r: number, s: number) => Math.PI * (r + s) * Math.hypot(length, r - s);

describe("reduceMorphology", () => {
  it("keeps sections whole where they are short enough, and joins them where they meet", () => {
    const reduced = reduceMorphology(tree, { maxLength: 1000 });
    expect(Object.keys(reduced.compartments)).toEqual([
      "soma",
      "dendrite1",
      "apical1",
      "apical2",
      "apical3",
      "axon1",
    ]);
    expect(reduced.connections).toEqual([
      ["soma", "dendrite1"],
      ["soma", "apical1"],
      ["soma", "axon1"],
      ["apical1", "apical2", "apical3"],
    ]);
    // A sphere's area as a cylinder's; a cylinder as itself.
    expect(reduced.compartments["soma"]).toMatchObject({ length: 16, diameter: 16 });
    const { length, diameter } = reduced.compartments["dendrite1"]!;
    expect([length, diameter]).toEqual([expect.closeTo(50, 12), expect.closeTo(2, 12)]);
  });

  it("cuts sections into pieces of equal length, of which the longest is short enough", () => {
    const { compartments, connections } = reduceMorphology(tree, { maxLength: 45 });
    expect(Object.keys(compartments).filter((name) => name.startsWith("axon"))).toEqual([
      "axon1_1",
      "axon1_2",
    ]);
    expect(compartments["axon1_2"]!.length).toBeCloseTo(45, 10);
    expect(connections).toContainEqual(["apical1_3", "apical2_1", "apical3_1"]);
    expect(connections).toContainEqual(["soma", "axon1_1"]);
  });

  it.each([1000, 45, 13, 3.7])("conserves area and axial resistance, cut at %f µm", (maxLength) => {
    const reduced = reduceMorphology(tree, { maxLength });
    const of = (section: string) =>
      Object.keys(reduced.compartments).filter((name) => name.split("_")[0] === section);
    const area = (section: string) => sum(of(section).map((name) => areas(reduced)[name]!));
    const axial = (section: string) =>
      sum(of(section).map((name) => slenderness(reduced.compartments[name]!)));
    expect(area("soma")).toBeCloseTo(4 * Math.PI * 64, 9);
    expect(area("apical1")).toBeCloseTo(coneArea(60, 2, 1.5) + coneArea(40, 1.5, 1.5), 9);
    expect(area("apical2")).toBeCloseTo(coneArea(50, 1.5, 1) + coneArea(40, 1, 0.5), 9);
    expect(axial("apical1")).toBeCloseTo(60 / (Math.PI * 3) + 40 / (Math.PI * 2.25), 9);
    expect(axial("apical2")).toBeCloseTo(50 / (Math.PI * 1.5) + 40 / (Math.PI * 0.5), 9);
  });

  it("cuts as finely as so many compartments allow", () => {
    for (const maxCompartments of [6, 7, 9, 20, 101]) {
      const { compartments } = reduceMorphology(tree, { maxCompartments });
      const count = Object.keys(compartments).length;
      expect(count).toBeLessThanOrEqual(maxCompartments);
      // Two sections of the tree may be as long as each other, hardly more.
      expect(count).toBeGreaterThan(maxCompartments - 3);
    }
  });

  it("leaves out sections without length, and takes trees without a soma and somas of several samples", () => {
    const bare = readSwc("1 3 0 0 0 1 -1\n2 3 10 0 0 1 1\n3 3 20 5 0 1 2\n4 3 20 -5 0 1 2");
    expect(reduceMorphology(bare, { maxLength: 100 }).connections).toEqual([
      ["dendrite1", "dendrite2", "dendrite3"],
    ]);
    // The soma of three samples that NeuroMorpho.Org writes has the area of a sphere; a stem ends inside of it.
    const three = readSwc(
      "1 1 0 0 0 5 -1\n2 1 0 -5 0 5 1\n3 1 0 5 0 5 1\n4 3 4 0 0 1 1\n5 3 30 9 0 1 4\n6 3 30 -9 0 1 4",
    );
    const reduced = reduceMorphology(three, { maxLength: 100 });
    expect(areas(reduced)["soma"]).toBeCloseTo(4 * Math.PI * 25, 9);
    expect(reduced.connections).toEqual([
      ["soma", "dendrite1"],
      ["soma", "dendrite2"],
    ]);
  });

  it("gives mechanisms by type, and what compartmentModel takes", () => {
    const passive = leak({ conductance: 0.1, reversal: -70 });
    const reduced = reduceMorphology(tree, {
      maxLength: 30,
      mechanisms: { apical: [passive], soma: [passive] },
    });
    const { parameters } = compartmentModel({ name: "cell", ...reduced, axialResistivity: 100 });
    const names = parameters.map(({ name }) => name);
    expect(names).toContain("gLeak_apical2_1");
    expect(names).not.toContain("gLeak_axon1_1");
    // 0.1 mS/cm² of a sphere of 8 µm.
    expect(parameters.find(({ name }) => name === "gLeak_soma")!.default).toBeCloseTo(
      0.001 * 4 * Math.PI * 64,
      12,
    );
  });

  it("answers what it cannot take", () => {
    expect(() => reduceMorphology(tree, { maxCompartments: 5 })).toThrow(
      "reduceMorphology: maxCompartments is 5, and there are 5 sections and a soma\n  Give 6 or more.",
    );
    expect(() => reduceMorphology(tree, {})).toThrow("one of maxLength and maxCompartments is asked for");
    expect(() => reduceMorphology(tree, { maxLength: 0 })).toThrow("maxLength is 0");
    expect(() => reduceMorphology([] as never, { maxLength: 3 })).toThrow("Give readSwc(text).");
    expect(() => reduceMorphology(readSwc("1 3 0 0 0 1 -1"), { maxLength: 3 })).toThrow(
      "the morphology has no length",
    );
  });
});
