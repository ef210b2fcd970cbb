/** Random expressions that are right in their dimensions, with their values in SI units by themselves. */
import fc from "fast-check";
import * as build from "../../src/expr/build.ts";
import type { SymbolUnit } from "../../src/expr/convert-units.ts";
import { type Expr, symbol } from "../../src/expr/node.ts";
import { dimensionless, parseUnit, timesPower, type Unit } from "../../src/expr/units.ts";

/** An expression, its unit up to a power of ten, and its value in s, V and A; NaN if a comparison is too close. */
export interface Typed {
  readonly expr: Expr;
  readonly dimension: Unit;
  readonly si: number;
}

/** A symbol for each unit, twice; every value is positive, so that sums have no cancellation. */
export function symbolsWith(units: readonly string[]): Map<string, SymbolUnit> {
  return new Map(
    units.flatMap((text, k) =>
      ["a", "b"].map(
        (letter) => [`${letter}${k}`, { unit: parseUnit(text, "here"), certain: true }] as const,
      ),
    ),
  );
}

function typedSymbol(
  name: string,
  symbols: ReadonlyMap<string, SymbolUnit>,
  values: ReadonlyMap<string, number>,
): Typed {
  const { unit } = symbols.get(name)!;
  return { expr: symbol(name), dimension: unit, si: values.get(name)! * Number(`1e${unit.scale}`) };
}

const key = ({ dimension }: Unit): string => dimension.join();

/** Expressions built one on the other from random choices. */
export function typedExpressions(
  symbols: ReadonlyMap<string, SymbolUnit>,
  values: ReadonlyMap<string, number>,
  choices: readonly number[],
): Typed[] {
  let position = 0;
  const pick = (): number => choices[position++ % choices.length]!;
  const names = [...symbols.keys()];
  const leaf = (): Typed => typedSymbol(names[pick() % names.length]!, symbols, values);
  const pool: Typed[] = Array.from({ length: 4 }, leaf);
  const any = (): Typed => pool[pick() % pool.length]!;
  const ratio = (): Typed => quotient(any(), any());
  const symbolRatio = (): Typed => {
    const first = leaf();
    const alike = names
      .map((name) => typedSymbol(name, symbols, values))
      .filter(({ dimension }) => key(dimension) === key(first.dimension));
    return quotient(first, alike[pick() % alike.length]!);
  };
  while (position < choices.length) {
    const a = any();
    const alike = pool.filter(({ dimension }) => key(dimension) === key(a.dimension));
    // Another of the same dimension, often of another scale.
    const b = pick() % 3 === 0 ? alike[pick() % alike.length]! : product(a, symbolRatio());
    pool.push(made(pick() % 9, a, b, any(), ratio()));
  }
  return pool;
}

const product = (a: Typed, b: Typed): Typed => ({
  expr: build.mul(a.expr, b.expr),
  dimension: timesPower(a.dimension, b.dimension, 1),
  si: a.si * b.si,
});
const quotient = (a: Typed, b: Typed): Typed => ({
  expr: build.div(a.expr, b.expr),
  dimension: timesPower(a.dimension, b.dimension, -1),
  si: a.si / b.si,
});

/** A plain number of any typed expression: x/(x + x). */
const plainOf = (x: Typed): Typed => ({
  expr: build.div(x.expr, build.add(x.expr, x.expr)),
  dimension: dimensionless,
  si: x.si / (x.si + x.si),
});

function made(choice: number, a: Typed, b: Typed, c: Typed, d: Typed): Typed {
  const { dimension } = a;
  switch (choice) {
    case 0:
      return { expr: build.add(a.expr, b.expr), dimension, si: a.si + b.si };
    case 1:
      return { expr: build.max(a.expr, b.expr), dimension, si: Math.max(a.si, b.si) };
    case 2:
      return product(a, c);
    case 3:
      return quotient(a, c);
    case 4: {
      const x = plainOf(d);
      return { expr: build.tanh(x.expr), dimension: dimensionless, si: Math.tanh(x.si) };
    }
    case 5: {
      const square = product(a, b);
      return { expr: build.sqrt(square.expr), dimension, si: Math.sqrt(square.si) };
    }
    case 6: {
      // Closer than rounding can tell apart, the branch is open.
      const isClear = Math.abs(a.si - b.si) >= 1e-9 * a.si;
      const si = isClear ? (a.si < b.si ? c.si : 2 * c.si) : Number.NaN;
      const expr = build.select(build.lt(a.expr, b.expr), c.expr, build.mul(2, c.expr));
      return { expr, dimension: c.dimension, si };
    }
    case 7:
      return { expr: build.neg(build.sub(build.neg(a.expr), b.expr)), dimension, si: a.si + b.si };
    default:
      return {
        expr: build.pow(a.expr, -2),
        dimension: timesPower(dimensionless, dimension, -2),
        si: a.si ** -2,
      };
  }
}

export const arbitraryChoices: fc.Arbitrary<number[]> = fc.array(fc.nat(1000), {
  minLength: 12,
  maxLength: 60,
});

/** Values for symbols, none of them small. */
export function arbitraryValuesOf(
  symbols: ReadonlyMap<string, SymbolUnit>,
): fc.Arbitrary<Map<string, number>> {
  const value = fc.double({ min: 0.5, max: 2, noNaN: true });
  return fc
    .tuple(...[...symbols.keys()].map(() => value))
    .map((values) => new Map([...symbols.keys()].map((name, k) => [name, values[k]!])));
}
