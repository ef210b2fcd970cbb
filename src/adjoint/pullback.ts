/** From cotangents of what a readout can see to the gradient with respect to everything. */
import type { Run } from "../compile/run.ts";
import { type RunVariables, zeroVariables } from "../compile/run-variables.ts";
import { OptionError, ShapeError } from "../errors.ts";
import { type Parameters, parametersOf } from "../network/parameters.ts";
import { checkValue } from "../options.ts";
import type { Cotangents, Solution } from "../tape/solution.ts";
import { jsonOf, listsInJson, withLists } from "../values.ts";
import { discreteAdjoint, type GradientMethod, gradientMethodKind } from "./gradient-method.ts";

/** A gradient: with respect to the parameters, in their layout, and beside it to what is given with a run. */
export interface Gradient extends Parameters {
  /** By source: one array per channel, in the order in which the times were given; 0 for absent ones. */
  readonly inputTimes: Readonly<Record<string, readonly Float64Array[]>>;
  /** By `population.signal`: one number per value, [times] or [neurons, times]. */
  readonly signals: Readonly<Record<string, Float64Array>>;
}

/**
 * Cotangents of a solution, all zero: readouts add to them.
 *
 * @returns new; a number for every spike record of the tape and for every sampled value
 * @throws OptionError for what is no run
 */
export function zeroCotangents(
  solution: Solution & { readonly sampleTables: Run["sampleTables"] },
): Cotangents {
  checkRun("zeroCotangents", solution);
  return {
    spikeTimes: new Float64Array(solution.tape.spikes.time.length),
    samples: zeroSamples(solution.sampleTables),
    observations: new Map(),
  };
}

export function zeroSamples(tables: Run["sampleTables"]): Cotangents["samples"] {
  return new Map(tables.map((table) => [table, new Float64Array(table.values.length)]));
}

/**
 * Pulls cotangents of spike times and samples back to the parameters, the input spike times and the
 * signals: the exact gradient of the computed solution with the mesh frozen. What did not happen, such as a
 * spike that is missing, has no part in it. See docs/math/discrete-adjoint.md.
 *
 * @param cotangents  made by `zeroCotangents(run)` and filled in; not changed
 * @param method      how, default: the discrete adjoint
 * @returns new; with respect to natural values, [unit of what was pulled back / unit of the entry]
 * @throws ShapeError if there is not one cotangent for each spike record and each sampled value of the run;
 *   OptionError for cotangents of samples of another run, and for what is no run or no cotangents
 */
export function pullback(
  run: Run,
  cotangents: Cotangents,
  method: GradientMethod = discreteAdjoint,
): Gradient {
  checkRun("pullback", run);
  checkCotangents("pullback", run, cotangents);
  const parameters = parametersOf(run.program.network.layout);
  checkValue("pullback", "method", method, gradientMethodKind);
  const given = zeroVariables(run);
  method.gradient(run, cotangents, { parameters: parameters.values, wanted: () => true, given });
  return gradientOf(parameters, { inputTimes: inputTimes(run, given), signals: signalValues(run, given) });
}

/** In JSON: `parameters` as those of a network, `inputTimes` and `signals`, all with lists of numbers. */
export function gradientOf(
  parameters: Parameters,
  { inputTimes, signals }: Pick<Gradient, "inputTimes" | "signals">,
): Gradient {
  const gradient = { ...parameters, inputTimes: listsInJson(inputTimes), signals: listsInJson(signals) };
  return jsonOf(gradient, () => withLists({ parameters, inputTimes, signals }));
}

/** @throws OptionError for what `simulate` did not give */
export function checkRun(where: string, run: Pick<Run, "tape" | "sampleTables">): void {
  if (run?.tape?.spikes !== undefined && Array.isArray(run.sampleTables)) return;
  throw new OptionError(where, "what it is given is no run", "Give what simulate returned.");
}

/** @throws OptionError for no cotangents, or of another run's tables; ShapeError for a wrong number of them */
export function checkCotangents(
  where: string,
  { tape, sampleTables, observations: known }: Run,
  given: Cotangents,
): void {
  const hint = "Make them with zeroCotangents(run).";
  const maps = [given?.samples, given?.observations];
  if (typeof given?.spikeTimes?.length !== "number" || maps.some((map) => !(map instanceof Map))) {
    throw new OptionError(where, "the second thing it is given are no cotangents", hint);
  }
  const { spikeTimes, samples, observations } = given;
  if (samples.size !== sampleTables.length || !sampleTables.every((table) => samples.has(table))) {
    throw new OptionError(where, "the cotangents of samples belong to another run", hint);
  }
  const own = new Set(known.values());
  if (![...observations.keys()].every((observation) => own.has(observation))) {
    throw new OptionError(where, "the cotangents of states that were looked for belong to another run", hint);
  }
  const sizes = [
    [spikeTimes.length, tape.spikes.time.length, "spikes"] as const,
    ...sampleTables.map(
      (table) =>
        [samples.get(table)!.length, table.values.length, `sampled values of "${table.population}"`] as const,
    ),
    ...[...observations].map(
      ([{ population, values }, bars]) =>
        [bars.length, values.length, `values that were looked for in "${population}"`] as const,
    ),
  ];
  for (const [count, wanted, what] of sizes) {
    if (count !== wanted) throw new ShapeError(where, `${count} cotangents for ${wanted} ${what}`, hint);
  }
}

/** Gradients of input spike times out of those of all spike records. */
export function inputTimes(
  run: Run,
  { spikeTimes }: Pick<RunVariables, "spikeTimes">,
): Record<string, Float64Array[]> {
  const gradients = [...run.given].map(([name, { first, counts, channels, positions }]) => {
    const arrays = Array.from(counts, (count) => new Float64Array(count));
    channels.forEach((channel, k) => {
      arrays[channel]![positions[k]!] = spikeTimes[first + k]!;
    });
    return [name, listsInJson(arrays)] as const;
  });
  // Own entries whatever the names: a source may be called `__proto__`.
  return Object.fromEntries(gradients);
}

/** Gradients of the values of signals, by `population.signal`. */
export function signalValues(
  run: Run,
  { signals }: Pick<RunVariables, "signals">,
): Record<string, Float64Array> {
  const gradients: Record<string, Float64Array> = {};
  run.signals.forEach((own, p) => {
    const { name } = run.program.populations[p]!.population;
    own?.signals.forEach((signal, s) => {
      gradients[`${name}.${signal.name}`] = signals[p]![s]!;
    });
  });
  return gradients;
}
