/**
 * The equations of long models are many times the same with other names: of gates in every compartment, say. Where such parts
 * have exponentials, they become calls of one template, so that what is compiled, and what a processor keeps at hand, does
 * not grow with their number. Values stay the same to the last bit.
 */
import { isInline } from "../codegen/wasm-emissions.ts";
import {
  call,
  type Expr,
  operation,
  part,
  reachable,
  symbol,
  type Template,
  templateInput,
} from "../expr/node.ts";
import { replaced } from "../expr/substitute.ts";

/** Nodes of equations that are short, and uses of a template that are few. */
const short = 600;
const few = 4;

/**
 * `roots` with templates.
 *
 * @param varying  names of what changes from use to use; what depends on nothing among it is not computed in a template
 */
export function withTemplates(roots: readonly Expr[], varying: ReadonlySet<string>): Expr[] {
  const nodes = reachable(roots);
  if (nodes.length < short) return [...roots];
  const moving = new Set<Expr>();
  for (const node of nodes) {
    if (varying.has(node.name) || node.args.some((arg) => moving.has(arg))) moving.add(node);
  }
  const isLeaf = (node: Expr): boolean =>
    node.op === "symbol" || (node.op !== "constant" && !moving.has(node));
  const templates = new TemplateTable();
  const rows = partsOfOne(roots, nodes, moving).map((outputs) => {
    const leaves = leavesOf(outputs, isLeaf);
    return { outputs, leaves, template: templates.of(outputs, leaves) };
  });
  const calls = new Map<Expr, Expr>();
  const uses = new Map<Template, number>();
  for (const { template } of rows) uses.set(template, (uses.get(template) ?? 0) + 1);
  for (const { outputs, leaves, template } of rows) {
    if (uses.get(template)! < few) continue;
    const called = call(template, leaves);
    outputs.forEach((output, k) => {
      calls.set(output, part(called, k));
    });
  }
  return roots.map((root) => calls.get(root) ?? root);
}

/** Whether a value is that of a function, as an exponential or a sine, not of an instruction. */
export const isLong = (node: Expr): boolean => node.args.length > 0 && isInline(operation(node));

/** Whether a derivative had better take a value than compute it again. */
const isDear = (node: Expr): boolean => isLong(node) || node.op === "div";

/** Roots by what they share that is not cheap to compute twice; those that have nothing of that kind are left out. */
function partsOfOne(roots: readonly Expr[], nodes: readonly Expr[], moving: ReadonlySet<Expr>): Expr[][] {
  const parents = new Map<Expr, Expr>();
  const top = (node: Expr): Expr => {
    let found = node;
    for (
      let parent = parents.get(found);
      parent !== undefined && parent !== found;
      parent = parents.get(found)
    )
      found = parent;
    return found;
  };
  for (const node of nodes) {
    if (node.args.length === 0 || !moving.has(node)) continue;
    const dear = node.args.filter((arg) => parents.has(arg));
    if (dear.length === 0 && !isLong(node)) continue;
    parents.set(node, node);
    for (const arg of dear) parents.set(top(arg), node);
  }
  const groups = new Map<Expr, Set<Expr>>();
  for (const root of roots) {
    if (!parents.has(root)) continue;
    const own = top(root);
    const group = groups.get(own) ?? new Set();
    groups.set(own, group.add(root));
  }
  return [...groups.values()].map((group) => [...group]);
}

/** In the order of the arguments, which is the same in like parts. */
function leavesOf(outputs: readonly Expr[], isLeaf: (node: Expr) => boolean): Expr[] {
  const leaves = new Set<Expr>();
  const seen = new Set<Expr>();
  const stack = [...outputs].reverse();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    if (isLeaf(node)) leaves.add(node);
    else stack.push(...[...node.args].reverse());
  }
  return [...leaves];
}

/** Templates by their outputs. */
class TemplateTable {
  readonly #numbers = new Map<Expr, number>();
  readonly #templates = new Map<string, Template>();

  of(outputs: readonly Expr[], leaves: readonly Expr[]): Template {
    const inputs = new Map(leaves.map((leaf, k) => [leaf, symbol(templateInput(k))]));
    const own = replaced(outputs, inputs);
    const key = own.map((output) => this.#numberOf(output)).join(" ");
    let template = this.#templates.get(key);
    if (template === undefined) {
      const dear = reachable(own).filter((node) => isDear(node) && !own.includes(node));
      template = Object.freeze({ inputs: leaves.length, outputs: Object.freeze([...own, ...dear]) });
      this.#templates.set(key, template);
    }
    return template;
  }

  #numberOf(expr: Expr): number {
    const known = this.#numbers.get(expr) ?? this.#numbers.size;
    this.#numbers.set(expr, known);
    return known;
  }
}
