/**
 * What models that compare promise, for random cells and networks: the gradient through every switch is that
 * of the computed run (adjoint = tangent = differences on the frozen mesh) and of the solution (differences of runs
 * that choose their own steps), and every execution has the same bits.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pullback } from "../../src/adjoint/pullback.ts";
import type { Run } from "../../src/compile/run.ts";
import type { SimulateOptions } from "../../src/simulate/given/options.ts";
import { simulate } from "../../src/simulate/simulate.ts";
import { recordKind } from "../../src/tape/tape.ts";
import { type SwitchedCase, switchedCase, switchingTerms, until } from "../support/arbitrary-switches.ts";
import { randomCotangents } from "../support/random-cases/cotangents.ts";
import { compareIndependently, compareOnMesh, disagreeing } from "../support/random-cases/derivatives.ts";
import { switchedMethods } from "../support/random-cases/drawn.ts";

function runOf(random: SwitchedCase, options: Partial<SimulateOptions>, parameters?: Float64Array): Run {
  const own = random.network.initialParameters();
  if (parameters !== undefined) own.values.set(parameters);
  return simulate(random.network, own, random.input, {
    until,
    samples: random.samples,
    throwOnFailure: false,
    maxSpikesPerUnitTime: 5,
    maxRounds: 20,
    ...options,
  });
}

function bitsOf(run: Run): string {
  const { tape } = run;
  const gradient = run.status === "completed" ? pullback(run, randomCotangents(run, 1)).values : [];
  return [
    run.status,
    tape.time.data.subarray(0, tape.time.length).join(),
    tape.state.data.subarray(0, tape.state.length).join(),
    tape.spikes.time.data.subarray(0, tape.spikes.time.length).join(),
    gradient.join(),
  ].join("\n");
}

interface Tally {
  cases: number;
  readonly ended: Map<string, number>;
  crossings: number;
  entries: number;
  discarded: number;
  worst: number;
  readonly terms: Set<string>;
}

const newTally = (): Tally => ({
  cases: 0,
  ended: new Map(),
  crossings: 0,
  entries: 0,
  discarded: 0,
  worst: 0,
  terms: new Set(),
});

/** Whether the run completed; counts what it had in it. */
function completed(run: Run, random: SwitchedCase, tally: Tally): boolean {
  tally.cases++;
  if (run.status !== "completed") {
    tally.ended.set(run.status, (tally.ended.get(run.status) ?? 0) + 1);
    return false;
  }
  const { kind } = run.tape;
  for (let k = 0; k < kind.length; k++) if (kind.data[k] === recordKind.modes) tally.crossings++;
  for (const term of random.terms) tally.terms.add(term);
  return true;
}

const allTerms = Object.values(switchingTerms).flat();

/** Terms may slide, and resets that leave the condition true repeat for ever; anything else is rare. */
function expectFewEnds({ cases, ended, entries, discarded, worst }: Tally): void {
  const count = (status: string): number => ended.get(status) ?? 0;
  const all = [...ended.values()].reduce((sum, own) => sum + own, 0);
  const meant = count("sliding") + count("event-storm");
  expect(meant, JSON.stringify([...ended])).toBeLessThanOrEqual(0.25 * cases);
  expect(all - meant, JSON.stringify([...ended])).toBeLessThanOrEqual(0.05 * cases);
  expect(discarded).toBeLessThanOrEqual(0.05 * entries);
  expect(worst).toBeLessThan(1e-10);
}

describe("gradients through switches", () => {
  it.each([
    [1, 16],
    [2, 4],
  ])("of the computed run: adjoint, tangent and differences agree, %i layers", (layers, numRuns) => {
    const tally = newTally();
    const arbitrary = fc.tuple(switchedCase(layers), fc.constantFrom(...switchedMethods));
    fc.assert(
      fc.property(arbitrary, ([random, method]) => {
        const run = runOf(random, method);
        if (!completed(run, random, tally)) return;
        const groups = compareOnMesh(run, random.seed, 1);
        for (const { checked, discarded, tangentDifference, rounding } of groups) {
          tally.entries += checked;
          tally.discarded += discarded;
          // Of a gradient that is a small difference of large numbers rounding decides.
          if (rounding < 3e-12) tally.worst = Math.max(tally.worst, tangentDifference);
        }
        expect(disagreeing(groups)).toEqual([]);
      }),
      { numRuns },
    );
    expectFewEnds(tally);
    if (layers === 1) expect(tally.terms.size).toBeGreaterThan(0.7 * allTerms.length);
    expect(tally.crossings).toBeGreaterThan(10 * tally.cases);
  });

  it.each([
    [1, 5],
    [2, 3],
  ])("of the solution: differences of runs agree, %i layers", (layers, numRuns) => {
    const tally = newTally();
    fc.assert(
      fc.property(switchedCase(layers), (random) => {
        const run = runOf(random, { rtol: 1e-11, atol: 1e-11 });
        if (!completed(run, random, tally)) return;
        const { network, input, samples, seed } = random;
        for (const found of compareIndependently(network, input, { until, samples }, seed, 3) ?? []) {
          // A delay of 0 cannot be shortened.
          if (/edge/.test(found.discarded)) continue;
          tally.entries++;
          if (found.discarded !== "") tally.discarded++;
          else
            expect(Math.abs(found.value - found.expected), found.name).toBeLessThanOrEqual(found.tolerance);
        }
      }),
      { numRuns },
    );
    expectFewEnds(tally);
  });
});

describe("executions", () => {
  it("have the same bits", () => {
    fc.assert(
      fc.property(switchedCase(2), fc.constantFrom(...switchedMethods.slice(0, 2)), (random, method) => {
        const [one, ...others] = (["interpreter", "javascript", "webassembly"] as const).map((execution) =>
          bitsOf(runOf(random, { ...method, execution })),
        );
        for (const other of others) expect(other).toBe(one);
      }),
      { numRuns: 3 },
    );
  });
});
