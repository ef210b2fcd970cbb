/** A state of neurons before or after their events, as the records of the tape tell them. */
import { knownHere, OptionError } from "../../errors.ts";
import { declaredName } from "../../network/event-names.ts";
import type { Observation } from "../../tape/observation.ts";
import { recordKind } from "../../tape/tape.ts";
import { shown } from "../../values.ts";
import { collectObservation, type Spot } from "./observe.ts";
import { componentOf, forEachRecord, type Recorded, recordedPopulation } from "./recorded.ts";

/** Which state of which neurons, on which side of which event; undefined for all that are sent along projections. */
interface Wanted {
  readonly population: string;
  readonly state: string;
  readonly side: "after" | "before";
  readonly event: string | undefined;
}

/** See `Solution.stateAtEvents`. */
export function stateAtEventsOf(run: Recorded, { population, state, side, event }: Wanted): Observation {
  const where = "stateAtEvents";
  const at = recordedPopulation(where, run, population);
  const component = componentOf(where, at, state);
  const { model, population: own } = at.program;
  const events = model.events.slice(0, model.ownEvents);
  const names = [...new Set(events.map(({ name }) => declaredName(name)))];
  if (event !== undefined && !names.includes(event)) {
    throw new OptionError(where, `there is no event ${shown(event)}`, knownHere(event, names));
  }
  const spots = Array.from({ length: own.size }, (): Spot[] => []);
  /** The record of each neuron that led to where it is. */
  const last = new Int32Array(own.size);
  forEachRecord(at, (record, neuron, kind) => {
    if (kind === recordKind.reset) {
      const { name, emits } = events[run.tape.spikes.event.data[run.tape.reference.data[record]!]!]!;
      const isWanted = event === undefined ? emits : declaredName(name) === event;
      const place =
        side === "before"
          ? { record: last[neuron]!, elapsed: Number.NaN, next: record }
          : { record, elapsed: Number.NaN, next: -1 };
      if (isWanted) spots[neuron]!.push(place);
    }
    last[neuron] = record;
  });
  return collectObservation(at, component, spots);
}
