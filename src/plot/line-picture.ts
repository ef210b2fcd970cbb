/** Lines over any quantity: f–I curves, tuning curves, trajectories and nullclines of a phase plane. */
import { OptionError } from "../errors.ts";
import { arrayOf, checkOptions, type Kinds, recordOf } from "../options.ts";
import { type Axis, leftMargin } from "./axes.ts";
import { asLongAs, checkedFrameWidth, checkedWidth, finite, increasing, interval } from "./check.ts";
import { rightMargin } from "./end-labels.ts";
import {
  drawnLinePanel,
  endAtEdge,
  keyRoom,
  type LineSeries,
  type MarkedPoint,
  pointMarks,
} from "./line-panel.ts";
import { palette } from "./palette.ts";
import type { Picture, PictureOptions } from "./picture.ts";
import { extent, linearTicks, logarithmicTicks, roundDomain, tickCount } from "./ticks.ts";

/** One axis of a picture of lines. */
export interface LineAxis {
  /** What it measures and its unit, such as `current [nA]`. */
  readonly label?: string;
  /** Shown in any case; widened where something lies outside. */
  readonly domain?: readonly [low: number, high: number];
  /** Whether equal distances are equal ratios; all values are positive then. */
  readonly logarithmic?: boolean;
}

/** Lines and marked points on common axes. */
export interface Lines {
  /** At most ten. */
  readonly series: readonly LineSeries[];
  readonly x?: LineAxis;
  readonly y?: LineAxis;
  /** Such as fixed points. */
  readonly points?: readonly MarkedPoint[];
}

const where = "linePicture";

const axisKind = recordOf<LineAxis>({ label: "text", domain: interval, logarithmic: "flag" });
const kinds: Kinds<Lines> = {
  series: arrayOf(
    recordOf<LineSeries>(
      {
        name: "text",
        x: finite,
        y: asLongAs("x", finite),
        times: asLongAs("x", increasing()),
        dots: "flag",
        dashed: "flag",
      },
      ["x", "y"],
    ),
  ),
  x: axisKind,
  y: axisKind,
  points: arrayOf(
    recordOf<MarkedPoint>({ x: "free", y: "free", text: "text", mark: [...pointMarks] }, ["x", "y"]),
  ),
};

/** The axis that holds all values; without ticks. */
function axisOf(name: "x" | "y", { label = "", domain, logarithmic = false }: LineAxis, lines: Lines): Axis {
  const values = [...lines.series.map((one) => one[name]), (lines.points ?? []).map((point) => point[name])];
  const range = extent(domain ?? [], ...values) ?? [0, 1];
  const common = { label, ticks: [], logarithmic };
  if (logarithmic) {
    if (!(range[0] > 0)) {
      throw new OptionError(where, `${name} has ${range[0]} on a logarithmic axis`, "Give positive values.");
    }
    return { ...common, domain: range[0] < range[1] ? range : [range[0] / 2, 2 * range[1]] };
  }
  if (range[0] === range[1]) return { ...common, domain: roundDomain(range, 5) };
  const room = domain === undefined ? 0.04 * (range[1] - range[0]) : 0;
  return { ...common, domain: [range[0] - room, range[1] + room] };
}

function withTicks(axis: Axis, count: number): Axis {
  const { domain, logarithmic = false } = axis;
  return { ...axis, ticks: logarithmic ? logarithmicTicks(domain) : linearTicks(domain, count) };
}

/**
 * Lines through points in the order in which they are given, with names at their ends or in a key: rates over currents,
 * or a trajectory and the nullclines of a phase plane.
 *
 * @returns a picture for `renderSvg` or `renderPng`
 * @throws OptionError if a number is not finite, or not positive on a logarithmic axis; for an unknown option, or a
 *   width that is too small
 * @throws ShapeError if `x` and `y` of a series differ in length
 * @throws UnsupportedError for more than ten series
 */
export function linePicture(lines: Lines, options: PictureOptions = {}): Picture {
  const paper = checkedWidth(where, options);
  checkOptions(where, lines, kinds, ["series"]);
  const colours = palette(where, lines.series.length, "series");
  const series = lines.series.map((one, i) => ({ ...one, colour: colours[i]! }));
  const x = axisOf("x", lines.x ?? {}, lines);
  const y = withTicks(axisOf("y", lines.y ?? {}, lines), 6);
  const names = series.flatMap(({ name = "" }) => (name === "" ? [] : [name]));
  const marginLeft = leftMargin([y]);
  const marginRight = rightMargin(names) + (endAtEdge(series, x) ? 0 : keyRoom);
  const room = checkedFrameWidth(where, paper.width, marginLeft + marginRight);
  return {
    title: options.title ?? "",
    ...(options.caption === undefined ? {} : { caption: options.caption }),
    ...paper,
    panels: [
      drawnLinePanel(
        series,
        lines.points ?? [],
        { ...withTicks(x, tickCount(room)), label: x.label ?? "", drawn: true },
        y,
        { width: room, height: Math.round(0.62 * room), marginLeft, marginRight },
      ),
    ],
  };
}
