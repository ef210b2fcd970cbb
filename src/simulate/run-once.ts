/** The forward run: populations in topological order, neuron by neuron, recorded on a tape. */
import { loadParameters, type NetworkProgram, networkProgram } from "../compile/network-program.ts";
import type { GivenSpikes, Run } from "../compile/run.ts";
import { atolSlot, reachSlot, rtolSlot } from "../compile/slots.ts";
import { SimulationError } from "../errors.ts";
import type { Network } from "../network/network.ts";
import type { Parameters } from "../network/parameters.ts";
import { reachOf } from "../solvers/method.ts";
import { closePage, freePage } from "../tape/page.ts";
import type { Status } from "../tape/status.ts";
import { appendGiven, clearTape, type Tape } from "../tape/tape.ts";
import { type CheckedInput, checkLength, inputAfter } from "./given/input.ts";
import type { Settings } from "./given/options.ts";
import { renewableRun } from "./run-of.ts";
import { recallSpikes } from "./schedule/earlier-spikes.ts";
import { runAll } from "./schedule/schedule.ts";
import { type Stand, standingRun } from "./standing-run.ts";

/** What a run is given. */
export interface GivenValues {
  readonly parameters: Parameters;
  readonly input: CheckedInput;
  /** Stands for parameters that many runs are given, see `loadParameters`. */
  readonly holder?: object;
}

/**
 * The run itself; `parameters` must not change while the result is in use, and the tape is overwritten, as is the run before
 * where both have a stand.
 */
export function runOnce(
  network: Network,
  { parameters, input, holder = {} }: GivenValues,
  settings: Settings,
  tape: Tape,
  stand?: Stand,
): Run {
  const program = networkProgram(network, settings.method, settings.execution);
  settings.signal?.throwIfAborted();
  checkLength(input, settings.until);
  loadParameters(program, parameters.values, holder);
  freePage(program.page, tape);
  clearTape(tape);
  loadTolerances(program, settings);
  const { from, continued } = settings;
  if (continued !== undefined) recallSpikes(program, continued, parameters.values, tape);
  const own = standingRun(program, settings, parameters.values, tape, input, stand);
  const { shared, components, given, lists, signals } = own;
  shared.inOrder = giveSpikes(
    network,
    continued === undefined ? input : inputAfter(input, from),
    tape,
    given,
  );
  const left = placesLeft(program, settings);
  let status: Status = "completed";
  let message = "";
  try {
    runAll(shared, components, left, lists);
  } catch (error) {
    if (!(error instanceof SimulationError) || settings.throwOnFailure) throw error;
    status = error.status as Status;
    message = error.message;
  } finally {
    closePage({ page: program.page, tape }, settings.recordsStay);
  }
  if (own.run === undefined) {
    const { statistics } = own;
    const numbers = { status, message, tape, sampleTables: shared.tables, given, left, lists };
    const found = {
      ...numbers,
      get statistics() {
        return statistics.get();
      },
    };
    own.run = renewableRun(program, settings, { parameters, holder, signals }, found);
  } else own.run.renew(holder, status, message);
  return own.run.run;
}

/**
 * Room for what a run leaves of its neurons; undefined if it does not follow all of them to its end, or is gone when the next
 * begins.
 */
function placesLeft(
  { populations }: NetworkProgram,
  { stopAfterSpikes, recordsStay }: Settings,
): Float64Array[] | undefined {
  if (recordsStay) return undefined;
  for (const _ in stopAfterSpikes) return undefined;
  return populations.map(
    ({ population, model }) =>
      new Float64Array(population.size * (model.states.length + model.events.length + 1)),
  );
}

const tolerancesIn = new WeakMap<NetworkProgram, Settings>();

function loadTolerances(program: NetworkProgram, settings: Settings): void {
  // Nothing else writes to their slots.
  if (tolerancesIn.get(program) === settings) return;
  tolerancesIn.set(program, settings);
  const { rtol, atol, controller } = settings;
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

/** Puts the spikes of all sources on the tape; tells in which order those of each, and all that are there, come. */
function giveSpikes(
  network: Network,
  input: CheckedInput,
  { spikes }: Tape,
  given: Map<string, GivenSpikes>,
): Int32Array {
  const recalled = spikes.time.length;
  for (const [name, { counts, times, channels, positions }] of input.spikes) {
    const first = spikes.time.length;
    appendGiven(spikes, times, channels, network.population(name).firstNeuron);
    given.set(name, { first, counts, channels, positions });
  }
  for (const { order } of input.spikes.values()) if (order.length === spikes.time.length) return order;
  const inOrder = new Int32Array(spikes.time.length);
  for (let record = 0; record < recalled; record++) inOrder[record] = record;
  let first = recalled;
  for (const { order } of input.spikes.values()) {
    for (let k = 0; k < order.length; k++) inOrder[first + k] = first + order[k]!;
    first += order.length;
  }
  return inOrder;
}
