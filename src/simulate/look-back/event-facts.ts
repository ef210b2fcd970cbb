/** The events of a population one by one, as its records tell them. */
import { loadRecord } from "../../compile/load-record.ts";
import { repeatRecord } from "../../compile/repeat-record.ts";
import { crossingRateSlot } from "../../compile/slots.ts";
import type { EventFacts } from "../../tape/look-back.ts";
import { eventCause, recordKind } from "../../tape/tape.ts";
import { forEachRecord, frameOfNeuron, type Recorded, recordedPopulation } from "./recorded.ts";

const causes: Readonly<Record<number, EventFacts["cause"]>> = {
  [eventCause.root]: "root",
  [eventCause.jump]: "jump",
  [eventCause.start]: "start",
};

/** See `Solution.events`. */
export function eventsOf(run: Recorded, population: string): EventFacts[] {
  const at = recordedPopulation("events", run, population);
  const { tape } = run;
  const { memory, names, program } = at;
  const { spikes } = tape;
  /** By neuron and event: the record of the last step to its root. */
  const roots = new Map<string, number>();
  const facts: EventFacts[] = [];
  const statesAt = (first: number, data: Float64Array): Record<string, number> =>
    Object.fromEntries(names.map((name, i) => [name, data[first + i]!]));
  forEachRecord(at, (record, neuron, kind) => {
    const reference = tape.reference.data[record]!;
    if (kind === recordKind.stepToEvent) roots.set(`${neuron} ${reference}`, record);
    if (kind !== recordKind.reset) return;
    const frame = frameOfNeuron(at, neuron);
    const index = spikes.event.data[reference]!;
    const event = program.model.events[index]!.name;
    const cause = causes[spikes.cause.data[reference]!]!;
    let crossingRate: number | undefined;
    if (cause === "root") {
      loadRecord(run, at, frame, roots.get(`${neuron} ${index}`)!);
      program.kernels.locate[index]!(frame);
      crossingRate = memory[frame + program.programs.frame.slot(crossingRateSlot(event))]!;
    }
    const after = statesAt(repeatRecord(at.run, at, frame, record), memory);
    facts.push({
      neuron,
      event,
      time: spikes.time.data[reference]!,
      cause,
      round: spikes.round.data[reference]!,
      payload: spikes.payload.data[reference]!,
      crossingRate,
      before: statesAt(tape.stateStart.data[record]!, tape.state.data),
      after,
    });
  });
  return facts.sort((a, b) => a.time - b.time || a.neuron - b.neuron);
}
