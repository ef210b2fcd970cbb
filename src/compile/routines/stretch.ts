/** What a routine does to the neuron at hand: records of it, and steps forwards and back. */
import * as w from "../../codegen/wasm-statements.ts";
import { abs, add, apply, i32, isLess, select, sub, type Term } from "../../codegen/wasm-terms.ts";
import * as slots from "../slots.ts";
import type { Advancing } from "./advance-parts.ts";
import { doubleOf, integerOf } from "./routine-writer.ts";

/** The neuron at hand, and where its records go. */
export type Recording = Pick<Advancing, "s" | "columns" | "model" | "index" | "t" | "records" | "states">;

/** Appends a record, as `appendRecord` does. */
export function record(own: Recording, kind: number, reference: Term, length: Term | number): void {
  const { s, model, index, t } = own;
  const neuron = w.plus(index, s.count("firstNeuron"));
  // Without signals there is one segment.
  const segment = i32(0);
  const state = model.states.map(({ name }) => s.slot(name));
  append(own, { kind: i32(kind), neuron, reference, time: t, stepSize: length, segment, state });
}

/** Appends one that lies elsewhere in the columns, with its states. */
export function moveRecord(own: Recording, from: Term, stateFrom: Term): void {
  const { columns, model } = own;
  append(own, {
    kind: w.byteAt(from, columns.kind.byteOffset),
    neuron: integerOf(columns.neuron, from),
    reference: integerOf(columns.reference, from),
    time: doubleOf(columns.time, from),
    stepSize: doubleOf(columns.stepSize, from),
    segment: integerOf(columns.segment, from),
    state: model.states.map((_, i) => doubleOf(columns.state, stateFrom, i)),
  });
}

/** By column. */
interface Entries {
  readonly kind: Term;
  readonly neuron: Term;
  readonly reference: Term;
  readonly time: Term;
  readonly stepSize: Term | number;
  readonly segment: Term;
  readonly state: readonly Term[];
}

function append({ s, columns, model, records, states }: Recording, entries: Entries): void {
  const of8 = (at: Term): Term => w.shifted(at, 3);
  const of4 = (at: Term): Term => w.shifted(at, 2);
  s.storeByte(records, columns.kind.byteOffset, entries.kind);
  s.storeInteger(of4(records), columns.neuron.byteOffset, entries.neuron);
  s.storeInteger(of4(records), columns.reference.byteOffset, entries.reference);
  s.storeDouble(of8(records), columns.time.byteOffset, entries.time);
  s.storeDouble(of8(records), columns.stepSize.byteOffset, entries.stepSize);
  s.storeInteger(of4(records), columns.segment.byteOffset, entries.segment);
  s.storeInteger(of4(records), columns.stateStart.byteOffset, w.plus(s.count("before"), states));
  entries.state.forEach((value, i) => {
    s.storeDouble(of8(states), columns.state.byteOffset + 8 * i, value);
  });
  records.set(w.plus(records, 1));
  states.set(w.plus(states, model.states.length));
}

/** Undoes the last record and what was done from its state on. */
export function takeBack({ s, columns, model, records, states }: Advancing): void {
  records.set(w.minus(records, 1));
  states.set(w.minus(states, model.states.length));
  model.states.forEach(({ name }, i) => {
    s.keepSlot(name, doubleOf(columns.state, states, i));
  });
}

/** Moves the state to the end of the step in the frame. */
export function moveOn({ s, model }: Advancing): void {
  for (const { name } of model.states) s.keepSlot(name, s.slot(slots.nextSlot(name)));
}

/** Moves the clock by the size of the step, as `advanceClock` of the event loop. */
export function advanceClock({ s, t, size, target }: Advancing): void {
  const rest = s.slot(slots.restSlot);
  const before = s.slot(slots.timeSlot);
  target.set(add(rest, size));
  t.set(add(before, target));
  const added = sub(t, before);
  const lost = select(isLess(size, abs(rest)), add(sub(rest, target), size), add(sub(size, target), rest));
  s.keepSlot(slots.restSlot, add(add(sub(before, sub(t, added)), sub(target, added)), lost));
  s.keepSlot(slots.timeSlot, t);
}

/** Whether the page has no room for what a step and what happens at its end leave. */
export const isFull = ({ records, full }: Advancing): Term => apply([records, i32(full)], "i32.gt_s");
