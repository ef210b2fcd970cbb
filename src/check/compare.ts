/** Numbers found against numbers expected: the largest error of a group, and where it is. */

export interface Pair {
  /** For reports, e.g. `[2][0]`. */
  readonly place: string;
  readonly expected: number;
  readonly found: number;
}

export interface Comparison {
  /** The group's name. */
  readonly name: string;
  readonly entries: number;
  /** Largest |found − expected| / scale, NaN if a number is missing or none. */
  readonly error: number;
  /** Where it is, empty if there is no error. */
  readonly place: string;
  readonly expected: number;
  readonly found: number;
  /** What errors are divided by. */
  readonly scale: number;
  readonly limit: number;
  readonly passed: boolean;
}

export interface CompareOptions {
  readonly limit: number;
  /** Default: the largest |expected|, or 1 where all are 0. */
  readonly scale?: number;
}

export function compare(name: string, pairs: readonly Pair[], options: CompareOptions): Comparison {
  const { limit, scale = largest(pairs) || 1 } = options;
  let worst: Pair = { place: "", expected: 0, found: 0 };
  let error = 0;
  for (const pair of pairs) {
    const own = Math.abs(pair.found - pair.expected) / scale;
    // Also true for NaN, which then stays.
    if (own <= error || Number.isNaN(error)) continue;
    error = own;
    worst = pair;
  }
  return { name, entries: pairs.length, error, ...worst, scale, limit, passed: error <= limit };
}

function largest(pairs: readonly Pair[]): number {
  return pairs.reduce((most, { expected }) => Math.max(most, Math.abs(expected)), 0);
}

/** Numbers of two arrays or records of the same nesting, side by side; null where there is none in either. */
export function nestedPairs(expected: unknown, found: unknown, place = ""): Pair[] {
  if (expected === null && found === null) return [];
  if (typeof expected === "object" && expected !== null) {
    const other = (found ?? {}) as Readonly<Record<string, unknown>>;
    return Object.entries(expected).flatMap(([key, value]) =>
      nestedPairs(value, other[key], Array.isArray(expected) ? `${place}[${key}]` : `${place}${key}`),
    );
  }
  return [{ place, expected: numberOrNaN(expected), found: numberOrNaN(found) }];
}

function numberOrNaN(value: unknown): number {
  return typeof value === "number" ? value : Number.NaN;
}
