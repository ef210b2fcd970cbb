import { describe, expect, it } from "vitest";
import { readSwc, reduceMorphology } from "../../src/morphology/index.ts";
import { type CompartmentTree, renderSvg, treePicture } from "../../src/plot/index.ts";
import { elementsWith, parseSvg, textsOf } from "./parse-svg.ts";

const tree: CompartmentTree = {
  compartments: {
    soma: { length: 20, diameter: 20 },
    trunk: { length: 200, diameter: 3 },
    left: { length: 90, diameter: 1 },
    right: { length: 90, diameter: 1 },
  },
  connections: [
    ["soma", "trunk"],
    ["trunk", "left", "right"],
  ],
  snapshots: [
    { name: "1 ms", values: { soma: -80, trunk: -80, left: -80, right: -80 } },
    { name: "2 ms", values: { soma: 40, trunk: -20, left: -80, right: 40 } },
  ],
  label: "v [mV]",
  domain: [-80, 40],
};

describe("treePicture", () => {
  it("draws all compartments at all times, in the colours of their values", async () => {
    const svg = parseSvg(await renderSvg(treePicture(tree, { title: "Spike" })));
    expect(svg.querySelectorAll("circle")).toHaveLength(2);
    const dark = elementsWith(svg, "path", "stroke", "#0d0887");
    expect(dark).toHaveLength(4);
    expect(elementsWith(svg, "path", "stroke", "#fdc527")).toHaveLength(1);
    expect(elementsWith(svg, "circle", "fill", "#fdc527")).toHaveLength(1);
    for (const text of ["Spike", "1 ms", "2 ms", "v [mV]", "−80", "40", "100 µm"]) {
      expect(textsOf(svg)).toContain(text);
    }
  });

  it("draws lengths to scale", async () => {
    const svg = parseSvg(await renderSvg(treePicture({ ...tree, snapshots: tree.snapshots.slice(0, 1) })));
    const lengths = elementsWith(svg, "path", "stroke", "#0d0887").map((path) => {
      const [x1, y1, x2, y2] = [...path.getAttribute("d")!.matchAll(/-?[\d.]+/g)].map(Number);
      return Math.hypot(x2! - x1!, y2! - y1!);
    });
    expect(lengths[0]! / lengths[1]!).toBeCloseTo(200 / 90, 2);
  });

  it("takes what reduceMorphology gives, and finds a domain", async () => {
    const swc = "1 1 0 0 0 8 -1\n2 3 0 8 0 1 1\n3 3 0 108 0 1 2";
    const reduced = reduceMorphology(readSwc(swc), { maxLength: 60 });
    const values = { soma: -64, dendrite1_1: -60, dendrite1_2: -52 };
    const svg = parseSvg(await renderSvg(treePicture({ ...reduced, snapshots: [{ name: "", values }] })));
    for (const text of ["−64", "−52"]) expect(textsOf(svg)).toContain(text);
  });

  it("breaks into rows where there is no room, and fits into a column", async () => {
    const snapshots = Array.from({ length: 7 }, (_, k) => ({ ...tree.snapshots[0]!, name: `${k} ms` }));
    const wide = treePicture({ ...tree, snapshots }, { width: 1200 });
    const narrow = treePicture({ ...tree, snapshots }, { size: "column" });
    expect(narrow.panels[0]!.height).toBeGreaterThan(wide.panels[0]!.height);
    expect(textsOf(parseSvg(await renderSvg(wide)))).toContain("6 ms");
  });

  it("refuses what it could only leave out", () => {
    const [first] = tree.snapshots;
    const without = { name: "3 ms", values: { soma: 1, trunk: 1, left: 1 } };
    expect(() => treePicture({ ...tree, snapshots: [first!, without] })).toThrow(
      'snapshots[1] "3 ms": values.right is undefined',
    );
    expect(() => treePicture({ ...tree, compartments: { soma: { length: 0, diameter: 1 } } })).toThrow(
      "compartments.soma: length is 0",
    );
    expect(() => treePicture({ ...tree, connections: [["soma", "trunk"]] })).toThrow("nothing joins");
  });
});
