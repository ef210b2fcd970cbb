/** The names of units: a closed table of symbols and prefixes, every one a power of ten in SI units. */

/** What a unit measures, as exponents of these five. */
export const baseQuantities = ["time", "voltage", "current", "length", "amount"] as const;

export type Dimension = readonly [
  time: number,
  voltage: number,
  current: number,
  length: number,
  amount: number,
];

/** A unit that has a name: 1 of it is 10^power in s, V, A, m and mol. */
export interface NamedUnit {
  /** How it is printed. */
  readonly name: string;
  readonly dimension: Dimension;
  readonly power: number;
}

/** Symbols without prefix: what they measure, the power of ten, other spellings. */
const symbols: readonly (readonly [string, Dimension, number, ...string[]])[] = [
  ["s", [1, 0, 0, 0, 0], 0],
  ["V", [0, 1, 0, 0, 0], 0],
  ["A", [0, 0, 1, 0, 0], 0],
  ["S", [0, -1, 1, 0, 0], 0],
  ["Ω", [0, 1, -1, 0, 0], 0, "\u2126", "Ohm", "ohm"],
  ["F", [1, -1, 1, 0, 0], 0],
  ["C", [1, 0, 1, 0, 0], 0],
  ["Hz", [-1, 0, 0, 0, 0], 0],
  ["m", [0, 0, 0, 1, 0], 0],
  ["mol", [0, 0, 0, 0, 1], 0],
  ["M", [0, 0, 0, -3, 1], 3],
];

/** Prefixes: power of ten, other spellings. The commonest come first: the nearest known name is looked up in this order. */
const prefixes: readonly (readonly [string, number, ...string[]])[] = [
  ["m", -3],
  ["", 0],
  ["µ", -6, "\u03bc", "u"],
  ["n", -9],
  ["p", -12],
  ["k", 3],
  ["M", 6],
  ["G", 9],
  ["f", -15],
];

const table = new Map<string, NamedUnit>();
for (const [prefix, shift, ...otherPrefixes] of prefixes) {
  for (const [symbol, dimension, power, ...otherSymbols] of symbols) {
    const unit: NamedUnit = Object.freeze({ name: prefix + symbol, dimension, power: power + shift });
    for (const first of [prefix, ...otherPrefixes]) {
      for (const last of [symbol, ...otherSymbols]) table.set(first + last, unit);
    }
  }
}
const centimetre: NamedUnit = { name: "cm", dimension: [0, 0, 0, 1, 0], power: -2 };
table.set("cm", Object.freeze(centimetre));

/** All named units by all their spellings. */
export const namedUnits: ReadonlyMap<string, NamedUnit> = table;

/** What a message says about the table. */
export const unitList =
  "Units: s, V, A, S, Ω (or Ohm), F, C, Hz, m, mol, M, each with G, M, k, m, µ (or u), n, p, f; and cm.";

const dimensionNames: ReadonlyMap<string, string> = new Map([
  ["0,0,0,0,0", "plain number"],
  ["1,0,0,0,0", "time"],
  ["-1,0,0,0,0", "1/time"],
  ["0,1,0,0,0", "voltage"],
  ["0,0,1,0,0", "current"],
  ["0,-1,1,0,0", "conductance"],
  ["0,1,-1,0,0", "resistance"],
  ["1,-1,1,0,0", "capacitance"],
  ["1,0,1,0,0", "charge"],
  ["0,0,0,1,0", "length"],
  ["0,0,0,2,0", "area"],
  ["0,0,0,-3,1", "concentration"],
  ["0,0,1,-2,0", "current/area"],
  ["0,-1,1,-2,0", "conductance/area"],
  ["1,-1,1,-2,0", "capacitance/area"],
]);

/** The name of a dimension, such as `voltage/time`. */
export function dimensionName(dimension: Dimension): string {
  const known = dimensionNames.get(dimension.join());
  if (known !== undefined) return known;
  const [time, ...others] = dimension;
  const rest = dimensionNames.get([0, ...others].join());
  if (time === -1 && rest !== undefined) return `${rest}/time`;
  return productText(baseQuantities.map((name, i) => [name, dimension[i]!]));
}

/** Powers of names as a text: `mV^2/ms`, `1/s`, or `1` if nothing is left. */
export function productText(powers: Iterable<readonly [string, number]>): string {
  const text = (name: string, power: number): string => (power === 1 ? name : `${name}^${power}`);
  const all = [...powers];
  const above = all.filter(([, power]) => power > 0).map(([name, power]) => text(name, power));
  const below = all.filter(([, power]) => power < 0).map(([name, power]) => `/${text(name, -power)}`);
  return `${above.join("*") || "1"}${below.join("")}`;
}
