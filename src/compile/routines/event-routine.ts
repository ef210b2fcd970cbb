/**
 * A spike in a routine: the step to the root of the only event of a model that has no timer, where everything about it is plain, and
 * the reset there. The event loop does the same in its functions `inspectStep`, `resolveStep`, `locateEvent`,
 * `acceptEvent` and `fire`; whatever is not plain is left to it, with the neuron as it was before the step.
 */
import * as w from "../../codegen/wasm-statements.ts";
import {
  add,
  apply,
  i32,
  isAtMost,
  isLess,
  isSame,
  mul,
  select,
  sub,
  type Term,
} from "../../codegen/wasm-terms.ts";
import { recordKind } from "../../tape/tape.ts";
import { leastRest, noise } from "../event-decisions.ts";
import { anchor, arming } from "../place-codes.ts";
import * as slots from "../slots.ts";
import { summitRoundings } from "../summit.ts";
import {
  type AdvanceParts,
  type Advancing,
  anchorKind,
  begun,
  risingEvents,
  timedEvents,
  type Ways,
} from "./advance-parts.ts";
import { asDouble, dueTime, isDue, isStillToCome } from "./arriving.ts";
import { changesOfSign, rootOfBernstein } from "./bernstein-routine.ts";
import { locateRoot } from "./locate-routine.ts";
import { spikeRoom } from "./routine-columns.ts";
import { advanceClock, moveOn, record, takeBack } from "./stretch.ts";

const { placeSlots: place } = slots;
/** A share of the way to a summit that rounding does not bring there. */
const wellBefore = 1 - 1e-9;

/** Whether the routine knows what to do at events: a model has one without a timer, the first, which leads to a spike. */
export function isLocated({ model, summits, hasShape }: AdvanceParts): boolean {
  const [event, ...others] = risingEvents(model);
  const isSpike = event === model.events[0] && event?.emits === true && others.length === 0;
  return isSpike && (hasShape || summits[0] !== undefined);
}

