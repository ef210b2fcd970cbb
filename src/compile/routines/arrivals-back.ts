/** What a routine of the reverse sweep does about arrivals, with the operations of the sweep record by record. */
import type { Places } from "../../codegen/wasm-program.ts";
import * as w from "../../codegen/wasm-statements.ts";
import { add, apply, i32, load, type Term } from "../../codegen/wasm-terms.ts";
import type { Runner } from "../../codegen/webassembly.ts";
import { payloadName } from "../../neurons/neuron-model.ts";
import * as slots from "../slots.ts";
import { byPort } from "./arriving.ts";
import { type Sum, type SumTerms, sumAt } from "./exact-sum-terms.ts";
import type { RoutineColumns } from "./routine-columns.ts";
import { doubleOf, integerOf, type RoutineWriter } from "./routine-writer.ts";
import type { SweepParts } from "./sweep-parts.ts";

/** The arrival at hand, in variables, and the neuron that it reaches. */
export interface Arriving {
  readonly s: RoutineWriter;
  readonly run: Runner;
  readonly parts: SweepParts;
  readonly columns: RoutineColumns;
  /** Of the neuron in its population, and of the arrival on the tape. */
  readonly index: Term;
  readonly reference: Term;
  /** Cotangent of the neuron's time. */
  readonly time: Sum;
  readonly sums: SumTerms;
  readonly sharing: Sharing;
}

/** What records do to sums that other neurons add to, too: the order of what is added has a say in its last bits. */
export interface Sharing {
  /** Adds the neuron's time to that of the spike that arrives, and to the delay. */
  readonly addArrivalTime: (own: Arriving) => void;
  /** Adds by channel the cotangents of weights, and that of what the spike carries, if anything. */
  readonly addArrived: (own: Arriving, weights: readonly Term[], carried: Term | undefined) => void;
}

/** Adds it at once. */
export const atOnce: Sharing = {
  addArrivalTime: (own) => addToTimes(own, own.time),
  addArrived: addToArrived,
};

/** A slot, and the variable that has its value. */
export interface Elsewhere {
  readonly slot: string;
  readonly value: w.Variable;
}

/** Does what is said for the port through which it comes. */
export function byOwnPort(
  { s, parts: { model }, columns, reference }: Arriving,
  action: (port: number) => void,
): void {
  byPort({ s, model }, integerOf(columns.arrivalPort, reference), action);
}

export function addToTimes({ s, columns, reference, sums: { addSum } }: Arriving, time: Sum): void {
  addSum(sumAt(columns.spikeLeading, columns.spikeRest, integerOf(columns.arrivalSpike, reference)), time);
  const delay = integerOf(columns.arrivalDelay, reference);
  s.when(w.not(apply([delay, i32(0)], "i32.lt_s")), () => {
    addSum(sumAt(columns.delayLeading, columns.delayRest, delay), time);
  });
}

/** What arrives, in the place of its slots. */
export function arriving(own: Arriving, port: number): Map<number, Term | w.Variable> {
  const { parts, columns, reference } = own;
  const { channels, graded } = parts.model.ports[port]!;
  const { frame } = parts;
  const weights = channels.map(
    (name, c) => [frame.slot(name), doubleOf(columns.parameters, weightOf(own, c))] as const,
  );
  const all = new Map<number, Term | w.Variable>(weights);
  if (graded) all.set(frame.slot(payloadName), doubleOf(columns.arrivalPayload, reference));
  return all;
}

/** @param elsewhere  slots that have their values in variables */
export function pullArrival(own: Arriving, port: number, elsewhere: readonly Elsewhere[] = []): void {
  const { s, run, parts, time, sums, sharing } = own;
  const { model, frame, inputs, shifts } = parts;
  const { channels, graded } = model.ports[port]!;
  const bars = channels.map((name) => ({ slot: slots.barSlot(name), value: s.variable("f64") }));
  const variables = [...elsewhere, ...bars].map(({ slot, value }) => [frame.slot(slot), value] as const);
  const places: Places = new Map([...arriving(own, port), ...variables]);
  if (shifts !== undefined) {
    s.when(w.not(s.count("timeless")), () => {
      run(shifts.inputs[port]!, places);
      sums.addTo(time, s.slot(slots.barSlot(slots.stepSizeSlot)));
      sharing.addArrivalTime(own);
      sums.resetTo(time, 0);
    });
  }
  run(inputs[port]!, places);
  const carried = graded ? s.slot(slots.barSlot(payloadName)) : undefined;
  sharing.addArrived(
    own,
    bars.map(({ value }) => value),
    carried,
  );
}

export function addToArrived(own: Arriving, weights: readonly Term[], carried: Term | undefined): void {
  const { s, columns, reference } = own;
  if (carried !== undefined) {
    const at = w.shifted(integerOf(columns.arrivalSpike, reference), 3);
    const { byteOffset } = columns.spikePayload;
    s.storeDouble(at, byteOffset, add(load(at, byteOffset), carried));
  }
  s.when(integerOf(columns.arrivalWanted, reference), () => {
    const at = s.variable("i32");
    weights.forEach((bar, c) => {
      at.set(w.shifted(weightOf(own, c), 3));
      const { byteOffset } = columns.gradient;
      s.storeDouble(at, byteOffset, add(load(at, byteOffset), bar));
    });
  });
}

function weightOf({ columns, index, reference }: Arriving, channel: number): Term {
  const channels = columns.arrivalWeight.length / columns.arrivalSpike.length;
  const ofAll = apply([reference, i32(channels)], "i32.mul");
  const own = apply([integerOf(columns.arrivalShared, reference), index], "i32.mul");
  return w.plus(integerOf(columns.arrivalWeight, w.plus(ofAll, channel)), own);
}
