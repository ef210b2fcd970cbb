/** Rings in a graph: what drives itself through others. */
import { components } from "../network/components.ts";

/** With more of them than that, how fast each is tells little of all together. */
const mostRings = 400;
/** Where everything leads to everything, most ways lead back nowhere: with more of them from one node than that there are rings enough. */
const mostTries = 5000;

/**
 * All ways that lead through at least three nodes back to the first and through none of them twice, each once; undefined if
 * there are too many.
 *
 * @param edges  by node, where it leads to
 */
export function ringsOf(edges: readonly (readonly number[])[]): number[][] | undefined {
  const rings: number[][] = [];
  const nodes = [...edges.keys()];
  const arrows = edges.flatMap((posts, pre) => posts.map((post) => ({ pre, post })));
  const component = new Int32Array(edges.length);
  components(nodes, arrows).forEach((own, k) => {
    for (const node of own) component[node] = k;
  });
  const way: number[] = [];
  let tries = 0;
  /** Whether there is room for all that go on from the last node. */
  const goOn = (first: number): boolean => {
    for (const next of edges[way.at(-1)!]!) {
      if (++tries > mostTries) return false;
      if (next === first && way.length > 2) {
        rings.push([...way]);
        if (rings.length > mostRings) return false;
      }
      if (next <= first || way.includes(next) || component[next] !== component[first]) continue;
      way.push(next);
      const hasRoom = goOn(first);
      way.pop();
      if (!hasRoom) return false;
    }
    return true;
  };
  for (let first = 0; first < edges.length; first++) {
    way.push(first);
    tries = 0;
    const hasRoom = goOn(first);
    way.pop();
    if (!hasRoom) return undefined;
  }
  return rings;
}
