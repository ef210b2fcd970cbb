/** The campaign of `scripts/random-networks.mjs`, in small: that its cases can be repeated, and what it counts. */
import { describe, expect, it } from "vitest";
import { checkCase, merged, noCounts } from "./random-cases/campaign.ts";
import { drawCase } from "./random-cases/drawn.ts";
import { reportOf } from "./random-cases/report.ts";

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

  it("counts as close where a period ends with an arrival but for a rounding, which one run has and the other not", () => {
    // Two spikes reach a neuron 0.5 ms apart, by rounding in one run an ulp more: it rests 0.5 ms after the first, and
    // the second, which a resting neuron does not take, comes at the end of that in one run and behind it in the other.
    const counts = noCounts();
    expect(checkCase(9, 34, counts).disagreements).toEqual([]);
    expect(counts.close).toBe(1);
  });
});
