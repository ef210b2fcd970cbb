/** An order of items in which every one comes after all that point to it. */

/** From one item to another. */
export interface Edge<T> {
  readonly pre: T;
  readonly post: T;
}

/**
 * Kahn's algorithm, in time linear in items and edges but for a logarithm; where there is a choice, the item
 * given first comes first.
 *
 * Source: Kahn (1962), Topological sorting of large networks, Commun. ACM 5(11), 558. Variant: what is ready
 *   waits in a heap by its place.
 *
 * @returns the items in that order, without those that are in a cycle or after one
 */
export function topologicalOrder<T>(items: readonly T[], edges: readonly Edge<T>[]): T[] {
  const places = new Map(items.map((item, place) => [item, place]));
  const targets: number[][] = items.map(() => []);
  /** How many edges from items without a place in the order point to each. */
  const open = new Int32Array(items.length);
  for (const { pre, post } of edges) {
    targets[places.get(pre)!]!.push(places.get(post)!);
    open[places.get(post)!]!++;
  }
  const order: T[] = [];
  /** Ascending, so a heap. */
  const ready = [...items.keys()].filter((place) => open[place] === 0);
  while (ready.length > 0) {
    const place = pop(ready);
    order.push(items[place]!);
    for (const target of targets[place]!) {
      open[target]!--;
      if (open[target] === 0) push(ready, target);
    }
  }
  return order;
}

/** Each entry of a heap is at least its parent, that of i at (i − 1) / 2. */
function push(heap: number[], value: number): void {
  let i = heap.length;
  while (i > 0) {
    const parent = (i - 1) >> 1;
    if (heap[parent]! <= value) break;
    heap[i] = heap[parent]!;
    i = parent;
  }
  heap[i] = value;
}

/** The least entry of a heap that has one, removed. */
function pop(heap: number[]): number {
  const least = heap[0]!;
  const value = heap.pop()!;
  if (heap.length === 0) return least;
  let i = 0;
  for (;;) {
    let child = 2 * i + 1;
    if (child + 1 < heap.length && heap[child + 1]! < heap[child]!) child++;
    if (child >= heap.length || heap[child]! >= value) break;
    heap[i] = heap[child]!;
    i = child;
  }
  heap[i] = value;
  return least;
}
