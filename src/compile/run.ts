/** A solution together with what it was computed by: what the sweeps over its tape need. */
import type { Parameters } from "../network/parameters.ts";
import type { Observation } from "../tape/observation.ts";
import type { SampleTable, Solution } from "../tape/solution.ts";
import type { NetworkProgram } from "./network-program.ts";
import type { PopulationSignals } from "./signals.ts";

/** A solution that can be differentiated: with parameters and tolerances, and the program of its tape. */
export interface Run extends Solution {
  /** Kernels bound to memory; `program.execution` says how they run. */
  readonly program: NetworkProgram;
  /** As they were; not to be changed while the run is in use. */
  readonly parameters: Parameters;
  /** For `loadParameters`. */
  readonly holder: object;
  readonly rtol: number;
  readonly atol: number;
  /** By index of the population in the program. */
  readonly signals: readonly (PopulationSignals | undefined)[];
  /** Each once, in the order of the requests. */
  readonly sampleTables: readonly SampleTable[];
  /** What was looked for in the run so far, by what it was asked by. */
  readonly observations: Map<string, Observation>;
  /** First spike record of every source, by name, and the given times of its channels. */
  readonly given: ReadonlyMap<string, GivenSpikes>;
  /**
   * By index of the population in the program, how every neuron was left at the end: its states, modes included, then
   * for every event whether it is armed, then the size of the next step [neurons, states + events + 1]. Undefined if
   * not all were followed to the end.
   */
  readonly left: readonly Float64Array[] | undefined;
  /**
   * By index of the population in the program, the arrivals that all of its neurons go through, in order; undefined where
   * each has its own, or no records are folded.
   */
  readonly lists: readonly (Int32Array | undefined)[];
}

/** Spikes of a source as given: record first + k belongs to channel channels[k], its position[k]-th time. */
export interface GivenSpikes {
  readonly first: number;
  readonly counts: Int32Array;
  readonly channels: Int32Array;
  readonly positions: Int32Array;
}
