/** The class predicted at every place of a plane, with labelled points on top. */

import { arrayOf, type Check, checkOptions, dependingOn, type Kinds, recordOf } from "../options.ts";
import { type Axis, axisHeight, axisMarks, leftMargin } from "./axes.ts";
import { asLongAs, checkedFrameWidth, checkedWidth, finite, indices, sized } from "./check.ts";
import { compactPercent, countOf } from "./format.ts";
import { padding } from "./layout.ts";
import { type KeyEntry, keyHeight, keyMarks, keyWidth } from "./map-key.ts";
import { cellMarks, type DecisionMap, type MapPoints, nameMarks, pointMarks, tint } from "./map-marks.ts";
import { mix, palette, undecided } from "./palette.ts";
import type { Picture, PictureOptions } from "./picture.ts";
import { gridKind } from "./plane-grid.ts";
import { extent, linearTicks, tickCount } from "./ticks.ts";

const where = "decisionMapPicture";
/** Of points with labels from 0 to `last`. */
function pointsKind(last: number): Check {
  const kinds = {
    x: finite,
    y: asLongAs("x", finite),
    target: asLongAs("x", indices(0, last)),
    predicted: asLongAs("x", indices(-1, last)),
  };
  return recordOf<MapPoints>(kinds, ["x", "y", "target", "predicted"]);
}

const kinds: Kinds<DecisionMap> = {
  classes: arrayOf("text"),
  grid: gridKind,
  labels: dependingOn<DecisionMap>(({ grid, classes }) =>
    sized(
      grid.nx * grid.ny,
      indices(-1, classes.length - 1),
      `Give one for each of the ${grid.nx} × ${grid.ny} places of the grid.`,
    ),
  ),
  points: dependingOn<DecisionMap>(({ classes }) => pointsKind(classes.length - 1)),
  xLabel: "text",
  yLabel: "text",
};

function keyOf({ classes, labels, points }: DecisionMap, colours: readonly string[]): KeyEntry[] {
  const entries: KeyEntry[] = classes.map((text, label) => {
    const [fill, colour] = [mix(colours[label]!, "#ffffff", tint), colours[label]!];
    if (points === undefined) return { kind: "class", text, fill, colour };
    let [count, correct] = [0, 0];
    for (let i = 0; i < points.x.length; i++) {
      if (points.target[i] !== label) continue;
      count++;
      if (points.predicted[i] === label) correct++;
    }
    return { kind: "class", text, fill, colour, detail: `${correct} of ${count} correct` };
  });
  if (Array.prototype.includes.call(labels, -1))
    entries.push({ kind: "area", text: "no decision", fill: undecided });
  const wrong = points === undefined ? 0 : points.x.length - correctOf(points);
  if (wrong > 0) entries.push({ kind: "wrong", text: "misclassified" });
  return entries;
}

function correctOf({ target, predicted }: MapPoints): number {
  return Array.from(target).filter((label, i) => label === predicted[i]).length;
}

function captionOf({ points }: DecisionMap): string {
  if (points === undefined) return "";
  const { length } = points.x;
  if (length === 0) return "No test points.";
  const correct = correctOf(points);
  const silent = Array.from(points.predicted).filter((label) => label === -1).length;
  const share = `Test accuracy ${compactPercent(correct / length)} (${correct.toLocaleString("en-US")} of ${countOf(length, "point")})`;
  return `${share}${silent > 0 ? `; ${silent.toLocaleString("en-US")} without a decision` : ""}.`;
}

/** The side of the grid, widened to hold every point. */
function axisOf(side: readonly [number, number], values: ArrayLike<number>): Axis {
  const domain = extent(side, values)!;
  return { domain, ticks: linearTicks(domain, 6) };
}

/** The axis with as many ticks as there is room for. */
function fitted({ domain }: Axis, length: number, textLength: number): Axis {
  return { domain, ticks: linearTicks(domain, Math.min(6, tickCount(length, textLength))) };
}

/**
 * Decision map: cells coloured by predicted class, test points by their true class, the misclassified
 * ones larger and ringed in black. Both axes have the same scale.
 *
 * @returns a picture for `renderSvg` or `renderPng`
 * @throws OptionError if a coordinate is not finite or a label is no class, naming the series and the index;
 *   for a grid of no cells or no extent, or a width that is too small
 * @throws ShapeError if the number of labels is not nx·ny, or the series of points differ in length
 * @throws UnsupportedError for more than ten classes
 */
export function decisionMapPicture(map: DecisionMap, options: PictureOptions = {}): Picture {
  const paper = checkedWidth(where, options, 640);
  const { width } = paper;
  checkOptions(where, map, kinds, ["classes", "grid", "labels"]);
  const colours = palette(where, map.classes.length, "classes");
  const x = axisOf(map.grid.x, map.points?.x ?? []);
  const y = axisOf(map.grid.y, map.points?.y ?? []);
  const key = keyOf(map, colours);
  const marginLeft = leftMargin([y]);
  const span = (axis: Axis) => axis.domain[1] - axis.domain[0];
  const room = checkedFrameWidth(where, width, marginLeft + keyWidth(key) + padding);
  const scale = Math.min(room / span(x), (1.4 * room) / span(y));
  const size = { width: scale * span(x), height: scale * span(y) };
  const marginTop = 8;
  const height = Math.max(size.height + axisHeight, keyHeight(key));
  const caption = [captionOf(map), options.caption ?? ""].filter((text) => text !== "").join(" ");
  const margins = {
    marginLeft,
    marginRight: width - marginLeft - size.width,
    marginTop,
    marginBottom: height - size.height,
  };
  return {
    title: options.title ?? "Decision map",
    ...(caption === "" ? {} : { caption }),
    ...paper,
    panels: [
      {
        detail: map.yLabel ?? "y",
        height: marginTop + height,
        build: (plot) => ({
          ...margins,
          x: { domain: [...x.domain], axis: null },
          y: { domain: [...y.domain], axis: null },
          marks: [
            ...axisMarks(
              plot,
              { ...fitted(x, size.width, 60), label: map.xLabel ?? "x", drawn: true },
              fitted(y, size.height, 28),
            ),
            ...cellMarks(plot, map, colours),
            ...nameMarks(plot, map, colours, size),
            // On top: no name takes a point away.
            ...(map.points === undefined ? [] : pointMarks(plot, map.points, colours)),
            ...keyMarks(plot, key),
          ],
        }),
      },
    ],
  };
}
