/** A panel with a few series over the epochs, their last values written at their ends. */

import { type Axis, axisHeight, axisMarks, type HorizontalAxis, note } from "./axes.ts";
import { endLabels } from "./end-labels.ts";
import type { Margins } from "./layout.ts";
import type { Panel } from "./picture.ts";
import type { Markish, PlotModule } from "./plot-module.ts";

export interface Series {
  readonly name: string;
  readonly values: ArrayLike<number>;
  readonly colour: string;
}

export interface CurvePanel {
  readonly heading: string;
  readonly detail?: string;
  readonly height: number;
  readonly series: readonly Series[];
  readonly axis: Axis;
  readonly format: (value: number) => string;
}

/** Up to this many epochs every one gets a dot. */
const mostDots = 40;

/** One line with its dots and, at the upper edge, the epochs whose value is infinite. */
function seriesMarks(plot: PlotModule, { values, colour }: Series, epochs: readonly number[]): Markish[] {
  const finite = (i: number) => Number.isFinite(values[i]);
  const all = epochs.map((_, i) => i);
  const x = (i: number) => epochs[i]!;
  const last = all.findLast(finite);
  const dots = all.filter(
    (i) => finite(i) && (epochs.length <= mostDots || (!finite(i - 1) && !finite(i + 1)) || i === last),
  );
  const infinite = all.filter((i) => values[i] === Infinity);
  return [
    plot.line(all, {
      x,
      y: (i: number) => (finite(i) ? values[i]! : Number.NaN), // NaN interrupts the line
      stroke: colour,
      strokeWidth: 1.8,
      strokeLinejoin: "round",
    }),
    plot.dot(dots, {
      x,
      y: (i: number) => values[i]!,
      r: 2.8,
      fill: colour,
      stroke: "white",
      strokeWidth: 0.8,
    }),
    plot.dot(infinite, { x, frameAnchor: "top", dy: 4, symbol: "triangle", r: 4, fill: colour }),
  ];
}

/** What is written at the end of a series. */
export function labelText(panel: CurvePanel, { name, values }: Series): string {
  const value = panel.format(values[values.length - 1] ?? 0);
  return panel.series.length === 1 ? value : `${name} ${value}`;
}

/** The panel over epochs on the axis `x`. */
export function drawnPanel(
  panel: CurvePanel,
  epochs: readonly number[],
  x: HorizontalAxis,
  frame: { width: number; marginLeft: number; marginRight: number },
): Panel {
  const margins: Margins = {
    marginLeft: frame.marginLeft,
    marginRight: frame.marginRight,
    marginTop: 10,
    marginBottom: x.drawn ? axisHeight : 18,
  };
  const height = panel.height + (x.drawn ? axisHeight - 18 : 0);
  const size = {
    width: frame.width - margins.marginLeft - margins.marginRight,
    height: height - margins.marginTop - margins.marginBottom,
  };
  const labels = panel.series.map((series) => {
    const value = series.values[epochs.length - 1]!;
    const y = Number.isFinite(value) ? value : panel.axis.domain[1];
    return { text: labelText(panel, series), colour: series.colour, x: epochs.at(-1)!, y };
  });
  return {
    heading: panel.heading,
    ...(panel.detail ? { detail: panel.detail } : {}),
    height,
    build: (plot) => ({
      ...margins,
      x: { domain: [...x.domain], axis: null },
      y: { domain: [...panel.axis.domain], type: panel.axis.logarithmic ? "log" : "linear", axis: null },
      marks: [
        ...axisMarks(plot, x, panel.axis),
        ...(epochs.length === 0
          ? [note(plot, "no data")]
          : [
              ...endLabels(plot, labels, { x, y: panel.axis }, size),
              ...panel.series.map((series) => seriesMarks(plot, series, epochs)),
            ]),
      ],
    }),
  };
}
