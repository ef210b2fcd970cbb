/** Options that are one number for all channels of a source, or one for each. */
import { OptionError, ShapeError } from "../errors.ts";
import { type Check, checkValue, type Kind, listOf } from "../options.ts";
import { counted, isList } from "../values.ts";

/** One number for all, or a list of them. */
export type PerChannel = number | ArrayLike<number>;

/** Numbers of a kind, or lists of them. */
export function perChannel(kind: Kind): Check {
  const list = listOf(kind);
  return (where, name, value: unknown) => checkValue(where, name, value, isList(value) ? list : kind);
}

/**
 * The numbers of all channels.
 *
 * @throws ShapeError for a list of another length
 */
export function ofChannels(where: string, name: string, value: PerChannel, channels: number): Float64Array {
  if (typeof value === "number") return new Float64Array(channels).fill(value);
  if (value.length === channels) return Float64Array.from(value);
  const what = `${name} has ${counted(value.length, "entry", "entries")} for ${counted(channels, "channel")}`;
  throw new ShapeError(where, what, "Give one number for each channel, or one for all of them.");
}

/** More numbers than this are a mistake in the unit of time. */
const mostNumbers = 1e8;

/** @throws OptionError for more numbers than a computer has room for */
export function checkAmount(where: string, what: string, amount: number): void {
  if (amount <= mostNumbers) return;
  throw new OptionError(where, `${what}: that is ${amount.toExponential(1)} of them`, "Times are in ms.");
}
