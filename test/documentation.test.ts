/** What the documentation shows is what happens: its programs run, and print what is printed there. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as catalogue from "../src/neurons/catalogue.ts";
import { runAsUser } from "./support/run-as-user.ts";
import { typeErrors } from "./support/type-check.ts";

const root = join(import.meta.dirname, "..");
const read = (file: string): string => readFileSync(join(root, file), "utf8");
const pages = [
  "README.md",
  "ARCHITECTURE.md",
  "CONTRIBUTING.md",
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => join("docs", file)),
];

interface Program {
  readonly name: string;
  readonly source: string;
  /** What it prints; undefined where the page does not say. */
  readonly printed: string | undefined;
  /** Those that it is run with to print that: the long ones are made short. */
  readonly args?: readonly string[];
}

/** The ts blocks of a page, each with the text block right behind it. */
function programsOf(page: string): Program[] {
  return [...read(page).matchAll(/^```ts\n(.*?)^```\n(?:\s*^```text\n(.*?)^```\n)?/gms)].map(
    ([, source, printed], k) => ({ name: `${page}, program ${k + 1}`, source: source!, printed }),
  );
}

const examples = readdirSync(join(root, "examples"))
  .filter((file) => file.endsWith(".ts"))
  .map((file): Program => {
    const source = read(join("examples", file));
    const end = /\/\* Prints(?: with the arguments "(.*)")?:\n(.*)\*\/\n$/s.exec(source);
    return { name: `examples/${file}`, source, printed: end?.[2], args: end?.[1]?.split(" ") ?? [] };
  });

async function expectPrinted({ source, printed, args }: Program): Promise<void> {
  const { output, errors, status } = await runAsUser(source, { args });
  expect({ errors, status }).toEqual({ errors: "", status: 0 });
  if (printed !== undefined) expect(output).toBe(printed);
}

describe("pages", () => {
  it.each(pages.flatMap(programsOf).map((program) => [program.name, program] as const))(
    "%s prints what it says",
    (_, program) => expectPrinted(program),
  );

  it("compile under the strictest settings, as the examples do", () => {
    const programs = [...pages.flatMap(programsOf), ...examples];
    const errors = typeErrors(programs.map(({ source }) => source));
    const named = errors.replace(/programs\/program-(\d+)\.ts/g, (_, k: string) => programs[Number(k)]!.name);
    expect(named).toBe("");
    expect(typeErrors(['import { lif } from "saltus"; lif.nam; [1][0].toFixed();'])).toMatch(
      /'nam' does not exist.*possibly 'undefined'/s,
    );
  });

  it("name every neuron that comes with the library", () => {
    const missing = Object.keys(catalogue).filter(
      (name) => !read("docs/neurons.md").includes(`| \`${name}\``),
    );
    expect(missing).toEqual([]);
  });

  it("show at least the program of the README and one of the architecture", () => {
    expect(programsOf("README.md").filter(({ printed }) => printed !== undefined).length).toBeGreaterThan(1);
    expect(programsOf("ARCHITECTURE.md")).not.toHaveLength(0);
  });

  it.each(pages)("%s: every command is one that exists", (page) => {
    const { scripts } = JSON.parse(read("package.json")) as {
      readonly scripts: Readonly<Record<string, string>>;
    };
    const lines = [...read(page).matchAll(/^```sh\n(.*?)^```/gms)].flatMap(([, text]) =>
      text!.trim().split("\n"),
    );
    for (const line of lines) {
      for (const [, name] of line.matchAll(/\bnpm (?:run )?(start|test|[a-z]+(?= |$))/g)) {
        expect(["install", "ci", ...Object.keys(scripts)], line).toContain(name);
      }
      for (const [, path] of line.matchAll(/ ((?:test|examples|docs)\/\S+)/g)) {
        expect(existsSync(join(root, path!)), line).toBe(true);
      }
    }
  });

  it.each(pages)("%s: every link to a file leads somewhere", (page) => {
    for (const [, target] of read(page).matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)) {
      expect(existsSync(join(root, page, "..", target!)), target).toBe(true);
    }
  });
});

describe("examples", () => {
  it.each(examples.map((program) => [program.name, program] as const))(
    "%s prints what it says",
    (_, program) => expectPrinted(program),
  );

  it.each(examples)("$name fits a screen or two and says what it prints", ({ source, printed }) => {
    expect(source.split("\n").length).toBeLessThan(90);
    expect(printed).toMatch(/\S/);
  });
});
