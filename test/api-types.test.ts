/**
 * Whoever can call a function or read a property can also name its type: every type in the signature of an
 * export is exported, too. Signatures are found by text, as TypeScript writes them here.
 */
import { dirname, resolve } from "node:path";
import { expect, it } from "vitest";
import { type Declaration, declarationOf, declared, namesOf, read } from "./support/exports.ts";

/** What a run hands to the sweeps over its tape, and what their kernels are: no user has a use for it. */
const internal = ["NetworkProgram", "PopulationSignals"];

/** What a declaration shows of itself: all of a type, the head of a function, the annotation of a value. */
function shownOf({ name, isFunction, text }: Declaration): string {
  const plain = text
    .replace(/\/\*\*.*?\*\/|\/\/.*$/gms, "")
    .replace(/"[^"\n]*"/g, "")
    // Private parts of a class.
    .replace(/^ {2}(?:readonly )?#.*$/gm, "");
  if (isFunction) return /^.*?\)(?:: [^\n]*)? \{$/ms.exec(plain)?.[0] ?? plain;
  if (/^(?:export )?const/.test(plain)) return new RegExp(`^[^=]*?${name}: ([^=]*) =`).exec(plain)?.[1] ?? "";
  if (/^(?:export )?type/.test(plain)) return /^.*?;\n/s.exec(plain.replace(/\n {2,}/g, " "))![0];
  return plain;
}

/** The declaration of our own that a name in a file stands for; undefined for those of the language and of packages. */
function typeOf(file: string, name: string): Declaration | undefined {
  for (const [, list, from] of read(file).matchAll(/^import (?:type )?\{([^}]*)\} from "([^"]+)";/gm)) {
    const item = namesOf(list!).find(([, own]) => own === name);
    if (item === undefined) continue;
    return from!.startsWith(".") ? declarationOf(resolve(dirname(file), from!), item[0]) : undefined;
  }
  return declarationOf(file, name);
}

it("every type that an export mentions can be imported from an entry point", () => {
  const key = ({ file, name }: Declaration): string => `${file}: ${name}`;
  const exported = new Set(declared.map(({ declaration }) => key(declaration!)));
  const missing = new Set<string>();
  for (const { entry, declaration } of declared) {
    for (const [mentioned] of shownOf(declaration!).matchAll(/(?<![.\w])[A-Z]\w*/g)) {
      const type = typeOf(declaration!.file, mentioned);
      if (type === undefined || exported.has(key(type)) || internal.includes(mentioned)) continue;
      missing.add(`${entry}: ${mentioned} of ${declaration!.name}`);
    }
  }
  expect([...missing]).toEqual([]);
});
