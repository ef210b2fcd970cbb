/** Workers that take jobs, each the next one when it is free, and whose results are taken in the order of the jobs. */
import { WorkerError } from "../errors.ts";
import { beginEffort, type Effort } from "./effort.ts";
import { type Member, newcomer } from "./member.ts";
import { type Places, sharedPlaces } from "./places.ts";
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

/** How often work is looked at that nobody reports of [ms]: a chunk may take minutes, and who wants an end of it does not wait. */
const lookInterval = 100;

/** A claim has 32 bits. */
const largestKey = 0x7fffffff;

/** @throws WorkerError if a worker cannot be started */
export async function crewOf(count: number, start: () => AnyWorker, isShared: boolean): Promise<Crew> {
  let subjects: readonly (Subject & { places: Places | undefined })[] = [];
  let [numbers, workers, keys] = [0, 0, 0];
  let isStopped = false;
  let effort: Effort | undefined;
  /** One after the other: who comes later waits. */
  let turn: Promise<unknown> = Promise.resolve();
  const newKey = (): number => {
    keys = (keys % largestKey) + 1;
    return keys;
  };
  const placesOf = (length: number): Places | undefined =>
    isShared && length > 0 ? sharedPlaces(length, count) : undefined;

  const enter = (index: number): Promise<Member> =>
    newcomer({ index, number: ++workers }, start, {
      report: (outcomes) => effort?.reported(outcomes),
      end: (member) => {
        effort?.ended(member);
        // A thread of a page may still be at work, and write, a while after its end was heard of.
        for (const subject of subjects) {
          subject.places = placesOf(subject.resultLength);
          for (const own of members) if (own.reason === undefined) own.open(subject);
        }
        if (effort === undefined) return;
        void takePlace(member.index, effort);
        effort.goOn();
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
  const takePlace = (index: number, own: Effort): Promise<void> =>
    replace(index).then(() => own.joined(members[index]!), own.abandon);
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
      const tell = (member: Member): void => tellOfLoss(work, member);
      effort = beginEffort(work, members, newKey, tell, (outcome) => {
        effort = undefined;
        for (const { thread } of members) thread.hold(false);
        if ("error" in outcome) reject(outcome.error);
        else resolve();
      });
      look();
      for (const { thread } of members) thread.hold(true);
      effort.goOn();
    });

  return {
    count,
    isShared,
    open: (task, content, resultLength) => {
      const subject = { number: numbers++, task, content, resultLength, places: placesOf(resultLength) };
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
        if (isStopped) throw stopped(work.where);
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
