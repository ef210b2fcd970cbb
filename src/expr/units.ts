/**
 * Units of measurement: products of powers of named units. All named units are powers of ten in SI
 * units, so that every scale is an integer and scales compare exactly. Units are used when a neuron
 * is defined and nowhere else.
 */
import { ModelError, type Where } from "../errors.ts";
import { nearestUnit } from "./nearest-unit.ts";
import { quoted } from "./source.ts";
import { type Dimension, namedUnits, productText, unitList, unitNamed } from "./unit-table.ts";

export interface Unit {
  /** The named units that it is written with and their powers; `10` stands for itself. */
  readonly factors: ReadonlyMap<string, number>;
  /** Exponents of time, voltage, current, length, amount and temperature. */
  readonly dimension: Dimension;
  /** 1 of this unit is 10^scale in s, V, A, m, mol and K. */
  readonly scale: number;
}

/** A unit from its factors; those with power 0 are left out. */
function unitOf(factors: Iterable<readonly [string, number]>): Unit {
  const kept = new Map([...factors].filter(([, power]) => power !== 0));
  const dimension = [0, 0, 0, 0, 0, 0];
  let scale = 0;
  for (const [name, power] of kept) {
    const named = namedUnits.get(name);
    scale += power * (named?.power ?? 1);
    named?.dimension.forEach((exponent, i) => {
      dimension[i]! += power * exponent;
    });
  }
  // Six exponents, as many as a dimension has.
  return Object.freeze({
    factors: kept,
    dimension: Object.freeze(dimension) as unknown as Dimension,
    scale,
  });
}

/** The unit of plain numbers, 1. */
export const dimensionless: Unit = unitOf([]);

/** The unit of time in every simulation. */
export const millisecond: Unit = unitOf([["ms", 1]]);

/** a·b^power, for an integer power. */
export function timesPower(a: Unit, b: Unit, power: number): Unit {
  const factors = new Map(a.factors);
  for (const [name, own] of b.factors) factors.set(name, (factors.get(name) ?? 0) + own * power);
  return unitOf(factors);
}

/** a^power, or undefined if that has no integer exponents; the scale of `a` must be divisible (see `rootable`). */
export function unitPower(a: Unit, power: number): Unit | undefined {
  if (a.dimension.some((exponent) => !Number.isInteger(exponent * power))) return undefined;
  const powers = [...a.factors].map(([name, own]) => [name, own * power] as const);
  if (powers.every(([, own]) => Number.isInteger(own))) return unitOf(powers);
  // Names alone cannot say it, as in √(mV·V): write it in SI units and a power of ten.
  const inBase = baseFactors(a).map(([name, own]) => [name, own * power] as const);
  return unitOf([["10", a.scale * power], ...inBase]);
}

/** `a`, or a unit ten times smaller (or more) whose scale times `power` is an integer. */
export function rootable(a: Unit, power: number): Unit | undefined {
  for (let finer = 0; finer < 4; finer++) {
    if (Number.isInteger((a.scale - finer) * power)) {
      return finer === 0 ? a : unitOf([["10", a.scale - finer], ...baseFactors(a)]);
    }
  }
  return undefined;
}

const baseUnits = ["s", "V", "A", "m", "mol", "K"] as const;

function baseFactors({ dimension }: Unit): (readonly [string, number])[] {
  return baseUnits.map((name, i) => [name, dimension[i]!] as const);
}

/** Whether both measure the same: they may differ by a power of ten. */
export function sameDimension(a: Unit, b: Unit): boolean {
  return a.dimension.every((exponent, i) => exponent === b.dimension[i]);
}

/** `mV`, `nS/cm^2`, `1/ms`: a text that `parseUnit` reads back as the same unit. */
export function printUnit({ factors }: Unit): string {
  return productText(
    [...factors].map(([name, power]) => (name === "10" ? [`10^${power}`, 1] : [name, power])),
  );
}

