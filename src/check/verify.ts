/** Runs a reference network file and compares what comes out with what the file says. */
import { pullback, zeroCotangents } from "../adjoint/pullback.ts";
import type { Run } from "../compile/run.ts";
import { pow } from "../numeric/power.ts";
import { checkValue } from "../options.ts";
import { simulate } from "../simulate/simulate.ts";
import { exactFlow } from "../solvers/exact-flow.ts";
import type { Method } from "../solvers/method.ts";
import { bogackiShampine32 } from "../solvers/tableaus/bogacki-shampine-32.ts";
import { dormandPrince54 } from "../solvers/tableaus/dormand-prince-54.ts";
import { dormandPrince853 } from "../solvers/tableaus/dormand-prince-853.ts";
import { tsitouras54 } from "../solvers/tableaus/tsitouras-54.ts";
import { taylor6, taylor8, taylor10 } from "../solvers/taylor-series.ts";
import { rowOfTime } from "../tape/sample-table.ts";
import type { NeverArmed } from "../tape/solution.ts";
import type { Status } from "../tape/status.ts";
import { type Comparison, compare, nestedPairs } from "./compare.ts";
import type { ReferenceFile, ReferenceValues } from "./reference-format.ts";
import { type ReferenceNetwork, referenceNetwork } from "./reference-network.ts";

/** Methods by the names they have on the command line. */
export const verifyMethods: Readonly<Record<string, Method>> = Object.freeze({
  tsitouras54,
  dormandPrince54,
  bogackiShampine32,
  dormandPrince853,
  taylor6,
  taylor8,
  taylor10,
  exactFlow,
});
/** The one that is taken if none is given. */
export const verifyMethod = "tsitouras54";

/** Largest error of a spike time [ms]. */
export const timeLimit = 1e-8;
/** Largest error of a gradient, a state or the loss, relative to the largest entry of its group. */
export const relativeLimit = 1e-6;

export interface VerifyOptions {
  /** A name in `verifyMethods`, default "tsitouras54". */
  readonly method?: string;
  /** Default 1e-10. */
  readonly rtol?: number;
  /** Default: as `rtol`. */
  readonly atol?: number;
}

/** A neuron that did not spike as often as expected. */
export interface SpikeMismatch {
  readonly neuron: number;
  readonly expected: number;
  readonly found: number;
}

export interface VerifyReport {
  /** As the file calls itself. */
  readonly name: string;
  readonly method: string;
  readonly rtol: number;
  readonly atol: number;
  readonly status: Status;
  /** What went wrong in the run, empty if completed. */
  readonly message: string;
  readonly spikes: { readonly expected: number; readonly found: number };
  readonly mismatches: readonly SpikeMismatch[];
  /** Only of spike times if a spike is missing or the run did not complete. */
  readonly comparisons: readonly Comparison[];
  /** Events that could not happen in the run, whatever the file expects; see `Statistics`. */
  readonly neverArmed: readonly NeverArmed[];
  readonly passed: boolean;
}

/**
 * @throws OptionError for a wrong option; ModelError, ShapeError, OptionError or UnsupportedError if the
 *   file describes no network that the library can run
 */
export function verify(file: ReferenceFile, options: VerifyOptions = {}): VerifyReport {
  const { method = verifyMethod, rtol = 1e-10, atol = rtol } = options;
  checkValue("verify", "method", method, Object.keys(verifyMethods));
  const reference = referenceNetwork(file);
  const times = [...file.states, ...file.loss.stateTerms].map((sample) => sample.time);
  const run = simulate(reference.network, reference.parameters, reference.input, {
    until: file.horizon,
    method: verifyMethods[method]!,
    rtol,
    atol,
    samples: reference.populations.map((population) => ({ population, times })),
    throwOnFailure: false,
  });
  const found = reference.neurons.map(({ population, index }) => run.spikeTimes(population)[index]!);
  const mismatches = file.spikes.flatMap((expected, neuron): SpikeMismatch[] =>
    expected.length === found[neuron]!.length
      ? []
      : [{ neuron, expected: expected.length, found: found[neuron]!.length }],
  );
  const spikePairs = file.spikes.flatMap((expected, neuron) =>
    expected.slice(0, found[neuron]!.length).map((time, k) => ({
      place: `neuron ${neuron}, spike ${k}`,
      expected: time,
      found: found[neuron]![k]!,
    })),
  );
  const comparisons = [compare("spike times", spikePairs, { limit: timeLimit, scale: 1 })];
  if (run.status === "completed" && mismatches.every((m) => m.found > m.expected)) {
    comparisons.push(...compareStates(file, reference, run), ...compareLoss(file, reference, run));
  }
  return {
    name: file.name,
    method,
    rtol,
    atol,
    status: run.status,
    message: run.message,
    spikes: { expected: file.spikes.flat().length, found: found.reduce((sum, own) => sum + own.length, 0) },
    mismatches,
    comparisons,
    neverArmed: run.statistics.neverArmed,
    passed: run.status === "completed" && mismatches.length === 0 && comparisons.every((c) => c.passed),
  };
}

