import { describe, expect, it } from "vitest";
import { exhibits } from "../../../src/cli/gallery/exhibits.ts";
import { protocols } from "../../../src/cli/gallery/protocols.ts";
import { libraryNeurons } from "../../../src/cli/library-neurons.ts";
import * as neurons from "../../../src/neurons/index.ts";

const exported = Object.entries(neurons).flatMap(([name, value]) =>
  typeof value === "object" ? [name] : [],
);

describe("exhibits", () => {
  it("are all neurons that the library exports, and two more", () => {
    expect(exported).toContain("lif");
    expect([...libraryNeurons.keys()].sort()).toEqual([...exported].sort());
    expect(Object.keys(exhibits).sort()).toEqual([...exported, "firing-types", "pyramidal"].sort());
    expect(exported).toEqual(expect.arrayContaining(Object.keys(protocols)));
  });

  it.each(exported)("%s is drawn, its trace first", (name) => {
    const { figures, equations, title } = exhibits[name]!();
    expect(title).not.toBe("");
    expect(equations).toContain("dynamics");
    expect(figures[0]!.file).toBe(`${name}-trace`);
    expect(new Set(figures.map(({ file }) => file)).size).toBe(figures.length);
  });
});
