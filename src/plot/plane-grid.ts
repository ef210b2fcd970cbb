/** A rectangle of the plane cut into cells, and the places a decision map asks about. */
import { OptionError } from "../errors.ts";
import { checkKeys } from "../options.ts";
import { shown } from "../values.ts";
import { checkIndices, checkInterval } from "./check.ts";

/** A rectangle of the plane cut into nx × ny equal cells. */
export interface PlaneGrid {
  /** Sides, low < high. */
  readonly x: readonly [low: number, high: number];
  readonly y: readonly [low: number, high: number];
  /** Numbers of cells, integers from 1 to 10,000. */
  readonly nx: number;
  readonly ny: number;
}

/**
 * Centres of the cells, row by row from the lowest, each row from the left.
 *
 * @returns x and y of every cell, new `[ny·nx, 2]`
 * @throws OptionError for numbers of cells that are no integers from 1 to 10,000, or sides that are not finite
 *   and ascending; ShapeError for sides that are not two numbers
 */
export function gridCentres(grid: PlaneGrid): Float64Array {
  checkGrid("gridCentres", "", grid);
  const { x, y, nx, ny } = grid;
  const centres = new Float64Array(2 * nx * ny);
  for (let cell = 0; cell < nx * ny; cell++) {
    centres[2 * cell] = x[0] + (((cell % nx) + 0.5) / nx) * (x[1] - x[0]);
    centres[2 * cell + 1] = y[0] + ((Math.floor(cell / nx) + 0.5) / ny) * (y[1] - y[0]);
  }
  return centres;
}

/**
 * @param prefix  of the names in messages
 * @throws OptionError for what is no grid; ShapeError for sides that are not two numbers
 */
export function checkGrid(where: string, prefix: string, grid: PlaneGrid): void {
  checkKeys(where, grid, ["x", "y", "nx", "ny"]);
  checkIndices(where, `${prefix}nx, ${prefix}ny`, [grid.nx, grid.ny], [1, 10_000]);
  for (const name of ["x", "y"] as const) {
    if (!Array.isArray(grid[name])) {
      const what = `${prefix}${name} is ${shown(grid[name])}, no pair of numbers`;
      throw new OptionError(where, what, "Give [low, high].");
    }
    checkInterval(where, `${prefix}${name}`, grid[name]);
  }
}
