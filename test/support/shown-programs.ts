/** The programs that the documentation shows, and the examples. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { root } from "./entries.ts";
import { runAsUser } from "./run-as-user.ts";

export const read = (file: string): string => readFileSync(join(root, file), "utf8");
export const pages: readonly string[] = [
  "README.md",
  "ARCHITECTURE.md",
  "CONTRIBUTING.md",
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => join("docs", file)),
];

export interface Program {
  readonly name: string;
  readonly source: string;
  /** What it prints; undefined where the page does not say. */
  readonly printed: string | undefined;
  /** Those that it is run with to print that: the long ones are made short. */
  readonly args?: readonly string[];
}

/** The ts blocks of a page, each with the text block right behind it. */
export function programsOf(page: string): Program[] {
  return [...read(page).matchAll(/^```ts\n(.*?)^```\n(?:\s*^```text\n(.*?)^```\n)?/gms)].map(
    ([, source, printed], k) => ({ name: `${page}, program ${k + 1}`, source: source!, printed }),
  );
}

export const examples: readonly Program[] = readdirSync(join(root, "examples"))
  .filter((file) => file.endsWith(".ts"))
  .map((file): Program => {
    const source = read(join("examples", file));
    const end = /\/\* Prints(?: with the arguments "(.*)")?:\n(.*)\*\/\n$/s.exec(source);
    return { name: `examples/${file}`, source, printed: end?.[2], args: end?.[1]?.split(" ") ?? [] };
  });

export async function expectPrinted({ source, printed, args }: Program): Promise<void> {
  const { output, errors, status } = await runAsUser(source, { args });
  expect({ errors, status }).toEqual({ errors: "", status: 0 });
  if (printed !== undefined) expect(output).toBe(printed);
}
