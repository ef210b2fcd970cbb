/**
 * sin, cos and tan as WebAssembly instructions: the operations of `numeric/trigonometric.ts` in the same order,
 * inline. Where |x| is too large for the plain case the host's function is called.
 */
import { stepParts, stepsPerRadian } from "../numeric/circle-table.ts";
import { rounder } from "../numeric/exponential.ts";
import { largestPlainAngle, quarterTurn } from "../numeric/trigonometric.ts";
import { circlePlace } from "./tables.ts";
import type { WasmBody } from "./wasm-module.ts";
import * as t from "./wasm-terms.ts";

const { add, sub, mul } = t;

/** What sine and cosine of one angle share. */
interface Reduced {
  /** The number of steps, i32. */
  readonly n: t.Term;
  readonly r: t.Term;
  readonly rest: t.Term;
  /** sin r − r and cos r − 1. */
  readonly sineRest: t.Term;
  readonly cosineRest: t.Term;
}

function reduce({ keep }: t.Scope, x: t.Term): Reduced {
  const [part1, part2, part3, part4] = stepParts;
  const shifted = keep(add(mul(x, stepsPerRadian), rounder));
  const n = keep(sub(shifted, rounder));
  const first = keep(sub(x, mul(n, part1)));
  const w2 = keep(mul(n, part2));
  const second = keep(sub(first, w2));
  const w3 = keep(mul(n, part3));
  const r = keep(sub(second, w3));
  const lost = add(sub(sub(first, second), w2), sub(sub(second, r), w3));
  const r2 = keep(mul(r, r));
  const sineSeries = add(-1 / 6, mul(r2, add(1 / 120, mul(r2, -1 / 5040))));
  const cosineSeries = add(-0.5, mul(r2, add(1 / 24, mul(r2, -1 / 720))));
  return {
    n: keep(t.apply([shifted], "i64.reinterpret_f64", "i32.wrap_i64"), "i32"),
    r,
    rest: keep(sub(lost, mul(n, part4))),
    sineRest: keep(mul(mul(r2, r), sineSeries)),
    cosineRest: keep(mul(r2, cosineSeries)),
  };
}

/** The sine `ahead` steps further. */
function sine({ keep }: t.Scope, { n, r, rest, sineRest, cosineRest }: Reduced, ahead: number): t.Term {
  const place = ahead === 0 ? n : t.apply([n, t.i32(ahead)], "i32.add");
  const entry = t.apply([place, t.i32(127)], "i32.and");
  const at = keep(t.apply([entry, t.i32(5)], "i32.shl"), "i32");
  const s = keep(t.load(at, circlePlace));
  const rise = keep(t.load(at, circlePlace + 16));
  const sign = keep(t.load(at, circlePlace + 24));
  const turned = keep(mul(sign, r));
  const sum = keep(add(s, turned));
  const lost = add(sub(turned, sub(sum, s)), t.load(at, circlePlace + 8));
  const small = add(mul(rise, r), add(mul(sign, rest), lost));
  return add(sum, add(mul(add(sign, rise), sineRest), add(mul(s, cosineRest), small)));
}

/** x where it is 0, which keeps its sign. */
const unlessZero = (x: t.Term, y: t.Term): t.Term => t.select(t.apply([x, 0], "f64.ne"), y, x);

const inRange = (x: t.Term): t.Term => t.apply([t.abs(x), largestPlainAngle], "f64.le");

function emitter(plain: (scope: t.Scope, x: t.Term) => t.Term) {
  return (body: WasmBody, given: number, host: number): void => {
    const x = t.local(given);
    const inside: t.Term = () => {
      const scope = t.openScope(body);
      plain(scope, x)(body);
      scope.close();
    };
    t.guarded(inRange(x), inside, host, x)(body);
  };
}

type Emit = (body: WasmBody, given: number, host: number) => void;

export const emitSin: Emit = emitter((scope, x) => unlessZero(x, sine(scope, reduce(scope, x), 0)));

export const emitCos: Emit = emitter((scope, x) => sine(scope, reduce(scope, x), quarterTurn));

export const emitTan: Emit = emitter((scope, x) => {
  const reduced = reduce(scope, x);
  return unlessZero(x, t.div(sine(scope, reduced, 0), sine(scope, reduced, quarterTurn)));
});

/** Sine and cosine of one angle, with one reduction. */
export function emitSinAndCos(
  body: WasmBody,
  given: number,
  hosts: { readonly sin: number; readonly cos: number },
  results: { readonly sin: number; readonly cos: number },
): void {
  const x = t.local(given);
  inRange(x)(body);
  body.ifNothing();
  const scope = t.openScope(body);
  const reduced = reduce(scope, x);
  unlessZero(x, sine(scope, reduced, 0))(body);
  body.set(results.sin);
  sine(scope, reduced, quarterTurn)(body);
  body.set(results.cos);
  scope.close();
  body.op("else");
  for (const name of ["sin", "cos"] as const) {
    x(body);
    body.call(hosts[name]);
    body.set(results[name]);
  }
  body.op("end");
}
