/** States of neurons over time, with spikes above, thresholds, and arrivals of inputs below. */
import { OptionError } from "../errors.ts";
import { arrayOf, checkDistinct, checkOptions, type Kinds, recordOf } from "../options.ts";
import { isRecord } from "../values.ts";
import { leftMargin } from "./axes.ts";
import { asLongAs, checkedFrameWidth, checkedWidth, finite, increasing, interval } from "./check.ts";
import { rightMargin } from "./end-labels.ts";
import { palette } from "./palette.ts";
import type { Picture, PictureOptions } from "./picture.ts";
import { extent, linearTicks, tickCount } from "./ticks.ts";
import { drawnTracePanel, labelTexts, stateAxis, type TracePanel, type TraceSeries } from "./trace-panel.ts";

/** States over time, in panels one below the other. */
export interface Traces {
  /** At most ten in one panel. */
  readonly series: readonly TraceSeries[];
  /** From top to bottom; panels only named by a series follow in the order of the series. */
  readonly panels?: readonly TracePanel[];
  /** Unit of time; "ms" unless given. */
  readonly unit?: string;
  /** Shown in any case; widened where there is something outside. */
  readonly time?: readonly [start: number, end: number];
}

const where = "tracePicture";

const kinds: Kinds<Traces> = {
  series: arrayOf(
    recordOf<TraceSeries>(
      {
        name: "text",
        times: increasing(),
        values: asLongAs("times", finite),
        panel: "text",
        spikes: finite,
      },
      ["name", "times", "values"],
    ),
  ),
  panels: arrayOf(
    recordOf<TracePanel>({
      name: "text",
      detail: "text",
      label: "text",
      threshold: "free",
      arrivals: finite,
    }),
  ),
  unit: "text",
  time: interval,
};

/** The panels described and those only named by a series. */
function panelsOf({ series, panels = [] }: Traces): TracePanel[] {
  const all = [...panels];
  for (const { panel = "" } of series) {
    if (!all.some(({ name = "" }) => name === panel)) all.push({ name: panel });
  }
  return all.length > 0 ? all : [{}];
}

/** Whether it is what `run.trace` gives. */
function isTrace(given: unknown): boolean {
  return isRecord(given) && "times" in given && "values" in given;
}

function timeDomain({ series, panels = [], time }: Traces): readonly [number, number] {
  const [low, high] = extent(
    time ?? [],
    ...series.flatMap((one) => [one.times, one.spikes ?? []]),
    ...panels.map((panel) => panel.arrivals ?? []),
  ) ?? [0, 1];
  return low < high ? [low, high] : [low, low + 1];
}

/**
 * State traces: a line per series, interrupted where two samples share a time (a reset), joined there by
 * a thin vertical line; triangles above the frame are spikes, ticks below it arrivals of inputs.
 *
 * @returns a picture for `renderSvg` or `renderPng`
 * @throws OptionError if a number is not finite or times decrease, naming the series and the index; for two
 *   panels of one name, or a width that is too small
 * @throws ShapeError if `times` and `values` of a series differ in length
 * @throws UnsupportedError for more than ten series in one panel
 */
export function tracePicture(traces: Traces, options: PictureOptions = {}): Picture {
  const paper = checkedWidth(where, options);
  const { width } = paper;
  if (isTrace(traces)) {
    const hint = 'Give { series: [{ name: "v", ...trace }] }, with as many as there are.';
    throw new OptionError(where, "the first argument is one trace", hint);
  }
  checkOptions(where, traces, kinds, ["series"]);
  const names = (traces.panels ?? []).map(({ name = "" }) => name);
  checkDistinct(where, "panels", names, "Give them names.");
  const panels = panelsOf(traces).map((panel) => {
    const series = traces.series.filter((one) => (one.panel ?? "") === (panel.name ?? ""));
    const colours = palette(where, series.length, "series");
    return { panel, series: series.map((one, i) => ({ ...one, colour: colours[i]! })) };
  });
  const domain = timeDomain(traces);
  const frame = {
    width,
    marginLeft: leftMargin(panels.map(stateAxis)),
    marginRight: rightMargin(panels.flatMap(labelTexts)),
  };
  const room = checkedFrameWidth(where, width, frame.marginLeft + frame.marginRight);
  const ticks = linearTicks(domain, tickCount(room));
  return {
    title: options.title ?? "Traces",
    ...(options.caption === undefined ? {} : { caption: options.caption }),
    ...paper,
    panels: panels.map((one, i) => {
      const x = { domain, ticks, label: `time [${traces.unit ?? "ms"}]`, drawn: i === panels.length - 1 };
      return drawnTracePanel(one, x, frame);
    }),
  };
}
