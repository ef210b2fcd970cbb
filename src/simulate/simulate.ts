/** The forward run: populations in topological order, neuron by neuron, recorded on a tape. */
import { loadParameters, type NetworkProgram, networkProgram } from "../compile/network-program.ts";
import type { GivenSpikes, Run } from "../compile/run.ts";
import { bindSignals } from "../compile/signals.ts";
import { atolSlot, reachSlot, rtolSlot } from "../compile/slots.ts";
import { unfold } from "../compile/unfold.ts";
import { OptionError, ShapeError, SimulationError } from "../errors.ts";
import type { Network } from "../network/network.ts";
import { checkParameters, type Parameters } from "../network/parameters.ts";
import { checkValue } from "../options.ts";
import { reachOf } from "../solvers/method.ts";
import { flush } from "../tape/page.ts";
import type { Status } from "../tape/status.ts";
import { appendSpike, clearTape, createTape, eventCause, type Tape, trimTape } from "../tape/tape.ts";
import { counted } from "../values.ts";
import { type CheckedInput, checkInput, checkLength, type Input, inputAfter } from "./given/input.ts";
import { type Settings, type SimulateOptions, settingsOf } from "./given/options.ts";
import { sampleTables } from "./given/sample-tables.ts";
import { approachesOf } from "./look-back/approaches.ts";
import { eventsOf } from "./look-back/event-facts.ts";
import { maximaOf } from "./look-back/maxima.ts";
import { kept, questions } from "./look-back/observe.ts";
import { resultsOf } from "./look-back/results.ts";
import { readableRun } from "./look-back/run-in-json.ts";
import { stateAtEventsOf } from "./look-back/state-at-events.ts";
import { statisticsOf } from "./look-back/statistics.ts";
import { traceOf } from "./look-back/trace.ts";
import { nothingLaidOut, successors } from "./neuron/dues.ts";
import { createCounters } from "./neuron/neuron-run.ts";
import { recallSpikes } from "./schedule/earlier-spikes.ts";
import { runAll } from "./schedule/schedule.ts";
import { trainsByName } from "./schedule/spike-trains.ts";

/**
 * Simulates a network from t = 0, or from the end of another run (`continueFrom`), to `until`.
 *
 * @param parameters  of this network; copied
 * @param input       spike times of every source [ms] and data of every signal, by name
 * @returns spikes, samples, status, statistics and the tape that `pullback` reads
 * @throws OptionError or ShapeError for wrong input; SimulationError if the run does not complete,
 *   unless `throwOnFailure` is false; the reason of `signal` if that is aborted
 */
export function simulate(
  network: Network,
  parameters: Parameters,
  input: Input,
  options: SimulateOptions,
): Run {
  checkParameters("simulate", network, parameters);
  const settings = settingsOf(network, options);
  const given = { parameters: parameters.copy(), input: checkInput(network, input) };
  return runOnce(network, given, settings, createTape());
}

/**
 * One run per input; the same bits as `simulate` gives one by one. Every run is kept with its tape, some 50 bytes a
 * step: `predict` reads runs and forgets them.
 *
 * @param parameters  of this network, one for all runs or an array with those of each; copied
 * @returns [inputs]
 * @throws OptionError or ShapeError for wrong input, before the first run; SimulationError for the first
 *   run that does not complete, unless `throwOnFailure` is false; the reason of `signal` if that is aborted
 */
export function simulateBatch(
  network: Network,
  parameters: Parameters | readonly Parameters[],
  inputs: readonly Input[],
  options: SimulateOptions,
): Run[] {
  const each: readonly Parameters[] = Array.isArray(parameters) ? parameters : [parameters];
  for (const one of each) checkParameters("simulateBatch", network, one);
  const settings = settingsOf(network, options, "simulateBatch");
  if (!Array.isArray(inputs)) {
    throw new OptionError(
      "simulateBatch",
      "the inputs are no array",
      "Give an array with the input of each run.",
    );
  }
  checkValue("simulateBatch", "inputs", inputs, "array");
  if (Array.isArray(parameters) && each.length !== inputs.length) {
    const what = `${counted(each.length, "set")} of parameters for ${counted(inputs.length, "input")}`;
    throw new ShapeError("simulateBatch", what, "Give one set for each input, or one for all.");
  }
  const own = each.map((one) => one.copy());
  const checked = inputs.map((input, k) => checkInput(network, input, `simulateBatch: inputs[${k}]`));
  return checked.map((input, i) => {
    const given = { parameters: own[own.length === 1 ? 0 : i]!, input };
    const run = runOnce(network, given, settings, createTape());
    trimTape(run.tape);
    return run;
  });
}

/** What a run is given. */
export interface GivenValues {
  readonly parameters: Parameters;
  readonly input: CheckedInput;
  /** Stands for parameters that many runs are given, see `loadParameters`. */
  readonly holder?: object;
}

