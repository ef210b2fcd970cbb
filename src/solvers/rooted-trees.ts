/**
 * Rooted trees, one for each order condition of a Runge–Kutta method.
 *
 * Source: Hairer, Nørsett & Wanner (1993), Solving Ordinary Differential Equations I, 2nd ed., §II.2.
 */

/** A tree given by the subtrees left when its root is taken away. Trees of one shape are one object. */
export interface RootedTree {
  /** |t|, the number of nodes. */
  readonly order: number;
  /** γ(t) = |t|·Π γ(child), the density. */
  readonly gamma: number;
  readonly children: readonly RootedTree[];
}

const byOrder: (readonly RootedTree[])[] = [[]];

/** All rooted trees with that many nodes: 1, 1, 2, 4, 9, 20, 48, 115, 286, … of them. */
export function rootedTrees(order: number): readonly RootedTree[] {
  for (let nodes = byOrder.length; nodes <= order; nodes++) {
    const smaller = byOrder.flat();
    byOrder.push(forests(nodes - 1, smaller, smaller.length).map((children) => tree(nodes, children)));
  }
  return byOrder[order]!;
}

function tree(order: number, children: readonly RootedTree[]): RootedTree {
  return { order, children, gamma: children.reduce((product, child) => product * child.gamma, order) };
}

/** Multisets of the first `choices` trees (sorted by order) with `nodes` nodes in all. */
function forests(nodes: number, trees: readonly RootedTree[], choices: number): RootedTree[][] {
  if (nodes === 0) return [[]];
  const found: RootedTree[][] = [];
  for (let i = 0; i < choices && trees[i]!.order <= nodes; i++) {
    const first = trees[i]!;
    for (const rest of forests(nodes - first.order, trees, i + 1)) found.push([first, ...rest]);
  }
  return found;
}

/**
 * Elementary weights of every stage,
 *
 *   Φ_i(t) = Π_children Σ_j a_ij Φ_j(child),   Φ_i(single node) = 1.
 *
 * @param a      strictly lower triangular, in any integer unit 1/D; the result is then in units of 1/D^(|t|−1)
 * @param known  results for this `a`; extended
 * @returns [stages]
 */
export function elementaryWeights(
  a: readonly (readonly bigint[])[],
  t: RootedTree,
  known: Map<RootedTree, readonly bigint[]>,
): readonly bigint[] {
  const found = known.get(t);
  if (found !== undefined) return found;
  const children = t.children.map((child) => elementaryWeights(a, child, known));
  const weights = a.map((row) => children.reduce((product, child) => product * dot(row, child), 1n));
  known.set(t, weights);
  return weights;
}

/** Σ row[j]·terms[j] over the entries of the row. */
export function dot(row: readonly bigint[], terms: readonly bigint[]): bigint {
  let sum = 0n;
  for (let j = 0; j < row.length; j++) if (row[j] !== 0n) sum += row[j]! * terms[j]!;
  return sum;
}
