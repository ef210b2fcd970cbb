/**
 * What models that compare promise, for random cells and networks: the gradient through every switch is that
 * of the computed run (adjoint = tangent = differences on the frozen mesh) and of the solution (differences of runs
 * that choose their own steps), and every execution has the same bits.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pullback, zeroCotangents } from "../../src/adjoint/pullback.ts";
import { compareDerivatives } from "../../src/check/compare-derivatives.ts";
import { differentiate } from "../../src/check/finite-difference.ts";
import type { Run } from "../../src/compile/run.ts";
import { randomGenerator } from "../../src/numeric/random.ts";
import type { SimulateOptions } from "../../src/simulate/options.ts";
import { simulate } from "../../src/simulate/simulate.ts";
import { bogackiShampine32 } from "../../src/solvers/tableaus/bogacki-shampine-32.ts";
import { dormandPrince54 } from "../../src/solvers/tableaus/dormand-prince-54.ts";
import { rk4 } from "../../src/solvers/tableaus/rk4.ts";
import { tsitouras54 } from "../../src/solvers/tableaus/tsitouras-54.ts";
import type { Cotangents } from "../../src/tape/solution.ts";
import { recordKind } from "../../src/tape/tape.ts";
import { type SwitchedCase, switchedCase, switchingTerms, until } from "../support/arbitrary-switches.ts";

const methods: readonly Partial<SimulateOptions>[] = [
  { method: tsitouras54, rtol: 1e-6, atol: 1e-6 },
  { method: tsitouras54, rtol: 1e-3, atol: 1e-3 },
  { method: dormandPrince54, rtol: 1e-8, atol: 1e-8 },
  { method: bogackiShampine32, rtol: 1e-4, atol: 1e-4 },
  { method: rk4, stepSize: 0.37 },
];

/** Accurate enough that differences of runs show what the derivative of the solution is. */
const accurate: Partial<SimulateOptions> = { method: tsitouras54, rtol: 1e-11, atol: 1e-11 };

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

/** A random linear function of all event times and samples. */
function randomCotangents(run: Run, seed: number): Cotangents {
  const random = randomGenerator(seed);
  const cotangents = zeroCotangents(run);
  cotangents.spikeTimes.forEach((_, k) => {
    if (run.tape.spikes.event.data[k]! >= 0) cotangents.spikeTimes[k] = random.normal();
  });
  for (const bars of cotangents.samples.values()) {
    for (let k = 0; k < bars.length; k++) bars[k] = random.normal();
  }
  return cotangents;
}

/** ⟨cotangents, what differs from `run`⟩ of a run with the same events; NaN if it has others. */
function change(run: Run, cotangents: Cotangents, other: Run): number {
  const { spikes } = run.tape;
  if (other.status !== "completed" || orderOf(other) !== orderOf(run)) return Number.NaN;
  let sum = 0;
  cotangents.spikeTimes.forEach((bar, k) => {
    sum += bar * (other.tape.spikes.time.data[k]! - spikes.time.data[k]!);
  });
  run.sampleTables.forEach((table, t) => {
    const bars = cotangents.samples.get(table)!;
    bars.forEach((bar, k) => {
      sum += bar * (other.sampleTables[t]!.values[k]! - table.values[k]!);
    });
  });
  return sum;
}

