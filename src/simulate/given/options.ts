/** The options of a run, checked once at the door. */
import { allowedExecutions, allows, type Execution, executions } from "../../codegen/execution.ts";
import type { Run } from "../../compile/run.ts";
import { knownHere, OptionError, UnsupportedError } from "../../errors.ts";
import type { Network, NetworkPopulation } from "../../network/network.ts";
import { checkOptions, checkValue, type Kind, numbers, rule } from "../../options.ts";
import { fixedStep } from "../../solvers/fixed-step.ts";
import {
  type Automatic,
  automatic,
  defaultTolerance,
  isExact,
  type Method,
  standardController,
} from "../../solvers/method.ts";
import { isOneMethod } from "../../solvers/method-names.ts";
import type { StepSizeController } from "../../solvers/step-size-controller.ts";
import { tsitouras54 } from "../../solvers/tableaus/tsitouras-54.ts";
import { sides } from "../../tape/side.ts";
import { isList, isRecord, shown } from "../../values.ts";
import { type Continuation, continuationOf } from "./continuation.ts";
import { type WatchOptions, watchKinds } from "./watch.ts";

/** States wanted at given times. */
export interface SampleRequest {
  readonly population: string;
  /** Within the run, any order [ms]. */
  readonly times: readonly number[];
  /** State after everything that happens at that time (default), or the left limit. */
  readonly side?: "after" | "before";
}

/** How long a run is, by which method and how accurately it steps, what it samples, and when it gives up. */
export interface SimulateOptions extends WatchOptions {
  /** End of the run [ms], finite and ≥ 0; an event exactly then happens. */
  readonly until: number;
  /**
   * Default: for linear models `exactFlow`, which has no error; where that is long, and for polynomials of low degree,
   * `taylor8`, or `taylor6` or `taylor10` as the tolerance is; for all others, and beside a step size or controller,
   * Tsitouras 5(4).
   */
  readonly method?: Method;
  /** Relative tolerance of a step, in (0, 1), default 1e-6. */
  readonly rtol?: number;
  /** Absolute tolerance in units of each state's `scale`, default 1e-6. */
  readonly atol?: number;
  /**
   * Size of every step [ms] that no arrival, event, breakpoint of a signal or end of the run cuts; the next one
   * starts where it was cut. Events are what the computed map of these steps says, however near to their
   * threshold, where steps are short enough to follow their functions; tolerances serve to count what was near.
   */
  readonly stepSize?: number;
  /** No step is longer [ms]; positive, default Infinity. What happens within less than a step may be leapt over. */
  readonly maxStep?: number;
  /** Default: PI control of the embedded error; see `pidController` for PID. */
  readonly controller?: StepSizeController;
  /**
   * A run of an equal network, with the same or other parameters, that completed: this one goes on where it ended. Times
   * stay what they were, and `until` is the end of the whole.
   *
   * States, timers, refractory periods and what is armed are as they were left. Spikes that the first run knows of, and
   * that arrive after its end by the delays of this one, do arrive. Input spikes up to that end are past: those of the
   * first run count, and what is given here for these times is left out. Signals are those that are given here.
   *
   * Results, statistics and readouts are of this run alone. Its gradients take the state that it begins with, and
   * earlier spikes, as given numbers: truncated there, they are 0 for initial values and input times before; delays of
   * earlier spikes have theirs. `adjointAt` tells the influence of that state.
   */
  readonly continueFrom?: Run;
  /** Times at which states are wanted; none by default. Asking changes no bit of the spikes. */
  readonly samples?: readonly SampleRequest[];
  /**
   * Populations whose neurons need not be followed beyond so many spikes. Ignored where the
   * population projects further or is sampled.
   */
  readonly stopAfterSpikes?: Readonly<Record<string, number>>;
  /**
   * End the run as soon as all neurons of the populations in `stopAfterSpikes` have had their spikes;
   * what the others would do later is then not simulated. Default false. Those populations must neither
   * project further nor be sampled.
   */
  readonly endEarly?: boolean;
  /** How kernels run; default: the best that this environment allows. */
  readonly execution?: Execution;
  /** Throw a SimulationError when a run does not complete (default), or return what there is. */
  readonly throwOnFailure?: boolean;
  /** Cap on the steps that one neuron tries, default 1e6 and 1e4 more per ms of the run: a long rest is no error. */
  readonly maxSteps?: number;
  /** Cap on rounds of events at one instant, default 1000. */
  readonly maxRounds?: number;
  /** Cap on events of one neuron: 1000 and so many more per ms of the run, default 1000. */
  readonly maxSpikesPerUnitTime?: number;
}

