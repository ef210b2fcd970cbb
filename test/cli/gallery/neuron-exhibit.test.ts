import { describe, expect, it } from "vitest";
import { neuronExhibit } from "../../../src/cli/gallery/neuron-exhibit.ts";
import { protocols } from "../../../src/cli/gallery/protocols.ts";
import { adaptiveLif, fitzHughNagumo, layer23, quadratic } from "../../../src/neurons/index.ts";
import { renderSvg } from "../../../src/plot/index.ts";
import { parseSvg, textsOf } from "../../plot/parse-svg.ts";

describe("neuronExhibit", () => {
  it("draws a plane with its nullclines, and marks fixed points by their kind", async () => {
    const exhibit = neuronExhibit("fhn", { model: fitzHughNagumo, ...protocols["fitzHughNagumo"]! });
    expect(exhibit.figures.map(({ file }) => file)).toEqual(["fhn-trace", "fhn-phase", "fhn-rates"]);
    const svg = parseSvg(await renderSvg(exhibit.figures[1]!.picture));
    const texts = [
      "trajectory",
      "dv/dt = 0",
      "dw/dt = 0",
      "dv/dt = 0, current = 0",
      "stable focus at rest",
      "unstable focus",
    ];
    expect(textsOf(svg)).toEqual(expect.arrayContaining(texts));
    // A ring that is unstable under the current, a disc without it.
    expect(
      [...svg.querySelectorAll("circle")].map((one) => one.closest("[fill]")?.getAttribute("fill")).sort(),
    ).toEqual(["#1f2328", "white"]);
    expect(exhibit.fixedPoints!.map(({ where, points }) => [where, points.length])).toEqual([
      ["current = 0.5", 1],
      ["current = 0", 1],
    ]);
  });

  it("draws the rate of the only state over it", async () => {
    const { figures } = neuronExhibit("q", { model: quadratic, ...protocols["quadratic"]! });
    const texts = textsOf(parseSvg(await renderSvg(figures[1]!.picture)));
    expect(texts).toEqual(expect.arrayContaining(["dv/dt [1/ms]", "bias = 1", "bias = −1"]));
  });

  it("draws a threshold that moves with the states, and units on the axes", async () => {
    const { figures } = neuronExhibit("a", { model: adaptiveLif, ...protocols["adaptiveLif"]! });
    const texts = textsOf(parseSvg(await renderSvg(figures[0]!.picture)));
    expect(texts).toEqual(expect.arrayContaining(["threshold", "v [mV]", "bias [mV]", "time [ms]"]));
  });

  it("draws the tuning of the human neuron: the highest voltage where it first spikes", async () => {
    const { figures } = neuronExhibit("l", { model: layer23, ...protocols["layer23"]! });
    expect(figures.map(({ file }) => file)).toEqual(["l-trace", "l-peaks"]);
    expect(textsOf(parseSvg(await renderSvg(figures[1]!.picture)))).toContain("highest vDendrite [mV]");
  });
});
