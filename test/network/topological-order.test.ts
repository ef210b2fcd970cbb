import fc from "fast-check";
import { expect, it } from "vitest";
import { topologicalOrder } from "../../src/network/topological-order.ts";

/** The plain statement of what is asked: again and again the first item whose predecessors have their places. */
function slowOrder(items: readonly number[], edges: readonly { pre: number; post: number }[]): number[] {
  const order: number[] = [];
  for (;;) {
    const next = items.find(
      (item) => !order.includes(item) && edges.every(({ pre, post }) => post !== item || order.includes(pre)),
    );
    if (next === undefined) return order;
    order.push(next);
  }
}

it("keeps the given order where there is a choice, and leaves out what is in a cycle", () => {
  expect(topologicalOrder(["a", "b", "c"], [])).toEqual(["a", "b", "c"]);
  expect(topologicalOrder(["a", "b", "c"], [{ pre: "c", post: "a" }])).toEqual(["b", "c", "a"]);
  const cycle = [
    { pre: "a", post: "b" },
    { pre: "b", post: "a" },
  ];
  expect(topologicalOrder(["a", "b", "c"], cycle)).toEqual(["c"]);
});

it("is that of the plain statement, double edges and cycles included", () => {
  const node = fc.nat(11);
  fc.assert(
    fc.property(fc.array(fc.record({ pre: node, post: node }), { maxLength: 30 }), (edges) => {
      const items = [7, 3, 0, 11, 5, 1, 9, 2, 10, 4, 8, 6];
      expect(topologicalOrder(items, edges)).toEqual(slowOrder(items, edges));
    }),
  );
});