/** Spikes, arrivals, breakpoints, samples and modes, neuron by neuron, in their order. */
function orderOf({ tape, program }: Run): string {
  const parts: string[] = [];
  for (let k = 0; k < tape.kind.length; k++) {
    const kind = tape.kind.data[k]!;
    const neuron = tape.neuron.data[k]!;
    if (kind === recordKind.step || kind === recordKind.stepToEvent || kind === recordKind.stepToArrival)
      continue;
    let text = `${neuron}:${kind}:${tape.reference.data[k]}`;
    if (kind === recordKind.modes) {
      const own = program.populations.find(
        ({ population }) =>
          neuron >= population.firstNeuron && neuron < population.firstNeuron + population.size,
      )!;
      const start = tape.stateStart.data[k]! + own.model.ownStates;
      text += `:${[...tape.state.data.subarray(start, tape.stateStart.data[k]! + own.model.states.length)]}`;
    }
    if (parts.at(-1) !== text) parts.push(text);
  }
  return parts.join(" ");
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
    [1, 28],
    [2, 10],
  ])("of the computed run: adjoint, tangent and differences agree, %i layers", (layers, numRuns) => {
    const tally = newTally();
    const arbitrary = fc.tuple(switchedCase(layers), fc.constantFrom(...methods));
    fc.assert(
      fc.property(arbitrary, ([random, method]) => {
        const run = runOf(random, method);
        if (!completed(run, random, tally)) return;
        const cotangents = randomCotangents(run, random.seed);
        const groups = compareDerivatives(run, cotangents, (other) => change(run, cotangents, other), {
          entries: 1,
          seed: random.seed,
        });
        for (const { checked, discarded, tangentDifference, rounding } of groups) {
          tally.entries += checked;
          tally.discarded += discarded;
          // Of a gradient that is a small difference of large numbers rounding decides.
          if (rounding < 3e-12) tally.worst = Math.max(tally.worst, tangentDifference);
        }
        // A group that is nothing but what rounding left of the others, 16 digits below them, says nothing.
        const floor = 1e-15 * Math.max(...groups.map(({ largest }) => largest));
        const wrong = groups.filter(
          ({ verdict, tangentDifference, replayDifference, replayError, largest }) =>
            verdict === "disagrees" &&
            (tangentDifference * largest > floor || replayDifference > Math.max(1e-6, replayError)),
        );
        expect(wrong).toEqual([]);
      }),
      { numRuns },
    );
    expectFewEnds(tally);
    if (layers === 1) expect(tally.terms.size).toBeGreaterThan(0.7 * allTerms.length);
    expect(tally.crossings).toBeGreaterThan(10 * tally.cases);
  });

  it.each([
    [1, 16],
    [2, 6],
  ])("of the solution: differences of runs agree, %i layers", (layers, numRuns) => {
    const tally = newTally();
    fc.assert(
      fc.property(switchedCase(layers), (random) => {
        const run = runOf(random, accurate);
        if (!completed(run, random, tally)) return;
        const cotangents = randomCotangents(run, random.seed);
        const gradient = pullback(run, cotangents);
        const { values } = run.parameters;
        const largest = gradient.values.reduce((most, slope) => Math.max(most, Math.abs(slope)), 0);
        const chosen = randomGenerator(random.seed).permutation(values.length).subarray(0, 3);
        for (const entry of chosen) {
          // A delay of 0 cannot be shortened.
          if (values[entry] === 0) continue;
          tally.entries++;
          const along = (x: number): number => {
            const moved = values.slice();
            moved[entry]! += x;
            return change(run, cotangents, runOf(random, accurate, moved));
          };
          // The error of a run, 1e-11 a step, as its derivatives amplify it.
          const rounding = 1e-10 * Math.max(1, largest);
          const found = differentiate(along, 4e-3, rounding);
          if (found === undefined) {
            tally.discarded++;
            continue;
          }
          const off = Math.abs(found.value - gradient.values[entry]!);
          expect(
            off,
            `entry ${entry}: ${gradient.values[entry]} and ${found.value} ± ${found.error}`,
          ).toBeLessThan(Math.max(3 * found.error, 1e-7 * largest, 1e-9));
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
      fc.property(switchedCase(2), fc.constantFrom(...methods.slice(0, 2)), (random, method) => {
        const [one, ...others] = (["interpreter", "javascript", "webassembly"] as const).map((execution) =>
          bitsOf(runOf(random, { ...method, execution })),
        );
        for (const other of others) expect(other).toBe(one);
      }),
      { numRuns: 4 },
    );
  });
});
