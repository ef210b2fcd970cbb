/** The campaign of `scripts/random-networks.mjs`, in small: that its cases can be repeated, and what it counts. */
import { describe, expect, it } from "vitest";
import { connect } from "../../src/network/connect.ts";
import { network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import { refractory } from "../../src/neurons/refractory.ts";
import { checkCase, merged, noCounts } from "./random-cases/campaign.ts";
import { drawCase } from "./random-cases/drawn.ts";
import { reportOf } from "./random-cases/report.ts";
import { compareWithOracle } from "./random-cases/with-oracle.ts";

describe("a campaign of random networks", () => {
  it("draws case k of a seed whichever others are drawn, and others for another seed", () => {
    const text = (seed: number, k: number): string => drawCase(seed, k).drawn.text();
    expect(text(1, 3)).toBe(text(1, 3));
    expect(new Set([text(1, 0), text(1, 3), text(2, 0), text(2, 3)]).size).toBe(4);
    expect(Array.from({ length: 9 }, (_, k) => drawCase(1, k).kind)).toEqual(
      expect.arrayContaining(["recurrent", "recurrent with switches", "recurrent, linear", "feed-forward"]),
    );
  });

  it("compares a case in three ways, counts, and reports disagreements with their numbers", () => {
    const counts = noCounts();
    const { kind, disagreements } = checkCase(1, 4, counts);
    expect(disagreements).toEqual([]);
    expect(counts).toMatchObject({ cases: 1, disagreements: 0, runEntries: 3 });
    expect(counts.groups).toBeGreaterThan(5);
    const both = merged(counts, { ...noCounts(), cases: 2, times: 1 });
    expect(both).toMatchObject({ cases: 3, times: 1, groups: counts.groups });
    const page = reportOf({
      seed: 1,
      counts: new Map([[kind, both]]),
      disagreements: [{ index: 7, kind, what: "oracle: times differ by 1" }],
    });
    expect(page).toContain("--cases 3 --seed 1");
    expect(page).toMatch(/\n\| recurrent, linear +\| 3 /);
    expect(page).toMatch(/\n- case 7 \(recurrent, linear\): oracle: times differ by 1\n$/);
  });

  it("has roots wait for all rounds of jumps at their time in both, as a period that ends with an arrival", () => {
    const counts = noCounts();
    expect(checkCase(5, 1845, counts).disagreements).toEqual([]);
    expect(counts.close).toBe(0);
  });

  it("counts as close where a period ends with an arrival but for a rounding", () => {
    // Two spikes reach a neuron 0.5 ms apart. It rests 0.5 ms after the first, and takes nothing meanwhile.
    const cell = defineNeuron({
      name: "cell",
      state: { v: {} },
      dynamics: "dv/dt = -v / 7",
      spike: { when: "v > 1", reset: { v: 0 } },
      input: { v: "v + weight" },
    });
    const model = refractory(cell, { period: 0.5, blockInput: true });
    const closeAt = (first: number, delay: number): boolean => {
      const net = network({
        populations: { in: source(1), cell: population(model, 1) },
        projections: [connect("in", "cell", { weight: 1.6, delay })],
      });
      const found = compareWithOracle(net, { in: [[first, first + 0.5]] }, { until: 9, times: [9], seed: 1 });
      expect(found).toMatchObject({ difference: "", isWhole: true });
      return found.isClose;
    };
    expect(closeAt(2, 1.25)).toBe(false);
    const [first, delay] = [0.7, 0.1];
    expect(first + 0.5 + delay).not.toBe(first + delay + 0.5);
    expect(closeAt(first, delay)).toBe(true);
  });
});
