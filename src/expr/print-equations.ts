/** Derivatives as a block of equations, with a name for every large part that is used more than once. */
import { reservedNames } from "./functions.ts";
import { type Expr, reachable } from "./node.ts";
import { type Printed, printName, printNode } from "./print.ts";

/** Shared parts of at most this many characters are written out each time. */
const maxRepeated = 24;
/** Parts of more characters, or nested deeper, get a name although they are used once. */
const maxText = 400;
const maxDepth = 25;

/** A part of equations that has a name, and its text. */
export interface NamedPart {
  readonly name: string;
  readonly node: Expr;
  readonly text: string;
}

/**
 * Lines `dv/dt = …`, after the definitions that they need; `parseEquations` reads them back.
 *
 * @param derivatives  dy/dt of every state
 * @param avoid        names that definitions may not take, besides those of states and symbols
 * @throws ModelError if a constant is not finite
 */
export function printEquations(derivatives: ReadonlyMap<string, Expr>, avoid: Iterable<string> = []): string {
  const { parts, texts } = nameParts(derivatives, avoid);
  const equations = [...derivatives.keys()].map((state, k) => `d${state}/dt = ${texts[k]!}`);
  return [...parts.map(({ name, text }) => `${name} = ${text}`), ...equations].join("\n");
}

/** The definitions that equations need, in order, and the right sides with their names. */
export function nameParts(
  derivatives: ReadonlyMap<string, Expr>,
  avoid: Iterable<string>,
): { readonly parts: readonly NamedPart[]; readonly texts: readonly string[] } {
  const roots = [...derivatives.values()];
  const nodes = reachable(roots);
  const uses = new Map<Expr, number>();
  for (const node of [...roots, ...nodes.flatMap(({ args }) => [...new Set(args)])]) {
    uses.set(node, (uses.get(node) ?? 0) + 1);
  }
  const taken = new Set([...reservedNames, ...derivatives.keys(), ...avoid, "t"]);
  for (const { op, name } of nodes) if (op === "symbol") taken.add(name);
  const printed = new Map<Expr, Printed>();
  const parts: NamedPart[] = [];
  let count = 0;
  for (const node of nodes) {
    const result = printNode(node, (arg) => printed.get(arg)!);
    const { text, depth } = result;
    const isRepeated = uses.get(node)! > 1 && text.length > maxRepeated;
    if (node.args.length > 0 && (isRepeated || text.length > maxText || depth > maxDepth)) {
      do count += 1;
      while (taken.has(`shared${count}`));
      parts.push({ name: `shared${count}`, node, text });
      printed.set(node, printName(`shared${count}`));
    } else {
      printed.set(node, result);
    }
  }
  return { parts, texts: roots.map((root) => printed.get(root)!.text) };
}
