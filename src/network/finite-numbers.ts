/** Lists of numbers from the user as doubles: nothing is converted on the way. */
import { checkValue, listOf } from "../options.ts";

const finite = listOf("free");

/**
 * A copy of a list. `Float64Array.from` alone makes 0 of `null` and "", and 2 of "2".
 *
 * @param name  of the list, for messages
 * @throws OptionError for what is no list, and for an entry that is no finite number
 */
export function finiteNumbers(where: string, name: string, values: ArrayLike<number>): Float64Array {
  checkValue(where, name, values, finite);
  return Float64Array.from(values);
}
