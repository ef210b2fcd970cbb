import fc from "fast-check";
import { expect, it } from "vitest";
import { mergeSort } from "../../src/numeric/merge-sort.ts";

it("puts indices in order, those of equal values as they stand, whatever the arrays had", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 200 }), (values) => {
      const count = values.length;
      const [from, to] = [new Int32Array(count + 3).fill(7), new Int32Array(count + 3).fill(7)];
      const order = mergeSort(count, from, to, (a, b) => values[a]! < values[b]!);
      const expected = values.map((_, k) => k).sort((a, b) => values[a]! - values[b]! || a - b);
      expect([...order.subarray(0, count)]).toEqual(expected);
    }),
  );
});
