/** Trainings that are killed at random moments and resumed, and files that are damaged at random places. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadSnapshot } from "../../src/node/snapshot-file.ts";
import { randomGenerator } from "../../src/numeric/random.ts";

export interface KillLoopOptions {
  /** `kill-loop-child.ts`, bundled. */
  readonly program: string;
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
  readonly refused: number;
  readonly seconds: number;
}

/** @throws Error if a child fails or a file that a killed child leaves cannot be read */
export async function killLoop(options: KillLoopOptions): Promise<KillLoopResult> {
  const { program, folder, trainings, damages, seed } = options;
  const random = randomGenerator(seed);
  const file = (name: string): string => {
    mkdirSync(join(folder, name));
    return join(folder, name, "training.saltus");
  };
  await ended(spawnChild(program, file("warm-up")));
  const started = performance.now();
  const whole = await ended(spawnChild(program, file("uninterrupted")));
  const duration = performance.now() - started;
  const counts = { kills: 0, early: 0, amidWriting: 0, leftovers: 0, equal: 0 };
  const batchesDone: number[] = [];
  for (let k = 0; k < trainings; k++) {
    const path = file(`training-${k}`);
    const partials = () => readdirSync(join(path, "..")).filter((name) => name.endsWith(".partial")).length;
    for (let kills = 1 + random.integer(2); kills > 0; kills--) {
      const child = spawnChild(program, path);
      const wait = random.uniform() * duration;
      const done = await killed(child, wait);
      if (done) break;
      counts.kills++;
      counts.amidWriting += partials() > 0 ? 1 : 0;
      if (existsSync(path)) batchesDone.push((await loadSnapshot(path)).optimizer.steps);
      else counts.early++;
    }
    counts.equal += (await ended(spawnChild(program, path))) === whole ? 1 : 0;
    counts.leftovers += partials();
  }
  const refused = await damage(join(folder, "uninterrupted", "training.saltus"), damages, random);
  return { ...counts, batchesDone, refused, seconds: (performance.now() - started) / 1000 };
}

function spawnChild(program: string, path: string): ChildProcess {
  return spawn(process.execPath, [program, path], { stdio: ["ignore", "pipe", "inherit"] });
}

/** What the child printed last. */
function ended(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    child.stdout!.on("data", (part: Buffer) => (text += part.toString()));
    child.on("close", (code, signal) => {
      if (code === 0) resolve(text.trimEnd().split("\n").at(-1)!);
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
