/** Axes, grid lines and notes: the marks around the data of a panel. */

import { compactNumber } from "./format.ts";
import { labelSize, padding } from "./layout.ts";
import { inkSoft, line, lineSoft } from "./palette.ts";
import type { Panel } from "./picture.ts";
import type { Markish, PlotModule } from "./plot-module.ts";
import { textWidth } from "./text-layout.ts";

/** A vertical axis, and what horizontal ones have in common with it. */
export interface Axis {
  /** Its ends, in data coordinates. */
  readonly domain: readonly [low: number, high: number];
  /** Where there are texts and lines of the grid. */
  readonly ticks: readonly number[];
  /** Whether equal distances are equal ratios. */
  readonly logarithmic?: boolean;
  /** What it measures and its unit, written along it; nothing unless given. */
  readonly label?: string;
  /** Text of a tick; `compactNumber` in six digits unless given. */
  readonly format?: (tick: number) => string;
}

/** A horizontal axis, which all panels of a picture may share. */
export interface HorizontalAxis extends Axis {
  /** What it measures and its unit, written below it. */
  readonly label: string;
  /** Tick texts and label are drawn under one panel only, the lines under each. */
  readonly drawn: boolean;
  /** Room between the axis and its texts [px]. */
  readonly room?: number;
}

/** Margin under a panel that carries the texts of the horizontal axis [px]. */
export const axisHeight = 46;

function tickText(axis: Axis): (tick: number) => string {
  return axis.format ?? ((tick) => compactNumber(tick, 6));
}

/** Where a value lies on its axis: 0 at the low end, 1 at the high end. */
export function fractionAt({ domain: [low, high], logarithmic }: Axis, value: number): number {
  return logarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
}

/** The value at a fraction of the axis; inverse of `fractionAt`. */
export function valueAt({ domain: [low, high], logarithmic }: Axis, fraction: number): number {
  return logarithmic ? low * (high / low) ** fraction : low + fraction * (high - low);
}

/** Room for the texts along vertical axes [px]. */
const labelRoom = 18;

/** The left margin that holds the tick texts and labels of all these axes [px]. */
export function leftMargin(axes: readonly Axis[]): number {
  const widths = axes.flatMap((axis) => axis.ticks.map((tick) => textWidth(tickText(axis)(tick), labelSize)));
  const labels = axes.some(({ label = "" }) => label !== "") ? labelRoom : 0;
  return Math.ceil(padding + labels + Math.max(20, ...widths) + 8);
}

/**
 * Grid, tick texts, labels and base line of a panel, to be drawn under the data. The scales are to have the domains of
 * the axes, and `axis: null`.
 *
 * @param left  the left margin, for the label of the vertical axis [px]
 */
export function axisMarks(
  plot: PlotModule,
  x: HorizontalAxis,
  y: Axis,
  left: number = leftMargin([y]),
): Markish[] {
  const marks: Markish[] = [
    plot.gridX(x.ticks, { stroke: lineSoft, strokeOpacity: 1 }),
    plot.gridY(y.ticks, { stroke: lineSoft, strokeOpacity: 1 }),
    plot.axisY(y.ticks, { tickSize: 0, tickPadding: 8, text: tickText(y), label: null, fill: inkSoft }),
    plot.frame({ anchor: "bottom", stroke: line }),
  ];
  const { label = "" } = y;
  if (label !== "") {
    marks.push(
      plot.text([label], {
        text: (words: string) => words,
        frameAnchor: "left",
        lineAnchor: "middle",
        textAnchor: "middle",
        rotate: -90,
        dx: padding + labelSize / 2 - left,
        fill: inkSoft,
      }),
    );
  }
  if (x.drawn) {
    marks.push(
      plot.axisX(x.ticks, {
        tickSize: 0,
        tickPadding: 8 + (x.room ?? 0),
        text: tickText(x),
        label: null,
        fill: inkSoft,
      }),
      plot.text([x.label], {
        text: (label: string) => label,
        frameAnchor: "bottom",
        lineAnchor: "top",
        dy: 28 + (x.room ?? 0),
        fill: inkSoft,
      }),
    );
  }
  return marks;
}

/** A note in the middle of a panel that has nothing to show. */
export function note(plot: PlotModule, text: string): Markish {
  return plot.text([text], {
    text: (words: string) => words,
    frameAnchor: "middle",
    fill: inkSoft,
    fontStyle: "italic",
    stroke: "white",
    strokeWidth: 6,
    fontSize: 13,
  });
}

/** What stands for a picture without any panel. */
export const emptyPanel: Panel = {
  height: 90,
  build: (plot) => ({ marks: [plot.frame({ stroke: line }), note(plot, "no data")] }),
};

/** A panel without axes, of which the coordinates are pixels from its upper left corner. */
export function plainPanel(
  width: number,
  height: number,
  marks: (plot: PlotModule) => readonly Markish[],
): Panel {
  return {
    height,
    build: (plot) => ({
      margin: 0,
      x: { domain: [0, width], axis: null },
      y: { domain: [height, 0], axis: null },
      marks: [...marks(plot)],
    }),
  };
}
