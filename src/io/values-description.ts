/** Given values of parameters as plain data: one number, one for each entry, or a distribution. */
import { OptionError } from "../errors.ts";
import { constantly, type Initializer, normal, uniform } from "../network/initializers.ts";
import { shown } from "../values.ts";
import { field, finite, listOf, objectOf, ofKind, type Place, type Reader, words } from "./json-reader.ts";

/**
 * A distribution that is a function of the user's is saved as its name, which is enough where the
 * parameters have values already.
 */
export type ValuesDescription =
  | number
  | readonly number[]
  | { readonly kind: string; readonly values: readonly number[] }
  | { readonly named: string };

export function describeValues(value: number | Float64Array | Initializer): ValuesDescription {
  if (typeof value === "number") return value;
  if (value instanceof Float64Array) return [...value];
  return value.distribution ?? { named: value.name };
}

const distributions: ReadonlyMap<string, readonly [number, (...values: number[]) => Initializer]> = new Map([
  ["normal", [2, (mean = 0, deviation = 0) => normal(mean, deviation)]],
  ["uniform", [2, (low = 0, high = 0) => uniform(low, high)]],
  ["constantly", [1, (value = 0) => constantly(value)]],
]);

export const valuesOfDescription: Reader<number | readonly number[] | Initializer> = (value, at) => {
  if (typeof value === "number") return finite(value, at);
  if (Array.isArray(value)) return listOf(finite)(value, at);
  const object = objectOf(["kind", "values", "named"])(value, at);
  if (Object.hasOwn(object, "named")) return unknownDistribution(field(object, at, "named", words), at);
  const kind = field(object, at, "kind", ofKind<string>([...distributions.keys()]));
  const [count, make] = distributions.get(kind)!;
  return make(...field(object, at, "values", listOf(finite, count)));
};

function unknownDistribution(name: string, at: Place): Initializer {
  return Object.freeze({
    name,
    draw: (): never => {
      const what = `the distribution ${shown(name)} was a function, which no file holds`;
      throw new OptionError(at.document, what, "Use the parameters that were saved with the network.");
    },
  });
}
