import { expect, it } from "vitest";
import { tendency } from "../../../src/simulate/neuron/tendency.ts";

it("is the sign of the first derivative that is not 0, none of what is no number", () => {
  expect([tendency(3, -1), tendency(-1e-300, 5), tendency(0, -2), tendency(0, 2)]).toEqual([1, -1, -1, 1]);
  expect(tendency(0, 0)).toBe(0);
  expect(tendency(Number.NaN, -1) < 0).toBe(false);
});
