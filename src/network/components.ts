/** Strongly connected components: sets of items that all lead to each other. */
import { type Edge, topologicalOrder } from "./topological-order.ts";

/**
 * Every component after all that lead to it; where there is a choice, that with the item given first comes first.
 * Linear in items and edges but for a logarithm, and without recursion.
 *
 * Source: Sharir (1981), A strong-connectivity algorithm and its applications in data flow analysis, Comput. Math. Appl.
 *   7(1), 67–72: a second search, against the edges, in the order in which a first one has left the items.
 *
 * @returns the items of each, in the order given
 */
export function components<T>(items: readonly T[], edges: readonly Edge<T>[]): T[][] {
  const places = new Map(items.map((item, place) => [item, place]));
  const forwards: number[][] = items.map(() => []);
  const backwards: number[][] = items.map(() => []);
  for (const { pre, post } of edges) {
    forwards[places.get(pre)!]!.push(places.get(post)!);
    backwards[places.get(post)!]!.push(places.get(pre)!);
  }
  const left: number[] = [];
  const seen = new Uint8Array(items.length);
  for (const place of items.keys()) search(forwards, place, seen, (done) => left.push(done));
  const root = new Int32Array(items.length);
  seen.fill(0);
  for (const place of left.reverse()) {
    search(backwards, place, seen, (done) => {
      root[done] = place;
    });
  }
  const byRoot = new Map<number, T[]>();
  items.forEach((item, place) => {
    const own = byRoot.get(root[place]!);
    if (own === undefined) byRoot.set(root[place]!, [item]);
    else own.push(item);
  });
  const of = (item: T): T[] => byRoot.get(root[places.get(item)!]!)!;
  const between = edges
    .map(({ pre, post }) => ({ pre: of(pre), post: of(post) }))
    .filter(({ pre, post }) => pre !== post);
  return topologicalOrder([...byRoot.values()], between);
}

/** Depth-first from a place that has not been seen; calls `leave` with each place when all beyond it are done. */
function search(
  edges: readonly (readonly number[])[],
  from: number,
  seen: Uint8Array,
  leave: (place: number) => void,
): void {
  if (seen[from] === 1) return;
  seen[from] = 1;
  const path = [{ place: from, next: 0 }];
  while (path.length > 0) {
    const top = path.at(-1)!;
    const next = edges[top.place]![top.next++];
    if (next === undefined) {
      leave(top.place);
      path.pop();
    } else if (seen[next] === 0) {
      seen[next] = 1;
      path.push({ place: next, next: 0 });
    }
  }
}
