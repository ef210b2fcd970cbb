/** A neuron of several compartments, coloured by what they have at chosen times. */
import { arrayOf, checkKnown, checkOptions, checkValue, type Kinds, recordOf } from "../options.ts";
import { plainPanel } from "./axes.ts";
import { checkedFrameWidth, checkedWidth, interval } from "./check.ts";
import { colourAt } from "./colour-scale.ts";
import { compactNumber } from "./format.ts";
import { labelSize, lineHeight, padding } from "./layout.ts";
import { ink, inkSoft } from "./palette.ts";
import type { Picture, PictureOptions } from "./picture.ts";
import type { Markish, PlotModule } from "./plot-module.ts";
import { textWidth } from "./text-layout.ts";
import { extent, linearTicks, roundDomain, roundStep } from "./ticks.ts";
import { layOutTree, type PlacedPiece, type TreePiece } from "./tree-layout.ts";

/** What all compartments have at one time. */
export interface TreeSnapshot {
  /** Written above it, such as the time. */
  readonly name: string;
  /** By compartment. */
  readonly values: Readonly<Record<string, number>>;
}

/** A neuron of joined cylinders, drawn once for every snapshot. */
export interface CompartmentTree {
  /** By name, the body first, lengths in µm: as `compartmentModel` takes and `reduceMorphology` gives them. */
  readonly compartments: Readonly<Record<string, TreePiece>>;
  /** Which meet end to end, likewise. */
  readonly connections?: readonly (readonly string[])[];
  readonly snapshots: readonly TreeSnapshot[];
  /** What the colours are and its unit, such as `v [mV]`. */
  readonly label?: string;
  /** Ends of the colour bar; those of the values, rounded, unless given. */
  readonly domain?: readonly [low: number, high: number];
}

const where = "treePicture";

const kinds: Kinds<CompartmentTree> = {
  compartments: "record",
  connections: arrayOf(arrayOf("text")),
  snapshots: arrayOf(recordOf<TreeSnapshot>({ name: "text", values: "record" }, ["name", "values"])),
  label: "text",
  domain: interval,
};
const pieceKinds: Kinds<TreePiece> = { length: "positive", diameter: "positive" };

/** Least width of a tree, its greatest height, and the room around it [px]. */
const [leastWidth, mostHeight, gap] = [120, 260, 12];
/** The thinnest line: dendrites to scale would be hairs [px]. */
const thinnest = 2.4;
const [barWidth, barParts] = [12, 40];

/**
 * A small picture of a tree for every snapshot, with one colour bar and one scale of length. Lengths are to scale; angles
 * are those that keep branches apart, and thin ones are drawn wider than they are.
 *
 * @returns a picture for `renderSvg` or `renderPng`
 * @throws OptionError for a value that is missing or not finite, naming the snapshot; for compartments that do not make a
 *   tree, an unknown option, or a width that is too small
 * @example
 * treePicture({ ...reduceMorphology(tree, { maxLength: 50 }), snapshots, label: "v [mV]" });
 */
export function treePicture(tree: CompartmentTree, options: PictureOptions = {}): Picture {
  const paper = checkedWidth(where, options);
  checkOptions(where, tree, kinds, ["compartments", "snapshots"]);
  const { compartments, connections = [], snapshots, label = "" } = tree;
  const names = Object.keys(compartments);
  for (const name of names) {
    checkValue(where, `compartments.${name}`, compartments[name], "record");
    checkKnown(`${where}: compartments.${name}`, compartments[name]!, pieceKinds, ["length", "diameter"]);
  }
  for (const [k, { name: snapshot, values }] of snapshots.entries()) {
    for (const name of names)
      checkValue(where, `snapshots[${k}] "${snapshot}": values.${name}`, values[name], "free");
  }
  const found = extent(...snapshots.map(({ values }) => names.map((name) => values[name]!))) ?? [0, 1];
  const domain = tree.domain ?? roundDomain(found, 6);
  const ticks = linearTicks(domain, 6);
  const barRoom =
    gap +
    barWidth +
    Math.ceil(Math.max(...[label, ...ticks.map(tickText)].map((text) => textWidth(text, labelSize))));
  const room = checkedFrameWidth(where, paper.width, 2 * padding + barRoom);
  const rows = Math.max(1, Math.ceil(snapshots.length / Math.max(1, Math.floor(room / leastWidth))));
  const columns = Math.max(1, Math.ceil(snapshots.length / rows));
  const placed = layOutTree(where, compartments, connections);
  const box = boxOf(placed);
  const cellWidth = room / columns;
  const scale = Math.min((cellWidth - 2 * gap) / box.width, mostHeight / box.height);
  const treeHeight = scale * box.height;
  const cellHeight = lineHeight + treeHeight + 2 * gap;
  const cells = snapshots.map((snapshot, k) => ({
    ...snapshot,
    x: padding + (k % columns) * cellWidth + (cellWidth - scale * box.width) / 2,
    y: Math.floor(k / columns) * cellHeight + lineHeight + gap,
  }));
  const height = rows * cellHeight + gap + lineHeight;
  return {
    title: options.title ?? "Compartments",
    ...(options.caption === undefined ? {} : { caption: options.caption }),
    ...paper,
    panels: [
      plainPanel(paper.width, height, (plot) => [
        ...cells.flatMap((cell) => [
          words(plot, cell.name, cell.x + (scale * box.width) / 2, cell.y - lineHeight, {
            fontWeight: 500,
          }),
          ...treeMarks(plot, placed, scale, cell, {
            x: cell.x - scale * box.left,
            y: cell.y + scale * box.top,
            colour: (value) => colourAt((value - domain[0]) / (domain[1] - domain[0])),
          }),
        ]),
        ...barMarks(plot, domain, ticks, label, {
          x: padding + room + gap,
          y: lineHeight + gap,
          height: treeHeight,
        }),
        ...scaleMarks(plot, scale, cellWidth, height - lineHeight),
      ]),
    ],
  };
}

