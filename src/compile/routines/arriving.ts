/** Terms of a routine: what arrives next at the neuron at hand, as it is laid out in the columns. */

import type { Places } from "../../codegen/wasm-program.ts";
import * as w from "../../codegen/wasm-statements.ts";
import { apply, i32, isLess, sub, type Term } from "../../codegen/wasm-terms.ts";
import * as slots from "../slots.ts";
import { type Advancing, anchorKind } from "./advance-parts.ts";
import { doubleOf, integerOf } from "./routine-writer.ts";

export const asDouble = (integer: Term): Term => apply([integer], "f64.convert_i32_s");
/** Whether something is still to arrive, as far as it is laid out. */
export const isDue = ({ s, due }: Advancing): Term => apply([due, s.count("dues")], "i32.lt_s");
export const dueTime = ({ columns, due }: Advancing): Term => doubleOf(columns.dueTime, due);
/** Its index among the arrivals of the tape; that of another place in the columns. */
export const dueArrival = (own: Advancing): Term => dueArrivalAt(own, own.due);
export const dueArrivalAt = ({ columns }: Advancing, at: Term): Term => integerOf(columns.dueArrival, at);
/** Whether the last step led to it. */
export const isAnchored = ({ anchor }: Advancing): Term => w.equals(anchor, anchorKind.next);

/**
 * What arrives through a port at the neuron at hand does to its state.
 *
 * @param places  what stands for slots of the frame
 */
export function takeFrom(own: Advancing, port: number, places: Places = new Map()): void {
  const { model, frame, columns, run, due } = own;
  const channels = columns.dueWeight.length / columns.dueTime.length;
  const { channels: names, graded } = model.ports[port]!;
  const all = new Map(places);
  names.forEach((channel, c) => {
    const entry = w.plus(apply([due, i32(channels)], "i32.mul"), c);
    const weight = w.plus(integerOf(columns.dueWeight, entry), own.own);
    all.set(frame.slot(channel), doubleOf(columns.parameters, weight));
  });
  if (graded) {
    const payload = slots.arrivingNames(model.ports[port]!).at(-1)!;
    all.set(frame.slot(payload), doubleOf(columns.duePayload, due));
  }
  run(own.inputs[port]!, all);
}

/** Of whichever port what is due comes through. */
export function takeArrival(own: Advancing, places: Places): void {
  byPort(own, duePort(own), (port) => takeFrom(own, port, places));
}

/** The port through which it comes. */
export const duePort = ({ columns, due }: Advancing): Term => integerOf(columns.duePort, due);

/** Does what is said for a port of the model. */
export function byPort(
  { s, model }: Pick<Advancing, "s" | "model">,
  port: Term,
  action: (port: number) => void,
): void {
  if (model.ports.length === 1) {
    action(0);
    return;
  }
  model.ports.forEach((_, own) => {
    s.when(w.equals(port, own), () => action(own));
  });
}

/** How long it is until a time, as in the event loop. */
export function timeUntil({ s, t }: Pick<Advancing, "s" | "t">, time: Term): Term {
  return sub(sub(time, t), s.slot(slots.restSlot));
}

/** Whether the timer of an event is not due at the present time. */
export function isStillToCome(own: Pick<Advancing, "s" | "t">, event: string): Term {
  return isLess(0, timeUntil(own, own.s.slot(slots.timerNextSlot(event))));
}
