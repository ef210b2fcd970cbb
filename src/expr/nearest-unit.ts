/** What a text that is no unit was probably meant to be: a unit of the same dimension and scale, or nothing. */
import { type NamedUnit, namedUnits, unitWords } from "./unit-table.ts";

/** Beginnings of words and the prefixes that they stand for; letters are prefixes as they are. */
const beginnings: readonly (readonly [string, string])[] = [
  ["milli", "m"],
  ["mili", "m"],
  ["micro", "µ"],
  ["nano", "n"],
  ["pico", "p"],
  ["femto", "f"],
  ["centi", "c"],
  ["kilo", "k"],
  ["mega", "M"],
  ["giga", "G"],
];
const letters: readonly string[] = ["", "m", "µ", "\u03bc", "u", "n", "p", "k", "M", "G", "f", "c"];

/** Words by their spellings, abbreviated or short of a letter. */
const words: ReadonlyMap<string, string> = new Map([
  ...unitWords.map((word) => [word, word] as const),
  ["sec", "second"],
  ["siemen", "siemens"],
  ["hz", "hertz"],
]);

/** `millivolts`, `mVolt`, `msec`, `Siemens`: prefix and word, whatever their case and number. */
function spelledOut(name: string): NamedUnit | undefined {
  const lower = name.toLowerCase();
  const splits = [
    ...beginnings.filter(([word]) => lower.startsWith(word)),
    ...letters.filter((letter) => name.startsWith(letter)).map((letter) => [letter, letter] as const),
  ];
  for (const [beginning, prefix] of splits) {
    const rest = lower.slice(beginning.length);
    // miliV: a word before a letter, which has its case.
    const short = beginning.length > 1 ? namedUnits.get(prefix + name.slice(beginning.length)) : undefined;
    if (short !== undefined) return short;
    const word = words.get(rest) ?? (rest.endsWith("s") ? words.get(rest.slice(0, -1)) : undefined);
    const unit = word === undefined ? undefined : namedUnits.get(prefix + word);
    if (unit !== undefined) return unit;
  }
  return undefined;
}

/** `mv`, `pf`: letters in the wrong case. The first one has to be right: Pa is not pA. */
function otherCase(name: string): NamedUnit | undefined {
  const lower = name.toLowerCase();
  const units = new Set<NamedUnit>();
  for (const [spelling, unit] of namedUnits) {
    if (spelling.toLowerCase() === lower && spelling[0] === name[0]) units.add(unit);
  }
  // ns and nS both are near nanoseconds and nanosiemens.
  return units.size === 1 ? [...units][0] : undefined;
}

/** `Did you mean "mV"? ` for mVolt, millivolt and mv; what to write for other words; else an empty text. */
export function nearestUnit(name: string): string {
  if (/^(°c|(deg)?(c|celsius))$/i.test(name)) return "Give temperatures in K: a difference of 1 °C is 1 K. ";
  if (/^(dimensionless|unitless|real|none|radians?|rad)$/i.test(name)) return 'A plain number is "1". ';
  const unit = spelledOut(name) ?? otherCase(name);
  return unit === undefined ? "" : `Did you mean "${unit.name}"? `;
}

/** `Did you mean "ms"? ` for a word such as msec where a name is expected; else an empty text. */
export function misspeltUnit(name: string): string {
  const unit = spelledOut(name);
  return unit === undefined ? "" : `Did you mean "${unit.name}"? `;
}
