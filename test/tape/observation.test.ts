import { expect, it } from "vitest";
import { type Observation, placesByRecord, placesOf } from "../../src/tape/observation.ts";

const of = (records: number[], elapsed: number[], component: number): Observation => ({
  population: "cell",
  state: "v",
  component,
  start: Int32Array.of(0, records.length),
  records: Int32Array.from(records),
  elapsed: Float64Array.from(elapsed),
  times: new Float64Array(records.length),
  values: new Float64Array(records.length),
});

it("places of several observations are found by their records, inside steps and behind them", () => {
  const [a, b] = [of([3, 7, 3], [Number.NaN, 0.5, 0.25], 0), of([7], [Number.NaN], 2)];
  const [of1, of2] = [Float64Array.of(1, 2, 3), Float64Array.of(4)];
  const places = placesByRecord([
    [a, of1],
    [b, of2],
  ]);
  expect(placesOf(places, 3, false)).toEqual([{ elapsed: Number.NaN, component: 0, row: 0, numbers: of1 }]);
  expect(placesOf(places, 3, true)).toEqual([{ elapsed: 0.25, component: 0, row: 2, numbers: of1 }]);
  expect(placesOf(places, 7, true)).toEqual([{ elapsed: 0.5, component: 0, row: 1, numbers: of1 }]);
  expect(placesOf(places, 7, false)).toEqual([{ elapsed: Number.NaN, component: 2, row: 0, numbers: of2 }]);
  expect(placesOf(places, 5, true)).toEqual([]);
});
