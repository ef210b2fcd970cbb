import { expect, it } from "vitest";
import { OptionError } from "../../src/errors.ts";
import { gridCentres } from "../../src/plot/plane-grid.ts";

it("lists the centres of the cells row by row from the lowest", () => {
  const centres = gridCentres({ x: [0, 2], y: [10, 14], nx: 2, ny: 2 });
  expect([...centres]).toEqual([0.5, 11, 1.5, 11, 0.5, 13, 1.5, 13]);
});

const square = { x: [0, 1], y: [0, 1], nx: 2, ny: 2 } as const;

it.each([
  [{ nx: 1.5 }, /^gridCentres: nx is 1\.5\n {2}Give a whole number from 1 to 10000/],
  [{ ny: -1 }, /ny is -1/],
  [{ nx: 0 }, /nx is 0/],
  [{ nx: 1e5 }, /nx is 100000/],
  [{ x: [1, 0] }, /x is \[1, 0\], which has no length/],
  [{ y: [0, Infinity] }, /y\[1\] is Infinity/],
  [{ y: undefined }, /y is undefined\n {2}Give \[low, high\]/],
  [{ nz: 1 }, /unknown option "nz"/],
])("refuses %j, which gave no cells or wrong ones", (change, message) => {
  const attempt = (): unknown => gridCentres({ ...square, ...change } as never);
  expect(attempt).toThrow(OptionError);
  expect(attempt).toThrow(message);
});
