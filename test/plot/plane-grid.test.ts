import { expect, it } from "vitest";
import { gridCentres } from "../../src/plot/plane-grid.ts";

it("lists the centres of the cells row by row from the lowest", () => {
  const centres = gridCentres({ x: [0, 2], y: [10, 14], nx: 2, ny: 2 });
  expect([...centres]).toEqual([0.5, 11, 1.5, 11, 0.5, 13, 1.5, 13]);
});
