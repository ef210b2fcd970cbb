/** What the pages show is what happens: their programs run, and print what is printed there; what they name is there. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as catalogue from "../../src/neurons/catalogue.ts";
import { root } from "../support/entries.ts";
import { expectPrinted, pages, programsOf, read } from "../support/shown-programs.ts";

describe("pages", () => {
  it.each(pages.flatMap(programsOf).map((program) => [program.name, program] as const))(
    "%s prints what it says",
    (_, program) => expectPrinted(program),
  );

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
