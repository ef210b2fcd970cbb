/** How often samples of each class are answered with each class. */
import { arrayOf, type Check, checkOptions, dependingOn, type Kinds } from "../options.ts";
import { emptyPanel, plainPanel } from "./axes.ts";
import { checkedFrameWidth, checkedWidth, indices, sized } from "./check.ts";
import { compactPercent, countOf } from "./format.ts";
import { labelSize, lineHeight, padding } from "./layout.ts";
import { ink, inkSoft, lineSoft, mix, palette } from "./palette.ts";
import type { Picture, PictureOptions } from "./picture.ts";
import type { Markish, PlotModule } from "./plot-module.ts";
import { textWidth } from "./text-layout.ts";

/** What a classifier answered to labelled samples, counted. */
export interface ConfusionMatrix {
  /** Names of the classes, in the order of their labels. */
  readonly classes: readonly string[];
  /** How many samples of each class have each answer, [classes, classes] row-major: a row is a true class. */
  readonly counts: ArrayLike<number>;
  /** How many samples of each class have no answer [classes]; none unless given. */
  readonly undecided?: ArrayLike<number>;
}

const where = "confusionMatrixPicture";
const counting = indices(0, Number.MAX_SAFE_INTEGER);
const countsOf = (rows: number, columns: number): Check =>
  sized(rows * columns, counting, `Give one for each of the ${rows} × ${columns} pairs of classes.`);
const kinds: Kinds<ConfusionMatrix> = {
  classes: arrayOf("text"),
  counts: dependingOn<ConfusionMatrix>(({ classes }) => countsOf(classes.length, classes.length)),
  undecided: dependingOn<ConfusionMatrix>(({ classes }) =>
    sized(classes.length, counting, "Give one for every class."),
  ),
};
const [blue, orange] = palette(where, 2, "kinds of answers") as [string, string];
/** The largest side of a cell, and room between parts [px]. */
const [largestCell, gap] = [46, 10];

/** One count in its row and column. */
interface Cell {
  readonly row: number;
  readonly column: number;
  readonly text: string;
  readonly fill: string;
}

/** What was answered rightly is blue, the deeper the more of its class; the rest orange, by the root of the count. */
function cellsOf(columns: readonly ArrayLike<number>[], totals: readonly number[]): Cell[] {
  const wrong = columns.flatMap((counts, j) => Array.from(counts).filter((_, i) => i !== j));
  const mostWrong = Math.max(1, ...wrong);
  return columns.flatMap((counts, column) =>
    Array.from(counts, (count, row) => ({
      row,
      column,
      text: count === 0 ? "" : count.toLocaleString("en-US"),
      fill:
        row === column
          ? mix("#ffffff", blue, 0.5 * (totals[row] === 0 ? 0 : count / totals[row]!))
          : mix("#ffffff", orange, 0.75 * Math.sqrt(count / mostWrong)),
    })),
  );
}

/** The sums of a matrix, with a column more where some have no answer. */
interface Sums {
  readonly names: readonly string[];
  readonly columns: readonly ArrayLike<number>[];
  /** By true class: how many samples there are, and how many are answered rightly. */
  readonly totals: readonly number[];
  readonly right: readonly number[];
}

function sumsOf({ classes, counts, undecided = [] }: ConfusionMatrix): Sums {
  const size = classes.length;
  const hasUndecided = Array.from(undecided).some((count) => count > 0);
  const answers: ArrayLike<number>[] = classes.map((_, j) => classes.map((_, i) => counts[i * size + j]!));
  const columns = hasUndecided ? [...answers, undecided] : answers;
  return {
    names: hasUndecided ? [...classes, "none"] : classes,
    columns,
    totals: classes.map((_, i) => columns.reduce((sum, column) => sum + column[i]!, 0)),
    right: classes.map((_, i) => counts[i * size + i]!),
  };
}

function captionOf({ totals, right }: Sums): string {
  const samples = totals.reduce((sum, total) => sum + total, 0);
  if (samples === 0) return "No samples.";
  const correct = right.reduce((sum, count) => sum + count, 0);
  const counts = `${correct.toLocaleString("en-US")} of ${countOf(samples, "sample")}`;
  return `${compactPercent(correct / samples)} right (${counts}).`;
}

