/** Spikes of the run that another continues, which reach their targets in the later one. */
import type { NetworkProgram } from "../../compile/network-program.ts";
import { nextAbove } from "../../numeric/next-above.ts";
import { appendSpike, eventCause, type Tape } from "../../tape/tape.ts";
import type { Continuation } from "../given/continuation.ts";
import { gatherArrivals } from "./arrivals.ts";
import type { PopulationRun, Shared } from "./population-run.ts";

/**
 * Puts on the tape what may be under way when a run begins: a spike that was sent no longer ago than the longest delay
 * of its population's projections.
 */
export function recallSpikes(
  { network, projections }: NetworkProgram,
  { time, spikes }: Continuation,
  parameters: Float64Array,
  tape: Tape,
): void {
  const longest = new Float64Array(network.neurons).fill(Number.NEGATIVE_INFINITY);
  for (const { projection, delay, delays } of projections) {
    const { firstNeuron, size } = projection.pre;
    let own = longest[firstNeuron]!;
    for (let k = 0; k < delays; k++) own = Math.max(own, parameters[delay + k]!);
    longest.fill(own, firstNeuron, firstNeuron + size);
  }
  const ever = longest.reduce((most, own) => Math.max(most, own), Number.NEGATIVE_INFINITY);
  let first = spikes.times.length;
  while (first > 0 && spikes.times[first - 1]! + ever > time) first--;
  for (let k = first; k < spikes.times.length; k++) {
    const [sent, neuron] = [spikes.times[k]!, spikes.neurons[k]!];
    if (!(sent + longest[neuron]! > time)) continue;
    appendSpike(tape.spikes, {
      time: sent,
      neuron,
      event: spikes.events[k]!,
      cause: eventCause.earlier,
      round: -1,
      payload: spikes.payloads[k]!,
    });
  }
}

/** Puts on their way to a population what arrives after the beginning of the run: what arrived until then has arrived. */
export function receiveEarlier({ tape, parameters, settings, inOrder }: Shared, part: PopulationRun): void {
  const { run, program } = part;
  const { cause } = tape.spikes;
  run.counters.ignoredArrivals += gatherArrivals(tape, run.dues, {
    projections: program.incoming,
    isSent: (record) => cause.data[record] === eventCause.earlier,
    inOrder,
    first: 0,
    parameters,
    from: nextAbove(settings.from),
    before: Number.POSITIVE_INFINITY,
    until: settings.until,
    after: () => -1,
  });
}
