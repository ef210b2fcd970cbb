import { expect, it } from "vitest";
import { network } from "../../../src/network/network.ts";
import { population } from "../../../src/network/population.ts";
import { lif } from "../../../src/neurons/lif.ts";
import type { SampleRequest } from "../../../src/simulate/given/options.ts";
import { sampleTables } from "../../../src/simulate/given/sample-tables.ts";

it("requests for one population and side share a table of ascending times, each once", () => {
  const net = network({ populations: { a: population(lif, 2), b: population(lif, 3) } });
  const requests: SampleRequest[] = [
    { population: "b", times: [3, 1] },
    { population: "a", times: [2] },
    { population: "b", times: [2, 3], side: "after" },
    { population: "b", times: [1], side: "before" },
    { population: "a", times: [] },
  ];
  const tables = sampleTables(net, requests);
  expect(tables.map(({ population, side, times, first }) => [population, side, [...times], first])).toEqual([
    ["b", "after", [1, 2, 3], 0],
    ["a", "after", [2], 9],
    ["b", "before", [1], 11],
  ]);
  expect(tables.map(({ values }) => values.length)).toEqual([3 * 3 * 2, 2 * 2, 3 * 2]);
  expect(tables.every(({ values }) => values.every(Number.isNaN))).toBe(true);
});
