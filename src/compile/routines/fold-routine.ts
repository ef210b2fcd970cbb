/**
 * Steps from arrival to arrival, far from all events, that leave one folded record together: nothing else happens to the
 * neuron, and `unfold` writes out what the event loop would have recorded.
 */
import * as w from "../../codegen/wasm-statements.ts";
import { add, apply, i32, isAtMost, isLess, sub, type Term } from "../../codegen/wasm-terms.ts";
import { foldedKind } from "../../tape/tape.ts";
import * as slots from "../slots.ts";
import type { Advancing } from "./advance-parts.ts";
import { asDouble, dueArrivalAt, dueTime, isAnchored, takeArrival } from "./arriving.ts";
import { inCommon } from "./in-common.ts";
import { mostFolded } from "./routine-columns.ts";
import { isFull, record } from "./stretch.ts";

const { placeSlots: place } = slots;

/** From an arrival that the last step led to as far as the neuron keeps away from events, and no further than is known. */
export function foldAhead(own: Advancing): void {
  const { s, model, columns, far, t, target, size, due, records, states, budget, steps, received } = own;
  if (far === undefined) return;
  const { slot: inFrame, keepSlot: keepInFrame, number, count } = s;
  const first = s.variable("i32");
  const here = s.variable("i32");
  const last = s.variable("i32");
  const made = s.variable("i32");
  const most = s.variable("i32");
  const before = s.variable("f64");
  const longest = s.variable("f64");
  const ahead = s.variable("f64");
  const kept = model.states.map(({ name }) => ({ name, value: s.variable("f64") }));
  const peaks = model.events.map(({ name }) => isLess(inFrame(slots.eventPeakSlot(name)), 0));
  s.when(w.both(w.both(count("folds"), isAnchored(own)), w.not(isFull(own))), () => {
    first.set(due);
    made.set(i32(0));
    const least = (a: Term, b: Term): Term => apply([a, b, apply([a, b], "i32.lt_s")], "select");
    last.set(least(w.minus(count("dues"), 1), w.plus(first, mostFolded)));
    const left = apply([sub(number("maxSteps"), steps), 2 ** 30], "f64.min");
    most.set(least(budget, apply([left], "i32.trunc_f64_s")));
    const allowed = apply([inFrame(place.proposal), inFrame(slots.stepCapSlot)], "f64.min");
    longest.set(apply([allowed, number("longest")], "f64.min"));
    ahead.set(apply([number("known"), number("sample")], "f64.min"));
    record(own, foldedKind, w.plus(first, count("dueFirst")), 0);
    before.set(t);
    s.block((leave) => {
      s.loop((again) => {
        here.set(due);
        for (const { name, value } of kept) value.set(inFrame(name));
        leave(w.not(apply([made, most], "i32.lt_s")));
        leave(w.not(isLess(before, number("horizon"))));
        s.loop((more) => {
          takeArrival(own);
          due.set(w.plus(due, 1));
          leave(apply([due, last], "i32.gt_s"));
          more(apply([dueTime(own), before], "f64.eq"));
        });
        target.set(dueTime(own));
        leave(w.not(isLess(target, ahead)));
        size.set(sub(target, before));
        leave(w.not(isAtMost(size, longest)));
        keepInFrame(slots.stepSizeSlot, size);
        inCommon(own, far, { values: columns.farCommon, sizes: columns.farSize });
        leave(w.not(peaks.reduce(w.both)));
        made.set(w.plus(made, 1));
        before.set(target);
        again();
      });
    });
    due.set(here);
    for (const { name, value } of kept) keepInFrame(name, value);
    s.when(
      made,
      () => {
        const index = w.shifted(w.minus(records, 1), 2);
        s.storeInteger(index, columns.segment.byteOffset, w.minus(due, first));
        t.set(before);
        keepInFrame(place.t, t);
        keepInFrame(place.last, asDouble(dueArrivalAt(own, w.minus(due, 1))));
        budget.set(w.minus(budget, made));
        steps.set(add(steps, asDouble(made)));
        received.set(w.plus(received, w.minus(due, first)));
      },
      () => {
        records.set(w.minus(records, 1));
        states.set(w.minus(states, model.states.length));
      },
    );
  });
}
