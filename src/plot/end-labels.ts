/** Names and last values written at the right end of lines, instead of a legend. */

import { type Axis, fractionAt, valueAt } from "./axes.ts";
import { labelSize, lineHeight, padding } from "./layout.ts";
import { mix } from "./palette.ts";
import type { Markish, PlotModule } from "./plot-module.ts";
import { spreadLabels } from "./spread-labels.ts";
import { textWidth } from "./text-layout.ts";

export interface EndLabel {
  readonly text: string;
  readonly colour: string;
  /** Where the line ends, in data coordinates. */
  readonly x: number;
  readonly y: number;
}

const leader = 12;

/** The right margin that holds these labels [px]. */
export function rightMargin(texts: readonly string[]): number {
  return Math.ceil(padding + leader + 4 + Math.max(0, ...texts.map((text) => textWidth(text, labelSize))));
}

/**
 * The labels beside the frame, moved apart and joined to their lines by leaders.
 *
 * @param size  of the frame, margins excluded, and how far above its lower edge a label stays [px]
 */
export function endLabels(
  plot: PlotModule,
  labels: readonly EndLabel[],
  { x, y }: { readonly x: Axis; readonly y: Axis },
  size: { readonly width: number; readonly height: number; readonly low?: number },
): Markish[] {
  const wanted = labels.map((label) => fractionAt(y, label.y) * size.height);
  const heights = spreadLabels(wanted, lineHeight, [size.low ?? 0, size.height]);
  /** So many pixels right of the frame, on either kind of axis. */
  const beside = (pixels: number): number => valueAt(x, 1 + pixels / size.width);
  return labels.flatMap((label, i) => {
    const end = { x: beside(leader), y: valueAt(y, heights[i]! / size.height) };
    return [
      plot.link([label], {
        x1: label.x,
        y1: label.y,
        x2: beside(leader - 2),
        y2: end.y,
        stroke: label.colour,
        strokeOpacity: 0.5,
      }),
      plot.text([label], {
        x: end.x,
        y: end.y,
        dx: 2,
        text: "text",
        textAnchor: "start",
        fontWeight: 500,
        fill: mix(label.colour, "#000000", 0.15),
      }),
    ];
  });
}
