/**
 * What every gradient promises: for random neurons, networks, inputs and methods, discrete adjoint =
 * tangent of the same steps to 1e-10, and = differences with a frozen mesh to 1e-6 or to their own error,
 * relative to the largest entry of each group; and = differences of independent runs within theirs.
 * `scripts/random-networks.mjs` runs thousands of such cases.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Run } from "../../src/compile/run.ts";
import { SimulationError } from "../../src/errors.ts";
import { simulate } from "../../src/simulate/simulate.ts";
import { eventCause, recordKind } from "../../src/tape/tape.ts";
import { type RandomCase, randomCase } from "../support/arbitrary-network.ts";
import { compareIndependently, compareOnMesh, disagreeing } from "../support/random-cases/derivatives.ts";
import { drawCase } from "../support/random-cases/drawn.ts";

/** What the cases of a property had in them, so that a generator that misses something is noticed. */
interface Tally {
  runs: number;
  /** Runs that the mathematics ended: a storm of events, or one that grazes. */
  ended: number;
  groups: number;
  entries: number;
  discarded: number;
  undecided: number;
  readonly seen: Set<string>;
}

function lookAt(run: Run, seen: Set<string>): void {
  const { spikes, kind, neuron, reference, arrivals } = run.tape;
  for (let record = 0; record < spikes.time.length; record++) {
    const cause = spikes.cause.data[record];
    if (cause === eventCause.root) seen.add("event at a root");
    if (cause === eventCause.jump) seen.add("event by a jump");
    if (cause === eventCause.jump && spikes.round.data[record]! > 0) seen.add("event in a later round");
    if (spikes.event.data[record]! > 0) seen.add("a second event");
  }
  const started = new Set<number>();
  for (let record = 0; record < kind.length; record++) {
    if (kind.data[record] === recordKind.start) started.add(neuron.data[record]!);
    else if (!started.has(neuron.data[record]!)) throw new Error("a neuron starts with a step");
    if (kind.data[record] !== recordKind.stepToArrival || run.tape.stepSize.data[record] !== 0) continue;
    const time = arrivals.time.data[reference.data[record]!]!;
    seen.add(time === 0 ? "an arrival at t = 0" : "simultaneous arrivals");
    if (arrivals.round.data[reference.data[record]!]! > 0) seen.add("an arrival without delay");
  }
  seen.add(run.program.method.name);
  for (const own of run.signals) for (const { data } of own?.signals ?? []) seen.add(`${data.kind} signal`);
}

function checkCase(random: RandomCase, tally: Tally): void {
  tally.runs++;
  let run: Run;
  try {
    run = simulate(random.network, random.network.initialParameters(), random.input, random.options);
  } catch (error) {
    if (!(error instanceof SimulationError)) throw error;
    tally.ended++;
    return;
  }
  lookAt(run, tally.seen);
  for (const { values } of run.sampleTables) expect(values.some(Number.isNaN)).toBe(false);
  if (random.options.controller !== undefined) tally.seen.add("PID control");
  const groups = compareOnMesh(run, random.seed, 2);
  for (const { checked, discarded, verdict } of groups) {
    tally.groups++;
    tally.entries += checked;
    tally.discarded += discarded;
    if (verdict === "undecided" || verdict === "imprecise") tally.undecided++;
  }
  expect(disagreeing(groups)).toEqual([]);
}

function checkCases(cases: fc.Arbitrary<RandomCase>, numRuns: number): Tally {
  const tally: Tally = {
    runs: 0,
    ended: 0,
    groups: 0,
    entries: 0,
    discarded: 0,
    undecided: 0,
    seen: new Set(),
  };
  fc.assert(
    fc.property(cases, (random) => checkCase(random, tally)),
    { numRuns },
  );
  return tally;
}

function expectFewDiscards({ runs, ended, groups, entries, discarded, undecided }: Tally): void {
  expect(ended).toBeLessThan(0.15 * runs);
  expect(discarded).toBeLessThanOrEqual(0.05 * entries);
  expect(undecided).toBeLessThanOrEqual(0.05 * groups);
}

describe("gradients", () => {
  it("of random networks with cycles: adjoint, tangent and differences agree", () => {
    const tally = checkCases(randomCase({ min: 1, max: 2, back: 3 }), 9);
    expectFewDiscards(tally);
    expect([...tally.seen]).toEqual(
      expect.arrayContaining(["an arrival without delay", "event in a later round", "simultaneous arrivals"]),
    );
  });

  it("of random neurons: adjoint, tangent and differences agree", () => {
    const tally = checkCases(randomCase({ min: 1, max: 1 }), 36);
    expectFewDiscards(tally);
    expect([...tally.seen]).toEqual(
      expect.arrayContaining([
        "event at a root",
        "event by a jump",
        "event in a later round",
        "a second event",
        "an arrival at t = 0",
        "simultaneous arrivals",
        "PID control",
        "constant signal",
        "linear signal",
      ]),
    );
    expect(
      [...tally.seen].filter((name) => /^(tsit|dorm|bog|heun|euler|mid|rk4|taylor)/i.test(name)),
    ).toHaveLength(9);
  });

  it("of random linear networks by the exact flow: adjoint, tangent and differences agree", () => {
    const tally = checkCases(randomCase({ min: 1, max: 2, back: 2, linear: true }), 9);
    expectFewDiscards(tally);
    expect([...tally.seen]).toEqual(
      expect.arrayContaining([
        "exactFlow",
        "event at a root",
        "event by a jump",
        "a second event",
        "simultaneous arrivals",
        "constant signal",
        "linear signal",
      ]),
    );
  });

  it("of random networks of two and three layers: adjoint, tangent and differences agree", () => {
    const tally = checkCases(randomCase({ min: 2, max: 3 }), 30);
    expectFewDiscards(tally);
    expect([...tally.seen]).toEqual(
      expect.arrayContaining([
        "event at a root",
        "event by a jump",
        "an arrival without delay",
        "simultaneous arrivals",
      ]),
    );
  });

  it("of random networks of every kind: differences of independent runs agree within their error", () => {
    let [entries, discarded, sharp] = [0, 0, 0];
    // One of each kind at least; other seeds than the script's default.
    for (let k = 0; k < 9; k++) {
      const { network, input, options, seed } = drawCase(2, k).drawn;
      for (const found of compareIndependently(network, input, options, seed, 2) ?? []) {
        entries++;
        if (found.discarded !== "") discarded++;
        else expect(Math.abs(found.value - found.expected), found.name).toBeLessThanOrEqual(found.tolerance);
        if (found.tolerance <= 1e-6 * found.largest) sharp++;
      }
    }
    // Delays of 0 and inputs at 0 are at the edge of their domain.
    expect(discarded).toBeLessThanOrEqual(0.25 * entries);
    expect(sharp).toBeGreaterThan(0.6 * entries);
  });
});
