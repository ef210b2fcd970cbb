/** The reference network files among the fixtures, as they are or altered. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** All of them; the last has cycles. */
export const references = [
  "lif_feedforward",
  "qif_phase_feedforward",
  "eif_feedforward",
  "lif_state_loss",
  "egru_feedforward",
  "lif_recurrent_delays",
] as const;

const folder = join(dirname(fileURLToPath(import.meta.url)), "..", "fixtures", "networks");

export function referencePath(name: string): string {
  return join(folder, `${name}.json`);
}

export function referenceText(name: string): string {
  return readFileSync(referencePath(name), "utf8");
}

/** The text of a file in which `change` has altered the content. */
// biome-ignore lint/suspicious/noExplicitAny: tests write wrong content on purpose.
export function altered(name: string, change: (content: any) => void): string {
  const content = JSON.parse(referenceText(name));
  change(content);
  return JSON.stringify(content);
}

/** x with its 5th significant digit one higher. */
export function wrongFifthDigit(x: number): number {
  return x + Math.sign(x) * 10 ** (Math.floor(Math.log10(Math.abs(x))) - 4);
}
