/** What the entry points of the package export, and where it is declared; found by text. */
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { entries as allEntries } from "./entries.ts";

const texts = new Map<string, string>();

/** The text of a file. */
export function read(file: string): string {
  const known = texts.get(file) ?? readFileSync(file, "utf8");
  texts.set(file, known);
  return known;
}

/** A declaration at the top level of a file. */
export interface Declaration {
  readonly file: string;
  readonly name: string;
  readonly isFunction: boolean;
  /** Without its delimiters; undefined if there is none, or only that of the file. */
  readonly comment: string | undefined;
  /** From its first word to the brace that closes it, at the margin. */
  readonly text: string;
}

export interface Export {
  /** As a user imports it, such as `saltus/train`. */
  readonly entry: string;
  /** Its public name. */
  readonly name: string;
  readonly file: string;
  /** Its name there. */
  readonly local: string;
}

/** Export lists of a file. */
export const lists = /^export (?:type )?\{([^}]*)\} from "([^"]+)";/gm;
/** All that another file exports. */
export const wholes = /^export \* from "([^"]+)";/gm;

/** The names of an export list, as [name in the file that it comes from, name that it gets]. */
export function namesOf(list: string): (readonly [string, string])[] {
  const items = list.split(",").map((item) => item.trim().replace(/^type /, ""));
  return items
    .filter((item) => item !== "")
    .map((item) => {
      const [local, name] = item.split(" as ");
      return [local!, name ?? local!];
    });
}

/** What a file exports by its lists, and by those of files that it exports as a whole. */
export function exportsOf(entry: string, file: string): Export[] {
  const listed = [...read(file).matchAll(lists)].flatMap(([, list, from]) =>
    namesOf(list!).map(([local, name]) => ({ entry, name, file: resolve(dirname(file), from!), local })),
  );
  const others = [...read(file).matchAll(wholes)].flatMap(([, from]) =>
    exportsOf(entry, resolve(dirname(file), from!)),
  );
  return [...listed, ...others];
}

/** Where a name is declared: in the file, or where the lists of the file lead. */
export function declarationOf(file: string, name: string): Declaration | undefined {
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

/** The entry points of the package; `saltus/standalone` is all of them once more. */
export const entries = allEntries.filter(({ entry }) => entry !== "saltus/standalone");
/** Every name that an entry point exports. */
export const everything = entries.flatMap(({ entry, file }) => exportsOf(entry, file));
export const declared = everything.map((one) => ({
  ...one,
  declaration: declarationOf(one.file, one.local),
}));
