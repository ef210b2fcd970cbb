/** Checks that every loss makes of its options, values and targets. */
import { OptionError, ShapeError } from "../errors.ts";
import { isList, shown } from "../values.ts";

/** Throws unless there is one number for each value, finite or Infinity, or one for them all. */
export function checkNumbers(loss: string, target: number | ArrayLike<number>, count: number): void {
  const shape = "Give one number for each value, or a single number for all of them.";
  const isOne = typeof target === "number";
  if (!isOne && !isList(target)) throw new OptionError(loss, `the target is ${shown(target)}`, shape);
  if (!isOne && target.length !== count) {
    throw new ShapeError(loss, `${target.length} targets for ${count} values`, shape);
  }
  for (let i = 0; i < (isOne ? 1 : count); i++) {
    const wanted = isOne ? target : target[i];
    if (typeof wanted === "number" && wanted > -Infinity) continue;
    const inFile = wanted === null ? " (which JSON turns into null)" : "";
    const hint = `Targets are finite, or Infinity for silence${inFile}.`;
    throw new OptionError(loss, `target ${i} is ${shown(wanted)}`, hint);
  }
}

/** Throws unless an option is a positive finite number. */
export function checkPositive(loss: string, name: string, value: number): void {
  if (!(Number.isFinite(value) && value > 0)) {
    throw new OptionError(loss, `${name} is ${shown(value)}`, "Give a positive finite number.");
  }
}

/** Throws unless an option is a finite number that is not negative. */
export function checkNotNegative(loss: string, name: string, value: number): void {
  if (!(Number.isFinite(value) && value >= 0)) {
    throw new OptionError(loss, `${name} is ${shown(value)}`, "Give a finite number ≥ 0.");
  }
}

/** Throws unless there is a value and all of them are finite. */
export function checkFinite(loss: string, values: Float64Array): void {
  checkNotEmpty(loss, values);
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i]!)) {
      throw new OptionError(
        loss,
        `value ${i} of ${values.length} is ${values[i]}`,
        "This loss compares finite numbers; for spike times take one that accepts silent neurons.",
      );
    }
  }
}

/** Throws unless there is a value and all of them are finite or Infinity. */
export function checkTimes(loss: string, values: Float64Array): void {
  checkNotEmpty(loss, values);
  for (let i = 0; i < values.length; i++) {
    if (!(values[i]! > -Infinity)) {
      throw new OptionError(
        loss,
        `value ${i} of ${values.length} is ${values[i]}`,
        "Values are finite, or Infinity for a silent neuron; look for the run that made this one.",
      );
    }
  }
}

/** Throws unless the label is an index of the values. */
export function checkLabel(loss: string, label: number, count: number): void {
  if (!(Number.isInteger(label) && label >= 0 && label < count)) {
    throw new ShapeError(
      loss,
      `label ${shown(label)} is no index of ${count} values`,
      `Labels go from 0 to ${count - 1}; the readout needs one value per class.`,
    );
  }
}

function checkNotEmpty(loss: string, values: Float64Array): void {
  if (!isList(values)) {
    throw new OptionError(loss, `the values are ${shown(values)}`, "Give what a readout reads.");
  }
  if (values.length === 0) {
    throw new ShapeError(loss, "there are no values", "Give the readout a population that has neurons.");
  }
}
