/** Spike trains of several groups of neurons, a tick for every spike, one panel per group. */
import { arrayOf, checkOptions, dependingOn, type Kinds, recordOf, rule } from "../options.ts";
import {
  type Axis,
  axisHeight,
  axisMarks,
  emptyPanel,
  type HorizontalAxis,
  leftMargin,
  note,
} from "./axes.ts";
import { asLongAs, checkedWidth, finite, indices, interval } from "./check.ts";
import { countOf } from "./format.ts";
import { lineHeight, padding } from "./layout.ts";
import { palette } from "./palette.ts";
import type { Panel, Picture, PictureOptions } from "./picture.ts";
import { extent, integerTicks, linearTicks, tickCount } from "./ticks.ts";
import {
  markerMargin,
  markerMarks,
  type PlacedMarker,
  placeMarkers,
  type TimeMarker,
} from "./time-markers.ts";

/** The spikes of one group, in any order `[spikes]`; `{ name, ...run.spikes(population) }` is one. */
export interface RasterGroup {
  readonly name: string;
  /** Number of neurons. */
  readonly size: number;
  /** In the unit of the raster. */
  readonly times: ArrayLike<number>;
  /** Index of the neuron within the group. */
  readonly neurons: ArrayLike<number>;
  /** End of the run, up to which time is shown in any case. */
  readonly until?: number;
}

/** The spikes of a run by groups of neurons. */
export interface Raster {
  /** From top to bottom. */
  readonly groups: readonly RasterGroup[];
  /** Unit of time; "ms" unless given. */
  readonly unit?: string;
  /** Shown in any case; widened where spikes or markers lie outside. From 0 to the end of the run unless given. */
  readonly time?: readonly [start: number, end: number];
  /** Moments worth pointing at. */
  readonly markers?: readonly TimeMarker[];
}

const where = "rasterPicture";
/** Above and below the frame of a panel [px]. */
const gapAbove = 4;
const gapBelow = 12;

/** Frame height that shows single neurons of a small group and still holds a large one [px]. */
function frameHeight(size: number): number {
  return Math.min(320, Math.max(42, Math.min(14 * size, 60 + 1.6 * size)));
}

const isSize = (value: unknown): boolean =>
  Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 1e9;
const kinds: Kinds<Raster> = {
  groups: arrayOf(
    recordOf<RasterGroup>(
      {
        name: "text",
        size: rule(
          isSize,
          "Give the number of neurons of the group, as run.spikes(population) does: { name, ...run.spikes(population) }.",
        ),
        times: finite,
        neurons: dependingOn<RasterGroup>(({ size }) => asLongAs("times", indices(0, size - 1))),
        until: "nonnegative",
      },
      ["name", "size", "times", "neurons"],
    ),
  ),
  unit: "text",
  time: interval,
  markers: arrayOf(recordOf<TimeMarker>({ time: "free", text: "text", colour: "text" }, ["time", "text"])),
};

function timeDomain({ groups, markers = [], time }: Raster): readonly [number, number] {
  const [low, high] = extent(
    time ?? [0],
    markers.map((marker) => marker.time),
    ...groups.flatMap(({ times, until }) => [
      times,
      until === undefined || time !== undefined ? [] : [until],
    ]),
  )!;
  return low < high ? [low, high] : [low, low + 1];
}

/** Half the height of a tick in rows: ticks of crowded neurons overlap rather than becoming invisible. */
function halfTick(size: number): number {
  return Math.max(0.4, (2 / frameHeight(size)) * size);
}

/** Neuron indices, with room for the first and the last tick. */
function neuronAxis(size: number): Axis {
  const last = size - 1;
  const ticks =
    size <= 6 ? Array.from({ length: size }, (_, i) => i) : integerTicks([0, last], frameHeight(size) / 40);
  const room = Math.max(0.5, halfTick(size));
  return { domain: [-room, last + room], ticks, label: "neuron" };
}

function groupPanel(
  group: RasterGroup,
  colour: string,
  x: HorizontalAxis,
  frame: { marginLeft: number; marginRight: number; markerRows: number; first: boolean },
  markers: readonly PlacedMarker[],
): Panel {
  const y = neuronAxis(group.size);
  const inner = frameHeight(group.size);
  const margins = {
    marginLeft: frame.marginLeft,
    marginRight: frame.marginRight,
    marginTop: gapAbove + (frame.first ? frame.markerRows * lineHeight : 0),
    marginBottom: x.drawn ? axisHeight : gapBelow,
  };
  const half = halfTick(group.size);
  const spikes = Array.from(group.times, (_, i) => i);
  const silent = group.size - new Set(Array.from(group.neurons)).size;
  return {
    heading: group.name,
    detail: [
      countOf(group.size, "neuron"),
      ...(spikes.length === 0 ? [] : [countOf(spikes.length, "spike")]),
      ...(silent > 0 && spikes.length > 0 ? [`${silent.toLocaleString("en-US")} silent`] : []),
    ].join(" · "),
    height: inner + margins.marginTop + margins.marginBottom,
    build: (plot) => ({
      ...margins,
      x: { domain: [...x.domain], axis: null },
      y: { domain: [...y.domain], axis: null },
      marks: [
        ...axisMarks(plot, x, y, margins.marginLeft),
        ...markerMarks(plot, markers, frame.first),
        plot.ruleX(spikes, {
          x: (i: number) => group.times[i]!,
          y1: (i: number) => group.neurons[i]! - half,
          y2: (i: number) => group.neurons[i]! + half,
          stroke: colour,
          strokeWidth: spikes.length > 2000 ? 1 : 1.6,
        }),
        ...(spikes.length === 0 ? [note(plot, "no spikes")] : []),
      ],
    }),
  };
}

/**
 * Raster of spikes: time to the right, neurons upwards; every group has its own panel, and a least height.
 *
 * @returns a picture for `renderSvg` or `renderPng`; without groups an empty frame
 * @throws OptionError if a time is not finite or a neuron is outside its group, naming the group and the index;
 *   or for a width below 320 px
 * @throws ShapeError if `times` and `neurons` of a group differ in length
 */
export function rasterPicture(raster: Raster, options: PictureOptions = {}): Picture {
  const paper = checkedWidth(where, options);
  const { width } = paper;
  checkOptions(where, raster, kinds, ["groups"]);
  const { groups, markers = [], unit = "ms" } = raster;
  const domain = timeDomain(raster);
  const marginLeft = leftMargin(groups.map((group) => neuronAxis(group.size)));
  const marginRight = markerMargin(markers, domain, width - marginLeft, padding + 8);
  const placed = placeMarkers(markers, domain, width - marginLeft - marginRight);
  const markerRows = Math.max(0, ...placed.map((marker) => marker.row + 1));
  const colours = palette(where, Math.max(3, Math.min(groups.length, 10)), "groups");
  const ticks = linearTicks(domain, tickCount(width - marginLeft - marginRight));
  const panels = groups.map((group, i) => {
    const last = i === groups.length - 1;
    const x = { domain, ticks, label: `time [${unit}]`, drawn: last };
    const frame = { marginLeft, marginRight, markerRows, first: i === 0 };
    return groupPanel(group, colours[i % colours.length]!, x, frame, placed);
  });
  return {
    title: options.title ?? "Spikes",
    ...(options.caption === undefined ? {} : { caption: options.caption }),
    ...paper,
    panels: panels.length > 0 ? panels : [emptyPanel],
  };
}
