/** Lists of numbers from the user as doubles: nothing is converted on the way. */
import { OptionError } from "../errors.ts";
import { isList, shown } from "../values.ts";

/**
 * A copy of a list. `Float64Array.from` alone makes 0 of `null` and "", and 2 of "2".
 *
 * @param name  of the list, for messages
 * @throws OptionError for what is no list, and for an entry that is no finite number
 */
export function finiteNumbers(where: string, name: string, values: ArrayLike<number>): Float64Array {
  if (!isList(values)) {
    throw new OptionError(where, `${name} is ${shown(values)}`, "Give an array of numbers.");
  }
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i])) continue;
    throw new OptionError(where, `${name}[${i}] is ${shown(values[i])}`, "Give finite numbers.");
  }
  return Float64Array.from(values);
}
