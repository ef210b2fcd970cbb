/** Things that need each other, in an order in which each comes after what it needs. */

/** The order, or things that need each other in a ring, each the next one and the last the first. */
export type DependencyOrder<K> = { readonly order: readonly K[] } | { readonly cycle: readonly K[] };

/**
 * Depth-first search without recursion, in time linear in the number of needs.
 *
 * @param needs  of a key, all of them keys
 */
export function dependencyOrder<K>(keys: Iterable<K>, needs: (key: K) => Iterable<K>): DependencyOrder<K> {
  const done = new Set<K>();
  for (const root of keys) {
    /** From the root to where the search is, with what is left to look at on the way. */
    const path = new Map<K, Iterator<K>>();
    const stack: K[] = [];
    const enter = (key: K): void => {
      path.set(key, needs(key)[Symbol.iterator]());
      stack.push(key);
    };
    if (!done.has(root)) enter(root);
    for (let key = stack.at(-1); key !== undefined; key = stack.at(-1)) {
      const { value, done: isLast } = path.get(key)!.next();
      if (isLast === true) {
        path.delete(key);
        done.add(key);
        stack.pop();
      } else if (path.has(value)) {
        return { cycle: stack.slice(stack.indexOf(value)) };
      } else if (!done.has(value)) {
        enter(value);
      }
    }
  }
  return { order: [...done] };
}
