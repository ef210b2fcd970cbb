/** One line of progress that rewrites itself on a terminal and keeps quiet elsewhere. */

export interface ProgressLine {
  /** Shows `text`; at most ten times a second. */
  update(text: () => string): void;
  /** Prints lasting text in place of the line. */
  print(text: string): void;
  /** Removes the line. */
  clear(): void;
}

const interval = 100;

export function progressLine(stream: NodeJS.WriteStream = process.stdout): ProgressLine {
  let shown = 0;
  let last = Number.NEGATIVE_INFINITY;
  const erase = (): void => {
    if (shown > 0) stream.write(`\r${" ".repeat(shown)}\r`);
    shown = 0;
  };
  return {
    update: (text) => {
      const now = performance.now();
      if (!stream.isTTY || now - last < interval) return;
      last = now;
      // Some terminals say that they are 0 wide: they do not know.
      const line = text().slice(0, (stream.columns || 80) - 1);
      stream.write(`\r${line.padEnd(shown)}`);
      shown = line.length;
    },
    print: (text) => {
      erase();
      stream.write(`${text}\n`);
    },
    clear: erase,
  };
}

/** A bar of `width` characters, filled to `share` in [0, 1]. */
export function bar(share: number, width: number): string {
  const full = Math.round(share * width);
  return "█".repeat(full) + "░".repeat(width - full);
}

/** `1:05` for 65 seconds, `2:00:00` for two hours. */
export function clockTime(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const tail = `${String(rest).padStart(2, "0")}`;
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${tail}` : `${minutes}:${tail}`;
}
