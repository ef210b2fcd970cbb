/** What is reported beside the loss: shares of samples, measured on each run. */
import type { Described, Makers } from "../described.ts";
import { OptionError } from "../errors.ts";
import { chosenBy, type TargetChoice, targetKind } from "../objective/target-choice.ts";
import { arrayOf, checkDistinct, checkOptions, checkValue, type Kinds, rule } from "../options.ts";
import { maximum } from "../readouts/maximum.ts";
import { checkSolution } from "../tape/check-solution.ts";
import type { Solution } from "../tape/solution.ts";
import { counted, isList, shown } from "../values.ts";

/** A number measured on the run of every sample and reported beside the loss. */
export interface Metric {
  /** Its key in reports: two metrics need two names. */
  readonly name: string;
  /** The function of the library that made it, and its arguments; one of the user's own has none. */
  readonly description?: Described;
  /** For one sample; reports give the mean. */
  readonly measure: (solution: Solution, target: unknown) => number;
}

const metricKind = rule(
  (metric) => typeof (metric as Partial<Metric> | null)?.measure === "function",
  'Give one such as firstSpikeAccuracy("output"), or { name, measure }.',
);
const timesKind = rule(isList, "Give an array of times.");
const kinds: Kinds<LabelMetricOptions> = { target: targetKind, name: "text" };

/**
 * The index of the earliest time, the lowest of equals; −1 if all are silent (Infinity) or NaN.
 *
 * @throws OptionError for what is no list
 */
export function earliestIndex(times: ArrayLike<number>): number {
  checkValue("earliestIndex", "times", times, timesKind);
  let earliest = Infinity;
  let index = -1;
  for (let i = 0; i < times.length; i++) {
    if (times[i]! < earliest) {
      earliest = times[i]!;
      index = i;
    }
  }
  return index;
}

/**
 * The neuron of a population that spikes first, the lowest index of equals; −1 if none does.
 *
 * @throws OptionError for an unknown population, or what is no run
 */
export function firstToSpike(solution: Solution, population: string): number {
  checkSolution("firstToSpike", solution);
  const { size, start, records } = solution.spikeTrains(population);
  const times = solution.tape.spikes.time.data;
  return earliestIndex(
    Float64Array.from({ length: size }, (_, n) =>
      start[n] === start[n + 1] ? Infinity : times[records[start[n]!]!]!,
    ),
  );
}

/** Where a metric finds the label, and what it is called. */
export interface LabelMetricOptions {
  /** The label out of the sample's target, as for a term of an objective; default: the target itself. */
  // biome-ignore lint/suspicious/noExplicitAny: targets are the user's
  readonly target?: TargetChoice<any, number>;
  /** In reports, for a second metric of its kind. */
  readonly name?: string;
}

/**
 * Share of samples whose label is the neuron that spikes first; a sample without spikes is wrong.
 *
 * @param population  one neuron per class
 * @returns a metric called `accuracy` unless given a name; it throws an OptionError for a target that is no
 *   index of a neuron
 * @throws OptionError for an unknown option
 */
export function firstSpikeAccuracy(population: string, options: LabelMetricOptions = {}): Metric {
  const where = `firstSpikeAccuracy(${shown(population)})`;
  checkValue(where, "the population", population, "text");
  checkOptions(where, options, kinds);
  const { name = "accuracy" } = options;
  return {
    name,
    ...descriptionWith(options.target, { kind: "firstSpikeAccuracy", population, name }),
    measure: (solution, target) => {
      checkSolution(where, solution);
      const label = labelOf(where, solution.spikeTrains(population).size, target, options);
      return firstToSpike(solution, population) === label ? 1 : 0;
    },
  };
}

/**
 * Share of samples whose label's neuron does not spike.
 *
 * @param population  one neuron per class
 * @returns a metric called `silentLabels` unless given a name; it throws an OptionError for a target that is
 *   no index of a neuron
 * @throws OptionError for an unknown option
 */
export function silentLabels(population: string, options: LabelMetricOptions = {}): Metric {
  const where = `silentLabels(${shown(population)})`;
  checkValue(where, "the population", population, "text");
  checkOptions(where, options, kinds);
  const { name = "silentLabels" } = options;
  return {
    name,
    ...descriptionWith(options.target, { kind: "silentLabels", population, name }),
    measure: (solution, target) => {
      checkSolution(where, solution);
      const { size, start } = solution.spikeTrains(population);
      const label = labelOf(where, size, target, options);
      return start[label] === start[label + 1] ? 1 : 0;
    },
  };
}

/** The index of the largest value; −1 if several share it, as outputs do that nothing arrives at, or none is a number. */
export function largestIndex(values: Float64Array): number {
  const index = values.indexOf(values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY));
  return values.indexOf(values[index]!, index + 1) < 0 ? index : -1;
}

/**
 * Share of samples whose label is the neuron whose state becomes largest, as `maximum(population, state)` reads it; where
 * several share the largest value, as where nothing arrives, there is no answer.
 *
 * @param population  one neuron per class
 * @param state       name of a state
 * @returns a metric called `accuracy` unless given a name; it throws an OptionError for a target that is no
 *   index of a neuron, and for an unknown state
 * @throws OptionError for an unknown option
 */
export function maximumAccuracy(population: string, state: string, options: LabelMetricOptions = {}): Metric {
  const where = `maximumAccuracy(${shown(population)}, ${shown(state)})`;
  const largest = maximum(population, state);
  checkOptions(where, options, kinds);
  const { name = "accuracy" } = options;
  return {
    name,
    ...descriptionWith(options.target, { kind: "maximumAccuracy", population, state, name }),
    measure: (solution, target) => {
      const values = largest.read(solution);
      const label = labelOf(where, values.length, target, options);
      return largestIndex(values) === label ? 1 : 0;
    },
  };
}

/** A choice that is a function is nothing that can be described. */
function descriptionWith(
  target: LabelMetricOptions["target"],
  description: Described,
): Pick<Metric, "description"> {
  if (typeof target === "function") return {};
  return { description: Object.freeze({ ...description, ...(target !== undefined && { target }) }) };
}

/** The functions that make metrics, by their names. */
export const metricKinds: Makers<Metric> = { firstSpikeAccuracy, silentLabels, maximumAccuracy };

function labelOf(where: string, size: number, target: unknown, options: LabelMetricOptions): number {
  const label = chosenBy(where, options.target)(target);
  if (Number.isInteger(label) && label >= 0 && label < size) return label;
  const hint = 'Labels are whole numbers from 0; name one in a larger target with { target: "label" }.';
  throw new OptionError(
    where,
    `the target is ${shown(label)}, which is no index of ${counted(size, "neuron")}`,
    hint,
  );
}

/** @throws OptionError for what is no metric, and for two of one name, of which a report would lose one */
export function checkMetrics(where: string, metrics: readonly Metric[]): void {
  checkValue(where, "metrics", metrics, arrayOf(metricKind));
  const names = metrics.map(({ name }) => name);
  const hint = 'Give one of them another, as in firstSpikeAccuracy(population, { name: "…" }).';
  checkDistinct(where, "metrics", names, hint);
}
