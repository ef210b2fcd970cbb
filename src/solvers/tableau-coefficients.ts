/** The coefficients of a tableau as integers over one denominator: parsed, and checked for what is cheap. */
import { ModelError, type Where } from "../errors.ts";
import { parseFraction, type Rational } from "../numeric/rational.ts";
import { counted, shown } from "../values.ts";
import { agrees, type ScaledMatrix } from "./order-conditions.ts";
import type { TableauDefinition } from "./tableau-definition.ts";

/** Every coefficient in units of 1/unit. */
export interface ScaledCoefficients extends ScaledMatrix {
  readonly c: readonly bigint[];
  readonly b: readonly bigint[];
  readonly bEmbedded: readonly bigint[] | undefined;
  readonly bCoarse: readonly bigint[] | undefined;
  /** columns[k][i] is the coefficient of θ^(k+1) in b_i(θ). */
  readonly columns: readonly (readonly bigint[])[];
  readonly solutionStages: number;
  readonly firstSameAsLast: boolean;
}

/**
 * Parses and checks a definition.
 *
 * @throws ModelError naming the first coefficient, size or sum that is wrong
 */
export function scaleCoefficients(where: Where, definition: TableauDefinition): ScaledCoefficients {
  checkSizes(where, definition);
  const { c, a, b, bEmbedded, bCoarse, dense } = definition;
  const companions = { bEmbedded: bEmbedded && [bEmbedded], bCoarse: bCoarse && [bCoarse] };
  const lists = { c: [c], a, b: [b], ...companions, dense };
  const parsed = new Map<string, Rational>();
  for (const [name, rows] of Object.entries(lists)) {
    for (const text of rows?.flat() ?? []) parsed.set(text, parse(where, name, text));
  }
  const unit = commonDenominator(parsed.values());
  const scale = (text: string): bigint => {
    const { numerator, denominator } = parsed.get(text)!;
    return numerator * (unit / denominator);
  };
  const rows = a.map((row) => row.map(scale));
  const weights = b.map(scale);
  const solutionStages = 1 + weights.findLastIndex((weight) => weight !== 0n);
  const firstSameAsLast = isSolution(rows[solutionStages], weights);
  const scaled: ScaledCoefficients = {
    unit,
    exact: ![...parsed.keys()].some((text) => /[.e]/i.test(text)),
    c: c.map(scale),
    a: rows,
    b: weights,
    bEmbedded: bEmbedded?.map(scale),
    bCoarse: bCoarse?.map(scale),
    columns:
      dense?.[0]?.map((_, k) => dense.map((row) => scale(row[k]!))) ??
      (firstSameAsLast ? hermite(unit, weights, solutionStages) : quadratic(unit, weights)),
    solutionStages,
    firstSameAsLast,
  };
  checkSums(where, scaled);
  return scaled;
}

/** Lists of lists where they are asked for, with an entry for every stage, or for every stage before it in a. */
function checkSizes(where: Where, { name, c, a, b, ...others }: TableauDefinition): void {
  const { bEmbedded, bCoarse, dense } = others;
  const fail = (what: string, hint: string): never => {
    throw new ModelError(where, what, hint);
  };
  if (typeof name !== "string") fail("it has no name", "Give a text.");
  const hint = "Give lists of texts: c, a and b for every stage, a and dense row by row.";
  const isGiven = ([, list]: readonly [string, unknown]): boolean => list !== undefined;
  const lists = [
    ...Object.entries({ c, a, b }),
    ...Object.entries({ bEmbedded, bCoarse, dense }).filter(isGiven),
  ];
  for (const [list, entries] of lists) {
    if (!Array.isArray(entries)) fail(`${list} is no list`, hint);
  }
  if (c.length === 0) fail("there is no stage", "Give c, a and b for every stage.");
  for (const [list, { length }] of lists as [string, readonly unknown[]][]) {
    if (length !== c.length)
      fail(
        `${list} has ${counted(length, "entry", "entries")}, c has ${c.length}`,
        "Give one for every stage.",
      );
  }
  if (bCoarse !== undefined && bEmbedded === undefined) {
    fail("bCoarse is given without bEmbedded", "One companion alone is bEmbedded.");
  }
  for (const [i, row] of a.entries()) {
    if (!Array.isArray(row)) fail(`row ${i + 1} of a is no list`, hint);
    const explicit =
      "Only explicit methods are known: give the entries left of the diagonal, zeros included.";
    if (row.length !== i)
      fail(`row ${i + 1} of a has ${counted(row.length, "entry", "entries")}, not ${i}`, explicit);
  }
  const degree = dense?.[0]?.length ?? 1;
  for (const [i, row] of (dense ?? []).entries()) {
    if (!Array.isArray(row)) fail(`row ${i + 1} of dense is no list`, hint);
    if (row.length === degree && degree > 0) continue;
    const what = `row ${i + 1} of dense has ${counted(row.length, "entry", "entries")}, row 1 has ${degree}`;
    fail(what, "Give the coefficients of θ, θ², … for every stage, zeros included.");
  }
}

