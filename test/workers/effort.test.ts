/** Which jobs are given to whom, repeated and refused, with workers that are no threads. */
import { describe, expect, it } from "vitest";
import { OptionError } from "../../src/errors.ts";
import { beginEffort, type Effort } from "../../src/workers/effort.ts";
import type { Member } from "../../src/workers/member.ts";
import type { PostedJob } from "../../src/workers/messages.ts";
import { claim, type Places, sharedPlaces } from "../../src/workers/places.ts";

interface Case {
  readonly effort: Effort;
  readonly members: Member[];
  readonly member: (index: number, number: number) => Member;
  /** By number of a member, what it was told of. */
  readonly told: Map<number, PostedJob[]>;
  readonly places: Places | undefined;
  readonly taken: number[];
  readonly ends: { readonly error?: unknown }[];
  readonly lost: number[];
}

/** @param isShared  whether all are told of all jobs */
function begun(count: number, workers: number, isShared = true, unfit: readonly number[] = []): Case {
  const places = isShared ? sharedPlaces(1, workers) : undefined;
  const told = new Map<number, PostedJob[]>();
  const [taken, lost]: [number[], number[]] = [[], []];
  const ends: { readonly error?: unknown }[] = [];
  const member = (index: number, number: number): Member => ({
    index,
    number,
    thread: { post: () => {}, hold: () => {}, stop: async () => {} },
    reason: undefined,
    open: () => {},
    close: () => {},
    give: ({ where }, jobs) => {
      if (jobs.some(({ content }) => unfit.includes(content as number)))
        throw new OptionError(where, "it cannot be sent");
      told.set(number, [...(told.get(number) ?? []), ...jobs]);
    },
  });
  const members = Array.from({ length: workers }, (_, k) => member(k, k + 1));
  let keys = 0;
  const work = {
    where: "test",
    subject: { number: 0, task: "", content: undefined, resultLength: 1, places },
    during: "a test",
    count,
    job: (k: number) => ({ content: k, transfer: [] }),
    take: (k: number) => taken.push(k),
    onWorkerLost: undefined,
    check: () => {},
  };
  const effort = beginEffort(
    work,
    members,
    () => ++keys,
    ({ index }) => lost.push(index),
    (outcome) => ends.push(outcome),
  );
  effort.goOn();
  return { effort, members, member, told, places, taken, ends, lost };
}

/** A worker ends, and another comes in its place. */
function replace({ effort, members, member }: Case, index: number, number: number): void {
  effort.ended({ ...members[index]!, reason: "it ended" });
  members[index] = member(index, number);
  effort.joined(members[index]!);
}

const answer = ({ effort }: Case, jobs: readonly PostedJob[]): void =>
  effort.reported(jobs.map(({ key }) => ({ key, answer: undefined })));

describe("where memory is shared", () => {
  it("all are told of all jobs, each of which one of them gets", () => {
    const own = begun(10, 2);
    expect(own.told.get(1)).toEqual(own.told.get(2));
    const mine = own.told.get(1)!.filter(({ key, place }) => claim(own.places!, place, key, 1 + (key % 2)));
    expect(mine.map(({ content }) => content)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(own.told.get(2)!.some(({ key, place }) => claim(own.places!, place, key, 2))).toBe(false);
    answer(own, mine.slice(4));
    expect(own.taken).toEqual([]);
    answer(own, mine.slice(0, 4));
    expect(own.taken).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(own.ends).toEqual([{}]);
  });

  it("what a lost one had taken is repeated, and what nobody had stays to be had", () => {
    const own = begun(6, 2);
    const [first, second] = own.told.get(2)!;
    for (const { key, place } of [first!, second!]) expect(claim(own.places!, place, key, 2)).toBe(true);
    replace(own, 1, 3);
    // The other one ends before it begins, once: nothing was tried twice.
    replace(own, 0, 4);
    expect(own.ends).toEqual([]);
    expect(own.lost).toEqual([1, 0]);
    const [jobs, places] = [own.told.get(4)!, own.places!];
    const had = jobs.filter(({ key, place }) => claim(places, place, key, 4));
    expect(had.map(({ content }) => content).sort()).toEqual([0, 1, 2, 3, 4, 5]);
    answer(own, had);
    expect(own.taken).toEqual([0, 1, 2, 3, 4, 5]);
    expect(own.ends).toEqual([{}]);
  });

  it("a job that takes two workers with it is given up, as is a place where none begins", () => {
    const taken = begun(3, 1);
    const [job] = taken.told.get(1)!;
    claim(taken.places!, job!.place, job!.key, 1);
    replace(taken, 0, 2);
    const again = taken.told.get(2)!.find(({ content }) => content === job!.content)!;
    claim(taken.places!, again.place, again.key, 2);
    replace(taken, 0, 3);
    expect(String(taken.ends[0]!.error)).toMatch(
      /was given up: worker 1 of 1 was lost, as the one before it/,
    );
    const idle = begun(3, 1);
    replace(idle, 0, 2);
    replace(idle, 0, 3);
    expect(String(idle.ends[0]!.error)).toMatch(/was given up/);
  });
});

describe.each([true, false])("what cannot be sent, shared %s", (isShared) => {
  it("is told when all before it are taken", () => {
    const own = begun(4, 1, isShared, [2]);
    for (let round = 0; round < 4; round++) answer(own, own.told.get(1)!);
    expect(own.taken).toEqual([0, 1]);
    expect(String(own.ends[0]!.error)).toContain("test: it cannot be sent");
  });
});
