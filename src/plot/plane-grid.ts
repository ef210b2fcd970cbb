/** A rectangle of the plane cut into cells, and the places a decision map asks about. */
import { type Check, checkOptions, integer, type Kinds, recordOf } from "../options.ts";
import { interval } from "./check.ts";

/** A rectangle of the plane cut into nx × ny equal cells. */
export interface PlaneGrid {
  /** Sides, low < high. */
  readonly x: readonly [low: number, high: number];
  readonly y: readonly [low: number, high: number];
  /** Numbers of cells, integers from 1 to 10,000. */
  readonly nx: number;
  readonly ny: number;
}

const kinds: Kinds<PlaneGrid> = {
  x: interval,
  y: interval,
  nx: integer(1, 10_000),
  ny: integer(1, 10_000),
};
const sides = ["x", "y", "nx", "ny"] as const;

/** A grid as an option. */
export const gridKind: Check = recordOf(kinds, sides);

/**
 * Centres of the cells, row by row from the lowest, each row from the left.
 *
 * @returns x and y of every cell, new `[ny·nx, 2]`
 * @throws OptionError for numbers of cells that are no integers from 1 to 10,000, or sides that are not finite
 *   and ascending; ShapeError for sides that are not two numbers
 */
export function gridCentres(grid: PlaneGrid): Float64Array {
  checkOptions("gridCentres", grid, kinds, sides);
  const { x, y, nx, ny } = grid;
  const centres = new Float64Array(2 * nx * ny);
  for (let cell = 0; cell < nx * ny; cell++) {
    centres[2 * cell] = x[0] + (((cell % nx) + 0.5) / nx) * (x[1] - x[0]);
    centres[2 * cell + 1] = y[0] + ((Math.floor(cell / nx) + 0.5) / ny) * (y[1] - y[0]);
  }
  return centres;
}