/** Where the cells are [px]. */
interface Frame {
  readonly left: number;
  readonly top: number;
  readonly cell: number;
  /** Names that are wider than their column are written upwards. */
  readonly isTurned: boolean;
}

/**
 * Confusion matrix: a row for every true class, a column for every answer, and at the right the share of each class that is
 * answered rightly.
 *
 * @returns a picture for `renderSvg` or `renderPng`
 * @throws OptionError for a count that is no whole number ≥ 0, naming its index, an unknown option, or a width that is too
 *   small
 * @throws ShapeError if there is not a count for every pair of classes
 */
export function confusionMatrixPicture(matrix: ConfusionMatrix, options: PictureOptions = {}): Picture {
  const paper = checkedWidth(where, options, 640);
  checkOptions(where, matrix, kinds, ["classes", "counts"]);
  const sums = sumsOf(matrix);
  const { names, columns, totals, right } = sums;
  const shares = totals.map((total, i) => (total === 0 ? "" : compactPercent(right[i]! / total)));
  const widest = widthOf(names);
  const left = padding + lineHeight + gap + widest + gap;
  const beside = left + gap + widthOf(["right", ...shares]) + padding;
  const room = checkedFrameWidth(where, paper.width, beside);
  const cell = Math.min(largestCell, room / Math.max(1, columns.length));
  const isTurned = widest > cell - 4;
  const top = lineHeight + gap + (isTurned ? widest : lineHeight) + gap / 2;
  const height = top + cell * totals.length + padding;
  const panel = plainPanel(paper.width, height, (plot) => [
    ...cellMarks(plot, cellsOf(columns, totals), { left, top, cell, isTurned }),
    ...textMarks(plot, matrix.classes, names, shares, { left, top, cell, isTurned }),
  ]);
  return {
    title: options.title ?? "Confusion matrix",
    caption: [captionOf(sums), options.caption ?? ""].filter((text) => text !== "").join(" "),
    ...paper,
    panels: totals.length === 0 ? [emptyPanel] : [panel],
  };
}

function widthOf(texts: readonly string[]): number {
  return Math.ceil(Math.max(0, ...texts.map((text) => textWidth(text, labelSize))));
}

function cellMarks(plot: PlotModule, cells: readonly Cell[], { left, top, cell }: Frame): Markish[] {
  return [
    plot.rect(cells, {
      x1: ({ column }: Cell) => left + cell * column,
      x2: ({ column }: Cell) => left + cell * (column + 1),
      y1: ({ row }: Cell) => top + cell * row,
      y2: ({ row }: Cell) => top + cell * (row + 1),
      fill: ({ fill }: Cell) => fill,
      stroke: lineSoft,
    }),
    plot.text(cells, {
      x: ({ column }: Cell) => left + cell * (column + 0.5),
      y: ({ row }: Cell) => top + cell * (row + 0.5),
      text: ({ text }: Cell) => text,
      fontSize: Math.min(labelSize, cell / 3.2),
      fill: ink,
    }),
  ];
}

/** What stands around the cells. */
function textMarks(
  plot: PlotModule,
  classes: readonly string[],
  names: readonly string[],
  shares: readonly string[],
  { left, top, cell, isTurned }: Frame,
): Markish[] {
  const words = (texts: readonly string[], placed: object): Markish =>
    plot.text(texts, { text: (text: string) => text, fill: inkSoft, ...placed });
  const down = (_: unknown, k: number): number => top + cell * (k + 0.5);
  const above = (): number => top - gap / 2;
  const atRight = { x: () => left + cell * names.length + gap, textAnchor: "start" };
  const middle = (cell * classes.length) / 2;
  return [
    words(names, {
      x: (_: unknown, k: number) => left + cell * (k + 0.5),
      y: above,
      ...(isTurned ? { rotate: -90, textAnchor: "start", lineAnchor: "middle" } : { lineAnchor: "bottom" }),
    }),
    words(classes, { x: () => left - gap, y: down, textAnchor: "end" }),
    words(shares, { y: down, ...atRight }),
    words(["right"], { y: above, lineAnchor: "bottom", ...atRight }),
    words(["answer"], { x: () => left + middle, y: () => lineHeight / 2, fontWeight: 600 }),
    words(["true class"], {
      x: () => padding + lineHeight / 2,
      y: () => top + middle,
      rotate: -90,
      fontWeight: 600,
    }),
  ];
}
