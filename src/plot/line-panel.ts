/** The panel of a picture of lines: the lines, their names, and marked points. */
import { type Axis, axisHeight, axisMarks, fractionAt, type HorizontalAxis, note, valueAt } from "./axes.ts";
import { endLabels } from "./end-labels.ts";
import { lineHeight } from "./layout.ts";
import { ink, mix } from "./palette.ts";
import type { Panel } from "./picture.ts";
import type { Markish, PlotModule } from "./plot-module.ts";

/** One line: points joined in their order `[points]`. */
export interface LineSeries {
  /** Written at its end; nothing unless given. */
  readonly name?: string;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** Not decreasing; two points at one time are before and after a jump, which is drawn as a thin line. */
  readonly times?: ArrayLike<number>;
  /** A dot at every point, as for what was measured; false unless given. */
  readonly dots?: boolean;
  /** Drawn with dashes, as a nullcline; false unless given. */
  readonly dashed?: boolean;
}

/** How a point is drawn: a ring, a disc, or a diagonal cross. */
export const pointMarks = ["open", "full", "cross"] as const;

/** A point with a text beside it. */
export interface MarkedPoint {
  readonly x: number;
  readonly y: number;
  readonly text?: string;
  /** A ring, a disc or a cross, as for fixed points that are unstable, stable or saddles; "open" unless given. */
  readonly mark?: (typeof pointMarks)[number];
}

type Coloured = LineSeries & { readonly colour: string };

/** Whether all lines that have names end so near the right edge that those can stand beside their ends. */
export function endAtEdge(series: readonly LineSeries[], axis: Axis): boolean {
  return series.every(
    ({ name = "", x }) => name === "" || x.length === 0 || fractionAt(axis, x[x.length - 1]!) > 0.9,
  );
}

/** Where the texts of the key begin, right of the frame [px]. */
export const keyRoom = 28;

/** The names from top to bottom right of the frame, each behind a piece of its line. */
function keyMarks(
  plot: PlotModule,
  series: readonly Coloured[],
  x: Axis,
  y: Axis,
  size: { readonly width: number; readonly height: number },
): Markish[] {
  const beside = (pixels: number): number => valueAt(x, 1 + pixels / size.width);
  return series.flatMap(({ name = "", colour, dashed = false }, k) => {
    const height = valueAt(y, 1 - (lineHeight * (k + 0.5)) / size.height);
    return [
      plot.link([name], {
        x1: () => beside(8),
        x2: () => beside(keyRoom - 4),
        y1: () => height,
        y2: () => height,
        stroke: colour,
        strokeWidth: 1.7,
        ...(dashed ? { strokeDasharray: "5,4" } : {}),
      }),
      plot.text([name], {
        text: (words: string) => words,
        x: () => beside(keyRoom),
        y: () => height,
        textAnchor: "start",
        fontWeight: 500,
        fill: mix(colour, "#000000", 0.15),
      }),
    ];
  });
}

function seriesMarks(plot: PlotModule, series: Coloured): Markish[] {
  const { x, y, times, colour, dots = false, dashed = false } = series;
  const all = Array.from(x, (_, i) => i);
  const at = { x: (i: number) => x[i]!, y: (i: number) => y[i]! };
  const jumps = all.filter((i) => i > 0 && times !== undefined && times[i] === times[i - 1]);
  let piece = 0;
  const pieces = all.map((i) => (i === jumps[piece] ? ++piece : piece));
  const marks: Markish[] = [
    plot.link(jumps, {
      x1: (i: number) => x[i - 1]!,
      y1: (i: number) => y[i - 1]!,
      x2: at.x,
      y2: at.y,
      stroke: colour,
      strokeWidth: 0.8,
      strokeOpacity: 0.6,
    }),
    plot.line(all, {
      ...at,
      z: (i: number) => pieces[i]!,
      stroke: colour,
      strokeWidth: 1.7,
      strokeLinejoin: "round",
      ...(dashed ? { strokeDasharray: "5,4" } : {}),
    }),
  ];
  if (!dots && all.length > 1) return marks;
  return [...marks, plot.dot(all, { ...at, r: 2.8, fill: colour, stroke: "white", strokeWidth: 0.8 })];
}

function pointMark(plot: PlotModule, { x, y, mark = "open" }: MarkedPoint): Markish {
  const symbol = mark === "cross" ? { symbol: "times", r: 5, fill: "none" } : { r: 4 };
  const fill = mark === "full" ? ink : "white";
  return plot.dot([x], { x: () => x, y: () => y, fill, stroke: ink, strokeWidth: 1.6, ...symbol });
}

/** A text beside a place inside the frame, on the side where there is room. */
function besideMark(
  plot: PlotModule,
  text: string,
  colour: string,
  x: number,
  y: number,
  right: boolean,
): Markish {
  return plot.text([text], {
    text: (words: string) => words,
    x: () => x,
    y: () => y,
    dx: right ? 8 : -8,
    dy: -8,
    textAnchor: right ? "start" : "end",
    fontWeight: 500,
    fill: mix(colour, "#000000", 0.15),
    stroke: "white",
    strokeWidth: 4,
  });
}

/** The panel; the frame's size is without its margins. */
export function drawnLinePanel(
  series: readonly Coloured[],
  points: readonly MarkedPoint[],
  x: HorizontalAxis,
  y: Axis,
  frame: {
    readonly width: number;
    readonly height: number;
    readonly marginLeft: number;
    readonly marginRight: number;
  },
): Panel {
  const margins = {
    marginLeft: frame.marginLeft,
    marginRight: frame.marginRight,
    marginTop: 10,
    marginBottom: axisHeight,
  };
  const named = series.filter(({ name = "", x: at }) => name !== "" && at.length > 0);
  const ends = named.map(({ name = "", colour, x: at, y: value }) => {
    const last = at.length - 1;
    return { text: name, colour, x: at[last]!, y: value[last]! };
  });
  const isLeft = (at: number): boolean => fractionAt(x, at) < 0.5;
  const scale = (axis: Axis) =>
    ({ domain: [...axis.domain], type: axis.logarithmic ? "log" : "linear", axis: null }) as const;
  return {
    height: frame.height + margins.marginTop + margins.marginBottom,
    build: (plot) => ({
      ...margins,
      x: scale(x),
      y: scale(y),
      marks: [
        ...axisMarks(plot, x, y, frame.marginLeft),
        ...(endAtEdge(series, x)
          ? endLabels(plot, ends, { x, y }, frame)
          : keyMarks(plot, named, x, y, frame)),
        ...series.flatMap((one) => seriesMarks(plot, one)),
        ...points.map((point) => pointMark(plot, point)),
        ...points.map((point) => besideMark(plot, point.text ?? "", ink, point.x, point.y, isLeft(point.x))),
        ...(series.length + points.length === 0 ? [note(plot, "no data")] : []),
      ],
    }),
  };
}
