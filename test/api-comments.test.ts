/**
 * Every export is explained where it is declared. The export lists of the package decide what is looked at;
 * declarations are found by text, as TypeScript writes them here.
 */
import { relative } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "./support/entries.ts";
import {
  type Declaration,
  declared,
  entries,
  everything,
  exportsOf,
  lists,
  read,
  wholes,
} from "./support/exports.ts";

/** The blocks of a comment that begin with a tag or with `Source:`, without line breaks. */
function blocksOf(comment: string): { readonly tag: string; readonly text: string }[] {
  const plain = comment.replace(/^\s*\*? ?/gm, "");
  return plain.split(/^(?=@\w+|Source: )/m).flatMap((block) => {
    const tag = /^(?:@\w+|Source)/.exec(block)?.[0];
    return tag === undefined ? [] : [{ tag, text: block.slice(tag.length).replace(/\s+/g, " ").trim() }];
  });
}

const order = ["@param", "@returns", "@throws", "Source", "@example"];

/** Exports of which something is wrong, each as `saltus/expr: tanh in src/expr/build.ts: what`. */
function faults(find: (declaration: Declaration) => readonly string[]): string[] {
  const found = declared.flatMap(({ entry, name, declaration }) =>
    declaration === undefined
      ? []
      : find(declaration).map((what) => `${entry}: ${name} in ${relative(root, declaration.file)}: ${what}`),
  );
  return [...new Set(found)];
}

describe("comments of the exports", () => {
  it("are looked for at every name that an entry point exports", async () => {
    expect(entries.length).toBeGreaterThan(5);
    const notLists = entries.filter(
      ({ file }) =>
        /^export/m.test(read(file).replace(lists, "").replace(wholes, "")) ||
        exportsOf("", file).length === 0,
    );
    expect(notLists).toEqual([]);
    expect(declared.filter(({ declaration }) => declaration === undefined)).toEqual([]);
    for (const { entry, file } of entries) {
      const names = new Set(everything.filter((one) => one.entry === entry).map(({ name }) => name));
      const values = Object.keys((await import(file)) as object);
      expect(values.filter((name) => !names.has(name))).toEqual([]);
    }
  });

  it("are there", () => {
    expect(faults(({ comment }) => (comment === undefined ? ["no comment"] : []))).toEqual([]);
  });

  it("begin with a sentence", () => {
    const begins = /^[\s*]*(?!@|Source)\S.*[.:]/s;
    expect(faults(({ comment = "Nothing." }) => (begins.test(comment) ? [] : ["no sentence"]))).toEqual([]);
  });

  it("explain no parameter that a function does not have", () => {
    const stale = faults(({ comment = "", text }) => {
      const signature = text.slice(0, text.search(/\)(?:: .*)? \{$/m));
      return blocksOf(comment).flatMap(({ tag, text: said }) => {
        const name = said.split(" ")[0]!;
        return tag === "@param" && !new RegExp(`\\b${name}\\b`).test(signature) ? [`@param ${name}`] : [];
      });
    });
    expect(stale).toEqual([]);
  });

  it(`have their parts in the order ${order.join(", ")}`, () => {
    const mixed = faults(({ comment = "" }) => {
      const places = blocksOf(comment).map(({ tag }) => order.indexOf(tag));
      const isSorted = places.every((place, k) => place >= (places[k - 1] ?? 0));
      return isSorted ? [] : [places.map((place) => order[place] ?? "another tag").join(", ")];
    });
    expect(mixed).toEqual([]);
  });
});
