import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
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
  const parent = spawn("sh", ["-c", "sleep 60 & echo $!; exec sleep 60"]);
  const [printed] = (await once(parent.stdout!, "data")) as [Buffer];
  const pid = Number(printed);
  // The shell would ask; a sleep, which it becomes, waits for no child.
  const isSleep = (): boolean => readFileSync(`/proc/${parent.pid}/comm`, "utf8") === "sleep\n";
  for (let k = 0; !isSleep() && k < 500; k++) await setTimeout(20);
  expect(isSleep()).toBe(true);
  expect(isRunning(pid)).toBe(true);
  process.kill(pid, "SIGKILL");
  for (let k = 0; isRunning(pid) && k < 500; k++) await setTimeout(20);
  expect(isRunning(pid)).toBe(false);
  expect(startOf(pid)).toBeDefined();
  parent.kill();
});
