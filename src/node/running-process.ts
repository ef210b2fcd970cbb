/** Whether a process of this machine goes on, told by its number. */
import { readFileSync } from "node:fs";

/**
 * Whether a process has the number and goes on; a later one may have been given it again. One that was killed keeps
 * its number until its parent asks for its end, which the first process of a container may never do.
 */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^[ZX]/.test(statusOf(pid)?.[0] ?? "");
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

/** What differs between processes that have one number after each other; undefined where the system does not tell. */
export function startOf(pid: number): string | undefined {
  // In ticks.
  return statusOf(pid)?.[19];
}

/** Linux: what it tells of a process, from the third word on; the second one stands in brackets and may have spaces. */
function statusOf(pid: number): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ");
  } catch {
    return undefined;
  }
}
