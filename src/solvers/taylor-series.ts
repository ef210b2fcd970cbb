/** Taylor series of the solution as a method, beside the tableaus. */
import { pow } from "../numeric/power.ts";

/** A method that steps by the Taylor series of the solution, up to a power of the step size. */
export interface TaylorSeries {
  readonly name: `taylor${number}`;
  /** The highest power. */
  readonly order: number;
  /** Of the solution that the error estimate compares with. */
  readonly embeddedOrder: number;
  readonly isSeries: true;
}

/**
 * Steps by the Taylor series of the solution up to h^8, its coefficients by recurrences that follow from the equations;
 * `taylor6` and `taylor10` by that up to h^6 and h^10, which is faster at tolerances from 1e-4 and up to 1e-8.
 *
 *   y1 = p(h) ,   p(s) = y0 + Σ_{n=1}^{8} y_n s^n ,   error ≈ max(|y_8 h^8| + |y_7 h^7| / 10, h |p'(h) − f(p(h))| / 9)
 *
 * The equations are evaluated once a step, with derivatives, so a step costs about as much as one of a Runge–Kutta method of
 * order 5, and is longer by the more the smaller the tolerance; and once more at its end, without, for what coefficients
 * at one point cannot tell, as where they all vanish. If they depend on the time they are held against p twice on the
 * way, too. Between its ends a step is the same polynomial: of event functions that are affine, every crossing of what was
 * computed is found. Equations may have what has a series in them: no `exprel` of a state; comparisons, `min`, `max` and
 * `abs` are switches, as always. Others are refused by an UnsupportedError. Roots, and powers but whole ones, have no series
 * where their argument is 0: a run that comes there ends as "non-finite".
 *
 * Source: Jorba & Zou (2005), Experimental Mathematics 14(1), 99–117.
 * Variant: three orders instead of one for every tolerance, the step size is that of a controller, and the error knows the
 * defect at the end.
 * @example
 * simulate(net, parameters, input, { until: 100, method: taylor8 });
 */
export const taylor8: TaylorSeries = taylorSeries(8);

/** For tolerances from 1e-4, see `taylor8`. */
export const taylor6: TaylorSeries = taylorSeries(6);

/** For tolerances up to 1e-8, see `taylor8`. */
export const taylor10: TaylorSeries = taylorSeries(10);

function taylorSeries(order: number): TaylorSeries {
  return Object.freeze({ name: `taylor${order}`, order, embeddedOrder: order - 1, isSeries: true });
}

/**
 * The fastest of them. A step of order p is as long as tolerance^{1/p} and as dear as p², so the best p grows with
 * −log tolerance; by measurement 6 and 8 are as fast at 3e-5, 8 and 10 at 2e-7.
 *
 * @param tolerance  the sum of the relative and the absolute
 */
export function seriesFor(tolerance: number): TaylorSeries {
  if (tolerance > 6e-5) return taylor6;
  return tolerance > 4e-7 ? taylor8 : taylor10;
}

/** Of the power before the last in the error of a step: should the last vanish by accident, the other does not. */
export const beforeLastShare = 0.1;

/** Every series here is stable for |h λ| up to this, λ < 0. */
const stable = 1.5;

/**
 * What `linearReach` is of a tableau: the largest |h λ| for which the error of y' = λ y is within a tolerance,
 *
 *   z^p/p! + z^(p−1)/(p−1)! / 10 = tolerance .
 */
export function seriesReach({ order }: TaylorSeries, tolerance: number): number {
  let factorial = 1;
  for (let k = 2; k <= order; k++) factorial *= k;
  let reach = stable;
  // The smaller the reach, the larger the share of the lower power: the right side grows with it, by less each time.
  for (let k = 0; k < 60; k++) {
    reach = Math.min(
      stable,
      pow((tolerance * factorial) / (1 + (beforeLastShare * order) / reach), 1 / order),
    );
  }
  return reach;
}
