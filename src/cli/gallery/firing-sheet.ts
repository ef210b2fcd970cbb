/** The sheet of Izhikevich's twenty types of firing: four in a row, as in the paper. */
import type { Run } from "../../compile/run.ts";
import { network } from "../../network/network.ts";
import { population } from "../../network/population.ts";
import type { Markish, Picture, PlotModule } from "../../plot/index.ts";
import { piecewiseConstant, piecewiseLinear } from "../../simulate/given/input.ts";
import { simulate } from "../../simulate/simulate.ts";
import type { Exhibit } from "./exhibit.ts";
import { type FiringType, firingNeuron, firingTypes, variants } from "./firing-types.ts";
import { equationsOf } from "./labels.ts";
import { tolerances } from "./protocol-run.ts";
import { thinned } from "./thinned.ts";

export function firingRun({ abcd, v, u, variant, until, current }: FiringType): Run {
  const [a, b, c, d] = abcd;
  const parameters = { a, b, c, d, ...(variant === undefined ? {} : variants[variant]) };
  const cell = population(firingNeuron, 1, { parameters, initial: { v, u: u ?? b * v } });
  const net = network({ populations: { cell } });
  const make = current.isRamp ? piecewiseLinear : piecewiseConstant;
  const input = { "cell.current": make(current.times, current.values) };
  return simulate(net, net.initialParameters(), input, { until, ...tolerances });
}

const columns = 4;
/** What a cell shows: the voltage from `low` to `high` [mV], the current below it. */
const [low, high] = [-92, 30];
/** Shares of the height of a cell: name, voltage, gap, current. */
const [nameShare, voltageShare, currentShare] = [0.2, 0.55, 0.13];
/** Share of the width of a cell that its curves have. */
const widthShare = 0.88;
const barLength = 20;
const black = "#1f2328";
const grey = "#57606a";
const blue = "#0072b2";
const orange = "#d97a00";
/** Where the mean of a magnified voltage is drawn [mV]. */
const magnifiedAt = -10;

interface Place {
  readonly x: number;
  readonly y: number;
}

/** A line, in the coordinates of the sheet: cells are 1 wide and 1 tall. */
interface Path {
  readonly points: readonly Place[];
  readonly colour: string;
}

export function firingExhibit(): Exhibit {
  return {
    title: "Twenty types of firing",
    notes: ["Spikes, bursts and oscillations of one model with other numbers."],
    figures: [{ file: "firing-types", picture: firingSheet(), caption: "All types, each with its current." }],
    equations: equationsOf(firingNeuron),
    source: "Izhikevich (2004), IEEE Trans. Neural Netw. 15, 1063–1070, Fig. 1",
  };
}

function firingSheet(): Picture {
  const cells = Object.entries(firingTypes).map(([letter, type], k) => {
    const column = k % columns;
    const row = Math.floor(k / columns);
    return { letter, type, column, row, run: firingRun(type) };
  });
  const rows = Math.ceil(cells.length / columns);
  const paths = cells.flatMap(({ type, run, column, row }) => [
    ...voltagePaths(type, run, column, row),
    currentPath(type, column, row),
  ]);
  return {
    title: "Twenty types of firing of Izhikevich's neuron",
    caption: captionText,
    width: 960,
    panels: [
      {
        height: rows * 150,
        build: (plot) => ({
          marginLeft: 20,
          marginRight: 4,
          marginTop: 4,
          marginBottom: 4,
          x: { domain: [0, columns], axis: null },
          y: { domain: [rows, 0], axis: null },
          marks: [
            ...paths.map((path) => lineMark(plot, path)),
            ...cells.flatMap(({ letter, type, column, row }) => [
              textMark(plot, `(${letter}) ${type.name}`, { x: column, y: row + 0.1 }, black, 500),
              ...barMarks(plot, type, column, row),
            ]),
          ],
        }),
      },
    ],
  };
}

const changes = Object.entries(firingTypes).flatMap(([letter, { change }]) =>
  change === undefined ? [] : [`(${letter}) ${change}`],
);

const captionText = [
  "Izhikevich (2004), Fig. 1: the voltage, whose spikes reach 30 mV, the current below it, and a bar of 20 ms.",
  "(J): 20 times as large in orange. (G), (L): 0.04 v² + 4.1 v + 108 in the place of 0.04 v² + 5 v + 140; (R): du/dt = a b (v + 65).",
  `Changed, as the published program relies on Euler steps of 0.1 to 0.5 ms: ${changes.join("; ")}.`,
].join(" ");

function voltagePaths(
  { until, magnified = until }: FiringType,
  run: Run,
  column: number,
  row: number,
): Path[] {
  const { times, values } = thinned(run.trace("cell", 0, "v"), until / 150);
  const at = (time: number, value: number): Place => ({
    x: column + (widthShare * time) / until,
    y: row + nameShare + (voltageShare * (high - value)) / (high - low),
  });
  const late = Array.from(times, (_, k) => k).filter((k) => times[k]! > magnified);
  const mean = late.reduce((sum, k) => sum + values[k]!, 0) / late.length;
  return [
    { points: Array.from(times, (time, k) => at(time, values[k]!)), colour: blue },
    { points: late.map((k) => at(times[k]!, magnifiedAt + 20 * (values[k]! - mean))), colour: orange },
  ];
}

function currentPath({ until, current }: FiringType, column: number, row: number): Path {
  const { times, values, isRamp } = current;
  const most = Math.max(...values);
  const span = most - Math.min(...values);
  const at = (time: number, value: number): Place => ({
    x: column + (widthShare * Math.min(time, until)) / until,
    y: row + nameShare + voltageShare + 0.03 + (currentShare * (most - value)) / span,
  });
  const points = times.flatMap((time, k) =>
    k === 0 || isRamp ? [at(time, values[k]!)] : [at(time, values[k - 1]!), at(time, values[k]!)],
  );
  return { points: [...points, at(until, values.at(-1)!)], colour: grey };
}

function lineMark(plot: PlotModule, { points, colour }: Path): Markish {
  return plot.line(points, { x: "x", y: "y", stroke: colour, strokeWidth: 1.2, strokeLinejoin: "round" });
}

function textMark(
  plot: PlotModule,
  text: string,
  { x, y }: Place,
  fill: string,
  fontWeight: number,
): Markish {
  return plot.text([text], {
    text: (words: string) => words,
    x: () => x,
    y: () => y,
    textAnchor: "start",
    fontWeight,
    fill,
  });
}

/** The bar of time, at the lower right of a cell. */
function barMarks(plot: PlotModule, { until }: FiringType, column: number, row: number): Markish[] {
  const end = column + widthShare;
  const y = row + nameShare + voltageShare + currentShare + 0.07;
  const points = [
    { x: end - (widthShare * barLength) / until, y },
    { x: end, y },
  ];
  return [plot.line(points, { x: "x", y: "y", stroke: black, strokeWidth: 2 })];
}
