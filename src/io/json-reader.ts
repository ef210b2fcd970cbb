/** Readers of unknown JSON: each gives a typed value, or an error that names its place in the file. */
import { OptionError, ShapeError } from "../errors.ts";
import { checkValue, type Kind, numbers, rule, unknownKey } from "../options.ts";
import { counted, isDoubles, shown } from "../values.ts";

/** A value's place, for error messages. */
export interface Place {
  /** What the user calls the document, e.g. a file name. */
  readonly document: string;
  /** E.g. `gradients.bias[3]`, empty at the top. */
  readonly path: string;
}

/** @throws OptionError for a wrong value, ShapeError for a wrong length or nesting */
export type Reader<T> = (value: unknown, at: Place) => T;

export type JsonObject = Readonly<Record<string, unknown>>;

/** @throws OptionError if `text` is not JSON; it says so if the text stops in the middle */
export function parseJson(text: string, document: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new OptionError(document, ...faultOf(text, error.message));
  }
}

/** What saved networks and trainings begin with, which are no JSON: see file-format.ts. */
export const fileMark = "saltus ";

/** What is wrong with a text that is not JSON, and what to do. */
function faultOf(text: string, message: string): readonly [what: string, hint: string] {
  if (text.startsWith(fileMark)) {
    const hint =
      "Read it with loadNetwork or loadSnapshot; checkGradients in a program checks what it holds.";
    return ["this is a saved network or training, and no JSON", hint];
  }
  const outsideStrings = text.replace(/"[^"\\]*(?:\\.?[^"\\]*)*("|$)/gs, "");
  const open = outsideStrings.match(/[[{]/g)?.length ?? 0;
  const closed = outsideStrings.match(/[\]}]/g)?.length ?? 0;
  if (open > closed || text.trim() === "") {
    const what = `the file is truncated: it stops in the middle, after ${text.length} characters`;
    return [what, "Get the whole file again."];
  }
  const [word] = outsideStrings.match(/\b(NaN|Infinity)\b/) ?? [];
  return word === undefined
    ? [`this is not JSON: ${message}`, "Check the file at that place."]
    : [`it contains ${word}, which is no JSON`, "Give finite numbers only."];
}

export function inside(at: Place, key: string | number): Place {
  const step = typeof key === "number" ? `[${key}]` : at.path === "" ? key : `.${key}`;
  return { document: at.document, path: at.path + step };
}

export function whereIs({ document, path }: Place): string {
  return path === "" ? document : `${document}: ${path}`;
}

/** A value of a kind, as options are. */
export function ofKind<T>(kind: Kind): Reader<T> {
  return (value, { document, path }) => {
    checkValue(document, path || "it", value, kind);
    return value as T;
  };
}

export const finite: Reader<number> = ofKind("free");
/** A whole number ≥ 0. */
export const natural: Reader<number> = ofKind("whole");
/** A whole number ≥ 1. */
export const positive: Reader<number> = ofKind(
  numbers((value) => Number.isSafeInteger(value) && value >= 1, "Give a whole number ≥ 1."),
);
/** A number, which may be NaN or infinite. */
export const real: Reader<number> = ofKind(numbers(() => true, "Give a number."));
/** A text, which may be empty. */
export const text: Reader<string> = ofKind("text");
export const words: Reader<string> = ofKind(
  rule((value) => typeof value === "string" && value !== "", "Give a text in quotes."),
);
export const flag: Reader<boolean> = ofKind("flag");
/** A text that can be the name of a symbol. */
export const symbolName: Reader<string> = ofKind(
  rule(
    (value) => typeof value === "string" && /^[A-Za-z_][A-Za-z0-9_]*$/.test(value) && !(value in {}),
    "Give a name: letters, digits and _, beginning with a letter.",
  ),
);

/** A whole number in [0, count). @param what  there are so many of */
export function indexOf(count: number, what: string): Reader<number> {
  const isIndex = (value: number): boolean => Number.isInteger(value) && value >= 0 && value < count;
  return ofKind(
    numbers(
      isIndex,
      count === 1 ? `There is one, and its index is 0.` : `There are ${count} ${what}, counted from 0.`,
    ),
  );
}

/** Doubles as a document holds them, `length` of them if given. */
export function doubles(length?: number): Reader<Float64Array> {
  return (value, at) => {
    if (!isDoubles(value)) throw misshapen(value, at, "Give a Float64Array.");
    checkLength(value, at, ["double", "doubles"], length);
    return value;
  };
}

/** An array, of `length` if given. */
export function listOf<T>(
  read: (value: unknown, at: Place, index: number) => T,
  length?: number,
): Reader<readonly T[]> {
  return (value, at) => {
    if (!Array.isArray(value)) throw misshapen(value, at, "Give an array in brackets.");
    checkLength(value, at, ["entry", "entries"], length);
    // `map` would pass over holes.
    return Array.from(value, (entry: unknown, k) => read(entry, inside(at, k), k));
  };
}

function misshapen(value: unknown, { document, path }: Place, hint: string): ShapeError {
  return new ShapeError(document, `${path || "it"} is ${shown(value)}`, hint);
}

function checkLength(
  { length }: ArrayLike<unknown>,
  at: Place,
  [noun, nouns]: readonly [string, string],
  wanted: number = length,
): void {
  if (length === wanted) return;
  throw new ShapeError(
    whereIs(at),
    `it has ${counted(length, noun, nouns)} for ${wanted}`,
    `Give ${wanted}.`,
  );
}

/** An object with values of one kind, by names of symbols; with exactly the `keys` if given. */
export function recordOf<T>(read: Reader<T>, keys?: readonly string[]): Reader<Readonly<Record<string, T>>> {
  return (value, at) => {
    const given = objectOf(keys)(value, at);
    const names = keys ?? Object.keys(given);
    return Object.fromEntries(
      names.map((name) => {
        const place = inside(at, name);
        return [symbolName(name, place), read(given[name], place)];
      }),
    );
  };
}

/** An object; with no keys but `keys`, if they are given. */
export function objectOf(keys?: readonly string[]): Reader<JsonObject> {
  return (value, at) => {
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    if (!isObject) throw misshapen(value, at, "Give an object in braces.");
    const unknown = keys && unknownKey(value, keys);
    if (unknown === undefined) return value as JsonObject;
    throw new OptionError(whereIs(at), `unknown entry ${shown(unknown.key)}`, unknown.hint);
  };
}

/** An object with values of one kind under any names. */
export function mapOf<T>(read: Reader<T>): Reader<Readonly<Record<string, T>>> {
  return (value, at) =>
    Object.fromEntries(
      Object.entries(objectOf()(value, at)).map(([name, entry]) => [name, read(entry, inside(at, name))]),
    );
}

/** What `read` makes of one entry of an object. */
export function field<T>(object: JsonObject, at: Place, key: string, read: Reader<T>): T {
  if (!Object.hasOwn(object, key)) {
    throw new OptionError(whereIs(at), `there is no ${shown(key)}`, "The file format asks for it.");
  }
  return read(object[key], inside(at, key));
}
