/**
 * A neuron's clock: a time as the sum of two doubles, so that steps far below one ulp of the time add up. What
 * becomes of a neuron then does not depend on how late it is: an exponential upstroke needs steps of 1e-16 ms
 * after 10 ms and after 1e6 ms alike.
 *
 * Source: two-sum by Knuth, The Art of Computer Programming 2, §4.2.2.
 */

/** The time t + rest; |rest| is half an ulp of t at most, but for its own rounding. */
export interface Clock {
  t: number;
  rest: number;
}

export function setClock(clock: Clock, time: number): void {
  clock.t = time;
  clock.rest = 0;
}

export function advanceClock(clock: Clock, h: number): void {
  // The step kernels evaluate the equations at t + (rest + h), rounded in this order.
  const { t, rest } = clock;
  const step = rest + h;
  const time = t + step;
  const added = time - t;
  const lost = h < Math.abs(rest) ? rest - step + h : h - step + rest;
  clock.t = time;
  clock.rest = t - (time - added) + (step - added) + lost;
}

/** From the clock's time to `time`, rounded once or twice; ≤ 0 if it is not later. */
export function timeUntil({ t, rest }: Clock, time: number): number {
  return time - t - rest;
}

const relativeLimit = 16 * Number.EPSILON * Number.EPSILON;
const absoluteLimit = Number.MIN_VALUE * 1e10;

/** Steps up to this size cannot be told from none. */
export function smallestStep({ t }: Clock): number {
  return Math.max(relativeLimit * t, absoluteLimit);
}