export interface Settings extends WatchOptions {
  /** The public function that was called, for messages. */
  readonly where: string;
  /** When the run begins [ms]. */
  readonly from: number;
  readonly until: number;
  /** What it goes on from. */
  readonly continued: Continuation | undefined;
  readonly method: Method | Automatic;
  readonly rtol: number;
  readonly atol: number;
  readonly maxStep: number;
  /** Of all populations; without one, that of the method that each has by itself. */
  readonly controller: StepSizeController | undefined;
  readonly samples: readonly SampleRequest[];
  /** Without a prototype: a population may be called `constructor`. */
  readonly stopAfterSpikes: Readonly<Record<string, number | undefined>>;
  readonly endEarly: boolean;
  /** Without one, the fastest that there is memory for. */
  readonly execution: Execution | undefined;
  readonly throwOnFailure: boolean;
  readonly maxSteps: number;
  readonly maxRounds: number;
  readonly maxSpikes: number;
  /** Whether the closest approach to a threshold is looked for. */
  readonly notesApproaches: boolean;
  /** Populations whose records may be folded, see `foldedKind`. */
  readonly folds: ReadonlySet<string>;
  /** Whether records may lie in the page of the network until the next run: who reads the tape then has a copy. */
  readonly recordsStay: boolean;
}

const oneUp = numbers((value) => value >= 1, "Give a number ≥ 1.");
const aboveZero = numbers((value) => value > 0, "Give a positive number, or leave it out.");
const times = rule((value) => isList(value) && Symbol.iterator in value, "Give an array of times.");
const isController = rule((given) => {
  const { init, propose, stateSize } = (given ?? {}) as Partial<StepSizeController>;
  return typeof init === "function" && typeof propose === "function" && Number.isInteger(stateSize);
}, "Give a step-size controller made by pidController or fixedStep, or leave it out.");

const kinds: { readonly [name in keyof SimulateOptions]-?: Kind } = {
  until: numbers((value) => value >= 0 && value < Infinity, "Give the end of the run, a finite number ≥ 0."),
  method: isOneMethod,
  rtol: numbers((value) => value > 0 && value < 1, "Give a number between 0 and 1, e.g. 1e-6."),
  atol: "positive",
  stepSize: "positive",
  maxStep: aboveZero,
  controller: isController,
  continueFrom: rule((given) => {
    const run = given as Partial<Run> | null;
    return typeof run?.spikeTrains === "function" && run.program !== undefined;
  }, "Give what simulate returned."),
  samples: rule(Array.isArray, "Give [{ population, times }]."),
  stopAfterSpikes: rule(isRecord, "Give an object with a number of spikes by name of the population."),
  endEarly: "flag",
  execution: (where, name, value: string) => {
    if (value !== "mixed") return checkValue(where, name, value, executions);
    const hint = 'Give "webassembly", which is the fastest for all programs now, or leave it out.';
    throw new OptionError(where, 'execution "mixed" is no more', hint);
  },
  throwOnFailure: "flag",
  maxSteps: oneUp,
  maxRounds: oneUp,
  maxSpikesPerUnitTime: aboveZero,
  ...watchKinds,
};

/** Names of all options of a run. */
export const simulateOptionNames: readonly string[] = Object.keys(kinds);

/**
 * @param where  the public function that was called, for messages
 * @throws OptionError for an unknown option, a value outside its domain, or options that exclude each other;
 *   UnsupportedError for an execution that this environment does not allow
 */
