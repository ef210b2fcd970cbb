import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { expect, it } from "vitest";
import { isRunning, startOf } from "../../src/node/running-process.ts";

it("a process goes on until it ends", async () => {
  expect(isRunning(process.pid)).toBe(true);
  const child = spawn("sleep", ["60"]);
  const { pid } = child;
  expect(isRunning(pid!)).toBe(true);
  child.kill("SIGKILL");
  await once(child, "close");
  expect(isRunning(pid!)).toBe(false);
});

it.runIf(existsSync("/proc/self/stat"))("one that nobody has asked for its end has ended", async () => {
  // The shell becomes a sleep, which waits for no child.
  const parent = spawn("sh", ["-c", "sleep 0 & echo $!; exec sleep 60"]);
  const [printed] = (await once(parent.stdout!, "data")) as [Buffer];
  const pid = Number(printed);
  for (let k = 0; isRunning(pid) && k < 100; k++) await setTimeout(20);
  expect(isRunning(pid)).toBe(false);
  expect(startOf(pid)).toBeDefined();
  parent.kill();
});
