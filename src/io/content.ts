/**
 * Plain values as JSON text and back, exactly: doubles keep their bits, −0 and the numbers that JSON
 * does not have included.
 *
 *   Float64Array        {"$float64": base64 of little-endian bytes}
 *   −0, NaN, ±Infinity  {"$number": "-0"} and so on
 */
import { OptionError } from "../errors.ts";
import { base64OfDoubles, doublesOfBase64 } from "./base64.ts";
import { brief, parseJson } from "./json-reader.ts";

const special: ReadonlyMap<unknown, number> = new Map([
  ["-0", -0],
  ["NaN", Number.NaN],
  ["Infinity", Infinity],
  ["-Infinity", -Infinity],
]);

/** Deepest nesting; what reads a value may then be recursive. */
const maxDepth = 64;

/**
 * @param content  numbers, texts, truth values, null, Float64Arrays, arrays and objects of them without
 *   keys that begin with `$`; undefined entries of objects are left out
 * @throws OptionError for anything else
 */
export function textOfContent(content: unknown, document: string): string {
  const refuse = (what: string): never => {
    throw new OptionError(document, `${what} cannot be saved`, "Save plain data: numbers, texts, arrays.");
  };
  return JSON.stringify(content, function (this: unknown, key, value: unknown): unknown {
    if (typeof value === "number") {
      const isSpecial = !Number.isFinite(value) || Object.is(value, -0);
      return isSpecial ? { $number: Object.is(value, -0) ? "-0" : String(value) } : value;
    }
    if (value instanceof Float64Array) return { $float64: base64OfDoubles(value) };
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      const prototype: unknown = Object.getPrototypeOf(value);
      if (prototype !== null && prototype !== Object.prototype) refuse(`${key}, an object with a class,`);
      const reserved = Object.keys(value).find((name) => name.startsWith("$"));
      if (reserved !== undefined) refuse(`the key ${brief(reserved)}`);
    }
    if (value === undefined && Array.isArray(this)) refuse(`entry ${key} of an array, undefined,`);
    if (["function", "symbol", "bigint"].includes(typeof value)) refuse(`${key}, a ${typeof value},`);
    return value;
  });
}

/** @throws OptionError if `text` is not what `textOfContent` gives */
export function contentOfText(text: string, document: string): unknown {
  if (depthOf(text) > maxDepth) {
    throw new OptionError(document, `it nests deeper than ${maxDepth}`, "No file of this library does.");
  }
  return revived(parseJson(text, document), document);
}

function revived(value: unknown, document: string): unknown {
  if (Array.isArray(value)) return value.map((entry) => revived(entry, document));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  const [key, inner] = entries[0] ?? ["", undefined];
  if (!key.startsWith("$")) {
    return Object.fromEntries(entries.map(([name, entry]) => [name, revived(entry, document)]));
  }
  const meaning =
    key === "$number"
      ? special.get(inner)
      : key === "$float64" && typeof inner === "string"
        ? doublesOfBase64(inner)
        : undefined;
  if (meaning === undefined || entries.length > 1) {
    throw new OptionError(document, `${brief(key)}: ${brief(inner)} has no meaning`, "Check the file.");
  }
  return meaning;
}

/** How deep brackets nest, outside strings. */
function depthOf(text: string): number {
  let [depth, deepest, isString] = [0, 0, false];
  for (let k = 0; k < text.length; k++) {
    const character = text[k];
    if (isString && character === "\\") k++;
    else if (character === '"') isString = !isString;
    else if (isString) continue;
    else if (character === "{" || character === "[") deepest = Math.max(deepest, ++depth);
    else if (character === "}" || character === "]") depth--;
  }
  return deepest;
}
