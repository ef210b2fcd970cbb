/** The marks of a decision map: cells, points, and the names of the classes on their regions. */

import { mix, undecided } from "./palette.ts";
import type { PlaneGrid } from "./plane-grid.ts";
import type { Markish, PlotModule } from "./plot-module.ts";
import { regionLabel } from "./region-label.ts";
import { textWidth } from "./text-layout.ts";

/** What a classifier says on a grid of the plane, and on points of known class. */
export interface DecisionMap {
  /** Names of the classes, in the order of their labels. */
  readonly classes: readonly string[];
  readonly grid: PlaneGrid;
  /** Class predicted at the centre of every cell, −1 for no decision, in the order of `gridCentres` `[ny, nx]`. */
  readonly labels: ArrayLike<number>;
  /** Drawn on top; where one is outside the grid the frame is widened. */
  readonly points?: MapPoints;
  /** "x" and "y" unless given. */
  readonly xLabel?: string;
  readonly yLabel?: string;
}

/** Test points, one value per point in every series `[points]`. */
export interface MapPoints {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** True class. */
  readonly target: ArrayLike<number>;
  /** Class predicted, −1 for no decision. */
  readonly predicted: ArrayLike<number>;
}

/** A label is written on cells of a tint of its colour. */
export const tint = 0.62;
const regionTextSize = 13;

/** Neighbours of one class in a row as one rectangle: [left, right) columns of a row. */
interface Run {
  readonly label: number;
  readonly row: number;
  readonly left: number;
  readonly right: number;
}

function runsOf({ nx, ny }: PlaneGrid, labels: ArrayLike<number>): Run[] {
  const runs: Run[] = [];
  for (let row = 0; row < ny; row++) {
    for (let left = 0, right = 0; left < nx; left = right) {
      const label = labels[row * nx + left]!;
      while (right < nx && labels[row * nx + right] === label) right++;
      runs.push({ label, row, left, right });
    }
  }
  return runs;
}

export function cellMarks(
  plot: PlotModule,
  { grid, labels }: DecisionMap,
  colours: readonly string[],
): Markish[] {
  const runs = runsOf(grid, labels);
  const x = (column: number) => grid.x[0] + (column / grid.nx) * (grid.x[1] - grid.x[0]);
  const y = (row: number) => grid.y[0] + (row / grid.ny) * (grid.y[1] - grid.y[0]);
  return [-1, ...colours.keys()].map((label) =>
    plot.rect(
      runs.filter((run) => run.label === label),
      {
        x1: (run: Run) => x(run.left),
        x2: (run: Run) => x(run.right),
        y1: (run: Run) => y(run.row),
        y2: (run: Run) => y(run.row + 1),
        fill: label < 0 ? undecided : mix(colours[label]!, "#ffffff", tint),
        shapeRendering: "crispEdges",
        inset: -0.5, // cells overlap, else rounding leaves white lines between some
      },
    ),
  );
}

export function pointMarks(plot: PlotModule, points: MapPoints, colours: readonly string[]): Markish[] {
  const all = Array.from(points.x, (_, i) => i);
  const right = (i: number) => points.target[i] === points.predicted[i];
  const x = (i: number) => points.x[i]!;
  const y = (i: number) => points.y[i]!;
  const dots = (wrong: boolean) =>
    colours.map((fill, label) =>
      plot.dot(
        all.filter((i) => points.target[i] === label && right(i) !== wrong),
        wrong
          ? { x, y, r: 3.4, fill, stroke: "black", strokeWidth: 1.6 }
          : { x, y, r: 2.3, fill, stroke: "white", strokeWidth: 0.6 },
      ),
    );
  return [...dots(false), ...dots(true)]; // the wrong ones on top
}

/** Names of the classes written on their regions, where they fit. */
export function nameMarks(
  plot: PlotModule,
  { classes, grid, labels, points }: DecisionMap,
  colours: readonly string[],
  size: { readonly width: number; readonly height: number },
): Markish[] {
  const column = (x: number) => Math.floor(((x - grid.x[0]) / (grid.x[1] - grid.x[0])) * grid.nx);
  const row = (y: number) => Math.floor(((y - grid.y[0]) / (grid.y[1] - grid.y[0])) * grid.ny);
  const covered = new Float64Array(grid.nx * grid.ny);
  for (let i = 0; i < (points?.x.length ?? 0); i++) {
    const [ix, iy] = [column(points!.x[i]!), row(points!.y[i]!)];
    if (ix >= 0 && ix < grid.nx && iy >= 0 && iy < grid.ny) covered[iy * grid.nx + ix]!++;
  }
  return classes.flatMap((name, label) => {
    const box = {
      width: ((textWidth(name, regionTextSize) + 4) / size.width) * grid.nx,
      height: ((regionTextSize + 6) / size.height) * grid.ny,
    };
    const at = regionLabel({ ...grid, labels }, label, box, covered);
    if (at === undefined) return [];
    return [
      plot.text([name], {
        x: grid.x[0] + (at.x / grid.nx) * (grid.x[1] - grid.x[0]),
        y: grid.y[0] + (at.y / grid.ny) * (grid.y[1] - grid.y[0]),
        text: (text: string) => text,
        fontSize: regionTextSize,
        fontWeight: 600,
        fill: mix(colours[label]!, "#000000", 0.45),
        stroke: mix(colours[label]!, "#ffffff", tint),
        strokeWidth: 5,
      }),
    ];
  });
}
