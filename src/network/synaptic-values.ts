/** Weights and delays of a projection as they are given: one number, nested lists, or a distribution. */
import { ShapeError } from "../errors.ts";
import { counted, isList, shown } from "../values.ts";
import type { WeightValues } from "./connect.ts";
import { type Convolution, kernelShape } from "./convolution.ts";
import { finiteNumbers } from "./finite-numbers.ts";
import { givenValues } from "./given-values.ts";
import type { Initializer } from "./initializers.ts";
import type { DelayPer, Synapses } from "./synapses.ts";
import type { Topology } from "./topology.ts";

/** One dimension of an array of values: its size, and what it counts. */
export type Dimension = readonly [size: number, of: string];

interface Connected {
  readonly topology: Topology;
  readonly synapses: Synapses;
  readonly delayPer: DelayPer;
}

/** The shape of the weights of a projection. */
export function weightShape({ topology, synapses }: Connected): readonly Dimension[] {
  const { preSize, postSize, count } = synapses;
  if (topology.kind === "allToAll") {
    return [
      [preSize, "presynaptic neurons"],
      [postSize, "postsynaptic neurons"],
    ];
  }
  if (topology.kind === "convolution") return kernelDimensions(topology);
  return [[count, topology.kind === "pairs" ? "pairs" : "synapses"]];
}

function kernelDimensions(topology: Convolution): Dimension[] {
  const parts = ["rows of the kernel", "columns of the kernel", "channels of the input", "channels"];
  return kernelShape(topology).map((size, k) => [size, parts[k]!]);
}

/** The shape of the delays of a projection. */
export function delayShape(connected: Connected): readonly Dimension[] {
  const { topology, synapses, delayPer } = connected;
  if (delayPer === "projection") return [];
  if (delayPer === "axon") return [[synapses.preSize, "presynaptic neurons"]];
  if (delayPer === "dendrite") return [[synapses.postSize, "postsynaptic neurons"]];
  return topology.kind === "convolution" ? [[synapses.count, "synapses"]] : weightShape(connected);
}

/**
 * Values as the parameter layout wants them: lists nested as the shape says, or one row-major list of all; copied.
 *
 * @param by     the call that gave them, for messages
 * @param name   of the weight channel, or `delay`
 * @param shape  of the values
 * @throws OptionError for what is no value; ShapeError for lists of another shape
 */
export function synapticValues(
  by: string,
  name: string,
  value: WeightValues,
  shape: readonly Dimension[],
): number | Float64Array | Initializer {
  const form = formOf(shape);
  return givenValues(by, name, value, form, (lists) => {
    const count = shape.reduce((product, [size]) => product * size, 1);
    if (shape.length > 1 && lists.length === count && typeof lists[0] === "number") {
      return finiteNumbers(by, name, lists as ArrayLike<number>);
    }
    if (shape.length > 1 && lists.length > 0 && typeof lists[0] === "number") {
      const what = `${name} is one list of ${counted(lists.length, "number")}, for ${shape.map(([size, of]) => `${size} ${of}`).join(" × ")}`;
      throw new ShapeError(by, what, `Give ${form}.`);
    }
    const entries = new Float64Array(count);
    let filled = 0;
    const fill = (list: unknown, depth: number, at: string): void => {
      const [size, of] = shape[depth] ?? [0, ""];
      const isLast = depth >= shape.length - 1;
      if (shape.length === 0 || !isList(list) || list.length !== size) {
        const held = isList(list)
          ? `has ${counted(list.length, isLast ? "value" : "row")}`
          : `is ${shown(list)}`;
        const what = shape.length === 0 ? `${at} ${held}` : `${at} ${held} for ${size} ${of}`;
        throw new ShapeError(by, what, `Give ${form}.`);
      }
      if (isLast) {
        entries.set(finiteNumbers(by, at, list as ArrayLike<number>), filled);
        filled += size;
      } else {
        for (let i = 0; i < size; i++) fill(list[i], depth + 1, `${at}[${i}]`);
      }
    };
    fill(lists, 0, name);
    return entries;
  });
}

/** How lists of a shape are written. */
function formOf(shape: readonly Dimension[]): string {
  if (shape.length === 0) return "one number for all, or say what has its own: delayPer";
  const sizes = shape.map(([size]) => size);
  if (shape.length === 1) return `a list of ${counted(sizes[0]!, "number")}`;
  const all = sizes.reduce((product, size) => product * size, 1);
  const [rows, columns] = sizes;
  const nested =
    shape.length === 2
      ? `rows [pre][post], ${counted(rows!, "row")} of ${counted(columns!, "number")}`
      : `lists ${sizes.map((size) => `[${size}]`).join("")}`;
  return `${nested}, or one list of all ${all}, row by row`;
}
