/** What a routine does to the neuron at hand: records of it, and steps forwards and back. */
import * as w from "../../codegen/wasm-statements.ts";
import { abs, add, apply, i32, isLess, select, sub, type Term } from "../../codegen/wasm-terms.ts";
import { mostBeforeStep } from "../../tape/page.ts";
import * as slots from "../slots.ts";
import type { Advancing } from "./advance-parts.ts";
import { doubleOf } from "./routine-writer.ts";

/** The neuron at hand, and where its records go. */
export type Recording = Pick<Advancing, "s" | "columns" | "model" | "index" | "t" | "records" | "states">;

/** Appends a record, as `appendRecord` does. */
export function record(
  { s, columns, model, index, t, records, states }: Recording,
  kind: number,
  reference: Term,
  length: Term | number,
): void {
  const of8 = (at: Term): Term => w.shifted(at, 3);
  const of4 = (at: Term): Term => w.shifted(at, 2);
  s.storeByte(records, columns.kind.byteOffset, i32(kind));
  s.storeInteger(of4(records), columns.neuron.byteOffset, w.plus(index, s.count("firstNeuron")));
  s.storeInteger(of4(records), columns.reference.byteOffset, reference);
  s.storeDouble(of8(records), columns.time.byteOffset, t);
  s.storeDouble(of8(records), columns.stepSize.byteOffset, length);
  // Without signals there is one segment.
  s.storeInteger(of4(records), columns.segment.byteOffset, i32(0));
  s.storeInteger(of4(records), columns.stateStart.byteOffset, w.plus(s.count("before"), states));
  model.states.forEach(({ name }, i) => {
    s.storeDouble(of8(states), columns.state.byteOffset + 8 * i, s.slot(name));
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
export const isFull = ({ records, columns }: Advancing): Term =>
  apply([records, i32(mostBeforeStep(columns))], "i32.gt_s");
