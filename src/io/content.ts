/**
 * Plain values as JSON text and back, exactly: doubles keep their bits, −0 and the numbers that JSON
 * does not have included.
 *
 *   Float64Array        {"$float64": base64 of little-endian bytes}
 *   −0, NaN, ±Infinity  {"$number": "-0"} and so on
 */
import { OptionError } from "../errors.ts";
import { isDoubles, shown } from "../values.ts";
import { base64OfDoubles, doublesOfBase64 } from "./base64.ts";
import { inside, parseJson } from "./json-reader.ts";

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
 *   keys that begin with `$`, nested up to 64 deep; undefined entries of objects are left out
 * @throws OptionError for anything else, naming its place in the content
 */
export function textOfContent(content: unknown, document: string): string {
  return JSON.stringify(plainJson(content, document, []));
}

/** What stands around a value, outermost first, and the key of what comes next in each. */
type Around = { readonly value: object; key: string | number }[];

/** JSON calls `toJSON`, which says what it likes; this does not. */
function plainJson(value: unknown, document: string, around: Around): unknown {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number" && Number.isFinite(value) && !Object.is(value, -0)) return value;
  const obstacle = obstacleOf(value, around);
  if (obstacle !== undefined) {
    const { path } = around.reduce((at, { key }) => inside(at, key), { document, path: "" });
    const what = `${path || "the content"}, ${obstacle}, cannot be saved`;
    throw new OptionError(document, what, "Save plain data: numbers, texts, arrays.");
  }
  if (typeof value === "number") return { $number: Object.is(value, -0) ? "-0" : String(value) };
  if (isDoubles(value)) return { $float64: base64OfDoubles(value) };
  // An object: what else there is has an obstacle.
  const whole = value as object;
  const here = { value: whole, key: "" as string | number };
  around.push(here);
  const enter = (entry: unknown, key: string | number): unknown => {
    here.key = key;
    return plainJson(entry, document, around);
  };
  const json = Array.isArray(whole)
    ? // Unlike map, it calls for the holes, too.
      Array.from(whole, enter)
    : Object.fromEntries(
        Object.entries(whole).flatMap(([key, entry]) =>
          entry === undefined ? [] : [[key, enter(entry, key)]],
        ),
      );
  around.pop();
  return json;
}

/** Why a value would not come back as it is; undefined if it would. */
function obstacleOf(value: unknown, around: Around): string | undefined {
  if (typeof value !== "object" && typeof value !== "number") {
    return value === undefined ? "undefined" : `a ${typeof value}`;
  }
  if (around.some((outer) => outer.value === value)) return "which contains itself";
  if (around.length >= maxDepth) return `which nests deeper than ${maxDepth}`;
  if (typeof value === "number" || value === null || isDoubles(value)) return undefined;
  // Counted, because each realm has prototypes of its own.
  if (ancestorsOf(value) > (Array.isArray(value) ? 2 : 1)) return "an object with a class";
  if (Array.isArray(value)) return undefined;
  const reserved = Object.keys(value).find((name) => name.startsWith("$"));
  if (reserved !== undefined) return `an object with the key ${shown(reserved)}`;
  const hasSymbols = Object.getOwnPropertySymbols(value).length > 0;
  return hasSymbols ? "an object with a symbol as a key" : undefined;
}

function ancestorsOf(value: object): number {
  const prototype = Object.getPrototypeOf(value) as object | null;
  return prototype === null ? 0 : 1 + ancestorsOf(prototype);
}

/** @throws OptionError if `text` is not what `textOfContent` gives */
export function contentOfText(text: string, document: string): unknown {
  if (depthOf(text) > maxDepth) {
    throw new OptionError(document, `it nests deeper than ${maxDepth}`, "No file of this library does.");
  }
  return revived(parseJson(text, document), document);
}

/**
 * What stands in plain JSON that `textOfContent` gave, after it was parsed.
 *
 * @throws OptionError if it is no such JSON
 */
export function contentOfPlain(plain: object, document: string): unknown {
  let text: string;
  try {
    text = JSON.stringify(plain);
  } catch {
    throw new OptionError(document, "it is no JSON", "Give plain data: numbers, texts, arrays.");
  }
  return contentOfText(text, document);
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
    throw new OptionError(document, `${shown(key)}: ${shown(inner)} has no meaning`, "Check the file.");
  }
  return meaning;
}

/** How deep brackets nest, outside strings, which are leapt over: those of arrays have millions of characters. */
function depthOf(text: string): number {
  let [depth, deepest] = [0, 0];
  for (let k = 0; k < text.length; k++) {
    const character = text[k];
    if (character === '"') k = endOfString(text, k);
    else if (character === "{" || character === "[") deepest = Math.max(deepest, ++depth);
    else if (character === "}" || character === "]") depth--;
  }
  return deepest;
}

/** The quote behind the one at `start`, or the end of the text. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let first = end;
    while (text[first - 1] === "\\") first--;
    if ((end - first) % 2 === 0) return end;
  }
  return text.length;
}
