/** Where on a map of classes the name of a class is best written. */

/** Class of every cell, row by row from the lowest; −1 for none `[ny, nx]`. */
export interface ClassGrid {
  readonly nx: number;
  readonly ny: number;
  readonly labels: ArrayLike<number>;
}

/** sums[(iy)·(nx+1) + ix] = Σ of the values in the rows below iy and the columns left of ix. */
function summedArea(nx: number, ny: number, value: (cell: number) => number): Float64Array {
  const sums = new Float64Array((nx + 1) * (ny + 1));
  for (let iy = 0; iy < ny; iy++) {
    for (let ix = 0; ix < nx; ix++) {
      const at = (iy + 1) * (nx + 1) + ix + 1;
      sums[at] = value(iy * nx + ix) + sums[at - 1]! + sums[at - nx - 1]! - sums[at - nx - 2]!;
    }
  }
  return sums;
}

/** Surroundings wholly outside the class are as bad as covering this many points. */
const foreignCost = 8;

/** Behind more points than this a name cannot be read; the key has it, too. */
const mostCovered = 2;

/**
 * The place where a box of cells lies wholly in the class, has few points in it, and is surrounded by the
 * class: half the box's height on every side, counting what is beyond the map as outside.
 *
 *   cost = points in the box + foreignCost · share of the surroundings outside the class
 *
 * @param box     width and height of the text in cells
 * @param pointsOf  number of points in each cell [ny, nx]
 * @returns position of the box's centre in cells from the lower left corner; `undefined` if it fits nowhere, or only
 *   behind points
 */
export function regionLabel(
  { nx, ny, labels }: ClassGrid,
  label: number,
  box: { readonly width: number; readonly height: number },
  pointsOf: ArrayLike<number>,
): { x: number; y: number } | undefined {
  const width = Math.ceil(box.width);
  const height = Math.ceil(box.height);
  const inside = summedArea(nx, ny, (cell) => (labels[cell] === label ? 1 : 0));
  const covered = summedArea(nx, ny, (cell) => pointsOf[cell]!);
  const sumOver = (sums: Float64Array, ix: number, iy: number, margin: number) => {
    const [left, right] = [Math.max(0, ix - margin), Math.min(nx, ix + width + margin)];
    const [low, high] = [Math.max(0, iy - margin), Math.min(ny, iy + height + margin)];
    const at = (x: number, y: number) => sums[y * (nx + 1) + x]!;
    return at(right, high) - at(left, high) - at(right, low) + at(left, low);
  };
  const margin = Math.ceil(height / 2);
  const surroundings = (width + 2 * margin) * (height + 2 * margin);
  let best: { x: number; y: number } | undefined;
  let least = Infinity;
  for (let iy = 0; iy + height <= ny; iy++) {
    for (let ix = 0; ix + width <= nx; ix++) {
      if (sumOver(inside, ix, iy, 0) < width * height) continue;
      const points = sumOver(covered, ix, iy, 0);
      if (points > mostCovered) continue;
      const foreign = 1 - sumOver(inside, ix, iy, margin) / surroundings;
      const cost = points + foreignCost * foreign;
      if (cost < least) [best, least] = [{ x: ix + width / 2, y: iy + height / 2 }, cost];
    }
  }
  return best;
}
