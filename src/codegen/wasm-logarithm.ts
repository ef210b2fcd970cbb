/**
 * log, log1p and pow as WebAssembly instructions: the operations of `numeric/logarithm.ts` and `numeric/power.ts`
 * in the same order, inline. Outside their plain ranges the host's function is called.
 *
 * Every emitter takes the locals of its arguments and leaves the result on the stack.
 */
import { plainRange } from "../numeric/exponential.ts";
import { ln2High, ln2Low, logOffset } from "../numeric/log-table.ts";
import { headRounder, largestLog1p } from "../numeric/logarithm.ts";
import { splitter, squareRounder } from "../numeric/power.ts";
import { smallestNormal } from "../numeric/powers-of-two.ts";
import { logPlace } from "./tables.ts";
import { reduce as reduceExponent, scaledPower } from "./wasm-exponential.ts";
import type { WasmBody } from "./wasm-module.ts";
import * as t from "./wasm-terms.ts";

const { add, sub, mul } = t;

/** Sums k ln2 − log G = lead + low and r + rest, as `reduceLogarithm` has them. */
interface Reduced {
  readonly lead: t.Term;
  readonly low: t.Term;
  readonly r: t.Term;
  readonly rest: t.Term;
}

/** @param extra  what is to be added to x */
function reduce({ keep }: t.Scope, x: t.Term, extra?: t.Term): Reduced {
  const place = keep(t.apply([t.bitsFrom(x, 32), t.i32(logOffset)], "i32.sub"), "i32");
  const k = keep(t.apply([place, t.i32(20)], "i32.shr_s"), "i32");
  const exponent = t.apply([k], "i64.extend_i32_s");
  const z = keep(
    t.apply(
      [t.apply([x], "i64.reinterpret_f64"), t.apply([exponent, t.i64(52)], "i64.shl")],
      "i64.sub",
      "f64.reinterpret_i64",
    ),
  );
  const entry = t.apply([t.apply([place, t.i32(13)], "i32.shr_s"), t.i32(127)], "i32.and");
  const at = keep(t.apply([entry, t.i32(24)], "i32.mul"), "i32");
  const g = keep(t.load(at, logPlace));
  const head = keep(t.rounded(z, headRounder));
  const a = keep(sub(mul(head, g), 1));
  const tail = mul(sub(z, head), g);
  const b = keep(extra === undefined ? tail : add(tail, mul(mul(extra, inversePower(k)), g)));
  const r = keep(add(a, b));
  const n = keep(t.apply([k], "f64.convert_i32_s"));
  return {
    lead: keep(add(mul(n, ln2High), t.load(at, logPlace + 8))),
    low: keep(add(mul(n, ln2Low), t.load(at, logPlace + 16))),
    r,
    rest: keep(sub(b, sub(r, a))),
  };
}

/** 2^−k, from its bits. */
function inversePower(k: t.Term): t.Term {
  const biased = t.apply([t.apply([t.i32(1023), k], "i32.sub")], "i64.extend_i32_s");
  return t.apply([biased, t.i64(52)], "i64.shl", "f64.reinterpret_i64");
}

function plainLog(x: t.Term, extra?: t.Term): t.Term {
  return (body) => {
    const scope = t.openScope(body);
    const { lead, low, r, rest } = reduce(scope, x, extra);
    const high = scope.keep(add(lead, r));
    const r2 = scope.keep(mul(r, r));
    const last = add(-1 / 6, mul(r, 1 / 7));
    const p = add(add(-0.5, mul(r, 1 / 3)), mul(r2, add(add(-1 / 4, mul(r, 1 / 5)), mul(r2, last))));
    add(high, add(add(sub(lead, high), r), add(add(low, rest), mul(r2, p))))(body);
    scope.close();
  };
}

/** Whether x is normal, finite and positive. */
function isPlain(x: t.Term): t.Term {
  const isNormal = t.apply([x, smallestNormal], "f64.ge");
  return t.apply([isNormal, t.apply([x, Number.POSITIVE_INFINITY], "f64.lt")], "i32.and");
}

/** @param host  index of the imported log */
export function emitLog(body: WasmBody, given: number, host: number): void {
  const x = t.local(given);
  t.guarded(isPlain(x), plainLog(x), host, x)(body);
}

/** @param host  index of the imported log1p */
export function emitLog1p(body: WasmBody, given: number, host: number): void {
  const x = t.local(given);
  const inRange = t.apply([t.apply([x, -1], "f64.gt"), t.apply([x, largestLog1p], "f64.le")], "i32.and");
  const plain: t.Term = () => {
    const scope = t.openScope(body);
    const u = scope.keep(add(1, x));
    const added = scope.keep(sub(u, 1));
    const lost = scope.keep(add(sub(1, sub(u, added)), sub(x, added)));
    t.apply([plainLog(u, lost), x], "f64.copysign")(body);
    scope.close();
  };
  t.guarded(inRange, plain, host, x)(body);
}

/** y log x as a sum. */
function exponentOf({ keep }: t.Scope, parts: Reduced, y: t.Term): readonly [t.Term, t.Term] {
  const { lead: start, low: startLow, r, rest } = parts;
  const sum = keep(add(start, r));
  const head = keep(t.rounded(r, squareRounder));
  const half = keep(mul(mul(0.5, head), head));
  const high = keep(sub(sum, half));
  const r2 = keep(mul(r, r));
  const last = add(add(1 / 7, mul(r, -1 / 8)), mul(r2, 1 / 9));
  const middle = add(add(1 / 5, mul(r, -1 / 6)), mul(r2, last));
  const p = add(add(1 / 3, mul(r, -1 / 4)), mul(r2, middle));
  const lost = add(add(sub(start, sum), r), sub(sub(sum, high), half));
  const tails = add(startLow, sub(rest, mul(rest, r)));
  const series = sub(mul(mul(r2, r), p), mul(mul(0.5, sub(r, head)), add(r, head)));
  const low = keep(add(add(lost, tails), series));
  const lead = keep(add(high, low));
  const tail = keep(add(sub(high, lead), low));
  const product = keep(mul(y, lead));
  const [yHead, leadHead] = [y, lead].map((value) => {
    const cut = keep(mul(value, splitter));
    return keep(sub(cut, sub(cut, value)));
  }) as [t.Term, t.Term];
  const yTail = keep(sub(y, yHead));
  const leadTail = keep(sub(lead, leadHead));
  const exact = add(add(sub(mul(yHead, leadHead), product), mul(yHead, leadTail)), mul(yTail, leadHead));
  return [product, keep(add(exact, add(mul(yTail, leadTail), mul(y, tail))))];
}

/** @param host  index of the imported pow */
export function emitPow(body: WasmBody, base: number, host: number, power: number): void {
  const scope = t.openScope(body);
  const [x, y] = [t.local(base), t.local(power)];
  const [product, rest] = exponentOf(scope, reduce(scope, x), y);
  const inRange = t.apply([t.abs(add(product, rest)), plainRange], "f64.le");
  const plain: t.Term = () => {
    const e = body.take("f64");
    product(body);
    body.set(e);
    const reduced = reduceExponent(body, e);
    add(t.local(reduced.r), rest)(body);
    body.set(reduced.r);
    scaledPower(body, reduced);
    body.giveBack(e);
  };
  t.guarded(t.apply([isPlain(x), inRange], "i32.and"), plain, host, x, y)(body);
  scope.close();
}