function parse(where: Where, list: string, text: string): Rational {
  const value = typeof text === "string" ? parseFraction(text) : undefined;
  if (value !== undefined) return value;
  const what = `${shown(text)} in ${list} is ${typeof text === "string" ? "not a number" : "no text"}`;
  throw new ModelError(where, what, 'Write a fraction such as "35/384" or a decimal such as "0.161".');
}

function commonDenominator(values: Iterable<Rational>): bigint {
  let unit = 1n;
  for (const { denominator } of values) {
    if (unit % denominator === 0n) continue;
    let [x, y] = [unit, denominator];
    while (y !== 0n) [x, y] = [y, x % y];
    unit *= denominator / x;
  }
  return unit;
}

/** Whether a row of a is that of the solution, which makes its stage the first of the next step. */
function isSolution(row: readonly bigint[] | undefined, b: readonly bigint[]): boolean {
  return row?.every((entry, j) => entry === b[j]) ?? false;
}

/** y0 + θ h k_1 + θ² (y1 − y0 − h k_1), of order 2. */
function quadratic(unit: bigint, b: readonly bigint[]): bigint[][] {
  const slope = b.map((_, i) => (i === 0 ? unit : 0n));
  const curvature = b.map((weight, i) => weight - slope[i]!);
  return curvature.some((entry) => entry !== 0n) ? [slope, curvature] : [slope];
}

/** The cubic with the values y0, y1 and the slopes k_1, k_last, of order 3. */
function hermite(unit: bigint, b: readonly bigint[], last: number): bigint[][] {
  const start = b.map((_, i) => (i === 0 ? unit : 0n));
  const end = b.map((_, i) => (i === last ? unit : 0n));
  return [
    start,
    b.map((weight, i) => 3n * weight - 2n * start[i]! - end[i]!),
    b.map((weight, i) => start[i]! + end[i]! - 2n * weight),
  ];
}

/** Row sums, consistency of all sets of weights, and b_i(1) = b_i. */
function checkSums(where: Where, scaled: ScaledCoefficients): void {
  const { unit, exact, c, a, b, bEmbedded, bCoarse, columns } = scaled;
  const check = (terms: readonly bigint[], expected: bigint, what: string, hint: string): void => {
    const sum = terms.reduce((total, term) => total + term, 0n);
    if (agrees(sum, expected, unit, exact)) return;
    const value = (scaled: bigint): number => Number(scaled) / Number(unit);
    throw new ModelError(where, `${what} is ${value(sum)}, not ${value(expected)}`, hint);
  };
  const typo = "Compare the digits with the source.";
  for (const [i, row] of a.entries()) check(row, c[i]!, `the sum of row ${i + 1} of a`, typo);
  check(b, unit, "the sum of b", `A method of order 1 needs 1. ${typo}`);
  if (bEmbedded !== undefined) check(bEmbedded, unit, "the sum of bEmbedded", typo);
  if (bCoarse !== undefined) check(bCoarse, unit, "the sum of bCoarse", typo);
  for (const [k, column] of columns.entries()) {
    check(column, k === 0 ? unit : 0n, `the sum of the coefficients of θ^${k + 1} in dense`, typo);
  }
  for (const [i, weight] of b.entries()) {
    const row = columns.map((column) => column[i]!);
    check(row, weight, `row ${i + 1} of dense at θ = 1`, `There b_i(θ) is b_i. ${typo}`);
  }
}
