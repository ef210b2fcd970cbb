/**
 * An integrator that shares nothing with the library: Gragg's midpoint rule extrapolated to order 16 in equal steps, and
 * crossings found by bisection with steps made anew.
 *
 * Source: Hairer, Nørsett & Wanner (1993), Solving Ordinary Differential Equations I, §II.9.
 */
export type Field = (y: Readonly<Record<string, number>>) => Readonly<Record<string, number>>;
type State = Readonly<Record<string, number>>;

const columns = 8;

function midpoint(field: Field, y0: State, size: number, parts: number): State {
  const names = Object.keys(y0);
  const h = size / parts;
  const moved = (y: State, by: State, factor: number): State =>
    Object.fromEntries(names.map((name) => [name, y[name]! + factor * by[name]!]));
  let [before, now] = [y0, moved(y0, field(y0), h)];
  for (let k = 1; k < parts; k++) [before, now] = [now, moved(before, field(now), 2 * h)];
  return now;
}

/** One step of an autonomous system, by the scheme of Aitken and Neville. */
export function extrapolatedStep(field: Field, y0: State, size: number): State {
  let row: State[] = [];
  for (let j = 1; j <= columns; j++) {
    const next = [midpoint(field, y0, size, 2 * j)];
    for (let k = 1; k < j; k++) {
      const ratio = (j / (j - k)) ** 2 - 1;
      const [finer, coarser] = [next[k - 1]!, row[k - 1]!];
      next.push(
        Object.fromEntries(
          Object.keys(y0).map((name) => [name, finer[name]! + (finer[name]! - coarser[name]!) / ratio]),
        ),
      );
    }
    row = next;
  }
  return row.at(-1)!;
}

export interface Spiking {
  readonly field: Field;
  readonly start: State;
  /** Rises through zero where it spikes. */
  readonly when: (y: State) => number;
  readonly reset?: (y: State) => State;
}

/** Times of spikes up to `until`, by steps of a size. */
export function spikeTimesOf(
  { field, start, when, reset = (y) => y }: Spiking,
  until: number,
  size: number,
): number[] {
  const times: number[] = [];
  let [t, y] = [0, start];
  while (t < until) {
    const after = extrapolatedStep(field, y, size);
    if (!(when(y) < 0 && when(after) >= 0)) {
      [t, y] = [t + size, after];
      continue;
    }
    let [low, high] = [0, size];
    for (let k = 0; k < 40; k++) {
      const middle = (low + high) / 2;
      if (when(extrapolatedStep(field, y, middle)) < 0) low = middle;
      else high = middle;
    }
    const at = extrapolatedStep(field, y, high);
    t += high;
    times.push(t);
    // Behind the crossing: a function that keeps still is above zero there.
    y = reset(at);
  }
  return times.filter((time) => time < until);
}
