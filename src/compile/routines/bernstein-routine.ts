/** What `firstCrossing` makes of a polynomial in Bernstein form that changes its sign once, in a routine: the same bits. */
import type { Variable } from "../../codegen/wasm-statements.ts";
import * as w from "../../codegen/wasm-statements.ts";
import {
  add,
  apply,
  div,
  i32,
  isLess,
  isSame,
  mul,
  select,
  sub,
  type Term,
} from "../../codegen/wasm-terms.ts";
import type { RoutineWriter } from "./routine-writer.ts";

/** As `signChanges`. */
export function changesOfSign(s: RoutineWriter, coefficients: readonly Term[]): Term {
  const changes = s.variable("i32");
  const last = s.variable("f64");
  changes.set(i32(0));
  last.set(0);
  for (const value of coefficients) {
    s.when(apply([value, 0], "f64.ne"), () => {
      const differs = w.not(w.equals(isLess(0, value), isLess(0, last)));
      s.when(w.both(apply([last, 0], "f64.ne"), differs), () => changes.set(w.plus(changes, 1)));
      last.set(value);
    });
  }
  return changes;
}

/** As `rootOf`: bisection with secants, of a polynomial that is negative at 0 and positive at 1. */
export function rootOfBernstein(s: RoutineWriter, coefficients: readonly Term[]): Term {
  const [low, high, below, above, secant, middle, value] = Array.from({ length: 7 }, () => s.variable("f64"));
  const row = coefficients.map(() => s.variable("f64"));
  const i = s.variable("i32");
  const left = s.variable("i32");
  const root = s.variable("f64");
  const between = (): Term => add(low!, div(mul(sub(high!, low!), below!), sub(below!, above!)));
  low!.set(0);
  high!.set(1);
  below!.set(coefficients[0]!);
  above!.set(coefficients.at(-1)!);
  i.set(i32(0));
  left.set(i32(2));
  s.block((found) => {
    s.block((ends) => {
      s.loop((again) => {
        ends(w.not(apply([i, i32(60)], "i32.lt_s")));
        ends(w.not(isLess(1e-15, sub(high!, low!))));
        secant!.set(between());
        // Every third time, and where the secant leads to the end.
        const halves = w.either(w.equals(left, 0), isSame(secant!, 1));
        middle!.set(select(halves, mul(0.5, add(low!, high!)), secant!));
        polynomialAt(row, coefficients, middle!, value!);
        root.set(middle!);
        found(isSame(value!, 0));
        const moves = (end: Variable, of: Variable): void => {
          ends(isSame(end, middle!));
          end.set(middle!);
          of.set(value!);
        };
        s.when(
          isLess(value!, 0),
          () => moves(low!, below!),
          () => moves(high!, above!),
        );
        i.set(w.plus(i, 1));
        left.set(select(w.equals(left, 0), i32(2), w.minus(left, 1)));
        again();
      });
    });
    root.set(between());
  });
  return root;
}

/** As `bernsteinValue`. */
function polynomialAt(
  row: readonly Variable[],
  coefficients: readonly Term[],
  theta: Variable,
  value: Variable,
): void {
  row.forEach((entry, k) => {
    entry.set(coefficients[k]!);
  });
  for (let end = row.length - 1; end > 0; end--) {
    for (let k = 0; k < end; k++) {
      row[k]!.set(add(row[k]!, mul(theta, sub(row[k + 1]!, row[k]!))));
    }
  }
  value.set(row[0]!);
}
