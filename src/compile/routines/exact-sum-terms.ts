/** `ExactSums` in a routine: sums in two columns, with the operations of `addTo` and its like in their order. */
import * as w from "../../codegen/wasm-statements.ts";
import { add, load, type Operand, sub, type Term } from "../../codegen/wasm-terms.ts";

/** One of them: where its two parts lie. */
export interface Sum {
  readonly leading: number;
  readonly rest: number;
  /** In bytes. */
  readonly place: Term;
}

export function sumAt(leading: Float64Array, rest: Float64Array, index: Term): Sum {
  return { leading: leading.byteOffset, rest: rest.byteOffset, place: w.shifted(index, 3) };
}

export interface SumTerms {
  readonly totalOf: (sum: Sum) => Term;
  readonly addTo: (sum: Sum, value: Term) => void;
  readonly addSum: (sum: Sum, other: Sum) => void;
  readonly resetTo: (sum: Sum, value: Operand) => void;
  readonly copy: (from: Sum, to: Sum) => void;
}

export function exactSumTerms(s: w.Statements): SumTerms {
  const [term, before, total, added] = Array.from({ length: 4 }, () => s.variable("f64")) as [
    w.Variable,
    w.Variable,
    w.Variable,
    w.Variable,
  ];
  const leadingOf = ({ place, leading }: Sum): Term => load(place, leading);
  const restOf = ({ place, rest }: Sum): Term => load(place, rest);
  const addTo = (sum: Sum, value: Term): void => {
    term.set(value);
    before.set(leadingOf(sum));
    total.set(add(before, term));
    added.set(sub(total, before));
    s.storeDouble(sum.place, sum.leading, total);
    const lost = add(sub(before, sub(total, added)), sub(term, added));
    s.storeDouble(sum.place, sum.rest, add(restOf(sum), lost));
  };
  return {
    totalOf: (sum) => add(leadingOf(sum), restOf(sum)),
    addTo,
    addSum: (sum, other) => {
      addTo(sum, leadingOf(other));
      addTo(sum, restOf(other));
    },
    copy: (from, to) => {
      s.storeDouble(to.place, to.leading, leadingOf(from));
      s.storeDouble(to.place, to.rest, restOf(from));
    },
    resetTo: (sum, value) => {
      s.storeDouble(sum.place, sum.leading, value);
      s.storeDouble(sum.place, sum.rest, 0);
    },
  };
}
