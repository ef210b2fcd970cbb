/** The independent variables of a run: everything its spike times and samples are functions of. */
import type { Run } from "./run.ts";

/** Values of the variables, or a direction among them. */
export interface RunVariables {
  /** [layout.size] */
  readonly parameters: Float64Array;
  /** By spike record; only the entries of given spikes are read [spikes]. */
  readonly spikeTimes: Float64Array;
  /** By population of the program, then by signal: one number per value of its data. */
  readonly signals: readonly (readonly Float64Array[])[];
}

/** The values that a run was computed with; copies. */
export function variablesOf(run: Run): RunVariables {
  const { time } = run.tape.spikes;
  return {
    parameters: run.parameters.values.slice(),
    spikeTimes: time.data.slice(0, time.length),
    signals: run.signals.map((own) => own?.signals.map(({ data }) => data.values.slice()) ?? []),
  };
}

/** The direction in which nothing moves. */
export function zeroVariables(run: Run): RunVariables {
  return {
    parameters: new Float64Array(run.parameters.values.length),
    spikeTimes: new Float64Array(run.tape.spikes.time.length),
    signals: run.signals.map(
      (own) => own?.signals.map(({ data }) => new Float64Array(data.values.length)) ?? [],
    ),
  };
}
