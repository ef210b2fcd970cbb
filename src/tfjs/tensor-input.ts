/** From tensors to what drives the runs of a batch, and back from its gradients. */
import type { Tensor } from "@tensorflow/tfjs-core";
import type { Gradient } from "../adjoint/pullback.ts";
import { OptionError, ShapeError } from "../errors.ts";
import type { Network } from "../network/network.ts";
import { checkOptions, checkValue, type Kinds, rule, unknownKey } from "../options.ts";
import type { Input } from "../simulate/given/input.ts";
import { isRecord } from "../values.ts";
import { checkTensor, readTensor } from "./tensors.ts";

/** How the values of a signal follow each other. */
export interface SignalForm {
  readonly kind: "constant" | "linear";
  /** Ascending, beginning with 0 [ms]. */
  readonly times: readonly number[];
}

/** A source or a signal that a tensor drives. */
export interface InputSlot {
  /** Of the source, or `population.signal`. */
  readonly name: string;
  /** Channels of the source, or neurons of the population. */
  readonly size: number;
  /** undefined for a source. */
  readonly form: SignalForm | undefined;
}

/** Times are checked with the values, by each run. */
const formKinds: Kinds<SignalForm> = { kind: ["constant", "linear"], times: "array" };
const steady: SignalForm = Object.freeze({ kind: "constant", times: Object.freeze([0]) });

/**
 * Sources, then signals, in the order of the network, without those that are given once and for all.
 *
 * @throws OptionError for a name that is neither, and for what is no form of a signal
 */
export function inputSlots(
  where: string,
  network: Network,
  signals: Readonly<Record<string, SignalForm>>,
  given: Input,
): InputSlot[] {
  const sources = network.populations
    .filter(({ definition }) => definition.kind === "source")
    .map(({ name, size }): InputSlot => ({ name, size, form: undefined }));
  const driven = network.populations.flatMap(({ name, size, definition }) =>
    definition.kind === "source"
      ? []
      : definition.model.signals.map((signal): InputSlot => {
          const id = `${name}.${signal}`;
          return { name: id, size, form: Object.hasOwn(signals, id) ? signals[id] : steady };
        }),
  );
  checkNames(`${where}: signals`, "signal", signals, driven);
  checkNames(`${where}: input`, "source or signal", given, [...sources, ...driven]);
  for (const [name, form] of Object.entries(signals)) {
    checkOptions(`${where}: signals["${name}"]`, form, formKinds, ["kind", "times"]);
  }
  return [...sources, ...driven].filter(({ name }) => !Object.hasOwn(given, name));
}

function checkNames(where: string, what: string, record: object, slots: readonly InputSlot[]): void {
  checkValue(where, "it", record, rule(isRecord, `Give an object by name of the ${what}.`));
  const names = slots.map(({ name }) => name);
  const unknown = unknownKey(record, names);
  if (unknown !== undefined)
    throw new OptionError(where, `there is no ${what} "${unknown.key}"`, unknown.hint);
}

/** Inputs of one sample, which then has no batch dimension, or of each sample of a batch. */
export interface TensorInput {
  /** Undefined for one sample alone. */
  readonly batch: number | undefined;
  readonly inputs: readonly Input[];
}

/**
 * @param tensors  by slot: of a source [channels], [batch, channels] or [batch, channels, spikes]; of a signal
 *   [neurons], [batch, neurons] or [batch, neurons, times]
 * @param given    what drives the rest
 * @throws OptionError or ShapeError for what does not fit; UnsupportedError for a backend that cannot be read
 */
export function tensorInput(
  where: string,
  slots: readonly InputSlot[],
  tensors: readonly Tensor[],
  given: Input,
): TensorInput {
  slots.forEach(({ name }, k) => {
    checkTensor(where, name, tensors[k]);
  });
  const batch = batchOf(where, slots, tensors);
  const data = slots.map((slot, k) => {
    const values = readTensor(where, slot.name, tensors[k]!);
    if (slot.form === undefined) checkTimes(where, slot, values, batch ?? 1);
    return values;
  });
  const inputs = Array.from({ length: batch ?? 1 }, (_, sample): Input => {
    const own = slots.map(({ name, size, form }, k) => {
      const width = data[k]!.length / ((batch ?? 1) * size);
      const rows = Array.from({ length: size }, (_, n) => {
        const first = (sample * size + n) * width;
        return data[k]!.subarray(first, first + width);
      });
      return [name, form === undefined ? rows : { ...form, values: rows }] as const;
    });
    return { ...given, ...Object.fromEntries(own) };
  });
  return { batch, inputs };
}

/** @throws ShapeError for a tensor that does not fit its slot, or another batch than the one before */
function batchOf(where: string, slots: readonly InputSlot[], tensors: readonly Tensor[]): number | undefined {
  const batches = slots.map((slot, k) => {
    checkInputShape(where, slot, tensors[k]!.shape, [1, 2, 3]);
    return tensors[k]!.rank === 1 ? undefined : tensors[k]!.shape[0];
  });
  const other = batches.findIndex((batch) => batch !== batches[0]);
  if (other > 0) {
    const shapes = [0, other].map((k) => `"${slots[k]!.name}" has shape [${tensors[k]!.shape}]`);
    throw new ShapeError(where, shapes.join(" and "), "Give the same number of samples for all.");
  }
  return batches[0];
}

/**
 * @param shape  null where a size is not known
 * @param ranks  that are taken
 * @throws ShapeError unless the shape is one of a tensor for the slot
 */
export function checkInputShape(
  where: string,
  { name, size, form }: InputSlot,
  shape: readonly (number | null)[],
  ranks: readonly number[],
): void {
  const rank = shape.length;
  const length = form?.times.length ?? 1;
  const isSized = shape[rank === 1 ? 0 : 1] === size;
  const isLong = rank < 3 ? length === 1 : form === undefined || shape[2] === length;
  if (ranks.includes(rank) && isSized && isLong) return;
  const last = form === undefined ? "spikes" : String(length);
  const forms = [`[${size}]`, `[batch, ${size}]`, `[batch, ${size}, ${last}]`].filter(
    (_, k) => ranks.includes(k + 1) && (k === 2 || length === 1),
  );
  const what = form === undefined ? "spike times of the source" : "values of the signal";
  throw new ShapeError(where, `the ${what} "${name}" have shape [${shape}]`, `Give ${forms.join(" or ")}.`);
}

function checkTimes(
  where: string,
  { name, size }: InputSlot,
  times: ArrayLike<number>,
  samples: number,
): void {
  const width = times.length / (samples * size);
  for (let k = 0; k < times.length; k++) {
    if (times[k]! >= 0) continue;
    const row = Math.floor(k / width);
    const place = `sample ${Math.floor(row / size)}, channel ${row % size}, spike ${k % width}`;
    const hint =
      "Give times ≥ 0 [ms], or Infinity for an absent spike; a sigmoid, softplus or relu before keeps them so.";
    throw new OptionError(where, `"${name}", ${place}: the time is ${times[k]}`, hint);
  }
}

/**
 * Writes the gradient with respect to the input of one sample.
 *
 * @param out  of the tensor of the slot
 */
export function fillInputGradient(
  { name, form }: InputSlot,
  { inputTimes, signals }: Pick<Gradient, "inputTimes" | "signals">,
  sample: number,
  samples: number,
  out: Float32Array,
): void {
  let at = (sample * out.length) / samples;
  for (const row of form === undefined ? inputTimes[name]! : [signals[name]!]) {
    out.set(row, at);
    at += row.length;
  }
}
