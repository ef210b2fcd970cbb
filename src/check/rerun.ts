/** A run made again from the start with other values of its variables: steps are chosen anew. */
import type { Run } from "../compile/run.ts";
import type { RunVariables } from "../compile/run-variables.ts";
import { contains } from "../domain.ts";
import { parametersOf } from "../network/parameters.ts";
import type { CheckedInput } from "../simulate/given/input.ts";
import type { Settings } from "../simulate/given/options.ts";
import { inOrder } from "../simulate/given/source-spikes.ts";
import { runOnce } from "../simulate/run-once.ts";
import { createTape } from "../tape/tape.ts";

/** What a run was made of, besides its variables. */
export interface Making {
  readonly input: CheckedInput;
  readonly settings: Settings;
}

/** Tolerances below which rounding decides. */
const finestTolerance = 1e-13;

/**
 * @param variables  values as `variablesOf(run)` gives them
 * @returns undefined if a value is outside its domain, or a spike before the run; else the run, completed or not
 */
export function rerun(
  run: Run,
  { input, settings }: Making,
  { parameters, spikeTimes, signals }: RunVariables,
): Run | undefined {
  const { layout } = run.parameters;
  const isLegal = layout.rows.every(({ offset, length, domain }) =>
    parameters.subarray(offset, offset + length).every((value) => contains(domain, value)),
  );
  const spikes = new Map(
    [...run.given].map(([name, { first, counts, channels: own, positions }]) => {
      const start = new Int32Array(counts.length + 1);
      for (const channel of own) start[channel + 1]!++;
      for (let c = 0; c < counts.length; c++) start[c + 1]! += start[c]!;
      const moved = spikeTimes.subarray(first, first + own.length);
      // Records stand channel by channel.
      const order = Int32Array.from(own.keys()).sort(
        (a, b) => own[a]! - own[b]! || moved[a]! - moved[b]! || a - b,
      );
      const times = Float64Array.from(order, (k) => moved[k]!);
      return [name, inOrder({ counts, start, times, positions: order.map((k) => positions[k]!) })] as const;
    }),
  );
  const begins = (time: number): boolean =>
    settings.continued === undefined ? time >= 0 : time > settings.from;
  const isEarly = [...spikes.values()].some(({ times }) => !times.every(begins));
  if (!isLegal || isEarly) return undefined;
  const moved = new Map(
    run.signals.flatMap((own, p) => {
      if (own === undefined) return [];
      const data = own.signals.map(
        ({ name, data: old }, s) => [name, { ...old, values: signals[p]![s]! }] as const,
      );
      return [[run.program.populations[p]!.population.name, new Map(data)] as const];
    }),
  );
  return runOnce(
    run.program.network,
    { parameters: parametersOf(layout, parameters), input: { ...input, spikes, signals: moved } },
    { ...settings, throwOnFailure: false, folds: new Set() },
    createTape(),
  );
}

/** Tolerances a hundredth as large, or given steps half as long: what changes then is the solver's error. */
export function finer(settings: Settings): Settings {
  const { rtol, atol, controller } = settings;
  if (controller?.adaptive === false && controller.firstStepSize !== undefined) {
    return { ...settings, maxStep: 0.5 * controller.firstStepSize };
  }
  const least = (tolerance: number): number =>
    Math.max(1e-2 * tolerance, Math.min(tolerance, finestTolerance));
  return { ...settings, rtol: least(rtol), atol: least(atol) };
}
