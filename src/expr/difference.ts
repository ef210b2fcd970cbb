/** The first place where two plain values differ. */
import { type Expr, equal } from "./node.ts";

export interface Difference {
  /** E.g. `populations.hidden.size`. */
  readonly path: string;
  readonly first: unknown;
  readonly second: unknown;
}

/** Functions are not compared. */
export function difference(first: unknown, second: unknown, path = ""): Difference | undefined {
  if (Object.is(first, second)) return undefined;
  if (typeof first === "function" && typeof second === "function") return undefined;
  const differ = { path, first, second };
  if (typeof first !== "object" || typeof second !== "object" || first === null || second === null) {
    return differ;
  }
  if (isExpression(first) && isExpression(second)) return equal(first, second) ? undefined : differ;
  if (Array.isArray(first) !== Array.isArray(second)) return differ;
  const [a, b] = [new Map(Object.entries(first)), new Map(Object.entries(second))];
  for (const key of new Set([...a.keys(), ...b.keys()])) {
    const step = Array.isArray(first) ? `[${key}]` : path === "" ? key : `.${key}`;
    const found = difference(a.get(key), b.get(key), path + step);
    if (found !== undefined) return found;
  }
  const [order, other] = [[...a.keys()].join(), [...b.keys()].join()];
  return order === other ? undefined : { path, first: order, second: other };
}

function isExpression(value: object): value is Expr {
  return "op" in value && "args" in value;
}