/** After a step in which an event function does not keep away from zero. */
export function meetEvent(own: Advancing, e: number, { stop, left, again }: Ways): void {
  if (!isLocated(own)) {
    stop();
    return;
  }
  const { s, model, columns, run, size, spikes, t } = own;
  const { slot: inFrame, keepSlot: keepInFrame, number } = s;
  const { name, repeats, payload } = model.events[e]!;
  const peak = inFrame(slots.eventPeakSlot(name));
  const margin = inFrame(slots.eventMarginSlot(name));
  const rounding = inFrame(slots.eventRoundingSlot(name));
  const end = inFrame(slots.eventEndSlot(name));
  const rate = inFrame(slots.crossingRateSlot(name));
  const coefficients = Array.from({ length: own.bernstein[e]! }, (_, k) =>
    inFrame(slots.bernsteinSlot(name, k)),
  );
  const negated = (a: Term): Term => apply([a], "f64.neg");

  const whole = s.variable("f64");
  const theta = s.variable("f64");
  const limit = s.variable("f64");
  const ending = s.variable("f64");
  const clock = s.variable("f64");
  const clockRest = s.variable("f64");
  const between = s.variable("f64");
  const tries = s.variable("i32");
  const summit = own.summits[e];
  const share = inFrame(slots.summitSlot(name));

  stop(apply([spikes, i32(spikeRoom - 1)], "i32.gt_s"));
  // One more than that ends the run.
  stop(w.not(isAtMost(add(inFrame(place.fired), 1), number("maxSpikes"))));
  whole.set(size);
  ending.set(end);
  if (summit === undefined) {
    // A polynomial that begins below zero, ends above, and changes its sign once.
    stop(w.not(isLess(coefficients[0]!, 0)));
    stop(w.not(isLess(mul(noise, rounding), coefficients.at(-1)!)));
    stop(w.not(isLess(mul(noise, rounding), end)));
    stop(w.not(w.equals(changesOfSign(s, coefficients), 1)));
    theta.set(rootOfBernstein(s, coefficients));
    limit.set(1);
  } else {
    const guess = inFrame(slots.guessSlot(name));
    stop(w.not(isLess(coefficients[0]!, negated(margin))));
    stop(w.not(isLess(margin, peak)));
    limit.set(share);
    const isInside = w.both(isLess(0, guess), isAtMost(guess, share));
    theta.set(select(isInside, guess, mul(0.5, share)));
  }
  locateRoot(own, e, { guess: mul(theta, whole), limit: mul(limit, whole), tries, stop });
  // Nothing comes to rest there.
  const isFar = isLess(mul(noise, rounding), apply([ending], "f64.abs"));
  const isNear = isAtMost(sub(whole, size), mul(leastRest, whole));
  stop(w.not(w.either(isFar, isNear)));
  // Nothing lies before it.
  if (summit === undefined) {
    const lowest = mul(-2.5, margin);
    for (const coefficient of coefficients.slice(0, -1)) stop(w.not(isLess(coefficient, lowest)));
  } else {
    // Its own summit is its end, if it ends well before the one that was found.
    const isBefore = isLess(size, mul(wellBefore, mul(limit, whole)));
    s.when(w.not(isBefore), () => {
      run(summit);
      stop(apply([share, 1], "f64.ne"));
    });
    stop(w.not(isLess(coefficients[0]!, negated(mul(summitRoundings, rounding)))));
  }
  stop(w.not(isLess(size, whole)));
  s.when(s.count("adaptive"), () => stop(w.not(isAtMost(inFrame(slots.errorNormSlot), 1))));
  stop(w.not(w.both(isLess(0, rate), isLess(rate, Number.POSITIVE_INFINITY))));

  clock.set(t);
  clockRest.set(inFrame(place.rest));
  record(own, recordKind.stepToEvent, i32(e), size);
  moveOn(own);
  advanceClock(own);
  const timed = timedEvents(model);
  const undo = (): void => {
    takeBack(own);
    t.set(clock);
    keepInFrame(place.t, t);
    keepInFrame(place.rest, clockRest);
    // The event loop reads when timers are due.
    if (timed.length > 0) run(own.eventValues);
    stop();
  };
  // What arrives at the very time, or an event that the clock cannot tell from the one before it.
  s.when(isDue(own), () => s.when(w.not(isLess(t, dueTime(own))), undo));
  const rest = inFrame(place.rest);
  between.set(add(sub(t, inFrame(slots.firedAtSlot(name))), sub(rest, inFrame(slots.firedRestSlot(name)))));
  s.when(w.both(isLess(0, between), isSame(add(t, between), t)), undo);
  record(own, recordKind.reset, w.plus(s.count("spikesBefore"), spikes), 0);
  run(own.resets[e]!);
  own.begun.set(i32(begun.nothing));
  const isBelow = isLess(inFrame(slots.eventValueSlot(name)), 0);
  keepInFrame(slots.armedSlot(name), arming.disarmed);
  const { touches, starts } = own.resetEffects[e]!;
  if (touches.includes(true)) {
    run(own.eventValues);
    const undoReset = (): void => {
      keepInFrame(slots.armedSlot(name), arming.armed);
      takeBack(own);
      undo();
    };
    // It happens again at once, in the next round.
    if (repeats) s.when(w.not(isBelow), undoReset);
    for (const timer of timed) {
      // A timer that is over at once, or never, or was started for a time that is over.
      s.when(w.not(isStillToCome(own, timer.name)), undoReset);
      if (!starts[timer.e]!) continue;
      const period = sub(inFrame(timer.due), t);
      const isPeriod = w.both(isAtMost(0, period), isLess(period, Number.POSITIVE_INFINITY));
      const isStarted = apply([inFrame(slots.timerStartSlot(timer.name)), 0], "f64.ne");
      s.when(w.both(isStarted, w.not(isPeriod)), undoReset);
    }
    s.when(isBelow, () => keepInFrame(slots.armedSlot(name), arming.armed));
  }
  keepInFrame(slots.firedAtSlot(name), t);
  keepInFrame(slots.firedRestSlot(name), rest);
  keepInFrame(place.fired, add(inFrame(place.fired), 1));
  keepInFrame(place.spikes, add(inFrame(place.spikes), 1));
  keepInFrame(place.anchor, sub(anchor.atSpike(0), asDouble(w.plus(s.count("spikesBefore"), spikes))));
  own.anchor.set(i32(anchorKind.same));
  const neuron = w.plus(own.index, s.count("firstNeuron"));
  s.storeDouble(w.shifted(spikes, 3), columns.firedTime.byteOffset, t);
  s.storeInteger(w.shifted(spikes, 2), columns.firedNeuron.byteOffset, neuron);
  s.storeDouble(
    w.shifted(spikes, 3),
    columns.firedPayload.byteOffset,
    payload === undefined ? 1 : inFrame(slots.sentSlot),
  );
  spikes.set(w.plus(spikes, 1));
  s.when(isLess(rate, number("smallestRate")), () => {
    s.keepNumber("smallestRate", rate);
    s.keepNumber("smallestRateTime", t);
    s.keepCount("smallestRateNeuron", neuron);
  });
  own.repeated.set(w.plus(own.repeated, tries));
  own.budget.set(w.minus(own.budget, 1));
  own.steps.set(add(own.steps, 1));
  s.when(w.not(isLess(inFrame(place.spikes), number("stopAfter"))), () => {
    keepInFrame(place.finished, 1);
    left();
  });
  again();
}
