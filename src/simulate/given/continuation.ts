/**
 * What a run leaves for another to go on from: how its neurons are at its end, and the spikes that it knows of, some of
 * which may be on their way. Numbers only: nothing of it changes when either run does.
 */

import { frameSlots } from "../../compile/frame-slots.ts";
import { loadParameters, type PopulationProgram } from "../../compile/network-program.ts";
import type { Run } from "../../compile/run.ts";
import { networkDifference } from "../../compile/same-network.ts";
import { loadSignals, segmentAt } from "../../compile/signals.ts";
import { restSlot, timeSlot } from "../../compile/slots.ts";
import { OptionError } from "../../errors.ts";
import type { Network } from "../../network/network.ts";
import { shown } from "../../values.ts";

/** Where a run ended, and how. */
export interface Continuation {
  /** [ms] */
  readonly time: number;
  /** By index of the population in the program of the network. */
  readonly populations: readonly NeuronsLeft[];
  /** Of all that were sent until then, ascending in time. */
  readonly spikes: SpikesLeft;
}

/** How the neurons of a population were left. */
export interface NeuronsLeft {
  /** Modes included [neurons, states]. */
  readonly states: Float64Array;
  /** See `arming` [neurons, events]. */
  readonly armed: Uint8Array;
  /** What event functions and switching functions were: another value now is a jump [neurons, events], [neurons, switches]. */
  readonly eventValues: Float64Array;
  readonly switchValues: Float64Array;
  /** Of the next step; not finite if there is none [neurons]. */
  readonly stepSizes: Float64Array;
}

/** Spikes, one entry each. */
export interface SpikesLeft {
  readonly times: Float64Array;
  /** Index of the neuron or channel in the network. */
  readonly neurons: Int32Array;
  /** Index of the event in the model; −1 of a source. */
  readonly events: Int32Array;
  readonly payloads: Float64Array;
}

/**
 * @param where    the public function that was called, for messages
 * @param network  that of the run which goes on
 * @param until    up to when
 * @throws OptionError for a run that cannot be gone on from: of another network, not whole, or over later
 */
export function continuationOf(where: string, network: Network, run: Run, until: number): Continuation {
  const { program, left, status, until: time } = run;
  const name = `${where}: continueFrom`;
  if (status !== "completed") {
    const hint = "Go on from a run that completed, such as the same with an earlier end.";
    throw new OptionError(name, `the run ended with status ${status}`, hint);
  }
  const other = networkDifference(network, program.network);
  if (other !== undefined) {
    const what = `the run is of another network: ${other.path} is ${shown(other.first)} here and ${shown(other.second)} there`;
    throw new OptionError(name, what, "Only the values of parameters may differ.");
  }
  if (left === undefined) {
    const what = "not all neurons of the run were followed to its end";
    throw new OptionError(name, what, "Go on from a run without stopAfterSpikes.");
  }
  if (!(until >= time)) {
    const what = `until is ${until}, and the run ended at ${time}`;
    throw new OptionError(name, what, "Times stay as they were: give the end of the whole.");
  }
  loadParameters(program, run.parameters.values, run.holder);
  return {
    time,
    populations: program.populations.map((own, p) => neuronsLeft(run, own, p, left[p]!)),
    spikes: spikesOf(run),
  };
}

function neuronsLeft(run: Run, own: PopulationProgram, index: number, left: Float64Array): NeuronsLeft {
  const { memory } = run.program;
  const { model, programs, kernels, base, population } = own;
  const { events, switches } = frameSlots(programs);
  const signals = run.signals[index];
  const count = model.states.length;
  const stride = count + events.length + 1;
  const { size } = population;
  const states = new Float64Array(size * count);
  const armed = new Uint8Array(size * events.length);
  const eventValues = new Float64Array(size * events.length);
  const switchValues = new Float64Array(size * switches.length);
  const stepSizes = new Float64Array(size);
  for (let n = 0; n < size; n++) {
    const frame = base + n * programs.frame.size;
    const at = n * stride;
    states.set(left.subarray(at, at + count), n * count);
    armed.set(left.subarray(at + count, at + count + events.length), n * events.length);
    stepSizes[n] = left[at + stride - 1]!;
    memory.set(left.subarray(at, at + count), frame);
    memory[frame + programs.frame.slot(timeSlot)] = run.until;
    memory[frame + programs.frame.slot(restSlot)] = 0;
    if (signals !== undefined) {
      loadSignals(signals, memory, frame, n, segmentAt(signals, run.until), run.until);
    }
    kernels.eventValues(frame);
    if (switches.length > 0) kernels.switchValues(frame);
    for (let e = 0; e < events.length; e++) {
      eventValues[n * events.length + e] = memory[frame + events[e]!.value]!;
    }
    for (let s = 0; s < switches.length; s++) {
      switchValues[n * switches.length + s] = memory[frame + switches[s]!.value]!;
    }
  }
  return { states, armed, eventValues, switchValues, stepSizes };
}

/** Of sources and of the events that are sent, up to the end; those included that an earlier run left. */
function spikesOf({ tape, program, until }: Run): SpikesLeft {
  const { time, neuron, event, payload } = tape.spikes;
  const isSent = (record: number): boolean => {
    // What a source was to send later is for the next run to say.
    if (time.data[record]! > until) return false;
    const own = program.populations[program.owner[neuron.data[record]!]!];
    return own === undefined || own.model.events[event.data[record]!]!.emits === true;
  };
  const records = Array.from({ length: time.length }, (_, record) => record)
    .filter(isSent)
    .sort((a, b) => time.data[a]! - time.data[b]! || a - b);
  return {
    times: Float64Array.from(records, (record) => time.data[record]!),
    neurons: Int32Array.from(records, (record) => neuron.data[record]!),
    events: Int32Array.from(records, (record) => event.data[record]!),
    payloads: Float64Array.from(records, (record) => payload.data[record]!),
  };
}
