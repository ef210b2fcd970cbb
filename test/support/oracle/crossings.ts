/** Where functions along an arc rise through zero: a dense scan, extrema between samples, bisection. */
import { degree, evaluationRow } from "./chebyshev.ts";
import type { Here } from "./model.ts";
import { type Arc, at, setTime, statesAt } from "./segment.ts";
import { roundingOf } from "./state.ts";

/**
 * Uniform, and denser towards both ends, where an extremum would have no sample on one of its sides; densest at the
 * start, where what has just happened may happen again soon, as a ball that comes to rest.
 */
const fine = 48;
const towardsEnd = (count: number): number[] => Array.from({ length: count }, (_, k) => 4 ** -(k + 1) / fine);
const thetas: readonly number[] = [
  ...Array.from({ length: fine + 1 }, (_, k) => k / fine),
  ...towardsEnd(26),
  ...towardsEnd(12).map((theta) => 1 - theta),
].sort((a, b) => a - b);

const rows: readonly Float64Array[] = thetas.map((theta) => {
  const row = new Float64Array(degree + 1);
  evaluationRow(theta, row);
  return row;
});

export interface Crossing {
  /** Where the function is first ≥ 0 after having been < 0; Infinity if nowhere. */
  readonly theta: number;
  /** From where on a crossing counts: 0 if armed at the start, Infinity if the function is never < 0. */
  readonly armedFrom: number;
  /** Rate of the function at the crossing. */
  readonly rate: number;
  /** The smallest |extremum| that decided that there is none before `theta`. */
  readonly closest: number;
}

/** An arc with its states at the places of the scan. */
export interface ScannedArc extends Arc {
  readonly scan: readonly Float64Array[];
}

export function scanned(arc: Arc): ScannedArc {
  return { ...arc, scan: statesAt(arc, rows) };
}

/** @param armed  whether the function was < 0 before */
export function firstCrossing(arc: ScannedArc, value: (here: Here) => number, armed: boolean): Crossing {
  const { scratch } = arc.cell;
  const g = (theta: number): number => value(at(arc, theta, scratch));
  const samples = thetas.map((theta, k) => {
    scratch.y.set(arc.scan[k]!);
    return value(setTime(arc, theta, scratch));
  });
  const noise = roundingOf(arc.cell, value, at(arc, 0, scratch));
  // Until it is clear of rounding, a function has the sign that it will have then.
  const clear = samples.findIndex((sample) => Math.abs(sample) > noise);
  if (clear < 0)
    return {
      theta: Number.POSITIVE_INFINITY,
      armedFrom: armed ? 0 : Number.POSITIVE_INFINITY,
      rate: 0,
      closest: 0,
    };
  let armedFrom = armed || samples[clear]! < 0 ? 0 : Number.POSITIVE_INFINITY;
  let closest = Number.POSITIVE_INFINITY;
  const found = (low: number, high: number): Crossing => {
    const theta = bisect(g, low, high);
    const d = 1e-5;
    const [a, b] = [Math.max(0, theta - d), Math.min(1, theta + d)];
    return { theta, armedFrom, rate: (g(b) - g(a)) / ((b - a) * arc.h), closest };
  };
  if (armed && samples[clear]! >= 0) return found(0, thetas[clear]!);
  for (let k = clear + 1; k < thetas.length; k++) {
    const [before, now, after] = [samples[k - 1]!, samples[k]!, samples[k + 1]];
    if (armedFrom <= thetas[k - 1]!) {
      if (now >= 0) return found(thetas[k - 1]!, thetas[k]!);
      // A parabola through three samples rises above the middle one by less than the range of the three.
      const isPeak = after !== undefined && now > before && now >= after && after < 0;
      if (isPeak && 2 * (now - Math.min(before, after)) >= -now) {
        const peak = maximum(g, thetas[k - 1]!, thetas[k + 1]!);
        if (g(peak) >= 0) return found(thetas[k - 1]!, peak);
        closest = Math.min(closest, -g(peak));
      }
    } else if (now < 0) {
      armedFrom = fall(g, thetas[k - 1]!, thetas[k]!);
    } else {
      const isDip = after !== undefined && now < before && now <= after;
      if (isDip && 2 * (Math.max(before, after) - now) >= now) {
        const dip = maximum((theta) => -g(theta), thetas[k - 1]!, thetas[k + 1]!);
        closest = Math.min(closest, Math.abs(g(dip)));
        if (g(dip) < 0) {
          armedFrom = fall(g, thetas[k - 1]!, dip);
          if (after >= 0) return found(dip, thetas[k + 1]!);
        }
      }
    }
  }
  return { theta: Number.POSITIVE_INFINITY, armedFrom, rate: 0, closest };
}

/** Whether a function starts at zero, measured by what it does in the rest of the step, and is not found below. */
export function staysAbove(arc: ScannedArc, value: (here: Here) => number, { armedFrom }: Crossing): boolean {
  const sizes = [0, 1].map((theta) => Math.abs(value(at(arc, theta, arc.cell.scratch))));
  return armedFrom === Number.POSITIVE_INFINITY && sizes[0]! <= 1e-13 * sizes[1]!;
}

/** Adjacent numbers around the root, the one beyond it. */
function bisect(g: (theta: number) => number, low: number, high: number): number {
  let [below, above] = [low, high];
  for (let count = 0; count < 200; count++) {
    const middle = (below + above) / 2;
    if (middle <= below || middle >= above) break;
    if (g(middle) >= 0) above = middle;
    else below = middle;
  }
  return above;
}

/** Where a function is below zero for the first time: the arc may be cut just there, before the next sample. */
function fall(g: (theta: number) => number, low: number, high: number): number {
  return bisect((theta) => (g(theta) < 0 ? 1 : -1), low, high);
}

/** Golden section. Its place is good to the root of rounding, its height to rounding. */
function maximum(g: (theta: number) => number, low: number, high: number): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [a, b] = [low, high];
  let [c, d] = [b - ratio * (b - a), a + ratio * (b - a)];
  let [gc, gd] = [g(c), g(d)];
  for (let count = 0; count < 50; count++) {
    if (gc >= gd) {
      [b, d, gd] = [d, c, gc];
      c = b - ratio * (b - a);
      gc = g(c);
    } else {
      [a, c, gc] = [c, d, gd];
      d = a + ratio * (b - a);
      gd = g(d);
    }
  }
  return gc >= gd ? c : d;
}
