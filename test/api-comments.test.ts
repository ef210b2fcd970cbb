/**
 * Every export is explained where it is declared, and says which errors it throws. The export lists of
 * the package decide what is looked at; declarations are found by text, as TypeScript writes them here.
 */
import { readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
const texts = new Map<string, string>();

function read(file: string): string {
  const known = texts.get(file) ?? readFileSync(file, "utf8");
  texts.set(file, known);
  return known;
}

/** A declaration at the top level of a file. */
interface Declaration {
  readonly file: string;
  readonly name: string;
  readonly isFunction: boolean;
  /** Without its delimiters; undefined if there is none, or only that of the file. */
  readonly comment: string | undefined;
  /** From its first word to the brace that closes it, at the margin. */
  readonly text: string;
}

interface Export {
  /** As a user imports it, such as `saltus/train`. */
  readonly entry: string;
  /** Its public name. */
  readonly name: string;
  readonly file: string;
  /** Its name there. */
  readonly local: string;
}

const lists = /^export (?:type )?\{([^}]*)\} from "([^"]+)";/gm;

/** The names of an export list, as [name in the file that it comes from, name that it gets]. */
function namesOf(list: string): (readonly [string, string])[] {
  const items = list.split(",").map((item) => item.trim().replace(/^type /, ""));
  return items
    .filter((item) => item !== "")
    .map((item) => {
      const [local, name] = item.split(" as ");
      return [local!, name ?? local!];
    });
}

/** What a file exports by its lists. */
function exportsOf(entry: string, file: string): Export[] {
  return [...read(file).matchAll(lists)].flatMap(([, list, from]) =>
    namesOf(list!).map(([local, name]) => ({ entry, name, file: resolve(dirname(file), from!), local })),
  );
}

/** Where a name is declared: in the file, or where the lists of the file lead. */
function declarationOf(file: string, name: string): Declaration | undefined {
  const text = read(file);
  const pattern = new RegExp(
    String.raw`^(?:export )?(?:abstract |async )*(?<word>const|function\*?|interface|type|class) ${name}\b`,
    "m",
  );
  const found = pattern.exec(text);
  if (found === null) {
    const next = exportsOf("", file).find((one) => one.name === name);
    return next && declarationOf(next.file, next.local);
  }
  const before = text.slice(0, found.index);
  const start = before.endsWith("*/\n") ? before.lastIndexOf("/**") : 0;
  const rest = text.slice(found.index);
  return {
    file,
    name,
    isFunction: found.groups!["word"]!.startsWith("function"),
    comment: start > 0 ? before.slice(start + 3, -3) : undefined,
    text: rest.slice(0, /^\}$/m.exec(rest)?.index),
  };
}

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

const { exports } = JSON.parse(read(join(root, "package.json"))) as {
  readonly exports: Readonly<Record<string, string | { readonly "@saltus/source": string }>>;
};
const entries = Object.entries(exports).flatMap(([path, target]) =>
  typeof target === "string"
    ? []
    : [{ entry: `saltus${path.slice(1)}`, file: join(root, target["@saltus/source"]) }],
);
const everything = entries.flatMap(({ entry, file }) => exportsOf(entry, file));
const declared = everything.map((one) => ({ ...one, declaration: declarationOf(one.file, one.local) }));

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
