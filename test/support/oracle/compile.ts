/** Expressions as functions of numbers: one line of JavaScript per node, every operation by the table of its meaning. */
import { type Expr, reachable } from "../../../src/expr/node.ts";
import { scalar } from "../../../src/expr/op.ts";

/** Where symbols are found, and what stands in the place of some nodes, as JavaScript in which $0 is an argument. */
export interface Places {
  readonly symbols: ReadonlyMap<string, string>;
  readonly nodes?: ReadonlyMap<Expr, string>;
}

/** A function of `here`, `w` and `payload` that writes the values of `roots` into `out`. */
export type Compiled = (here: unknown, w: ArrayLike<number>, payload: number, out: Float64Array) => void;

export function compile(roots: readonly Expr[], { symbols, nodes = new Map() }: Places): Compiled {
  const names = new Map<Expr, string>();
  const lines = ["const { y, p, s, m, t } = here;"];
  reachable(roots).forEach((node, k) => {
    names.set(node, `v${k}`);
    lines.push(`const v${k} = ${textOf(node, symbols, nodes, names)};`);
  });
  roots.forEach((root, k) => {
    lines.push(`out[${k}] = ${names.get(root)};`);
  });
  const make = new Function("scalar", `return (here, w, payload, out) => {\n${lines.join("\n")}\n};`) as (
    table: typeof scalar,
  ) => Compiled;
  return make(scalar);
}

function textOf(
  node: Expr,
  symbols: ReadonlyMap<string, string>,
  nodes: ReadonlyMap<Expr, string>,
  names: ReadonlyMap<Expr, string>,
): string {
  const args = node.args.map((arg) => names.get(arg)!);
  const given = nodes.get(node);
  if (given !== undefined) return given.replace(/\$(\d)/g, (_, k: string) => args[Number(k)]!);
  if (node.op === "constant") return Object.is(node.value, -0) ? "-0" : String(node.value);
  if (node.op === "symbol") {
    const place = symbols.get(node.name);
    if (place === undefined) throw new TypeError(`the oracle has no value for ${node.name}`);
    return place;
  }
  return `scalar.${node.op}(${args.join(", ")})`;
}
