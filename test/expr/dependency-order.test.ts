import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dependencyOrder } from "../../src/expr/dependency-order.ts";

const sorted = (graph: Readonly<Record<string, readonly string[]>>) =>
  dependencyOrder(Object.keys(graph), (key) => graph[key]!);

describe("the order of dependencies", () => {
  it("puts each after what it needs, and otherwise keeps the order", () => {
    expect(sorted({ a: ["c"], b: [], c: ["d"], d: [] })).toEqual({ order: ["d", "c", "a", "b"] });
    expect(sorted({})).toEqual({ order: [] });
  });

  it("names a ring", () => {
    expect(sorted({ a: ["a"] })).toEqual({ cycle: ["a"] });
    expect(sorted({ a: ["b"], b: ["c", "d"], c: [], d: ["b"] })).toEqual({ cycle: ["b", "d"] });
  });

  it("is right for any graph", () => {
    const graph = fc.array(fc.array(fc.nat(7), { maxLength: 3 }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(graph, (needs) => {
        const result = dependencyOrder(needs.keys(), (key) => needs[key]!);
        if ("order" in result) {
          expect([...result.order].sort()).toEqual([...needs.keys()]);
          for (const key of result.order) {
            for (const need of needs[key]!)
              expect(result.order.indexOf(need)).toBeLessThan(result.order.indexOf(key));
          }
        } else {
          result.cycle.forEach((key, k) => {
            expect(needs[key]).toContain(result.cycle[(k + 1) % result.cycle.length]);
          });
        }
      }),
    );
  });

  it("takes a long chain without recursion, in linear time", () => {
    const result = dependencyOrder(Array(100_000).keys(), (k) => (k === 0 ? [] : [k - 1]));
    expect("order" in result && result.order.length).toBe(100_000);
    const backwards = dependencyOrder([...Array(100_000).keys()].reverse(), (k) => (k === 0 ? [] : [k - 1]));
    expect("order" in backwards && backwards.order[0]).toBe(0);
  });
});