function tickText(tick: number): string {
  return compactNumber(tick, 6);
}

/** The rectangle around the tree, y upwards [µm]. */
function boxOf(placed: readonly PlacedPiece[]) {
  const [first] = placed;
  const body = first!.from === first!.to ? first!.diameter / 2 : 0;
  const [left, right] = extent(placed.flatMap(({ from, to }) => [from[0], to[0]]).concat(body, -body))!;
  const [bottom, top] = extent(placed.flatMap(({ from, to }) => [from[1], to[1]]).concat(body, -body))!;
  return { left, top, width: right - left, height: top - bottom };
}

interface Drawing {
  /** Where (0, 0) of the tree is [px]. */
  readonly x: number;
  readonly y: number;
  readonly colour: (value: number) => string;
}

function treeMarks(
  plot: PlotModule,
  placed: readonly PlacedPiece[],
  scale: number,
  { values }: TreeSnapshot,
  { x, y, colour }: Drawing,
): Markish[] {
  const width = (diameter: number): number => Math.max(thinnest, scale * diameter);
  const isDisc = ({ from, to }: PlacedPiece): boolean => from === to;
  const lines = placed.filter((piece) => !isDisc(piece));
  return [
    ...lines.map(({ name, from, to, diameter }) =>
      plot.link([name], {
        x1: () => x + scale * from[0],
        y1: () => y - scale * from[1],
        x2: () => x + scale * to[0],
        y2: () => y - scale * to[1],
        stroke: colour(values[name]!),
        strokeWidth: width(diameter),
        strokeLinecap: "round",
      }),
    ),
    ...placed.filter(isDisc).map(({ name, diameter }) =>
      plot.dot([name], {
        x: () => x,
        y: () => y,
        r: Math.max(4, width(diameter) / 2),
        fill: colour(values[name]!),
      }),
    ),
  ];
}

function words(plot: PlotModule, text: string, x: number, y: number, options: object): Markish {
  return plot.text([text], { text: (own: string) => own, x: () => x, y: () => y, ...options });
}

/** The bar of colours, its label above it. */
function barMarks(
  plot: PlotModule,
  [low, high]: readonly [number, number],
  ticks: readonly number[],
  label: string,
  { x, y, height }: { readonly x: number; readonly y: number; readonly height: number },
): Markish[] {
  const parts = Array.from({ length: barParts }, (_, k) => k);
  return [
    ...parts.map((k) =>
      plot.rect([k], {
        x1: () => x,
        x2: () => x + barWidth,
        y1: () => y + (height * (barParts - k)) / barParts,
        // A little more, so that no gap is seen between two parts.
        y2: () => y + (height * (barParts - k - 1)) / barParts - (k === barParts - 1 ? 0 : 0.5),
        fill: colourAt((k + 0.5) / barParts),
      }),
    ),
    ...ticks.map((tick) =>
      words(plot, tickText(tick), x + barWidth + 6, y + (height * (high - tick)) / (high - low), {
        textAnchor: "start",
        fill: inkSoft,
      }),
    ),
    words(plot, label, x, y - lineHeight, { textAnchor: "start", fill: inkSoft }),
  ];
}

/** A length of 1, 2 or 5 times a power of ten, below the first tree. */
function scaleMarks(plot: PlotModule, scale: number, room: number, y: number): Markish[] {
  const length = roundStep(room / scale, 4);
  const end = padding + scale * length;
  return [
    plot.link([length], {
      x1: () => padding,
      x2: () => end,
      y1: () => y,
      y2: () => y,
      stroke: ink,
      strokeWidth: 2,
    }),
    words(plot, `${tickText(length)} µm`, end + 6, y, { textAnchor: "start", fill: inkSoft }),
  ];
}
