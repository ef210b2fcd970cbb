/** From tensors to parameters, as natural values or as the coordinates that a training moves, and back. */
import type { Tensor } from "@tensorflow/tfjs-core";
import { OptionError, ShapeError } from "../errors.ts";
import type { ParameterLayout, ParameterRow } from "../network/parameter-layout.ts";
import type { Parameters } from "../network/parameters.ts";
import { type Transform, transformOf } from "../network/transforms.ts";
import { checkTensor, readTensor } from "./tensors.ts";

/** Parameters that a tensor holds. */
export interface ParameterSlot {
  readonly row: ParameterRow;
  /** Between the numbers of the tensor and natural values. */
  readonly transform: Transform;
}

/**
 * Slots for natural values.
 *
 * @throws OptionError for an unknown name, and for two that are tied
 */
export function naturalSlots(
  where: string,
  layout: ParameterLayout,
  names: readonly string[],
): ParameterSlot[] {
  const slots = names.map((name) => ({ row: layout.row(name), transform: transformOf("free") }));
  slots.forEach(({ row }, k) => {
    const first = slots.findIndex((other) => other.row.slice === row.slice);
    if (first === k) return;
    const what = `"${names[first]}" and "${names[k]}" are tied, and both are given`;
    throw new OptionError(where, what, "Give one of them.");
  });
  return slots;
}

/** Slots for what trains, each slice once, as the free coordinates of its domain. */
export function trainableSlots(layout: ParameterLayout): ParameterSlot[] {
  return layout.rows
    .filter((row) => row.trainable && row.slice === row.id)
    .map((row) => ({ row, transform: transformOf(row.domain) }));
}

/**
 * Writes what the tensors hold to `parameters`.
 *
 * @throws OptionError for what is no tensor; ShapeError for another shape than that of the parameter;
 *   UnsupportedError for a backend that cannot be read
 */
export function fillParameters(
  where: string,
  slots: readonly ParameterSlot[],
  tensors: readonly Tensor[],
  parameters: Parameters,
): void {
  slots.forEach(({ row, transform }, k) => {
    const tensor = tensors[k];
    checkTensor(where, row.id, tensor);
    if (String(tensor.shape) !== String(row.shape) || tensor.rank !== row.shape.length) {
      const what = `"${row.id}" has shape [${tensor.shape}] for [${row.shape}]`;
      throw new ShapeError(where, what, shapeHint(row));
    }
    const values = readTensor(where, row.id, tensor);
    for (let i = 0; i < row.length; i++) parameters.values[row.offset + i] = transform.toNatural(values[i]!);
  });
}

function shapeHint({ kind, shape }: ParameterRow): string {
  if (kind === "weight") return "Weights are [presynaptic, postsynaptic].";
  if (shape.length > 0) return "Give one value for each neuron of the population.";
  if (kind === "delay") return "A projection has one delay: give a scalar.";
  return "Give a scalar, or a population with one value for each neuron: population(model, n, { parameters }).";
}

/** The coordinates of natural values, as the tensor of the slot has them. */
export function coordinatesOf(
  where: string,
  { row, transform }: ParameterSlot,
  parameters: Parameters,
): Float32Array {
  return Float32Array.from({ length: row.length }, (_, i) => {
    const value = parameters.values[row.offset + i]!;
    const coordinate = transform.toFree(value);
    if (Number.isFinite(coordinate)) return coordinate;
    const what = `${row.id} is ${value}, the end of its domain (${transform.name})`;
    throw new OptionError(where, what, "Start a trained parameter inside its domain.");
  });
}

/** The gradient with respect to the numbers of the slot's tensor. */
export function coordinateGradient(
  { row, transform }: ParameterSlot,
  gradient: Float64Array,
  { values }: Parameters,
): Float32Array {
  return Float32Array.from({ length: row.length }, (_, i) => {
    const at = row.offset + i;
    return gradient[at]! * transform.slope(values[at]!);
  });
}
