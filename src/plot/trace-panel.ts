/** One panel of traces: lines, resets, spikes, threshold and arrivals. */

import { type Axis, axisHeight, axisMarks, type HorizontalAxis, note } from "./axes.ts";
import { breakLine } from "./broken-line.ts";
import { endLabels } from "./end-labels.ts";
import { compactNumber } from "./format.ts";
import { lineHeight } from "./layout.ts";
import { inkSoft } from "./palette.ts";
import type { Panel } from "./picture.ts";
import type { Markish, PlotModule } from "./plot-module.ts";
import { extent, linearTicks, roundDomain } from "./ticks.ts";

/** One state of one neuron `[samples]`. */
export interface TraceSeries {
  /** Written at the end of its line; "" leaves it out. */
  readonly name: string;
  /** Not decreasing; two samples at one time are before and after a jump. */
  readonly times: ArrayLike<number>;
  readonly values: ArrayLike<number>;
  /** Name of the panel it is drawn in; "" unless given. */
  readonly panel?: string;
  /** Times of the neuron's spikes `[spikes]`. */
  readonly spikes?: ArrayLike<number> | undefined;
}

/** What a panel shows besides its series. */
export interface TracePanel {
  /** Its heading, and what `panel` of a series refers to; "" unless given. */
  readonly name?: string;
  /** Written after the name, in a lighter tone. */
  readonly detail?: string;
  /** What is drawn and its unit, such as `v [mV]`, written along the axis. */
  readonly label?: string;
  /** Drawn as a dashed line, in the unit of the values. */
  readonly threshold?: number;
  /** Times at which inputs arrive `[arrivals]`. */
  readonly arrivals?: ArrayLike<number>;
}

export interface ColouredPanel {
  readonly panel: TracePanel;
  readonly series: readonly (TraceSeries & { readonly colour: string })[];
}

const spikeRow = 9;
const arrivalHeight = 8;

/** The axis of all values and of the threshold. */
export function stateAxis({ panel, series }: ColouredPanel): Axis {
  const range = extent(
    panel.threshold === undefined ? [] : [panel.threshold],
    ...series.map(({ values }) => values),
  );
  const label = panel.label ?? "";
  if (range === undefined) return { domain: [0, 1], ticks: [], label };
  const [low, high] = range;
  const room = low === high ? 0 : 0.04 * (high - low);
  const domain: readonly [number, number] = low === high ? roundDomain(range, 5) : [low - room, high + room];
  return { domain, ticks: linearTicks(domain, 5), label };
}

/** The texts right of the panel. */
export function labelTexts({ panel, series }: ColouredPanel): string[] {
  const texts = series.map(({ name }) => name);
  if (panel.threshold !== undefined) texts.push(`threshold ${compactNumber(panel.threshold)}`);
  if ((panel.arrivals ?? []).length > 0) texts.push("inputs");
  return texts;
}

function seriesMarks(plot: PlotModule, series: ColouredPanel["series"]): Markish[] {
  const rows = series.filter(({ spikes }) => (spikes ?? []).length > 0);
  return series.flatMap((one) => {
    const { points, jumps } = breakLine(one.times, one.values);
    const alone = points.filter(
      ({ piece }, i) => points[i - 1]?.piece !== piece && points[i + 1]?.piece !== piece,
    );
    const row = rows.length - 1 - rows.indexOf(one);
    return [
      plot.link(jumps, {
        x: "time",
        y1: "from",
        y2: "to",
        stroke: one.colour,
        strokeWidth: 0.8,
        strokeOpacity: 0.6,
      }),
      plot.line(points, {
        x: "time",
        y: "value",
        z: "piece",
        stroke: one.colour,
        strokeWidth: 1.7,
        strokeLinejoin: "round",
      }),
      plot.dot(alone, { x: "time", y: "value", r: 2.2, fill: one.colour }),
      plot.dot(Array.from(one.spikes ?? []), {
        x: (time: number) => time,
        frameAnchor: "top",
        symbol: "triangle",
        rotate: 180,
        dy: -6 - spikeRow * row,
        r: 3.2,
        fill: one.colour,
      }),
    ];
  });
}

function thresholdMarks(plot: PlotModule, threshold: number | undefined): Markish[] {
  if (threshold === undefined) return [];
  return [plot.ruleY([threshold], { stroke: inkSoft, strokeDasharray: "5,4", strokeWidth: 1.1 })];
}

function arrivalMarks(plot: PlotModule, arrivals: ArrayLike<number>, height: number): Markish[] {
  if (arrivals.length === 0) return [];
  return [
    plot.ruleX(Array.from(arrivals), {
      x: (time: number) => time,
      insetTop: height + 3,
      insetBottom: -3 - arrivalHeight,
      stroke: inkSoft,
      strokeWidth: 1.4,
    }),
    plot.text(["inputs"], {
      text: (text: string) => text,
      frameAnchor: "bottom-right",
      textAnchor: "start",
      lineAnchor: "middle",
      dx: 14,
      dy: 3 + arrivalHeight / 2,
      fill: inkSoft,
    }),
  ];
}

/** The panel on the time axis `x`; tall enough for its labels. */
export function drawnTracePanel(
  one: ColouredPanel,
  x: HorizontalAxis,
  frame: { readonly width: number; readonly marginLeft: number; readonly marginRight: number },
): Panel {
  const { panel, series } = one;
  const y = stateAxis(one);
  const arrivals = panel.arrivals ?? [];
  const room = arrivals.length > 0 ? arrivalHeight + 4 : 0;
  const rows = series.filter(({ spikes }) => (spikes ?? []).length > 0).length;
  const margins = {
    marginLeft: frame.marginLeft,
    marginRight: frame.marginRight,
    marginTop: 8 + spikeRow * rows,
    marginBottom: (x.drawn ? axisHeight : 16) + room,
  };
  const size = {
    width: frame.width - margins.marginLeft - margins.marginRight,
    height: Math.max(120, lineHeight * (series.length + 2)),
    low: arrivals.length > 0 ? 9 : 0, // clear of the word beside the arrivals
  };
  const labels = series
    .filter(({ name, times }) => name !== "" && times.length > 0)
    .map(({ name, colour, times, values }) => ({
      text: name,
      colour,
      x: times[times.length - 1]!,
      y: values[values.length - 1]!,
    }));
  if (panel.threshold !== undefined) {
    const text = `threshold ${compactNumber(panel.threshold)}`;
    labels.push({ text, colour: inkSoft, x: x.domain[1], y: panel.threshold });
  }
  const empty = series.every(({ times }) => times.length === 0);
  return {
    ...(panel.name ? { heading: panel.name } : {}),
    ...(panel.detail ? { detail: panel.detail } : {}),
    height: size.height + margins.marginTop + margins.marginBottom,
    build: (plot) => ({
      ...margins,
      x: { domain: [...x.domain], axis: null },
      y: { domain: [...y.domain], axis: null },
      marks: [
        ...axisMarks(plot, { ...x, room }, y, frame.marginLeft),
        ...thresholdMarks(plot, panel.threshold),
        ...arrivalMarks(plot, arrivals, size.height),
        ...seriesMarks(plot, series),
        ...endLabels(plot, labels, { x, y }, size),
        ...(empty ? [note(plot, "no data")] : []),
      ],
    }),
  };
}
