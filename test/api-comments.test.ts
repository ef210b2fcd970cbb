/**
 * Every export is explained where it is declared, and says which errors it throws. The export lists of
 * the package decide what is looked at; declarations are found by text, as TypeScript writes them here.
 */
import { dirname, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import {
  type Declaration,
  declarationOf,
  declared,
  entries,
  everything,
  exportsOf,
  lists,
  namesOf,
  read,
  root,
} from "./support/exports.ts";

/** The function that a name in a file stands for, be it declared or imported there. */
function calleeOf(file: string, name: string): Declaration | undefined {
  for (const [, list, from] of read(file).matchAll(/^import \{([^}]*)\} from "(\.[^"]+)";/gm)) {
    const item = namesOf(list!).find(([, own]) => own === name);
    if (item !== undefined) return declarationOf(resolve(dirname(file), from!), item[0]);
  }
  return declarationOf(file, name);
}

/** Classes of the errors that a function throws itself, or has thrown by what it calls a check. */
function errorsOf({ file, name, text }: Declaration): Set<string> {
  const classes = new Set([...text.matchAll(/\bthrow new (\w+)/g)].map(([, thrown]) => thrown!));
  for (const [, callee] of text.matchAll(/(?<![.\w])(check\w*)\(/g)) {
    const declared = callee === name ? undefined : calleeOf(file, callee!);
    for (const thrown of declared === undefined ? [] : errorsOf(declared)) classes.add(thrown);
  }
  return classes;
}

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
      ({ file }) => /^export/m.test(read(file).replace(lists, "")) || exportsOf("", file).length === 0,
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

  it("name every class of error that a function throws", () => {
    const silent = faults((declaration) => {
      if (!declaration.isFunction) return [];
      const said = blocksOf(declaration.comment ?? "").filter(({ tag }) => tag === "@throws");
      const missing = [...errorsOf(declaration)].filter(
        (thrown) => !said.some(({ text }) => new RegExp(`\\b${thrown}\\b`).test(text)),
      );
      return missing.length > 0 ? [`no @throws ${missing.join(", ")}`] : [];
    });
    expect(silent).toEqual([]);
  });

  it("begin @throws with a class of error", () => {
    const vague = faults(({ comment = "" }) =>
      blocksOf(comment).flatMap(({ tag, text }) =>
        tag === "@throws" && !/^[A-Z]\w+Error\b/.test(text) ? [`@throws ${text}`] : [],
      ),
    );
    expect(vague).toEqual([]);
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
