/** A record of the tape made once more: the states behind it. */

import { recordKind } from "../tape/tape.ts";
import { loadArrival, projectionOf, weightIndex } from "./arrival.ts";
import { loadRecord, type RecordPlace } from "./load-record.ts";
import type { Run } from "./run.ts";

export interface RepeatedPlace extends RecordPlace {
  /** Where a step leaves the first of the states at its end. */
  readonly nextSlot: number;
}

type Repeated = Pick<Run, "tape" | "signals" | "program" | "parameters">;

/** Makes what a record stands for; returns where in the memory the states after it begin. */
export function repeatRecord(run: Repeated, at: RepeatedPlace, frame: number, record: number): number {
  const { tape } = run;
  const { kernels } = at.program;
  loadRecord(run, at, frame, record);
  const kind = tape.kind.data[record]!;
  const reference = tape.reference.data[record]!;
  if (kind === recordKind.reset) kernels.reset[tape.spikes.event.data[reference]!]!(frame);
  else if (kind === recordKind.arrival) receive(run, at, frame, record, reference);
  else if (kind !== recordKind.start && kind !== recordKind.continued) {
    kernels.step(frame);
    return frame + at.nextSlot;
  }
  return frame;
}

function receive(
  { tape, program, parameters }: Repeated,
  { program: { kernels } }: RepeatedPlace,
  frame: number,
  record: number,
  arrival: number,
): void {
  const own = projectionOf(program, tape, arrival);
  const weights = weightIndex(own, tape, arrival, tape.neuron.data[record]!);
  const payload = tape.spikes.payload.data[tape.arrivals.spike.data[arrival]!]!;
  loadArrival(program.memory, frame, parameters.values, own, weights, payload);
  kernels.input[own.port]!(frame);
}
