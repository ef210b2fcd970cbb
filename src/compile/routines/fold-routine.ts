/**
 * Steps from arrival to arrival, far from all events, that leave one folded record together: nothing else happens to the
 * neuron, and `unfold` writes out what the event loop would have recorded.
 */
import * as w from "../../codegen/wasm-statements.ts";
import { add, apply, i32, isAtMost, isLess, isSame, sub, type Term } from "../../codegen/wasm-terms.ts";
import { foldedKind } from "../../tape/tape.ts";
import * as slots from "../slots.ts";
import { type Advancing, anchorKind } from "./advance-parts.ts";
import { asDouble, dueArrivalAt, dueTime, isDue, takeArrival } from "./arriving.ts";
import { inCommon } from "./in-common.ts";
import { mostFolded } from "./routine-columns.ts";
import { isFull, record } from "./stretch.ts";

const { placeSlots: place } = slots;
/** Bounds are the better the shorter the records. */
const mostWithoutEvents = 16;
/** More than a folded record has room for. */
const mostSteps = 1_000_000;

/**
 * From the time of an arrival on, when that or the first of several has been received, as far as the neuron keeps away
 * from events, and no further than is known.
 */
export function foldAhead(own: Advancing): void {
  const { s, columns, far, t, target, size, due, records, budget, steps, received } = own;
  if (far === undefined) return;
  const { slot: inFrame, keepSlot: keepInFrame, number, count } = s;
  const first = s.variable("i32");
  const next = s.variable("i32");
  const last = s.variable("i32");
  const made = s.variable("i32");
  const most = s.variable("i32");
  const before = s.variable("f64");
  const longest = s.variable("f64");
  const ahead = s.variable("f64");
  const { state, bounds, places, isFar } = farFrom(own);
  const kept = state.map(() => s.variable("f64"));
  // Of a neuron without events, the largest of its states.
  const highest = own.model.events.length > 0 ? [] : bounds.map(() => s.variable("f64"));
  const keep = (): void => {
    state.forEach(({ now }, i) => {
      kept[i]!.set(now);
    });
  };
  s.when(w.both(mayBeFar(own), isDue(own)), () => {
    first.set(due);
    next.set(due);
    made.set(i32(0));
    const least = (a: Term, b: Term): Term => apply([a, b, apply([a, b], "i32.lt_s")], "select");
    const room = highest.length > 0 ? mostWithoutEvents : mostFolded;
    last.set(least(w.minus(count("dues"), 1), w.plus(first, room)));
    for (const value of highest) value.set(Number.NEGATIVE_INFINITY);
    const left = apply([sub(number("maxSteps"), steps), mostSteps], "f64.min");
    most.set(least(budget, apply([left], "i32.trunc_f64_s")));
    const allowed = apply([inFrame(place.proposal), inFrame(slots.stepCapSlot)], "f64.min");
    longest.set(apply([allowed, number("longest")], "f64.min"));
    ahead.set(apply([number("known"), number("sample")], "f64.min"));
    before.set(t);
    for (const { name, now } of state) now.set(inFrame(name));
    keep();
    s.block((leave) => {
      leave(isFull(own));
      /** All that arrives at one time. */
      const takeAll = (): void => {
        s.loop((more) => {
          takeArrival(own, places);
          due.set(w.plus(due, 1));
          leave(apply([due, last], "i32.gt_s"));
          more(apply([dueTime(own), before], "f64.eq"));
        });
      };
      s.when(apply([dueTime(own), before], "f64.eq"), takeAll);
      s.loop((again) => {
        leave(w.not(apply([made, most], "i32.lt_s")));
        leave(w.not(isLess(before, number("horizon"))));
        target.set(dueTime(own));
        leave(w.not(isLess(target, ahead)));
        size.set(sub(target, before));
        leave(w.not(isAtMost(size, longest)));
        inCommon(own, far, { values: columns.farCommon, sizes: columns.farSize }, places);
        own.isNear.set(w.not(isFar));
        leave(own.isNear);
        s.when(w.not(made), () => {
          record(own, foldedKind, w.plus(first, count("dueFirst")), 0);
          own.states.set(w.plus(own.states, highest.length));
        });
        highest.forEach((value, k) => {
          value.set(apply([value, bounds[k]!], "f64.max"));
        });
        made.set(w.plus(made, 1));
        before.set(target);
        next.set(due);
        keep();
        takeAll();
        again();
      });
    });
    due.set(next);
    s.when(made, () => {
      state.forEach(({ name }, i) => {
        keepInFrame(name, kept[i]!);
      });
      const index = w.shifted(w.minus(records, 1), 2);
      s.storeInteger(index, columns.segment.byteOffset, w.minus(due, first));
      highest.forEach((value, k) => {
        const at = w.shifted(w.minus(own.states, highest.length - k), 3);
        s.storeDouble(at, columns.state.byteOffset, value);
      });
      t.set(before);
      keepInFrame(place.t, t);
      own.anchor.set(i32(anchorKind.next));
      s.when(w.minus(due, first), () => {
        keepInFrame(place.last, asDouble(dueArrivalAt(own, w.minus(due, 1))));
      });
      budget.set(w.minus(budget, made));
      steps.set(add(steps, asDouble(made)));
      received.set(w.plus(received, w.minus(due, first)));
    });
  });
}

/**
 * The step to the end of the run, from the time of an arrival on.
 *
 * @param accept  goes where it has been made, with the states at its end in the frame
 */
export function endAhead(own: Advancing, accept: w.Jump): void {
  const { s, columns, far } = own;
  if (far === undefined) return;
  const { state, places, isFar } = farFrom(own);
  s.when(w.both(mayBeFar(own), w.not(isDue(own))), () => {
    for (const { name, now } of state) now.set(s.slot(name));
    inCommon(own, far, { values: columns.farCommon, sizes: columns.farSize }, places);
    for (const { name, now } of state) s.keepSlot(slots.nextSlot(name), now);
    accept(isFar);
  });
}

/** Whether what comes next may be a step far from events that other neurons make, too: from the time of an arrival. */
export function mayBeFar({ s, anchor, isNear }: Advancing): Term {
  const isReceived = w.both(w.equals(anchor, anchorKind.last), isSame(s.slot(place.rest), 0));
  return w.both(w.both(s.count("folds"), isReceived), w.not(isNear));
}

/** States in variables, what stands for slots of a step far from events, and whether that was one. */
function farFrom({ s, model, frame, size }: Advancing) {
  const state = model.states.map(({ name }) => ({ name, now: s.variable("f64") }));
  const bounds = slots.farBoundSlots(model).map((slot) => ({ slot, value: s.variable("f64") }));
  const places = new Map([
    [frame.slot(slots.stepSizeSlot), size],
    ...state.map(({ name, now }) => [frame.slot(name), now] as const),
    ...bounds.map(({ slot, value }) => [frame.slot(slot), value] as const),
  ]);
  const beyond = model.events.length > 0 ? 0 : Number.POSITIVE_INFINITY;
  const isFar = bounds.map(({ value }) => isLess(value, beyond)).reduce(w.both);
  return { state, bounds: bounds.map(({ value }) => value), places, isFar };
}
