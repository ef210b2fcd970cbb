/** Workers that take jobs, each the next one when it is free, and whose results are taken in the order of the jobs. */
import { WorkerError } from "../errors.ts";
import { type Member, newcomer, type Outcome } from "./member.ts";
import { errorOf } from "./sent-error.ts";
import type { AnyWorker } from "./thread.ts";
import type { Subject, Work } from "./work.ts";

/** A pool as those see it who have jobs for it. */
export interface Crew {
  readonly count: number;
  readonly isShared: boolean;
  readonly open: (task: string, content: unknown, resultLength: number) => Subject;
  readonly close: (subject: Subject) => void;
  /**
   * Resolves when all jobs are done and taken; the first in their order that fails ends it with its error.
   *
   * @throws WorkerError if a job's worker was lost, and the one that repeated it, too
   */
  readonly run: (work: Work) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Work that is being done. */
interface Effort {
  readonly work: Work;
  /** Gives jobs to those who are free, and takes what is done. */
  readonly goOn: () => void;
  readonly ended: (member: Member, jobs: readonly number[]) => void;
  readonly reported: (member: Member, k: number, outcome: Outcome, place: number) => void;
  readonly abandon: (error: unknown) => void;
}

/** How often work is looked at that nobody reports of [ms]: a chunk may take minutes, and who wants an end of it does not wait. */
const lookInterval = 100;

/** @throws WorkerError if a worker cannot be started */
export async function crewOf(count: number, start: () => AnyWorker, isShared: boolean): Promise<Crew> {
  let subjects: readonly Subject[] = [];
  let numbers = 0;
  let isStopped = false;
  let effort: Effort | undefined;
  /** One after the other: who comes later waits. */
  let turn: Promise<unknown> = Promise.resolve();

  const enter = (index: number): Promise<Member> =>
    newcomer(index, start, isShared, {
      report: (member, outcome) => {
        const pending = member.pending.get(outcome.key)!;
        member.pending.delete(outcome.key);
        if (pending.effort === effort && effort !== undefined) {
          effort.reported(member, pending.k, outcome, pending.place);
        } else {
          member.free.push(pending.place);
          effort?.goOn();
        }
      },
      end: (member) => {
        const jobs = [...member.pending.values()].filter((own) => own.effort === effort);
        effort?.ended(
          member,
          jobs.map(({ k }) => k),
        );
      },
    });
  const first = await Promise.allSettled(Array.from({ length: count }, (_, index) => enter(index)));
  const members = first.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  const stop = async (): Promise<void> => {
    isStopped = true;
    effort?.abandon(stopped(effort.work.where));
    await Promise.all(members.map(({ thread }) => thread.stop()));
  };
  const failed = first.find((one) => one.status === "rejected");
  if (failed !== undefined) {
    await stop();
    throw failed.reason;
  }

  const coming = new Map<number, Promise<void>>();
  /** A fresh worker in the place of one that has ended; whoever asks meanwhile waits for the same. */
  const replace = (index: number): Promise<void> => {
    const enterInPlace = async (): Promise<void> => {
      const fresh = await enter(index);
      if (isStopped) return fresh.thread.stop();
      for (const subject of subjects) fresh.open(subject);
      members[index] = fresh;
      // What it is to do may be all that keeps the process.
      fresh.thread.hold(effort !== undefined);
    };
    const own = coming.get(index) ?? enterInPlace().finally(() => coming.delete(index));
    coming.set(index, own);
    return own;
  };
  const told = new WeakSet<Member>();
  const tellOfLoss = ({ onWorkerLost, during }: Work, member: Member): void => {
    // One that is still in its place when the next work begins has been told of.
    if (told.has(member)) return;
    told.add(member);
    const { index, reason } = member;
    const [worker, of] = [index + 1, count];
    const message = `Worker ${worker} of ${of} was lost during ${during}: ${reason}. Its work is repeated.`;
    onWorkerLost?.({ worker, of, reason: reason!, during, message });
  };

  let looking: ReturnType<typeof setInterval> | undefined;
  /** Begins to look, until there is nothing to be looked at: batch after batch needs no other timer. */
  const look = (): void => {
    if (looking !== undefined) return;
    looking = setInterval(() => {
      if (effort !== undefined) return effort.goOn();
      clearInterval(looking);
      looking = undefined;
    }, lookInterval);
    // In Node it lets a process end; what is being done holds it.
    (looking as { unref?: () => void }).unref?.();
  };

  const attempt = (work: Work): Promise<void> =>
    new Promise((resolve, reject) => {
      const outcomes = new Map<number, { outcome: Outcome; member: Member; place: number }>();
      const repeated = new Set<number>();
      const again: number[] = [];
      let [next, taken] = [0, 0];
      const finish = (settle: () => void): void => {
        if (effort !== own) return;
        effort = undefined;
        for (const { member, place } of outcomes.values()) member.free.push(place);
        for (const { thread } of members) thread.hold(false);
        settle();
      };
      /** Two jobs at a time, so that nobody waits for the second to come, but one where few are left. */
      const assign = (): void => {
        for (let depth = 1; depth <= 2; depth++) {
          for (const member of members) {
            if (depth === 2 && work.count - next <= members.length) return;
            if (again.length === 0 && next >= work.count) return;
            if (member.reason !== undefined || member.pending.size >= depth || member.free.length === 0)
              continue;
            const k = again.shift() ?? next++;
            const { content, transfer } = work.job(k);
            member.give(work, { k, effort: own, content, transfer });
          }
        }
      };
      const goOn = (): void => {
        if (effort !== own) return;
        try {
          work.check();
          assign();
          for (let entry = outcomes.get(taken); entry !== undefined; entry = outcomes.get(taken)) {
            const { outcome, member, place } = entry;
            if (outcome.kind === "failed") throw errorOf(outcome.error);
            work.take(taken, outcome.answer, member.resultsOf(work.subject)?.[place]);
            member.free.push(place);
            outcomes.delete(taken++);
          }
          if (taken === work.count) finish(resolve);
          else assign();
        } catch (error) {
          finish(() => reject(error));
        }
      };
      const own: Effort = {
        work,
        goOn,
        abandon: (error) => finish(() => reject(error)),
        reported: (member, k, outcome, place) => {
          outcomes.set(k, { outcome, member, place });
          goOn();
        },
        ended: (member, jobs) => {
          const twice = jobs.find((k) => repeated.has(k));
          try {
            if (twice !== undefined) throw lostTwice(work, member, count);
            tellOfLoss(work, member);
          } catch (error) {
            finish(() => reject(error));
            return;
          }
          for (const k of jobs) repeated.add(k);
          again.push(...jobs);
          replace(member.index).then(goOn, own.abandon);
        },
      };
      effort = own;
      look();
      for (const { thread } of members) thread.hold(true);
      goOn();
    });

  return {
    count,
    isShared,
    open: (task, content, resultLength) => {
      const subject = { number: numbers++, task, content, resultLength };
      subjects = [...subjects, subject];
      for (const member of members) member.open(subject);
      return subject;
    },
    close: (subject) => {
      subjects = subjects.filter((own) => own !== subject);
      for (const member of members) member.close(subject);
    },
    run: (work) => {
      const mine = turn.then(async () => {
        if (isStopped) throw stopped(work.where);
        for (const member of members) {
          if (member.reason === undefined) continue;
          tellOfLoss(work, member);
          await replace(member.index);
        }
        await attempt(work);
      });
      turn = mine.catch(() => {});
      return mine;
    },
    stop,
  };
}

function stopped(where: string): WorkerError {
  return new WorkerError(where, "the workers were stopped", "Start others with startWorkers.");
}

function lostTwice({ where, during }: Work, { index, reason }: Member, of: number): WorkerError {
  const what = `${during} was given up: worker ${index + 1} of ${of} was lost, as the one before it: ${reason}`;
  const hint = "If memory is short, give fewer workers or smaller batches; nothing of the batch was counted.";
  return new WorkerError(where, what, hint);
}
