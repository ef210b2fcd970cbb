/** The beginning of a neuron's run, in a routine: what the event loop does, in its order. */
import * as w from "../../codegen/wasm-statements.ts";
import { i32, isLess } from "../../codegen/wasm-terms.ts";
import { eventCause, recordKind } from "../../tape/tape.ts";
import { anchor, arming } from "../place-codes.ts";
import * as slots from "../slots.ts";
import { type Advancing, timedEvents } from "./advance-parts.ts";
import { isStillToCome } from "./arriving.ts";
import { record } from "./stretch.ts";

const { placeSlots: place } = slots;

/** What the numbers that the event loop keeps are at first, where that is not 0. */
const first: Partial<Record<slots.PlaceName, number>> = {
  last: -1,
  anchor: anchor.none,
  crossed: -1,
  promised: Number.NaN,
};

export function beginNeuron(own: Advancing): void {
  const { s, model, run, controller, t } = own;
  const remembered = new Float64Array(controller?.stateSize ?? 0);
  controller?.init(remembered, 0);
  for (const name of Object.keys(place) as slots.PlaceName[]) s.keepSlot(place[name], first[name] ?? 0);
  remembered.forEach((value, k) => {
    s.keepSlot(slots.rememberedSlot(k), value);
  });
  t.set(s.number("from"));
  s.keepSlot(place.t, t);
  s.keepSlot(place.proposal, s.number("firstStepSize"));
  run(own.initial);
  record(own, recordKind.start, i32(-1), 0);
  run(own.eventValues);
  for (const { name, fireAtStart } of model.events) {
    s.keepSlot(slots.causeSlot(name), anchor.none);
    s.keepSlot(slots.firedAtSlot(name), Number.NaN);
    s.keepSlot(slots.landedSlot(name), 0);
    const keep = (armed: number, pending: number): void => {
      s.keepSlot(slots.armedSlot(name), armed);
      s.keepSlot(slots.pendingSlot(name), pending);
    };
    s.when(
      isLess(s.slot(slots.eventValueSlot(name)), 0),
      () => keep(arming.armed, -1),
      () => {
        keep(arming.never, fireAtStart ? eventCause.start : -1);
        s.keepCount("unarmed", i32(1));
      },
    );
  }
  for (const { name } of timedEvents(model))
    s.when(w.not(isStillToCome(own, name)), () => s.keepSlot(slots.pendingSlot(name), eventCause.root));
  run(own.stepCap);
}
