/** The wish that a command end: asked for between two pieces of work, so that what is done can be saved first. */
import { constants } from "node:os";
import { setImmediate } from "node:timers/promises";
import type { StopSignal } from "../simulate/given/watch.ts";

/** SIGPIPE: nobody reads what is printed any more. */
const signals = ["SIGINT", "SIGTERM", "SIGPIPE"] as const;

/** Ends what a command does; it is no fault. */
export class Stopped extends Error {
  /** What a shell expects of a program that a signal ended. */
  readonly exitCode: number;

  constructor(signal: NodeJS.Signals) {
    super(signal);
    this.name = "Stopped";
    this.exitCode = 128 + constants.signals[signal];
  }
}

export interface StopRequests {
  /** Lets signals and output through. @throws Stopped, after what `before` does, once a signal has come */
  readonly pause: (before?: () => Promise<unknown>) => Promise<void>;
  /** For work that looks at a signal by itself. */
  readonly signal: StopSignal;
  /** Signals mean again what they mean to other programs. */
  readonly end: () => void;
}

/** @param tell  gets a sentence when the first signal comes; a second one ends the process at once */
export function stopRequests(tell: (sentence: string) => void): StopRequests {
  let asked: NodeJS.Signals | undefined;
  const listen = (signal: NodeJS.Signals): void => {
    if (asked !== undefined && signal !== "SIGPIPE") process.exit(new Stopped(signal).exitCode);
    if (asked === undefined && signal !== "SIGPIPE") tell("Stopping; once more stops at once.");
    asked ??= signal;
  };
  for (const signal of signals) process.on(signal, listen);
  const throwIfAborted = (): void => {
    if (asked !== undefined) throw new Stopped(asked);
  };
  return {
    signal: { throwIfAborted },
    pause: async (before) => {
      await setImmediate();
      if (asked === undefined) return;
      await before?.();
      throwIfAborted();
    },
    end: () => {
      for (const signal of signals) process.off(signal, listen);
    },
  };
}
