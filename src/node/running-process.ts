/** Whether a process of this machine goes on, told by its number. */
import { readFileSync } from "node:fs";

/** Whether a process has the number; a later one may have been given it again. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

/** What differs between processes that have one number after each other; undefined where the system does not tell. */
export function startOf(pid: number): string | undefined {
  try {
    // Linux: the 22nd word, in ticks; the second one stands in brackets and may have spaces.
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return undefined;
  }
}
