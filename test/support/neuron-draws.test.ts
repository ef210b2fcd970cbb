/** The campaign of `npm run bench:draws`, in small: that its draws can be repeated, and what it counts and reports. */
import { describe, expect, it } from "vitest";
import { checkDraw, countDraw, noCounts } from "./neuron-draws/campaign.ts";
import { drawOf } from "./neuron-draws/draw.ts";
import { exported } from "./neuron-draws/models.ts";
import { reportOf } from "./neuron-draws/report.ts";

describe("draws of neurons", () => {
  it("are the same whichever others are drawn, in their domains, and begin with the default parameters", () => {
    const valuesOf = (seed: number, k: number): number[] => {
      const draw = drawOf("lif", seed, k);
      return typeof draw === "string" ? [] : [...draw.parameters.values];
    };
    const third = valuesOf(1, 3);
    expect(valuesOf(1, 4)).not.toEqual(third);
    expect(valuesOf(2, 3)).not.toEqual(third);
    expect(valuesOf(1, 3)).toEqual(third);
    const { parameters } = exported.get("lif")!;
    expect(valuesOf(1, 0).slice(0, parameters.length)).toEqual(parameters.map((own) => own.default));
  });

  it("are counted, and reported with the numbers of those that disagree", () => {
    const counts = noCounts();
    for (let k = 0; k < 2; k++) countDraw("lif", 1, k, counts);
    expect(counts).toMatchObject({ draws: 2, spiked: 2, disagreements: [], ended: {} });
    const found = checkDraw("lif", 1, 1);
    expect(counts.groups).toBe(2 * (typeof found === "string" ? 0 : found.check.groups.length));
    // What is kept between two runs of the campaign is JSON.
    expect(JSON.parse(JSON.stringify(counts))).toEqual(counts);
    counts.disagreements.push("1: cell.tauMem disagrees: {}");
    const page = reportOf(1, new Map([["lif", counts]]));
    expect(page).toMatch(/\n\| lif +\| 2 +\| 100 % /);
    expect(page).toContain("\n- lif, draw 1: cell.tauMem disagrees: {}\n");
  });
});
