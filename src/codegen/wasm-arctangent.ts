/**
 * atan as WebAssembly instructions: the operations of `numeric/arctangent.ts` in the same order, inline. For what is
 * not finite the host's function is called.
 */
import { arctangentOffset, lastEntry } from "../numeric/arctangent-table.ts";
import { arctangentPlace } from "./tables.ts";
import type { WasmBody } from "./wasm-module.ts";
import * as t from "./wasm-terms.ts";

const { add, sub, mul, div } = t;

function plainAtan(scope: t.Scope, x: t.Term): t.Term {
  const { keep } = scope;
  const u = keep(t.abs(x));
  const place = keep(t.apply([t.bitsFrom(u, 48), t.i32(arctangentOffset)], "i32.sub"), "i32");
  const notBelow = keep(t.select(t.apply([place, t.i32(0)], "i32.lt_s"), t.i32(0), place), "i32");
  const isAbove = t.apply([place, t.i32(lastEntry)], "i32.gt_s");
  const entry = t.select(isAbove, t.i32(lastEntry), notBelow);
  const at = keep(t.apply([entry, t.i32(5)], "i32.shl"), "i32");
  const a = keep(t.load(at, arctangentPlace));
  const b = keep(t.load(at, arctangentPlace + 8));
  const quotient = keep(div(sub(mul(a, u), b), add(a, mul(b, u))));
  const t2 = keep(mul(quotient, quotient));
  const last = add(add(-1 / 7, mul(t2, 1 / 9)), mul(mul(t2, t2), -1 / 11));
  const series = add(add(-1 / 3, mul(t2, 1 / 5)), mul(mul(t2, t2), last));
  const p = mul(mul(t2, quotient), series);
  const y = add(t.load(at, arctangentPlace + 16), add(t.load(at, arctangentPlace + 24), add(quotient, p)));
  return t.apply([y, x], "f64.copysign");
}

/** @param host  index of the imported atan */
export function emitAtan(body: WasmBody, given: number, host: number): void {
  const x = t.local(given);
  const inside: t.Term = () => {
    const scope = t.openScope(body);
    plainAtan(scope, x)(body);
    scope.close();
  };
  t.guarded(t.apply([t.abs(x), Number.POSITIVE_INFINITY], "f64.lt"), inside, host, x)(body);
}
