/** The options of a run, checked once at the door. */
import { allowedExecutions, allows, type Execution, executions } from "../codegen/execution.ts";
import { OptionError, suggestion, UnsupportedError } from "../errors.ts";
import type { Network } from "../network/network.ts";
import { checkKeys } from "../options.ts";
import { fixedStep } from "../solvers/fixed-step.ts";
import { linearReach } from "../solvers/linear-reach.ts";
import { pidController } from "../solvers/pid-controller.ts";
import type { StepSizeController } from "../solvers/step-size-controller.ts";
import type { ButcherTableau } from "../solvers/tableau.ts";
import { tsitouras54 } from "../solvers/tableaus/tsitouras-54.ts";
import { checkSide } from "../tape/side.ts";
import { isList, isRecord, shown } from "../values.ts";
import { checkWatch, type WatchOptions } from "./watch.ts";

/** States wanted at given times. */
export interface SampleRequest {
  readonly population: string;
  /** Within [0, until], any order [ms]. */
  readonly times: readonly number[];
  /** State after everything that happens at that time (default), or the left limit. */
  readonly side?: "after" | "before";
}

/** How long a run is, by which method and how accurately it steps, what it samples, and when it gives up. */
export interface SimulateOptions extends WatchOptions {
  /** End of the run [ms], finite and ≥ 0; an event exactly then happens. */
  readonly until: number;
  /** Default: Tsitouras 5(4). */
  readonly method?: ButcherTableau;
  /** Relative tolerance of a step, in (0, 1), default 1e-6. */
  readonly rtol?: number;
  /** Absolute tolerance in units of each state's `scale`, default 1e-6. */
  readonly atol?: number;
  /**
   * Size of every step [ms] that no arrival, event, breakpoint of a signal or end of the run cuts; the next one
   * starts where it was cut. Events are what the computed map of these steps says, however near to their
   * threshold; tolerances serve to count what was near.
   */
  readonly stepSize?: number;
  /** No step is longer [ms]; positive, default Infinity. What happens within less than a step may be leapt over. */
  readonly maxStep?: number;
  /** Default: PI control of the embedded error; see `pidController` for PID. */
  readonly controller?: StepSizeController;
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
  /** Cap on the steps that one neuron tries; none by default: a long rest is no error. */
  readonly maxSteps?: number;
  /** Cap on rounds of events at one instant, default 1000. */
  readonly maxRounds?: number;
  /** Cap on events of one neuron: 1000 and so many more per ms of the run, default 1000. */
  readonly maxSpikesPerUnitTime?: number;
}

export interface Settings extends WatchOptions {
  /** The public function that was called, for messages. */
  readonly where: string;
  readonly until: number;
  readonly method: ButcherTableau;
  readonly rtol: number;
  readonly atol: number;
  readonly maxStep: number;
  readonly controller: StepSizeController;
  /** Largest |h λ| of a step; Infinity for fixed steps. */
  readonly reach: number;
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
}

/** Names of all options of a run. */
export const simulateOptionNames: readonly (keyof SimulateOptions)[] = [
  "until",
  "method",
  "rtol",
  "atol",
  "stepSize",
  "maxStep",
  "controller",
  "samples",
  "stopAfterSpikes",
  "endEarly",
  "execution",
  "throwOnFailure",
  "maxSteps",
  "maxRounds",
  "maxSpikesPerUnitTime",
  "signal",
  "onProgress",
];

/**
 * @param where  the public function that was called, for messages
 * @throws OptionError for an unknown option, a value outside its domain, or options that exclude each other;
 *   UnsupportedError for an execution that this environment does not allow
 */
export function settingsOf(network: Network, options: SimulateOptions, where = "simulate"): Settings {
  checkKeys(where, options, simulateOptionNames);
  const check = (name: string, value: number, valid: boolean, hint: string): void => {
    if (typeof value !== "number" || !valid) throw new OptionError(where, `${name} is ${shown(value)}`, hint);
  };
  const { until, method = tsitouras54, rtol = 1e-6, atol = 1e-6 } = options;
  const { maxStep = Number.POSITIVE_INFINITY, maxSteps = Number.POSITIVE_INFINITY } = options;
  const { maxRounds = 1000, maxSpikesPerUnitTime = 1000 } = options;
  if (!(Number.isFinite(until) && until >= 0)) {
    const hint = "Give the end of the run, a finite number ≥ 0.";
    throw new OptionError(where, `until is ${shown(until)}`, hint);
  }
  check("rtol", rtol, rtol > 0 && rtol < 1, "Give a number between 0 and 1, e.g. 1e-6.");
  check("atol", atol, atol > 0 && atol < Number.POSITIVE_INFINITY, "Give a positive number, e.g. 1e-6.");
  check("maxStep", maxStep, maxStep > 0, "Give a positive number, or leave it out.");
  check("maxSteps", maxSteps, maxSteps >= 1, "Give a number ≥ 1.");
  check("maxRounds", maxRounds, maxRounds >= 1, "Give a number ≥ 1.");
  check("maxSpikesPerUnitTime", maxSpikesPerUnitTime, maxSpikesPerUnitTime > 0, "Give a positive number.");
  checkWatch(where, options);
  checkFlag(where, "endEarly", options.endEarly);
  checkFlag(where, "throwOnFailure", options.throwOnFailure);
  const { samples = [], stopAfterSpikes = {} } = options;
  if (!Array.isArray(samples)) {
    throw new OptionError(where, `samples is ${shown(samples)}`, "Give [{ population, times }].");
  }
  for (const request of samples) checkRequest(where, network, request, until);
  if (!isRecord(stopAfterSpikes)) {
    const what = `stopAfterSpikes is ${shown(stopAfterSpikes)}`;
    throw new OptionError(where, what, "Give an object with a number of spikes by name of the population.");
  }
  for (const [name, count] of Object.entries(stopAfterSpikes)) {
    network.population(name);
    check(
      `stopAfterSpikes.${name}`,
      count,
      Number.isInteger(count) && count >= 1,
      "Give a whole number ≥ 1.",
    );
  }
  if (options.endEarly === true) checkEndEarly(where, network, stopAfterSpikes, samples);
  const controller = controllerOf(where, method, options);
  return {
    where,
    until,
    method,
    rtol,
    atol,
    maxStep,
    controller,
    reach: controller.adaptive ? linearReach(method, rtol + atol) : Number.POSITIVE_INFINITY,
    samples,
    stopAfterSpikes: Object.assign(Object.create(null), stopAfterSpikes),
    endEarly: options.endEarly ?? false,
    execution: executionOf(where, options.execution),
    throwOnFailure: options.throwOnFailure ?? true,
    maxSteps,
    maxRounds,
    maxSpikes: 1000 + maxSpikesPerUnitTime * until,
    signal: options.signal,
    onProgress: options.onProgress,
  };
}

