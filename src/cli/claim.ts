/**
 * Who writes to a path: one process at a time, told by a file beside it. Every claim has a name of its own, so that
 * removing one whose process has ended never hits another, and whoever makes one looks for others only afterwards: of
 * two, the later one sees the earlier. A killed process keeps nobody out.
 */
import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { readdir, readFile, realpath, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { OptionError } from "../errors.ts";
import { refused } from "../node/files.ts";
import { isRunning, startOf } from "../node/running-process.ts";

/** A path that is this process's own. */
export interface Claim {
  /** A path beside it for what is not whole yet; a claim that was left behind is removed together with it. */
  readonly partial: string;
  /** Whether another process had it, and ended without giving it back. */
  readonly wasLeftBehind: boolean;
  /** Gives it back. */
  readonly release: () => Promise<void>;
}

interface Owner {
  readonly host: string;
  readonly pid: number;
  /** When the process started, as far as the system tells: numbers of processes are given again. */
  readonly start: string | undefined;
}

/** How often a claim is renewed, and when one that was not counts as left behind, if nothing else tells [ms]. */
const renewal = 30_000;
const patience = 600_000;
/** How long the first of several that claim at once waits for the others to withdraw: so often, each time [ms]. */
const [attempts, pause] = [20, 20];

/**
 * @param path  of a file or folder, there or not, in a folder that is there
 * @param hint  what to do if another process has it
 * @throws OptionError if another process has it, or no file can be made beside it
 */
export async function claimPath(path: string, where: string, hint: string): Promise<Claim> {
  const target = await targetOf(path, where);
  const own = `${target}.${process.pid}-${randomBytes(4).toString("hex")}.claim`;
  const owner: Owner = { host: hostname(), pid: process.pid, start: startOf(process.pid) };
  await told(where, () => writeFile(own, JSON.stringify(owner), { flag: "wx" }));
  const partial = partialOf(own);
  const remove = (): void => {
    for (const left of [partial, own]) rmSync(left, { recursive: true, force: true });
  };
  let abandoned: readonly string[];
  for (let attempt = 1; ; attempt++) {
    const { held: others, left } = await othersOf(target, own);
    const [other] = others;
    // Who is given the path removes them, so that they tell one process only that it was left behind.
    abandoned = left;
    if (other === undefined) break;
    if (attempt === attempts || others.some(({ file }) => file < own)) {
      remove();
      throw new OptionError(where, `it is in use by ${other.who}`, hint);
    }
    await setTimeout(pause);
  }
  for (const file of abandoned) {
    for (const left of [partialOf(file), file]) await rm(left, { recursive: true, force: true });
  }
  const timer = setInterval(() => {
    const now = new Date();
    utimes(own, now, now).catch(() => {});
  }, renewal);
  timer.unref();
  process.on("exit", remove);
  return {
    partial,
    wasLeftBehind: abandoned.length > 0,
    release: async () => {
      clearInterval(timer);
      process.off("exit", remove);
      await rm(own, { force: true });
    },
  };
}

function partialOf(claim: string): string {
  return claim.replace(/claim$/, "partial");
}

/** One path for what several links lead to. */
async function targetOf(path: string, where: string): Promise<string> {
  return told(where, () =>
    realpath(path).catch(async () => join(await realpath(dirname(path)), basename(path))),
  );
}

async function told<T>(where: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw refused(error, where, "written");
  }
}

interface Others {
  /** Claims of processes that go on. */
  readonly held: readonly { readonly file: string; readonly who: string }[];
  /** Those of others. */
  readonly left: readonly string[];
}

async function othersOf(target: string, own: string): Promise<Others> {
  const begin = `${basename(target)}.`;
  const names = (await readdir(dirname(target))).filter(
    (name) => name.startsWith(begin) && /^\d+-[0-9a-f]{8}\.claim$/.test(name.slice(begin.length)),
  );
  // The clock of the file system, which may be another machine's.
  const { mtimeMs: now } = await stat(own);
  const held: { file: string; who: string }[] = [];
  const left: string[] = [];
  for (const file of names.map((name) => join(dirname(target), name))) {
    if (file === own) continue;
    try {
      const owner = ownerIn(await readFile(file, "utf8"));
      if (isHeld(owner, now - (await stat(file)).mtimeMs)) held.push({ file, who: whoIs(owner) });
      else left.push(file);
    } catch (error) {
      // It was given back meanwhile.
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
  }
  return { held, left };
}

/** undefined for one that is not written yet. */
function ownerIn(text: string): Owner | undefined {
  try {
    return JSON.parse(text) as Owner;
  } catch {
    return undefined;
  }
}

/** @param age  since it was made or renewed [ms] */
function isHeld(owner: Owner | undefined, age: number): boolean {
  if (owner?.host === hostname()) {
    if (!isRunning(owner.pid)) return false;
    const start = startOf(owner.pid);
    if (start !== undefined) return start === owner.start;
  }
  return age < patience;
}

function whoIs(owner: Owner | undefined): string {
  if (owner === undefined) return "another process";
  return `process ${owner.pid}${owner.host === hostname() ? "" : ` on ${owner.host}`}`;
}
