/** The names of units: a closed table of symbols and words with prefixes, every one a power of ten in SI units. */

/** What a unit measures, as exponents of these six. */
export const baseQuantities = ["time", "voltage", "current", "length", "amount", "temperature"] as const;

export type Dimension = readonly [
  time: number,
  voltage: number,
  current: number,
  length: number,
  amount: number,
  temperature: number,
];

/** A unit that has a name: 1 of it is 10^power in s, V, A, m, mol and K. */
export interface NamedUnit {
  /** How it is printed. */
  readonly name: string;
  readonly dimension: Dimension;
  readonly power: number;
}

/** Units without prefix: symbol, what it measures, the power of ten, other spellings, such as words. */
const symbols: readonly (readonly [string, Dimension, number, ...string[]])[] = [
  ["s", [1, 0, 0, 0, 0, 0], 0, "second"],
  ["V", [0, 1, 0, 0, 0, 0], 0, "volt"],
  ["A", [0, 0, 1, 0, 0, 0], 0, "amp", "ampere"],
  ["S", [0, -1, 1, 0, 0, 0], 0, "siemens", "mho"],
  ["Ω", [0, 1, -1, 0, 0, 0], 0, "Ohm", "ohm"],
  ["F", [1, -1, 1, 0, 0, 0], 0, "farad"],
  ["C", [1, 0, 1, 0, 0, 0], 0, "coulomb"],
  ["J", [1, 1, 1, 0, 0, 0], 0, "joule"],
  ["Hz", [-1, 0, 0, 0, 0, 0], 0, "hertz"],
  ["m", [0, 0, 0, 1, 0, 0], 0, "metre", "meter"],
  ["mol", [0, 0, 0, 0, 1, 0], 0, "mole"],
  ["M", [0, 0, 0, -3, 1, 0], 3, "molar"],
  ["K", [0, 0, 0, 0, 0, 1], 0, "kelvin"],
];

/** Prefixes: power of ten, other spellings. The commonest come first: what a message proposes is looked up in this order. */
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
      for (const last of [symbol, ...otherSymbols]) {
        // The ohm sign is the letter omega to a reader.
        for (const spelt of [last, last.replace("Ω", "\u2126")]) table.set(first + spelt, unit);
      }
    }
  }
}
const centimetre: NamedUnit = { name: "cm", dimension: [0, 0, 0, 1, 0, 0], power: -2 };
for (const name of ["cm", "cmetre", "cmeter"]) table.set(name, Object.freeze(centimetre));

/** All named units by all their spellings. */
export const namedUnits: ReadonlyMap<string, NamedUnit> = table;

/** The words among the spellings, without prefix. */
export const unitWords: readonly string[] = symbols.flatMap(([, , , ...words]) =>
  words.map((word) => word.toLowerCase()),
);

/**
 * The unit and its power that a name means: `mV`, `msiemens`, and for lengths `cm2` or `um3` as cm^2 and µm^3.
 * Undefined for what is no name of a unit.
 */
export function unitNamed(text: string): readonly [unit: NamedUnit, power: number] | undefined {
  const whole = namedUnits.get(text);
  if (whole !== undefined) return [whole, 1];
  const length = /[23]$/.test(text) ? namedUnits.get(text.slice(0, -1)) : undefined;
  return length?.dimension[3] === 1 ? [length, Number(text.at(-1))] : undefined;
}

/** A unit under another name of its, such as `volt` for `V`; `text` itself if it has none. */
export function otherSpelling(text: string): string {
  const unit = namedUnits.get(text);
  return [...namedUnits].find(([other, own]) => own === unit && other !== text)?.[0] ?? text;
}

/** Symbols that are hardly ever anything else; Brian2 has the same. */
const bareSymbols: ReadonlySet<string> = new Set(
  "mV mA µA nA pA µF nF pF mS µS nS pS ms µs Hz kHz MHz mm µm mm2 µm2 cm2 mm3 µm3 cm3 mM µM nM mol"
    .split(" ")
    .flatMap((symbol) => [symbol, symbol.replace("µ", "\u03bc"), symbol.replace("µ", "u")]),
);

/**
 * Whether a name can stand for one of a unit without a number, as in 65*mV, 1/ms and nS/cm^2: a word, or a
 * symbol that is hardly ever anything else. m, V, km and, without a power, cm are far more often variables
 * that have been forgotten.
 */
export function isBareUnit(text: string, hasPower: boolean): boolean {
  if (unitNamed(text) === undefined) return false;
  const isWord = unitWords.some((word) => text.toLowerCase().endsWith(word)) || /.[Ω\u2126]/.test(text);
  return isWord || bareSymbols.has(text) || (text === "cm" && hasPower);
}

/** What a message says about the table. */
export const unitList =
  "Units: s, V, A, S, Ω (or ohm), F, C, J, Hz, m, mol, M, K, or second, volt, amp, …, each with G, M, k, m, µ (or u), n, p, f; and cm.";

const dimensionNames: ReadonlyMap<string, string> = new Map([
  ["0,0,0,0,0,0", "plain number"],
  ["1,0,0,0,0,0", "time"],
  ["-1,0,0,0,0,0", "1/time"],
  ["0,1,0,0,0,0", "voltage"],
  ["0,0,1,0,0,0", "current"],
  ["0,-1,1,0,0,0", "conductance"],
  ["0,1,-1,0,0,0", "resistance"],
  ["1,-1,1,0,0,0", "capacitance"],
  ["1,0,1,0,0,0", "charge"],
  ["1,1,1,0,0,0", "energy"],
  ["0,0,0,1,0,0", "length"],
  ["0,0,0,2,0,0", "area"],
  ["0,0,0,-3,1,0", "concentration"],
  ["0,0,0,0,0,1", "temperature"],
  ["0,0,1,-2,0,0", "current/area"],
  ["0,-1,1,-2,0,0", "conductance/area"],
  ["1,-1,1,-2,0,0", "capacitance/area"],
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