function executionOf(where: string, wanted: Execution | undefined): Execution | undefined {
  if (wanted === undefined) return undefined;
  if (!executions.includes(wanted)) {
    if ((wanted as string) === "mixed") {
      const hint = 'Give "webassembly", which is the fastest for all programs now, or leave it out.';
      throw new OptionError(where, 'execution "mixed" is no more', hint);
    }
    const hint = `${suggestion(wanted, executions)}Give one of ${executions.join(", ")}, or leave it out.`;
    throw new OptionError(where, `execution is ${shown(wanted)}`, hint);
  }
  if (!allows(wanted)) {
    const what = `execution "${wanted}" is not allowed here by the content policy`;
    throw new UnsupportedError(
      where,
      what,
      `Leave it out: the best one allowed is "${allowedExecutions()[0]}".`,
    );
  }
  return wanted;
}

function checkFlag(where: string, name: string, value: boolean | undefined): void {
  if (value === undefined || typeof value === "boolean") return;
  throw new OptionError(where, `${name} is ${shown(value)}`, "Give true or false.");
}

/** Whether the method is a tableau and the controller keeps the protocol. A tableau's orders are dear: not read. */
function checkMethod(
  where: string,
  method: ButcherTableau,
  controller: StepSizeController | undefined,
): void {
  if (!Array.isArray(method?.b) || typeof method.stages !== "number") {
    const hint =
      "Give a method itself, such as tsitouras54 or dormandPrince54, or one made by defineTableau.";
    throw new OptionError(where, `method is ${shown(method)}, which is no Runge–Kutta method`, hint);
  }
  if (controller === undefined) return;
  const { init, propose, stateSize } = (controller ?? {}) as Partial<StepSizeController>;
  if (typeof init === "function" && typeof propose === "function" && Number.isInteger(stateSize)) return;
  const hint = "Give one made by pidController or fixedStep, or leave it out.";
  throw new OptionError(where, `controller is ${shown(controller)}, which is no step-size controller`, hint);
}

const adaptive = new WeakMap<ButcherTableau, StepSizeController>();

function controllerOf(
  where: string,
  method: ButcherTableau,
  { stepSize, maxStep, controller }: SimulateOptions,
): StepSizeController {
  checkMethod(where, method, controller);
  if (stepSize !== undefined && controller !== undefined) {
    throw new OptionError(where, "both stepSize and controller are given", "Give one of them.");
  }
  if (stepSize !== undefined && maxStep !== undefined) {
    throw new OptionError(where, "both stepSize and maxStep are given", "Give one of them.");
  }
  if (stepSize !== undefined) {
    if (typeof stepSize === "number") return fixedStep(stepSize);
    throw new OptionError(where, `stepSize is ${shown(stepSize)}`, "Give a positive, finite number.");
  }
  if (method.embeddedOrder === 0 && (controller === undefined || controller.adaptive)) {
    throw new OptionError(
      where,
      `${method.name} has no error estimate`,
      "Give a stepSize, or an adaptive method such as tsitouras54.",
    );
  }
  if (controller !== undefined) return controller;
  let standard = adaptive.get(method);
  if (standard === undefined) {
    standard = pidController({ method });
    adaptive.set(method, standard);
  }
  return standard;
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

function checkRequest(where: string, network: Network, request: SampleRequest, until: number): void {
  checkKeys(`${where}: samples`, request, ["population", "times", "side"]);
  const { population, times, side = "after" } = request;
  if (network.population(population).definition.kind === "source") {
    throw new OptionError(
      where,
      `"${population}" is a source, it has no states to sample`,
      "Sample a population of neurons.",
    );
  }
  checkSide(where, side);
  if (!isList(times) || !(Symbol.iterator in times)) {
    throw new OptionError(
      where,
      `the sample times of "${population}" are ${shown(times)}`,
      "Give an array of times.",
    );
  }
  for (const time of times) {
    if (typeof time === "number" && time >= 0 && time <= until) continue;
    const hint = `Give times within [0, ${until}].`;
    throw new OptionError(where, `a sample time of "${population}" is ${shown(time)}`, hint);
  }
}
