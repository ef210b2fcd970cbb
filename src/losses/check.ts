/** What every loss is given: checked in each of its calls, at the cost of a look at each number. */
import { OptionError, ShapeError } from "../errors.ts";
import { counted, isList, shown } from "../values.ts";
import type { Numbers } from "./loss.ts";

/** Throws unless there is one number for each value, finite or Infinity, or one for them all. */
export function checkNumbers(loss: string, target: number | ArrayLike<number>, count: number): void {
  const shape = "Give one number for each value, or a single number for all of them.";
  const isOne = typeof target === "number";
  if (!isOne && !isList(target)) throw new OptionError(loss, `the target is ${shown(target)}`, shape);
  if (!isOne && target.length !== count) {
    throw new ShapeError(loss, `${counted(target.length, "target")} for ${counted(count, "value")}`, shape);
  }
  for (let i = 0; i < (isOne ? 1 : count); i++) {
    const wanted = isOne ? target : target[i];
    if (typeof wanted === "number" && wanted > -Infinity) continue;
    const inFile = wanted === null ? " (which JSON turns into null)" : "";
    const hint = `Targets are finite, or Infinity for silence${inFile}.`;
    throw new OptionError(loss, `target ${i} is ${shown(wanted)}`, hint);
  }
}

/** Throws unless there are lists of times, one at least, of which each is finite or Infinity. */
export function checkTrains(loss: string, target: readonly ArrayLike<number>[]): void {
  const shape = "Give a list of spike trains, one for each neuron, such as [[3, 12], []].";
  if (!isList(target) || target.length === 0) {
    throw new OptionError(loss, `the target is ${shown(target)}`, shape);
  }
  for (let n = 0; n < target.length; n++) {
    const train = target[n];
    if (!isList(train)) throw new OptionError(loss, `train ${n} of the target is ${shown(train)}`, shape);
    for (let i = 0; i < train.length; i++) {
      const time = train[i];
      if (typeof time === "number" && time > -Infinity) continue;
      throw new OptionError(loss, `time ${i} of train ${n} is ${shown(time)}`, "Give finite times.");
    }
  }
}

/**
 * Throws unless all values are finite or, in a loss that accepts silence, Infinity; such a loss takes no values at
 * all, too: where nobody spikes a readout of all spikes reads none.
 */
export function checkValues(loss: string, values: Float64Array, acceptsSilent: boolean): void {
  if (!isList(values)) {
    throw new OptionError(loss, `the values are ${shown(values)}`, "Give what a readout reads.");
  }
  if (values.length === 0 && !acceptsSilent) {
    throw new ShapeError(loss, "there are no values", "Take a readout that reads some in every run.");
  }
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (typeof value === "number" && value > -Infinity && (acceptsSilent || value < Infinity)) continue;
    const hint = acceptsSilent
      ? "Values are finite, or Infinity for a silent neuron; look for the run that made this one."
      : "This loss compares finite numbers: give the readout a silentTime, one of states a silentValue, or take a loss that accepts silent neurons.";
    throw new OptionError(loss, `value ${i} of ${values.length} is ${shown(value)}`, hint);
  }
}

/**
 * The mean of what single values contribute: of none, as where nobody spikes, Infinity, because the spikes that are
 * wanted do not come; 0 if none is wanted.
 */
export function meanOver(count: number, sum: number, target: Numbers): number {
  if (count > 0) return sum / count;
  return typeof target === "number" && target < Infinity ? Infinity : 0;
}

/** Throws unless the label is an index of the values. */
export function checkLabel(loss: string, label: number, count: number): void {
  if (Number.isInteger(label) && label >= 0 && label < count) return;
  if (count === 0) {
    const hint = "Take a readout with one value per class in every run, such as firstSpikeTimes.";
    throw new ShapeError(loss, `there are no values for label ${shown(label)}`, hint);
  }
  const hint = `Labels go from 0 to ${count - 1}; the readout needs one value per class.`;
  throw new ShapeError(loss, `label ${shown(label)} is no index of ${counted(count, "value")}`, hint);
}
