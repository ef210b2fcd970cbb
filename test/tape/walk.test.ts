import { describe, expect, it } from "vitest";
import { push } from "../../src/tape/growing.ts";
import type { ObservedPlace } from "../../src/tape/observation.ts";
import { createTape, recordKind } from "../../src/tape/tape.ts";
import {
  type BackwardVisits,
  type RecordName,
  type Visits,
  type Walk,
  type WalkedPopulation,
  walkBackwards,
  walkForwards,
} from "../../src/tape/walk.ts";

interface Told extends Walk<WalkedPopulation> {
  readonly told: string[];
  isOver: boolean;
}

const names = Object.keys(recordKind) as RecordName[];

/** A population with its frames, and its index in the network of the tape below: neurons 0 to 2, then 3 and 4. */
const populations = [
  { program: { base: 100, population: { firstNeuron: 0 }, programs: { frame: { size: 10 } } } },
  { program: { base: 500, population: { firstNeuron: 3 }, programs: { frame: { size: 7 } } } },
];

/** One record of every kind, in order of their codes; record k is of neuron k mod 5 and has reference 10·k. */
function walkOf(places: readonly (readonly [number, number])[] = []): Told {
  const tape = createTape();
  names.forEach((name, k) => {
    push(tape.kind, recordKind[name]);
    push(tape.neuron, k % 5);
    push(tape.reference, 10 * k);
  });
  const observed = new Map<number, ObservedPlace[]>();
  for (const [record, elapsed] of places) {
    const place = { elapsed, component: 0, row: 0, numbers: new Float64Array(1) };
    observed.set(record, [...(observed.get(record) ?? []), place]);
  }
  const run = { tape, program: { owner: Int32Array.of(0, 0, 0, 1, 1) } };
  return { run, populations, observed, told: [], isOver: false };
}

const tellers = Object.fromEntries(
  names.map((name) => [name, (walk: Told) => walk.told.push(name)]),
) as unknown as Record<RecordName, (walk: Told) => void>;

const visits: Visits<Told, WalkedPopulation> = {
  ...tellers,
  load: () => {},
  inside: (walk, { record }, { elapsed }) => walk.told.push(`${elapsed} into ${record}`),
  behind: (walk, { record }) => walk.told.push(`behind ${record}`),
};

const backwards: BackwardVisits<Told, WalkedPopulation> = {
  ...visits,
  leap: (_, { record }) => record,
  enters: () => true,
};

describe("a walk", () => {
  it("gives every record to the visit of its kind, in order or in reverse", () => {
    const walk = walkOf();
    walkForwards(walk, visits);
    expect(walk.told).toEqual(names);
    const back = walkOf();
    walkBackwards(back, backwards);
    expect(back.told).toEqual([...names].reverse());
  });

  it("finds neuron, population, frame and reference of a record", () => {
    const walk = walkOf();
    const found: unknown[] = [];
    walkForwards<WalkedPopulation, Told>(walk, {
      ...visits,
      load: (_, { own, frame, record, neuron, reference }) => {
        found.push([populations.indexOf(own as never), frame, record, neuron, reference]);
      },
    });
    expect(found.slice(0, 6)).toEqual([
      [0, 100, 0, 0, 0],
      [0, 110, 1, 1, 10],
      [0, 120, 2, 2, 20],
      [1, 500, 3, 3, 30],
      [1, 507, 4, 4, 40],
      [0, 100, 5, 0, 50],
    ]);
  });

  it("meets what lies inside a step before what lies behind it, and backwards the other way round", () => {
    const places = [
      [1, Number.NaN],
      [1, 0.5],
    ] as const;
    const walk = walkOf(places);
    walkForwards(walk, visits);
    expect(walk.told.slice(0, 4)).toEqual(["start", "0.5 into 1", "step", "behind 1"]);
    const back = walkOf(places);
    walkBackwards(back, backwards);
    expect(back.told.slice(-4)).toEqual(["behind 1", "step", "0.5 into 1", "start"]);
  });

  it("loads before each record and each place inside one, and not for those behind", () => {
    let loads = 0;
    const counting = { ...backwards, load: () => loads++ };
    const places = [
      [2, 0.1],
      [2, 0.2],
      [2, Number.NaN],
    ] as const;
    walkForwards(walkOf(places), counting);
    expect(loads).toBe(names.length + 2);
    walkBackwards(walkOf(places), counting);
    expect(loads).toBe(2 * (names.length + 2));
  });

  it("forwards ends when it is over, before what lies behind the record", () => {
    const walk = walkOf([[2, Number.NaN]]);
    walkForwards<WalkedPopulation, Told>(walk, {
      ...visits,
      stepToFixed: (own) => {
        own.isOver = true;
      },
    });
    expect(walk.told).toEqual(["start", "step"]);
  });

  it("backwards leaves out what has been leapt over, and records that it does not enter but for places", () => {
    const walk = walkOf([
      [3, Number.NaN],
      [8, Number.NaN],
    ]);
    walkBackwards<WalkedPopulation, Told>(walk, {
      ...backwards,
      leap: (_, { record }) => (record === 9 ? 5 : record),
      enters: (_, { record }) => record !== 3,
    });
    // 9 to 6 are leapt over, the place behind 8 with them; 3 is not entered.
    expect(walk.told).toEqual([
      "continued",
      "arrival",
      "stepToEvent",
      "behind 3",
      "stepToFixed",
      "step",
      "start",
    ]);
  });

  it("does not compile with a kind left out", () => {
    const { sample: _, ...without } = visits;
    // @ts-expect-error a table without a visit of samples
    const table: Visits<Told, WalkedPopulation> = without;
    expect(table).not.toHaveProperty("sample");
  });
});
