/** Small pictures in shades of grey with what they are and what they were taken for. */
import { arrayOf, checkOptions, dependingOn, type Kinds, recordOf } from "../options.ts";
import { emptyPanel, plainPanel } from "./axes.ts";
import { checkedFrameWidth, checkedWidth, sized, within } from "./check.ts";
import { labelSize, lineHeight, padding } from "./layout.ts";
import { ink, line, mix, palette } from "./palette.ts";
import type { Picture, PictureOptions } from "./picture.ts";
import type { Markish, PlotModule } from "./plot-module.ts";
import { textWidth } from "./text-layout.ts";

/** One small picture. */
export interface Digit {
  /** [rows, columns] row-major; 0 is the ground, 255 full ink. */
  readonly pixels: ArrayLike<number>;
  /** What it is, written above it at the left. */
  readonly label: string;
  /** What it was taken for, written above it at the right, in blue where that is the label. */
  readonly answer: string;
}

/** Pictures of one size, such as the digits that a network takes for others. */
export interface DigitSheet {
  readonly rows: number;
  readonly columns: number;
  /** From left to right and from top to bottom. */
  readonly digits: readonly Digit[];
}

const where = "digitSheetPicture";
const side = { min: 1, max: 1000 };
const kinds: Kinds<DigitSheet> = {
  rows: side,
  columns: side,
  digits: dependingOn<DigitSheet>(({ rows, columns }) =>
    arrayOf(
      recordOf<Digit>(
        {
          pixels: sized(
            rows * columns,
            within(0, 255),
            `Give one for each of the ${rows} × ${columns} places.`,
          ),
          label: "text",
          answer: "text",
        },
        ["pixels", "label", "answer"],
      ),
    ),
  ),
};
const [blue, orange] = palette(where, 2, "kinds of answers") as [string, string];
/** The longer side of a digit, and the room around it [px]. */
const [boxSize, gap] = [56, 12];
/** Shades that are told apart; neighbours of one shade are one rectangle. */
const shades = 10;

/** Neighbours of one shade in a row, in pixels of the whole picture. */
interface Run {
  readonly shade: number;
  readonly x1: number;
  readonly x2: number;
  readonly y: number;
}

function runsOf({ rows, columns }: DigitSheet, { pixels }: Digit, [x, y]: Place, scale: number): Run[] {
  const runs: Run[] = [];
  const shadeAt = (row: number, column: number): number =>
    Math.round((pixels[row * columns + column]! / 255) * shades);
  for (let row = 0; row < rows; row++) {
    for (let left = 0, right = 0; left < columns; left = right) {
      const shade = shadeAt(row, left);
      while (right < columns && shadeAt(row, right) === shade) right++;
      if (shade > 0) runs.push({ shade, x1: x + scale * left, x2: x + scale * right, y: y + scale * row });
    }
  }
  return runs;
}

/** The upper left corner [px]. */
type Place = readonly [x: number, y: number];

/**
 * A sheet of small pictures, each with its label and the answer to it.
 *
 * @returns a picture for `renderSvg` or `renderPng`
 * @throws OptionError for a shade outside [0, 255], naming the digit and the index, an unknown option, or a width that is
 *   too small
 * @throws ShapeError if a digit has not rows·columns pixels
 */
export function digitSheetPicture(sheet: DigitSheet, options: PictureOptions = {}): Picture {
  const paper = checkedWidth(where, options);
  checkOptions(where, sheet, kinds, ["rows", "columns", "digits"]);
  const { rows, columns, digits } = sheet;
  const scale = boxSize / Math.max(rows, columns);
  const box = { width: scale * columns, height: scale * rows };
  const widest = Math.max(0, ...digits.map(({ label, answer }) => textWidth(label + answer, labelSize)));
  const room = checkedFrameWidth(where, paper.width, 2 * padding) + gap;
  const perRow = Math.max(1, Math.floor(room / (gap + Math.max(box.width, widest + gap))));
  const cell = { width: room / perRow, height: lineHeight + box.height + gap };
  const height = cell.height * Math.ceil(digits.length / perRow) + gap;
  const places = digits.map(
    (_, k): Place => [
      padding + (k % perRow) * cell.width,
      lineHeight + Math.floor(k / perRow) * cell.height + gap / 2,
    ],
  );
  const panel = plainPanel(paper.width, height, (plot) => [
    ...shadeMarks(plot, sheet, places, scale),
    plot.rect(places, {
      x1: ([x]: Place) => x,
      x2: ([x]: Place) => x + box.width,
      y1: ([, y]: Place) => y,
      y2: ([, y]: Place) => y + box.height,
      stroke: line,
    }),
    ...nameMarks(plot, digits, places, Math.max(box.width, widest + gap)),
  ]);
  return {
    title: options.title ?? "Digits",
    ...(options.caption === undefined ? {} : { caption: options.caption }),
    ...paper,
    panels: digits.length === 0 ? [emptyPanel] : [panel],
  };
}

/** @param width  from the beginning of a label to the end of an answer */
function nameMarks(
  plot: PlotModule,
  digits: readonly Digit[],
  places: readonly Place[],
  width: number,
): Markish[] {
  const y = (_: Digit, k: number): number => places[k]![1] - gap / 4;
  return [
    plot.text(digits, {
      x: (_: Digit, k: number) => places[k]![0],
      y,
      text: ({ label }: Digit) => label,
      textAnchor: "start",
      lineAnchor: "bottom",
      fill: ink,
    }),
    plot.text(digits, {
      x: (_: Digit, k: number) => places[k]![0] + width,
      y,
      text: ({ answer }: Digit) => answer,
      textAnchor: "end",
      lineAnchor: "bottom",
      fontWeight: 600,
      fill: ({ label, answer }: Digit) => (label === answer ? blue : orange),
    }),
  ];
}

/** All rectangles of one shade are one mark. */
function shadeMarks(plot: PlotModule, sheet: DigitSheet, places: readonly Place[], scale: number): Markish[] {
  const runs = sheet.digits.flatMap((digit, k) => runsOf(sheet, digit, places[k]!, scale));
  return Array.from({ length: shades }, (_, k) =>
    plot.rect(
      runs.filter(({ shade }) => shade === k + 1),
      {
        x1: ({ x1 }: Run) => x1,
        x2: ({ x2 }: Run) => x2,
        y1: ({ y }: Run) => y,
        y2: ({ y }: Run) => y + scale,
        fill: mix("#ffffff", ink, (k + 1) / shades),
        shapeRendering: "crispEdges",
      },
    ),
  );
}
