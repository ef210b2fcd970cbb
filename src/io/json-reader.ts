/** Readers of unknown JSON: each gives a typed value, or an error that names its place in the file. */
import { knownHere, OptionError, ShapeError } from "../errors.ts";
import { isDoubles, shown } from "../values.ts";

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
    const outsideStrings = text.replace(/"[^"\\]*(?:\\.?[^"\\]*)*("|$)/gs, "");
    const open = outsideStrings.match(/[[{]/g)?.length ?? 0;
    const closed = outsideStrings.match(/[\]}]/g)?.length ?? 0;
    if (open > closed || text.trim() === "") {
      const what = `the file is truncated: it stops in the middle, after ${text.length} characters`;
      throw new OptionError(document, what, "Get the whole file again.");
    }
    const [word] = outsideStrings.match(/\b(NaN|Infinity)\b/) ?? [];
    if (word !== undefined) {
      throw new OptionError(document, `it contains ${word}, which is no JSON`, "Give finite numbers only.");
    }
    throw new OptionError(document, `this is not JSON: ${error.message}`, "Check the file at that place.");
  }
}

export function inside(at: Place, key: string | number): Place {
  const step = typeof key === "number" ? `[${key}]` : at.path === "" ? key : `.${key}`;
  return { document: at.document, path: at.path + step };
}

export function whereIs({ document, path }: Place): string {
  return path === "" ? document : `${document}: ${path}`;
}

export const finite: Reader<number> = (value, at) => {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw new OptionError(whereIs(at), `${shown(value)} is not a finite number`, "Give a finite number.");
};

/** A whole number ≥ 0. */
export const natural: Reader<number> = (value, at) => {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  throw new OptionError(whereIs(at), `${shown(value)} is not a whole number ≥ 0`, "Give a whole number ≥ 0.");
};

/** A whole number ≥ 1. */
export const positive: Reader<number> = (value, at) => {
  const count = natural(value, at);
  if (count >= 1) return count;
  throw new OptionError(whereIs(at), "it is 0", "Give a whole number ≥ 1.");
};

export const words: Reader<string> = (value, at) => {
  if (typeof value === "string" && value !== "") return value;
  throw new OptionError(whereIs(at), `${shown(value)} is not a text`, "Give a text in quotes.");
};

/** A text, which may be empty. */
export const text: Reader<string> = (value, at) => (value === "" ? "" : words(value, at));

export const flag: Reader<boolean> = (value, at) => {
  if (typeof value === "boolean") return value;
  throw new OptionError(whereIs(at), `${shown(value)} is not a truth value`, "Give true or false.");
};

/** A number, which may be NaN or infinite. */
export const real: Reader<number> = (value, at) => {
  if (typeof value === "number") return value;
  throw new OptionError(whereIs(at), `${shown(value)} is not a number`, "Give a number.");
};

/** Doubles as a document holds them, `length` of them if given. */
export function doubles(length?: number): Reader<Float64Array> {
  return (value, at) => {
    if (!isDoubles(value)) {
      throw new ShapeError(whereIs(at), `${shown(value)} is no array of doubles`, "Give a Float64Array.");
    }
    if (length !== undefined && value.length !== length) {
      throw new ShapeError(whereIs(at), `it has ${value.length} doubles for ${length}`, `Give ${length}.`);
    }
    return value;
  };
}

/** A text that can be the name of a symbol. */
export const symbolName: Reader<string> = (value, at) => {
  const name = words(value, at);
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !(name in {})) return name;
  throw new OptionError(
    whereIs(at),
    `${shown(name)} cannot be a name`,
    "Use letters, digits and _, beginning with a letter.",
  );
};

/** An array, of `length` if given. */
export function listOf<T>(
  read: (value: unknown, at: Place, index: number) => T,
  length?: number,
): Reader<readonly T[]> {
  return (value, at) => {
    if (!Array.isArray(value)) {
      throw new ShapeError(whereIs(at), `${shown(value)} is not an array`, "Give an array in brackets.");
    }
    if (length !== undefined && value.length !== length) {
      throw new ShapeError(whereIs(at), `it has ${value.length} entries for ${length}`, `Give ${length}.`);
    }
    return value.map((entry, k) => read(entry, inside(at, k), k));
  };
}

/** An object with values of one kind, by names of symbols; with exactly the `keys` if given. */
export function recordOf<T>(read: Reader<T>, keys?: readonly string[]): Reader<Readonly<Record<string, T>>> {
  return (value, at) => {
    const given = keys === undefined ? objectOf()(value, at) : objectOf(keys)(value, at);
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
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new ShapeError(whereIs(at), `${shown(value)} is not an object`, "Give an object in braces.");
    }
    for (const key of keys === undefined ? [] : Object.keys(value)) {
      if (keys!.includes(key)) continue;
      const hint = knownHere(key, keys!);
      throw new OptionError(whereIs(at), `unknown entry ${shown(key)}`, hint);
    }
    return value as JsonObject;
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
