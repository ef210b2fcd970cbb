/** The options of `saltus train`, read and checked. */
import { availableParallelism } from "node:os";
import { knownHere, OptionError } from "../errors.ts";
import { readArguments, readNumber } from "./arguments.ts";
import { mnist } from "./mnist-task.ts";
import type { Plan, Task, Texts } from "./task.ts";
import { changeableSettings, command, settingNames } from "./task-options.ts";
import { yinYang } from "./yin-yang-task.ts";

/** The first is trained unless one is named. */
const tasks: readonly [Task, ...Task[]] = [yinYang, mnist];

/** The task that arguments name, if they do. */
export function taskNamedBy([first]: readonly string[]): Task | undefined {
  return tasks.find(({ name }) => name === first);
}

/** Where to write, and what. */
interface Places {
  readonly output: string | undefined;
  readonly snapshot: string | undefined;
  readonly pictures: boolean;
  /** Whether a program reads along. */
  readonly json: boolean;
  /** By how many threads; 1 is that of the command alone. */
  readonly workers: number;
}

export interface TrainOptions extends Places {
  readonly task: Task;
  /** What was typed of it. */
  readonly texts: Texts;
  readonly plan: Plan;
}

/** A training that goes on; `resume` is the file with all the other settings. */
export interface ResumeOptions extends Places {
  readonly resume: string;
  /** The one that was named. */
  readonly task: Task | undefined;
  /** Settings that are to be others than in the file, as they were typed. */
  readonly changes: Texts;
  readonly flags: readonly string[];
}

/** For which help was asked. */
export interface HelpOptions {
  readonly usage: string;
}

/** @throws OptionError for wrong ones */
export function readTrainOptions(args: readonly string[]): TrainOptions | ResumeOptions | HelpOptions {
  const named = taskNamedBy(args);
  const [task] = named === undefined ? tasks : [named];
  // Of which task the file is, it alone knows.
  const goesOn = args.some((arg) => /^--resume(=|$)/.test(arg));
  const possible = goesOn && named === undefined ? tasks : [task];
  const { texts, flags, rest } = readArguments(command, named === undefined ? args : args.slice(1), {
    texts: [
      ...possible.flatMap((one) => one.texts),
      ...settingNames,
      "output",
      "snapshot",
      "resume",
      "workers",
    ],
    flags: [...possible.flatMap((one) => one.flags), "no-pictures", "json"],
    elsewhere: (name) => {
      const other = tasks.find(({ texts, flags }) => texts.includes(name) || flags.includes(name));
      return other && `It is one of ${command} ${other.name}.`;
    },
  });
  if (flags["help"]) return { usage: task.usage };
  checkRest(rest);
  const { resume, output, snapshot, workers = `${availableParallelism()}`, ...given } = texts;
  const places = {
    output,
    snapshot,
    pictures: !flags["no-pictures"],
    json: flags["json"]!,
    workers: readNumber(command, "workers", workers, "count"),
  };
  const own = possible.flatMap((one) => one.flags).filter((name) => flags[name]);
  if (resume === undefined) return { task, texts: given, plan: task.plan(given, own), ...places };
  const changeable = [...changeableSettings, ...possible.flatMap((one) => one.changeable)];
  const fixed = Object.keys(given).find((name) => !changeable.includes(name));
  if (fixed !== undefined) {
    const named = [...changeable, "output", "snapshot"].map((name) => `--${name}`);
    const hint = `The file has all settings; only ${named.slice(0, -1).join(", ")} and ${named.at(-1)} may change.`;
    throw new OptionError(command, `--${fixed} is given with --resume`, hint);
  }
  return { resume, task: named, changes: given, flags: own, ...places };
}

function checkRest([extra]: readonly string[]): void {
  if (extra === undefined) return;
  const names = tasks.map(({ name }) => name);
  const hint = names.includes(extra)
    ? `A task is named first: ${command} ${extra} …`
    : `Every setting has a name that begins with --. Before them a task may stand. ${knownHere(extra, names)}`;
  throw new OptionError(command, `"${extra}" is no option`, hint);
}

/** The task and its settings as arguments that `readTrainOptions` reads back. */
export function argumentsOf({ task, settings }: Pick<Plan, "task" | "settings">): string[] {
  const option = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return [task, ...Object.entries(settings).map(([name, value]) => `--${option(name)}=${value}`)];
}
