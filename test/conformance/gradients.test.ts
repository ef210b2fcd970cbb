/**
 * What every gradient promises: for random neurons, networks, inputs and methods, discrete adjoint =
 * tangent of the same steps to 1e-10, and = differences with a frozen mesh to 1e-6 or to their own error,
 * relative to the largest entry of each group.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { zeroCotangents } from "../../src/adjoint/pullback.ts";
import { compareDerivatives } from "../../src/check/compare-derivatives.ts";
import type { Run } from "../../src/compile/run.ts";
import { SimulationError } from "../../src/errors.ts";
import { randomGenerator } from "../../src/numeric/random.ts";
import { simulate } from "../../src/simulate/simulate.ts";
import type { Cotangents } from "../../src/tape/solution.ts";
import { eventCause, recordKind } from "../../src/tape/tape.ts";
import { type RandomCase, randomCase } from "../support/arbitrary-network.ts";

/** A random linear function of the times of all events and of all samples, or of one of each. */
function randomCotangents(run: Run, seed: number): Cotangents {
  const random = randomGenerator(seed);
  const cotangents = zeroCotangents(run);
  const { event } = run.tape.spikes;
  const isDense = random.uniform() < 0.7;
  const fill = (bars: Float64Array): void => {
    const only = bars.length === 0 ? 0 : random.integer(bars.length);
    bars.forEach((_, k) => {
      if (isDense || k === only) bars[k] = random.normal();
    });
  };
  fill(cotangents.spikeTimes);
  for (const bars of cotangents.samples.values()) fill(bars);
  cotangents.spikeTimes.forEach((_, record) => {
    if (event.data[record]! < 0) cotangents.spikeTimes[record] = 0;
  });
  return cotangents;
}

/** ⟨cotangents, what a replay changed⟩: no large number in it from which differences would be taken. */
function changeFrom(recorded: Run, cotangents: Cotangents): (run: Run) => number {
  return (run) => {
    let sum = 0;
    cotangents.spikeTimes.forEach((bar, record) => {
      sum += bar * (run.tape.spikes.time.data[record]! - recorded.tape.spikes.time.data[record]!);
    });
    recorded.sampleTables.forEach((table, t) => {
      const { values } = run.sampleTables[t]!;
      cotangents.samples.get(table)!.forEach((bar, k) => {
        sum += bar * (values[k]! - table.values[k]!);
      });
    });
    return sum;
  };
}

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
  const cotangents = randomCotangents(run, random.seed);
  const value = changeFrom(run, cotangents);
  const groups = compareDerivatives(run, cotangents, value, { entries: 3, seed: random.seed });
  for (const { checked, discarded, verdict } of groups) {
    tally.groups++;
    tally.entries += checked;
    tally.discarded += discarded;
    if (verdict === "undecided" || verdict === "imprecise") tally.undecided++;
  }
  expect(groups.filter(({ verdict }) => verdict === "disagrees")).toEqual([]);
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
    const tally = checkCases(randomCase({ min: 1, max: 2, back: 3 }), 40);
    expectFewDiscards(tally);
    expect([...tally.seen]).toEqual(
      expect.arrayContaining(["an arrival without delay", "event in a later round", "simultaneous arrivals"]),
    );
  });

  it("of random neurons: adjoint, tangent and differences agree", () => {
    const tally = checkCases(randomCase({ min: 1, max: 1 }), 70);
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
    expect([...tally.seen].filter((name) => /^(tsit|dorm|bog|heun|euler|mid|rk4)/i.test(name))).toHaveLength(
      8,
    );
  });

  it("of random linear networks by the exact flow: adjoint, tangent and differences agree", () => {
    const tally = checkCases(randomCase({ min: 1, max: 2, back: 2, linear: true }), 40);
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
    const tally = checkCases(randomCase({ min: 2, max: 3 }), 45);
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
});