/** A number with a unit as equations write it: `70 mV`, `0.3 mS / (1 cm)^2`. */
export function quantityText(value: number, { factors }: Unit): string {
  const [first, ...rest] = [...factors].filter(([name]) => name !== "10").sort(([, a], [, b]) => b - a);
  if (first === undefined) return String(value);
  const power = (own: number): string => (Math.abs(own) === 1 ? "" : `^${Math.abs(own)}`);
  const factor = ([name, own]: readonly [string, number]): string =>
    ` ${own < 0 ? "/" : "*"} (1 ${name})${power(own)}`;
  const isName = first[1] === 1;
  return [isName ? `${value} ${first[0]}` : `${value}${factor(first)}`, ...rest.map(factor)].join("");
}

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const token =
  /\s*(?:(?<sign>[*/·⋅()])|(?<name>[A-Za-zµ\u03bcΩ\u2126]+[23]?|10|1)(?:\^\(?(?<power>[-+]?\d{1,2})\)?)?)\s*/y;
const maxLength = 60;

/**
 * The unit that a text stands for: symbols or words with prefixes, `*` or `·`, `/`, integer powers, parentheses;
 * `1` for plain numbers. `nS/cm^2`, `µS/cm²`, `siemens/metre**2`, `uF/cm2`, `1/ms`, `ms^-1`, `mV/(ms*nA)`.
 *
 * @param where  the public function and what it was given, for messages
 * @throws ModelError if the text is not a unit of the table
 */
export function parseUnit(text: string, where: Where): Unit {
  if (typeof text !== "string") throw new ModelError(where, `unit is ${typeof text}, not a text`, unitHint);
  const plain = text
    .replaceAll("**", "^")
    .replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+/g, (powers) => `^${powers.replace(/./gu, superscript)}`)
    .trim();
  const fail = (what: string, hint = unitHint): never => {
    throw new ModelError(where, `${what} in unit ${quoted(text)}`, hint);
  };
  if (plain.length === 0 || plain.length > maxLength) {
    fail(plain.length === 0 ? "nothing" : `more than ${maxLength} characters`);
  }
  const factors: (readonly [string, number])[] = [];
  /** Signs of the powers in the open parentheses, the innermost last. */
  const signs = [1];
  let sign = 1;
  let wantsName = true;
  token.lastIndex = 0;
  while (token.lastIndex < plain.length) {
    const at = token.lastIndex;
    const { sign: mark, name, power = "1" } = token.exec(plain)?.groups ?? {};
    if (mark === undefined && name === undefined) {
      fail(`unexpected ${quoted(plain.slice(at, at + 1))}`, `${nearestUnit(plain)}${unitHint}`);
    }
    const opens = mark === "(" || name !== undefined;
    if (opens !== wantsName && mark !== undefined) fail(`unexpected ${quoted(mark)}`);
    if (opens !== wantsName) fail(`a * or / is missing before ${quoted(name!)}`);
    if (name !== undefined) factors.push(readFactor(name, sign * signs.at(-1)! * Number(power), fail));
    if (mark === "(") signs.push(sign * signs.at(-1)!);
    if (mark === ")") signs.pop();
    if (signs.length === 0) fail("a ) without (");
    wantsName = mark === "*" || mark === "/" || mark === "·" || mark === "⋅" || mark === "(";
    sign = mark === "/" ? -1 : 1;
  }
  if (wantsName) fail("nothing after the last sign");
  if (signs.length > 1) fail("an unclosed (");
  return factors.reduce((product, factor) => timesPower(product, unitOf([factor]), 1), dimensionless);
}

const unitHint = 'Write "mV", "nS/cm^2", "1/ms" or the like, and "1" for a plain number.';

function superscript(character: string): string {
  return character === "⁻" ? "-" : String(superscripts.indexOf(character));
}

function readFactor(name: string, power: number, fail: (what: string, hint?: string) => never) {
  if (name === "1") return ["10", 0] as const;
  if (name === "10") return ["10", power] as const;
  const named = unitNamed(name);
  if (named === undefined) {
    return fail(`unknown name ${quoted(name)}`, `${nearestUnit(name)}${unitList}`);
  }
  return [named[0].name, power * named[1]] as const;
}
