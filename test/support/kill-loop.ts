/** Trainings that are killed at random moments and resumed, and files that are damaged at random places. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadSnapshot } from "../../src/node/snapshot-file.ts";
import { randomGenerator } from "../../src/numeric/random.ts";
import type { Killed } from "./kill-loop-child.ts";

export interface KillLoopOptions {
  /** `kill-loop-child.ts`, bundled. */
  readonly program: string;
  /** What it trains, and by whom, but for workers that end by themselves. */
  readonly training?: Partial<Killed>;
  /** Whether workers are terminated at random moments, too. */
  readonly terminates?: boolean;
  /** An empty folder. */
  readonly folder: string;
  readonly trainings: number;
  /** Files that are truncated or altered. */
  readonly damages: number;
  readonly seed: number;
}

export interface KillLoopResult {
  readonly kills: number;
  /** Kills before the first snapshot. */
  readonly early: number;
  /** Kills that left the beginning of a file that was being written. */
  readonly amidWriting: number;
  /** Partial files that are left after a training has ended. */
  readonly leftovers: number;
  /** Trainings whose last state is, bit for bit, that of the one that was not killed. */
  readonly equal: number;
  readonly batchesDone: readonly number[];
  /** Workers that were lost and replaced by trainings that came to their end. */
  readonly workersLost: number;
  readonly refused: number;
  readonly seconds: number;
}

/** @throws Error if a child fails or a file that a killed child leaves cannot be read */
export async function killLoop(options: KillLoopOptions): Promise<KillLoopResult> {
  const { program, training, terminates = false, folder, trainings, damages, seed } = options;
  const random = randomGenerator(seed);
  const file = (name: string): string => {
    mkdirSync(join(folder, name));
    return join(folder, name, "training.saltus");
  };
  const start = (path: string, more: Partial<Killed> = {}): ChildProcess => {
    const killed: Killed = { path, workers: 0, worker: "", terminate: 0, ...training, ...more };
    return spawn(process.execPath, [program, JSON.stringify(killed)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
  };
  const started = performance.now();
  await ended(start(file("warm-up")));
  const duration = performance.now() - started;
  // Without workers, whoever computes the others.
  const [whole] = await ended(start(file("uninterrupted"), { workers: 0 }));
  const counts = { workersLost: 0, kills: 0, early: 0, amidWriting: 0, leftovers: 0, equal: 0 };
  const batchesDone: number[] = [];
  for (let k = 0; k < trainings; k++) {
    const own = (path: string) => start(path, { terminate: terminates ? 1 + random.integer(1e6) : 0 });
    const path = file(`training-${k}`);
    const partials = () => readdirSync(join(path, "..")).filter((name) => name.endsWith(".partial")).length;
    for (let kills = 1 + random.integer(2); kills > 0; kills--) {
      const child = own(path);
      const wait = random.uniform() * duration;
      const done = await killed(child, wait);
      if (done) break;
      counts.kills++;
      counts.amidWriting += partials() > 0 ? 1 : 0;
      if (existsSync(path)) batchesDone.push((await loadSnapshot(path)).optimizer.steps);
      else counts.early++;
    }
    const [last, lost] = await ended(own(path));
    counts.equal += last === whole ? 1 : 0;
    counts.workersLost += Number.parseInt(lost, 10);
    counts.leftovers += partials();
  }
  const refused = await damage(join(folder, "uninterrupted", "training.saltus"), damages, random);
  return { ...counts, batchesDone, refused, seconds: (performance.now() - started) / 1000 };
}

/** What the child printed last, and before it. */
function ended(child: ChildProcess): Promise<[last: string, before: string]> {
  return new Promise((resolve, reject) => {
    let text = "";
    child.stdout!.on("data", (part: Buffer) => (text += part.toString()));
    child.on("close", (code, signal) => {
      const [before = "", last = ""] = text.trimEnd().split("\n").slice(-2);
      if (code === 0) resolve([last, before]);
      else reject(new Error(`the child ended with ${code ?? signal}`));
    });
  });
}

/** Kills the child so many milliseconds after it began; true if it had ended by itself. */
function killed(child: ChildProcess, wait: number): Promise<boolean> {
  return new Promise((resolve) => {
    child.stdout!.resume();
    const timer = setTimeout(() => child.kill("SIGKILL"), wait);
    child.on("close", (code) => {
      clearTimeout(timer);
      resolve(code !== null);
    });
  });
}

/** How many truncated or altered copies of a file are refused. */
async function damage(
  path: string,
  count: number,
  random: ReturnType<typeof randomGenerator>,
): Promise<number> {
  const bytes = readFileSync(path);
  const copy = `${path}.copy`;
  let refused = 0;
  for (let k = 0; k < count; k++) {
    const place = random.integer(bytes.length);
    const damaged = k % 2 === 0 ? bytes.subarray(0, place) : Buffer.from(bytes);
    if (k % 2 === 1) damaged[place]! ^= 1 + random.integer(255);
    writeFileSync(copy, damaged);
    refused += await loadSnapshot(copy).then(
      () => 0,
      () => 1,
    );
  }
  rmSync(copy, { force: true });
  return refused;
}
