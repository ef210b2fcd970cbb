/** What kind of value something is that came from outside, how it is shown in a message, and what is a value only when it is asked for. */

/** Objects that hold no named things of their own, whichever realm (window, worker, context) they come from. */
const unnamed = [
  "Array",
  "Map",
  "Set",
  "WeakMap",
  "WeakSet",
  "Promise",
  "Date",
  "RegExp",
  "Error",
  "ArrayBuffer",
];

/** The name of a built-in kind of object, which `instanceof` tells only of objects of the same realm. */
function kindOf(value: object): string {
  return Object.prototype.toString.call(value).slice("[object ".length, -1);
}

/** Whether a value is an object of named things: a record, a class instance or a module, but no array, map or promise. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return false;
  return !Array.isArray(value) && !unnamed.includes(kindOf(value));
}

/** Whether a value is a list: an array, a typed array, or an object with a length. */
export function isList(value: unknown): value is ArrayLike<unknown> {
  if (typeof value !== "object" || value === null || !("length" in value)) return false;
  return Number.isSafeInteger(value.length) && (value.length as number) >= 0;
}

/** Whether a value is a Float64Array, of any realm. */
export function isDoubles(value: unknown): value is Float64Array {
  return ArrayBuffer.isView(value) && kindOf(value) === "Float64Array";
}

/** Whether a value is a Uint8Array, of any realm; Node's Buffer is one. */
export function isBytes(value: unknown): value is Uint8Array {
  return ArrayBuffer.isView(value) && kindOf(value) === "Uint8Array";
}

/**
 * A number with its noun: `1 epoch`, `2 epochs`, and `no epochs` for undefined.
 *
 * @param nouns  where it is not the noun and an s
 */
export function counted(count: number | undefined, noun: string, nouns: string = `${noun}s`): string {
  return `${count ?? "no"} ${count === 1 ? noun : nouns}`;
}

/** A value of any kind in a message, short whatever it is: `3`, `3n`, `"3"`, `null`, `an array of 2`, `an object`. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === "object" && value !== null) return "an object";
  if (typeof value === "function") return "a function";
  if (typeof value === "bigint") return `${value}n`;
  const text = typeof value === "string" ? JSON.stringify(value) : String(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

/**
 * Lets `JSON.stringify` write the typed arrays in a value as lists of numbers, which it would write as objects.
 * What it takes for that is hidden: the value compares, spreads and travels to workers as before.
 *
 * @param part  what of it JSON shows
 * @returns the value itself
 */
export function listsInJson<T extends object>(value: T, part: (value: T) => unknown = (whole) => whole): T {
  // A record by names of the user's may have an entry called so, which is not lost for it.
  if (Object.hasOwn(value, "toJSON")) return value;
  return Object.defineProperty(value, "toJSON", { value: () => withLists(part(value)) });
}

/**
 * The value itself, which JSON shows as what `show` gives, and a console as what `brief` does.
 *
 * @param brief  by default what JSON shows
 */
export function jsonOf<T extends object>(value: T, show: () => unknown, brief: () => unknown = show): T {
  return shownAs(Object.defineProperty(value, "toJSON", { value: show }), brief);
}

/**
 * The value itself, which Node's console shows as what `brief` gives: a text as it stands, anything else as it shows
 * that. Hidden, as what JSON shows is.
 */
export function shownAs<T extends object>(value: T, brief: () => unknown): T {
  return Object.defineProperty(value, Symbol.for("nodejs.util.inspect.custom"), { value: () => brief() });
}

/** A copy with lists for typed arrays, down to what knows itself how JSON shows it. */
export function withLists(value: unknown, isInside = false): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (ArrayBuffer.isView(value)) return value instanceof DataView ? value : Array.from(value as Float64Array);
  if (isInside && "toJSON" in value && typeof value.toJSON === "function") return value;
  if (Array.isArray(value)) return value.map((entry) => withLists(entry, true));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, withLists(entry, true)]));
}

/** What is made when it is first asked for. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