/** The run itself; `parameters` must not change while the result is in use, and the tape is overwritten. */
export function runOnce(
  network: Network,
  { parameters, input, holder = {} }: GivenValues,
  settings: Settings,
  tape: Tape,
): Run {
  const program = networkProgram(network, settings.method, settings.execution);
  settings.signal?.throwIfAborted();
  checkLength(input, settings.until);
  loadParameters(program, parameters.values, holder);
  clearTape(tape);
  program.page.kept = undefined;
  loadTolerances(program, settings);
  const { from, continued } = settings;
  if (continued !== undefined) recallSpikes(program, continued, parameters.values, tape);
  const givenSpikes = giveSpikes(network, continued === undefined ? input : inputAfter(input, from), tape);
  const tables = sampleTables(network, settings.samples);
  const counters = createCounters(settings.notesApproaches);
  const signals = program.populations.map(({ population, programs }) => {
    const data = input.signals.get(population.name);
    return data && bindSignals(programs.frame, data);
  });
  const left = placesLeft(program, settings);
  let status: Status = "completed";
  let message = "";
  let lists: Run["lists"] = [];
  try {
    const next = successors();
    const shared = {
      network: program,
      parameters: parameters.values,
      settings,
      tape,
      counters,
      tables,
      next,
      laidOut: nothingLaidOut(),
    };
    lists = runAll(shared, signals, left);
  } catch (error) {
    if (!(error instanceof SimulationError) || settings.throwOnFailure) throw error;
    status = error.status as Status;
    message = error.message;
  } finally {
    flush({ page: program.page, tape });
  }
  const results = resultsOf(tape.spikes.time, trainsByName(tape, program), tables, settings.until);
  // One literal: put together from parts, an object of so many keys takes as long as a short run.
  const run: Run = {
    status,
    message,
    from,
    until: settings.until,
    methods: program.methods,
    statistics: statisticsOf(network, counters),
    tape,
    populations: network.populations.map((population) => population.name),
    spikeTrains: results.spikeTrains,
    spikeTimes: results.spikeTimes,
    spikes: results.spikes,
    samples: results.samples,
    program,
    parameters,
    holder,
    rtol: settings.rtol,
    atol: settings.atol,
    signals,
    sampleTables: tables,
    observations: new Map(),
    given: givenSpikes,
    left,
    lists,
    trace: (population, neuron, state, options) =>
      traceOf(unfold(run, population), { population, neuron, state }, options),
    events: (population) => eventsOf(unfold(run, population), population),
    approaches: (population) => approachesOf(unfold(run, population), population),
    maxima: (population, state) =>
      kept(run.observations, questions.maxima(population, state), () =>
        maximaOf(unfold(run, population), population, state),
      ),
    stateAtEvents: (population, state, side, event) =>
      kept(run.observations, questions.events(population, state, side, event), () =>
        stateAtEventsOf(unfold(run, population), { population, state, side, event }),
      ),
  };
  return readableRun(run);
}

/** Room for what a run leaves of its neurons; undefined if it does not follow all of them to its end. */
function placesLeft(
  { populations }: NetworkProgram,
  { stopAfterSpikes }: Settings,
): Float64Array[] | undefined {
  for (const _ in stopAfterSpikes) return undefined;
  return populations.map(
    ({ population, model }) =>
      new Float64Array(population.size * (model.states.length + model.events.length + 1)),
  );
}

function loadTolerances(program: NetworkProgram, { rtol, atol, controller }: Settings): void {
  for (const { population, programs, base } of program.populations) {
    const { frame, method } = programs;
    // Steps of a given size are as long as they are to be.
    const reach = controller?.adaptive === false ? Number.POSITIVE_INFINITY : reachOf(method, rtol + atol);
    const [relative, absolute, longest] = [frame.slot(rtolSlot), frame.slot(atolSlot), frame.slot(reachSlot)];
    for (let neuron = 0; neuron < population.size; neuron++) {
      const at = base + neuron * frame.size;
      program.memory[at + relative] = rtol;
      program.memory[at + absolute] = atol;
      program.memory[at + longest] = reach;
    }
  }
}

/** Puts the spikes of all sources on the tape. */
function giveSpikes(network: Network, input: CheckedInput, tape: Tape): Map<string, GivenSpikes> {
  const given = new Map<string, GivenSpikes>();
  for (const [name, channels] of input.spikes) {
    const { firstNeuron } = network.population(name);
    const first = tape.spikes.time.length;
    const count = channels.reduce((sum, { times }) => sum + times.length, 0);
    const own = new Int32Array(count);
    const positions = new Int32Array(count);
    channels.forEach((channel, c) => {
      channel.times.forEach((time, k) => {
        const neuron = firstNeuron + c;
        const cause = eventCause.given;
        const record = appendSpike(tape.spikes, { time, neuron, event: -1, cause, round: -1, payload: 1 });
        own[record - first] = c;
        positions[record - first] = channel.positions[k]!;
      });
    });
    given.set(name, {
      first,
      counts: channels.map((channel) => channel.count),
      channels: own,
      positions,
    });
  }
  return given;
}
