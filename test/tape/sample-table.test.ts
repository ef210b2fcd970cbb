import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rowOfTime, tableOfSample } from "../../src/tape/sample-table.ts";
import type { SampleTable } from "../../src/tape/solution.ts";

const tableOf = (times: ArrayLike<number>, first = 0, size = 1): SampleTable => ({
  population: "cell",
  times: Float64Array.from(times),
  side: "after",
  size,
  states: ["v"],
  values: new Float64Array(0),
  first,
});

describe("rowOfTime", () => {
  it("is what a search from the first time on finds, or −1", () => {
    const time = fc.integer({ min: 0, max: 40 }).map((k) => k / 4);
    fc.assert(
      fc.property(fc.uniqueArray(time), time, (times, wanted) => {
        const table = tableOf(times.sort((a, b) => a - b));
        expect(rowOfTime(table, wanted)).toBe(table.times.indexOf(wanted));
      }),
    );
  });

  it("looks at few of many times", () => {
    const { times } = tableOf(Array.from({ length: 100_000 }, (_, k) => k / 8));
    let reads = 0;
    const counting = new Proxy(times, {
      get: (target, key) => {
        if (key !== "length") reads++;
        return Reflect.get(target, key, target);
      },
    });
    const table = { ...tableOf([]), times: counting };
    expect(rowOfTime(table, 777.125)).toBe(6217);
    // 17 halvings of 100,000, and the comparison.
    expect(reads).toBeLessThanOrEqual(18);
  });
});

describe("tableOfSample", () => {
  it("is the table whose samples it is among; empty ones have none", () => {
    const lengths = fc.array(fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 3 })), { minLength: 1 });
    fc.assert(
      fc.property(lengths, (shapes) => {
        let first = 0;
        const tables = shapes.map(([times, size]) => {
          const table = tableOf({ length: times }, first, size);
          first += times * size;
          return table;
        });
        for (let sample = 0; sample < first; sample++) {
          const found = tables.find(
            (table) => sample >= table.first && sample < table.first + table.times.length * table.size,
          );
          expect(tableOfSample(tables, sample)).toBe(found);
        }
      }),
    );
  });
});