export function settingsOf(network: Network, options: SimulateOptions, where = "simulate"): Settings {
  checkOptions(where, options, kinds, ["until"]);
  const { until, rtol = defaultTolerance, atol = defaultTolerance } = options;
  const { maxStep = Number.POSITIVE_INFINITY } = options;
  const { maxRounds = 1000, maxSpikesPerUnitTime = 1000, samples = [], stopAfterSpikes = {} } = options;
  const { continueFrom } = options;
  const continued = continueFrom && continuationOf(where, network, continueFrom, until);
  const from = continued?.time ?? 0;
  for (const request of samples) checkRequest(where, network, request, { from, until });
  for (const [name, count] of Object.entries(stopAfterSpikes)) {
    populationOf(`${where}: stopAfterSpikes`, network, name);
    checkValue(where, `stopAfterSpikes.${name}`, count, "count");
  }
  if (options.endEarly === true) checkEndEarly(where, network, stopAfterSpikes, samples);
  const controller = controllerOf(where, options);
  const method = options.method ?? (controller === undefined ? automatic(rtol + atol) : tsitouras54);
  return {
    where,
    from,
    until,
    continued,
    method,
    rtol,
    atol,
    maxStep,
    controller,
    samples,
    stopAfterSpikes: Object.assign(Object.create(null), stopAfterSpikes),
    endEarly: options.endEarly ?? false,
    execution: executionOf(where, options.execution),
    throwOnFailure: options.throwOnFailure ?? true,
    maxSteps: options.maxSteps ?? 1e6 + 1e4 * (until - from),
    maxRounds,
    maxSpikes: 1000 + maxSpikesPerUnitTime * (until - from),
    notesApproaches: true,
    folds: new Set(),
    recordsStay: false,
    signal: options.signal,
    onProgress: options.onProgress,
  };
}

/** @throws UnsupportedError for an execution that this environment does not allow */
function executionOf(where: string, wanted: Execution | undefined): Execution | undefined {
  if (wanted === undefined || allows(wanted)) return wanted;
  const what = `execution "${wanted}" is not allowed here by the content policy`;
  const hint = `Leave it out: the best one allowed is "${allowedExecutions()[0]}".`;
  throw new UnsupportedError(where, what, hint);
}

function controllerOf(
  where: string,
  { method, stepSize, maxStep, controller }: SimulateOptions,
): StepSizeController | undefined {
  if (stepSize !== undefined && controller !== undefined) {
    throw new OptionError(where, "both stepSize and controller are given", "Give one of them.");
  }
  if (stepSize !== undefined && maxStep !== undefined) {
    throw new OptionError(where, "both stepSize and maxStep are given", "Give one of them.");
  }
  if (method !== undefined && isExact(method)) {
    if (stepSize === undefined && controller === undefined) return standardController(method);
    const what = `${stepSize === undefined ? "controller" : "stepSize"} is given beside ${method.name}`;
    throw new OptionError(
      where,
      what,
      "Leave it out: steps that are exact are as long as can be. Or give maxStep.",
    );
  }
  if (stepSize !== undefined) return fixedStep(stepSize);
  if (method?.embeddedOrder === 0 && (controller === undefined || controller.adaptive)) {
    throw new OptionError(
      where,
      `${method.name} has no error estimate`,
      "Give a stepSize, or an adaptive method such as tsitouras54.",
    );
  }
  return controller ?? (method === undefined ? undefined : standardController(method));
}

function checkEndEarly(
  where: string,
  network: Network,
  stopAfterSpikes: Readonly<Record<string, number>>,
  samples: readonly SampleRequest[],
): void {
  const read = Object.keys(stopAfterSpikes);
  const projects = read.find((name) => network.projections.some(({ pre }) => pre.name === name));
  if (read.length > 0 && projects === undefined && samples.length === 0) return;
  const why =
    samples.length > 0
      ? "states are sampled"
      : projects === undefined
        ? "stopAfterSpikes names no population"
        : `"${projects}" projects further`;
  throw new OptionError(
    where,
    `endEarly is set, but ${why}`,
    "Leave it out, or name only populations whose spikes are all that is read.",
  );
}

/** @throws OptionError naming the populations, if it is none of them */
export function populationOf(where: string, network: Network, name: string): NetworkPopulation {
  const names = network.populations.map((population) => population.name);
  if (names.includes(name)) return network.population(name);
  throw new OptionError(where, `there is no population ${shown(name)}`, knownHere(name, names));
}

function checkRequest(
  where: string,
  network: Network,
  request: SampleRequest,
  { from, until }: Pick<Settings, "from" | "until">,
): void {
  const kinds = { population: "any", times, side: sides } as const;
  checkOptions(`${where}: samples`, request, kinds, ["times"]);
  const { population } = request;
  if (populationOf(`${where}: samples`, network, population).definition.kind === "source") {
    const what = `"${population}" is a source, it has no states to sample`;
    throw new OptionError(where, what, "Sample a population of neurons.");
  }
  const within = numbers((time) => time >= from && time <= until, `Give times within [${from}, ${until}].`);
  for (const time of request.times) checkValue(where, `a sample time of "${population}"`, time, within);
}
