/** What a routine does with arrivals at the present time of a neuron. */
import * as w from "../../codegen/wasm-statements.ts";
import { apply, i32, isLess } from "../../codegen/wasm-terms.ts";
import { recordKind } from "../../tape/tape.ts";
import * as slots from "../slots.ts";
import { type Advancing, anchorKind, begun, risingEvents, timedEvents } from "./advance-parts.ts";
import {
  asDouble,
  byPort,
  dueArrival,
  duePort,
  dueTime,
  isAnchored,
  isDue,
  isStillToCome,
  takeFrom,
} from "./arriving.ts";
import { isFull, record, takeBack } from "./stretch.ts";

const { placeSlots: place } = slots;

/**
 * All that arrives at the present time.
 *
 * @param cease  may end it before each of them
 */
export function receiveAll(own: Advancing, stop: w.Jump, cease?: (enough: w.Jump) => void): void {
  const { s, t, due, anchor, received } = own;
  s.block((hasReceived) => {
    s.loop((next) => {
      hasReceived(w.not(isDue(own)));
      hasReceived(apply([dueTime(own), t], "f64.ne"));
      cease?.(hasReceived);
      // Short of it by less than an ulp of the time.
      hasReceived(isLess(s.slot(place.rest), 0));
      stop(isFull(own));
      s.when(w.not(isAnchored(own)), () => record(own, recordKind.stepToArrival, dueArrival(own), 0));
      record(own, recordKind.arrival, dueArrival(own), 0);
      byPort(own, duePort(own), (port) => receive(own, port, stop));
      s.when(own.begun, () => own.begun.set(i32(begun.butArrived)));
      anchor.set(i32(anchorKind.last));
      s.keepSlot(place.last, asDouble(dueArrival(own)));
      due.set(w.plus(due, 1));
      received.set(w.plus(received, 1));
      next();
    });
  });
}

function receive(own: Advancing, port: number, stop: w.Jump): void {
  const { s, model, run } = own;
  const timed = timedEvents(model);
  const undo = (): void => {
    takeBack(own);
    s.when(w.not(isAnchored(own)), () => takeBack(own));
    // The event loop reads when timers are due.
    if (timed.length > 0) run(own.eventValues);
    stop();
  };
  const { touches, starts } = own.inputEffects[port]!;
  if (starts.includes(true)) {
    undo();
    return;
  }
  takeFrom(own, port);
  if (!touches.includes(true)) return;
  run(own.eventValues);
  const isBelow = risingEvents(model).map(({ name }) => isLess(s.slot(slots.eventValueSlot(name)), 0));
  const isEarly = timed.map(({ name }) => isStillToCome(own, name));
  s.when(w.not([...isBelow, ...isEarly].reduce(w.both, i32(1))), undo);
}
