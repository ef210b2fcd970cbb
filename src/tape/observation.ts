/**
 * A state of neurons at places of a run that are looked for when it is over: at their events, or where it is largest. They are leaves: a record of the tape, and how far into its step, or behind all of it.
 */

/** A state at places of a run, neuron by neuron. */
export interface Observation {
  readonly population: string;
  readonly state: string;
  /** Index of the state in the model. */
  readonly component: number;
  /** Those of neuron n are rows start[n] … start[n + 1] − 1, in the order of time [size + 1]. */
  readonly start: Int32Array;
  /** Record of the tape in which each lies [rows]. */
  readonly records: Int32Array;
  /** How far into the step of the record, which is no less than nothing; NaN behind the whole record [rows], [ms]. */
  readonly elapsed: Float64Array;
  /** [rows], [ms] */
  readonly times: Float64Array;
  /** [rows], in the unit of the state. */
  readonly values: Float64Array;
}

/** A row of an observation, and the numbers of all rows, such as their cotangents. */
export interface ObservedPlace {
  readonly elapsed: number;
  readonly component: number;
  readonly row: number;
  readonly numbers: Float64Array;
}

/**
 * The rows of observations by their records.
 *
 * @param numbers  of every observation, as its values
 */
export function placesByRecord(
  numbers: Iterable<readonly [Observation, Float64Array]>,
): ReadonlyMap<number, readonly ObservedPlace[]> {
  const places = new Map<number, ObservedPlace[]>();
  for (const [{ records, elapsed, component }, own] of numbers) {
    records.forEach((record, row) => {
      const place = { elapsed: elapsed[row]!, component, row, numbers: own };
      const here = places.get(record);
      if (here === undefined) places.set(record, [place]);
      else here.push(place);
    });
  }
  return places;
}

/** Those behind the whole record, or those inside its step. */
export function placesOf(
  places: ReadonlyMap<number, readonly ObservedPlace[]>,
  record: number,
  inside: boolean,
): readonly ObservedPlace[] {
  const here = places.get(record);
  return here === undefined ? none : here.filter(({ elapsed }) => Number.isNaN(elapsed) !== inside);
}

const none: readonly ObservedPlace[] = Object.freeze([]);
