/**
 * The gradient of every neuron and of what functions make of neurons, at its default parameters and at random ones: by
 * `checkGradients`, differences of independent runs included. Nothing to do for a new one; `npm run bench:draws` takes
 * a thousand draws.
 */
import { describe, expect, it } from "vitest";
import { countDraw, noCounts } from "../support/neuron-draws/campaign.ts";
import { emits, fitOf } from "../support/neuron-draws/draw.ts";
import { all } from "../support/neuron-draws/models.ts";

describe.each([...all])("%s", (name, model) => {
  // By chance a longer difference makes a state of traubMiles −∞ here.
  const seed = 1;

  it("has the gradient that tangents, replays and independent runs have", () => {
    const counts = noCounts();
    const draws = fitOf(name).isSlow ? 1 : 3;
    for (let k = 0; k < draws; k++) countDraw(name, seed, k, counts);
    expect(counts.disagreements).toEqual([]);
    expect(counts.ended).toEqual({});
    if (emits(model)) expect(counts.spiked).toBeGreaterThan(0.6 * draws);
    // A change of a flag, or out of an upstroke, is another run.
    expect(counts.runDiscarded).toBeLessThanOrEqual(0.1 * counts.runEntries);
  });
});
