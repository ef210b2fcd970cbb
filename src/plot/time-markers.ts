/** Vertical lines at moments worth pointing at, their texts in rows above the first panel. */

import { labelSize, lineHeight } from "./layout.ts";
import { ink } from "./palette.ts";
import type { Markish, PlotModule } from "./plot-module.ts";
import { textWidth } from "./text-layout.ts";

/** A vertical line through all panels of a raster, with a text above. */
export interface TimeMarker {
  /** In the unit of the raster. */
  readonly time: number;
  readonly text: string;
  /** Colour as `#rrggbb`; dark unless given. */
  readonly colour?: string;
}

export interface PlacedMarker extends TimeMarker {
  /** Row of the text, 0 nearest to the frame. */
  readonly row: number;
}

const gap = 4;

/** Where the marker is: 0 at the left of the frame, 1 at the right. */
function fractionOf({ time }: TimeMarker, [low, high]: readonly [number, number]): number {
  return (time - low) / (high - low);
}

/**
 * The right margin in which the texts of the last markers end, at most half of the width [px].
 *
 *   fraction · (width − margin) + text ≤ width − least
 *
 * @param width  of the frame and its right margin [px]
 * @param least  margin right of every text [px]
 */
export function markerMargin(
  markers: readonly TimeMarker[],
  domain: readonly [low: number, high: number],
  width: number,
  least: number,
): number {
  const needed = markers.reduce((margin, marker) => {
    const text = gap + textWidth(marker.text, labelSize);
    const fraction = fractionOf(marker, domain);
    return fraction === 0 ? margin : Math.max(margin, width - (width - least - text) / fraction);
  }, least);
  return Math.ceil(Math.min(width / 2, needed));
}

/**
 * Rows for the texts, each right of its line, such that no two touch and no line runs through a text:
 * every text is above those of the later markers it reaches.
 *
 * @param width  of the frame [px]
 */
export function placeMarkers(
  markers: readonly TimeMarker[],
  domain: readonly [low: number, high: number],
  width: number,
): PlacedMarker[] {
  const placed: PlacedMarker[] = [];
  for (const marker of [...markers].sort((a, b) => b.time - a.time)) {
    const end = fractionOf(marker, domain) * width + 2 * gap + textWidth(marker.text, labelSize);
    const reached = placed.filter((later) => fractionOf(later, domain) * width < end);
    placed.push({ ...marker, row: Math.max(0, ...reached.map(({ row }) => row + 1)) });
  }
  return placed;
}

/** The lines through a panel, leaving out the heading above it, and above the first their texts. */
export function markerMarks(plot: PlotModule, markers: readonly PlacedMarker[], isFirst: boolean): Markish[] {
  return markers.flatMap((marker) => {
    const colour = marker.colour ?? ink;
    const top = (marker.row + 1) * lineHeight;
    const rule = plot.ruleX([marker], {
      x: "time",
      insetTop: isFirst ? -top + 2 : 0,
      stroke: colour,
      strokeOpacity: 0.75,
      strokeWidth: 1.2,
      strokeDasharray: "4,3",
    });
    if (!isFirst) return [rule];
    return [
      rule,
      plot.text([marker], {
        x: "time",
        text: "text",
        frameAnchor: "top",
        lineAnchor: "middle",
        textAnchor: "start",
        dx: gap,
        dy: -top + lineHeight / 2,
        fill: colour,
        fontWeight: 500,
      }),
    ];
  });
}
