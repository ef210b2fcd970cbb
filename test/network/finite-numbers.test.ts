import { expect, it } from "vitest";
import { OptionError } from "../../src/errors.ts";
import { finiteNumbers } from "../../src/network/finite-numbers.ts";
import { taken } from "./nonsense.ts";

it("copies a list of numbers, whatever list it is", () => {
  const given = Float64Array.of(1, 2);
  expect(finiteNumbers("here", "x", given)).toEqual(given);
  expect(finiteNumbers("here", "x", given)).not.toBe(given);
  expect(finiteNumbers("here", "x", { length: 1, 0: 3 })).toEqual(Float64Array.of(3));
});

it("converts nothing", () => {
  expect(taken((entry) => finiteNumbers("here", "x", [entry]))).toEqual(["5", "-1"]);
  expect(() => finiteNumbers("here", "x", [1, "2"] as number[])).toThrow(
    new OptionError("here", 'x[1] is "2"', "Give a finite number."),
  );
  expect(() => finiteNumbers("here", "x", "12" as never)).toThrow('here: x is "12"');
});