/** One comparison per state, over all neurons and times. */
function compareStates(file: ReferenceFile, reference: ReferenceNetwork, run: Run): Comparison[] {
  if (file.states.length === 0) return [];
  return file.neuron.components.map((state, component) => {
    const pairs = file.states.flatMap(({ time, values }) =>
      values.map((expected, neuron) => {
        const { table, offset } = sampleOf(reference, run, neuron, state, time);
        return {
          place: `neuron ${neuron}, t = ${time}`,
          expected: expected[component]!,
          found: table.values[offset]!,
        };
      }),
    );
    return compare(`state ${state}`, pairs, { limit: relativeLimit });
  });
}

/** The table, and the index in its values, of a neuron's state. */
function sampleOf(
  { neurons }: ReferenceNetwork,
  run: Run,
  neuron: number,
  state: string,
  time: number,
): { readonly table: ReturnType<Run["samples"]>; readonly offset: number } {
  const { population, index } = neurons[neuron]!;
  const table = run.samples(population);
  const row = rowOfTime(table, time) * table.size + index;
  return { table, offset: row * table.states.length + table.states.indexOf(state) };
}

/** The loss and its gradients. */
function compareLoss(file: ReferenceFile, reference: ReferenceNetwork, run: Run): Comparison[] {
  const cotangents = zeroCotangents(run);
  const terms: number[] = [];
  /** Adds the term coefficient·x^power; returns its derivative. */
  const add = (x: number, { coefficient, power }: { coefficient: number; power: number }): number => {
    terms.push(coefficient * pow(x, power));
    return coefficient * power * pow(x, power - 1);
  };
  for (const term of file.loss.spikeTerms) {
    const { population, index } = reference.neurons[term.neuron]!;
    const { start, records } = run.spikeTrains(population);
    const record = records[start[index]! + term.index]!;
    cotangents.spikeTimes[record]! += add(run.tape.spikes.time.data[record]!, term);
  }
  for (const term of file.loss.stateTerms) {
    const { table, offset } = sampleOf(reference, run, term.neuron, term.state, term.time);
    cotangents.samples.get(table)![offset]! += add(table.values[offset]!, term);
  }
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const loss = { place: "", expected: file.loss.value, found: sum(terms) };
  // Relative to the sum of the terms' sizes: terms of both signs may cancel.
  const scale = sum(terms.map(Math.abs));
  const gradients = reference.gradientsOf(pullback(run, cotangents));
  return [compare("loss", [loss], { limit: relativeLimit, scale }), ...compareGradients(file, gradients)];
}

function compareGradients(
  { gradients: expected, neuron }: ReferenceFile,
  found: ReferenceValues,
): Comparison[] {
  const group = (name: string, a: unknown, b: unknown): Comparison =>
    compare(`gradient ${name}`, nestedPairs(a, b), { limit: relativeLimit });
  const { channels } = neuron;
  return [
    ...channels.flatMap((channel) =>
      Object.entries(expected.weights[channel]!).map(([array, matrix]) =>
        group(
          channels.length === 1 ? `weights.${array}` : `weights.${channel}.${array}`,
          matrix,
          found.weights[channel]![array],
        ),
      ),
    ),
    ...Object.entries(expected.bias).map(([name, values]) => group(name, values, found.bias[name])),
    ...Object.entries(expected.delays ?? {}).map(([array, matrix]) =>
      group(`delays.${array}`, matrix, found.delays![array]),
    ),
    group("input_spike_times", expected.inputTimes, found.inputTimes),
    group("parameters", expected.parameters, found.parameters),
  ];
}
