/** Work that is being done: which jobs are out, and what has become of them. */
import { WorkerError } from "../errors.ts";
import type { Member } from "./member.ts";
import type { Outcome, PostedJob } from "./messages.ts";
import { offer, type Places, withdraw } from "./places.ts";
import { errorOf, sentError } from "./sent-error.ts";
import type { Work } from "./work.ts";

/** A pool at one work. */
export interface Effort {
  readonly work: Work;
  /** Gives jobs to those who are free, and takes what is done. */
  readonly goOn: () => void;
  readonly reported: (outcomes: readonly Outcome[]) => void;
  readonly ended: (member: Member) => void;
  /** One that came in place of another. */
  readonly joined: (member: Member) => void;
  readonly abandon: (error: unknown) => void;
}

/** A job that is not answered. */
interface Job extends PostedJob {
  readonly k: number;
  /** Undefined if it was given to one worker, who sends its result. */
  readonly places: Places | undefined;
  /** Whom it was given to; undefined if all were told of it. */
  readonly member: Member | undefined;
}

/** What a worker has made of a job, until those before it are taken. */
interface Done {
  readonly outcome: Outcome;
  readonly results: Float64Array | undefined;
}

/**
 * Begins a work. Where memory is shared all workers are told of all jobs, and each takes the next one that nobody has
 * taken; where it is not, one is given to whoever is free.
 *
 * @param members  of the pool, by their index: others may come in their place
 * @param newKey   of a job: given once
 * @param tell     of a worker that is lost
 * @param settle   called once, in the end
 */
export function beginEffort(
  work: Work,
  members: readonly Member[],
  newKey: () => number,
  tell: (member: Member) => void,
  settle: (outcome: { readonly error?: unknown }) => void,
): Effort {
  const { subject, count } = work;
  /** By key. */
  const out = new Map<number, Job>();
  const done = new Map<number, Done>();
  const repeated = new Set<number>();
  /** By index in the pool, whether one ended there before it began with anything. */
  const idle = new Set<number>();
  let again: number[] = [];
  let [next, taken, isOver] = [0, 0, false];

  const finish = (outcome: { readonly error?: unknown }): void => {
    if (isOver) return;
    isOver = true;
    // Nobody begins with what is left.
    for (const { places, place, key } of out.values()) if (places !== undefined) withdraw(places, place, key);
    settle(outcome);
  };
  const post = (ks: readonly number[], to: readonly Member[], places: Places | undefined): void => {
    const moved: ArrayBufferLike[] = [];
    const jobs = ks.map((k): Job => {
      work.check();
      const { content, transfer } = work.job(k);
      if (places === undefined) moved.push(...transfer);
      const place = places === undefined ? 0 : k % places.count;
      return { k, key: newKey(), place, content, places, member: places === undefined ? to[0] : undefined };
    });
    for (const job of jobs) {
      out.set(job.key, job);
      if (places !== undefined) offer(places, job.place, job.key);
    }
    give(jobs, to, moved);
  };
  /** What cannot be sent fails, when all before it are taken. */
  const give = (jobs: readonly Job[], to: readonly Member[], moved: readonly ArrayBufferLike[]): void => {
    try {
      for (const member of to) member.give(work, jobs.map(posted), moved);
    } catch (error) {
      if (jobs.length > 1) for (const job of jobs) give([job], to, moved);
      else {
        const { key, k } = jobs[0]!;
        out.delete(key);
        done.set(k, { outcome: { key, error: sentError(error) }, results: undefined });
      }
    }
  };
  /**
   * To all, as far as there are places: few at first, so that all can begin, then the rest, or half of the places at a time.
   *
   * @returns whether there were any
   */
  const postToAll = (places: Places, to: readonly Member[]): boolean => {
    const room = next === 0 ? to.length : places.count - (next - taken);
    const fresh = Math.min(room, count - next);
    const begun = next;
    if (begun === 0 || fresh === count - next || 2 * fresh >= places.count) next += fresh;
    const ks = [...again, ...Array.from({ length: next - begun }, (_, i) => begun + i)];
    again = [];
    if (ks.length > 0) post(ks, to, places);
    return ks.length > 0;
  };
  /** Two jobs at a time, so that nobody waits for the second to come, but one where few are left. */
  const postToEach = (to: readonly Member[]): void => {
    for (let depth = 1; depth <= 2; depth++) {
      for (const member of to) {
        if (depth === 2 && count - next <= members.length) return;
        if (again.length === 0 && next >= count) return;
        let own = 0;
        for (const job of out.values()) if (job.member === member) own++;
        if (own < depth) post([again.shift() ?? next++], [member], undefined);
      }
    }
  };
  const assign = (): void => {
    const alive = members.filter(({ reason }) => reason === undefined);
    const { places } = subject;
    if (alive.length === 0) return;
    if (places === undefined) postToEach(alive);
    else while (postToAll(places, alive));
  };
  const goOn = (): void => {
    if (isOver) return;
    try {
      work.check();
      assign();
      for (let own = done.get(taken); own !== undefined; own = done.get(taken)) {
        const { outcome, results } = own;
        if ("error" in outcome) throw errorOf(outcome.error);
        work.take(taken, outcome.answer, results);
        done.delete(taken++);
      }
      if (taken === count) finish({});
      else assign();
    } catch (error) {
      finish({ error });
    }
  };
  return {
    work,
    goOn,
    abandon: (error) => finish({ error }),
    reported: (outcomes) => {
      for (const outcome of outcomes) {
        const job = out.get(outcome.key);
        if (job === undefined) continue;
        out.delete(outcome.key);
        done.set(job.k, { outcome, results: job.places?.results[job.place] });
      }
      goOn();
    },
    ended: (member) => {
      const [begun, waiting]: [number[], number[]] = [[], []];
      for (const { k, key, places, place, member: own } of [...out.values()]) {
        const holder = places === undefined ? own!.number : withdraw(places, place, key);
        if (holder !== undefined && holder !== member.number) continue;
        out.delete(key);
        (holder === undefined ? waiting : begun).push(k);
      }
      again = [...again, ...begun, ...waiting].sort((a, b) => a - b);
      const isSecond = begun.length > 0 ? begun.some((k) => repeated.has(k)) : idle.has(member.index);
      try {
        if (isSecond) throw lostTwice(work, member, members.length);
        tell(member);
      } catch (error) {
        finish({ error });
      }
      for (const k of begun) repeated.add(k);
      if (begun.length === 0) idle.add(member.index);
    },
    joined: (member) => {
      const jobs = [...out.values()].filter(
        ({ places }) => places !== undefined && places === subject.places,
      );
      if (!isOver && jobs.length > 0) member.give(work, jobs.map(posted), []);
      goOn();
    },
  };
}

function posted({ key, content, place }: Job): PostedJob {
  return { key, content, place };
}

function lostTwice({ where, during }: Work, { index, reason }: Member, of: number): WorkerError {
  const what = `${during} was given up: worker ${index + 1} of ${of} was lost, as the one before it: ${reason}`;
  const hint = "If memory is short, give fewer workers or smaller batches; nothing of the batch was counted.";
  return new WorkerError(where, what, hint);
}
