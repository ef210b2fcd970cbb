/** What a parameter is given: one number or a distribution, as they are, or a list. */
import { OptionError } from "../errors.ts";
import { isList, shown } from "../values.ts";
import { type Initializer, isInitializer } from "./initializers.ts";

/**
 * @param name       of the parameter, for messages
 * @param form       of the list, for messages
 * @param entriesOf  makes the values of a list, or throws
 * @throws OptionError for what is none of the three, and for a number that is not finite
 */
export function givenValues<List extends ArrayLike<unknown>>(
  where: string,
  name: string,
  value: number | Initializer | List,
  form: string,
  entriesOf: (list: List) => Float64Array,
): number | Float64Array | Initializer {
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new OptionError(where, `${name} is ${value}`, "Give a finite number.");
    return value;
  }
  if (isInitializer(value)) return value;
  if (!isList(value)) {
    const hint = `Give a number, ${form} or a distribution, { name, draw }.`;
    throw new OptionError(where, `${name} is ${shown(value)}`, hint);
  }
  return entriesOf(value);
}
