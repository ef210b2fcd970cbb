/** What a routine does with one neuron again and again: it receives what arrives, and makes a step. */
import type { Program } from "../../codegen/program.ts";
import * as w from "../../codegen/wasm-statements.ts";
import {
  abs,
  add,
  apply,
  i32,
  isAtMost,
  isLess,
  isSame,
  mul,
  select,
  type Term,
} from "../../codegen/wasm-terms.ts";
import { recordKind } from "../../tape/tape.ts";
import { longestWay } from "../plateaus.ts";
import * as slots from "../slots.ts";
import { type Advancing, anchorKind, begun, risingEvents, timedEvents, type Ways } from "./advance-parts.ts";
import { dueArrival, dueTime, isDue, timeUntil } from "./arriving.ts";
import { meetEvent } from "./event-routine.ts";
import { endAhead, foldAhead, mayBeFar } from "./fold-routine.ts";
import { inCommon } from "./in-common.ts";
import { receiveAll } from "./receive-routine.ts";
import { advanceClock, isFull, moveOn, record } from "./stretch.ts";

const { placeSlots: place } = slots;

/** The smallest step here, relative to the time or to 1 ms. */
const leastStep = 1e-12;

/** From where a neuron stands to a target or an event, or as far as the controller allows. */
export function advance(own: Advancing, ways: Ways): void {
  const { s, isCut } = own;
  prepare(own, ways);
  s.block((accept) => {
    s.when(isCut, () => endAhead(own, accept));
    tryStep(own, ways);
  });
  complete(own, ways);
}

/** Receives what has arrived, and has in the frame how long the next step is. */
export function prepare(own: Advancing, { stop, left }: Pick<Ways, "stop" | "left">): void {
  const { s, run, t, target, size, isCut, budget, steps } = own;
  const { slot: inFrame, keepSlot: keepInFrame, number, count } = s;
  const longest = s.variable("f64");
  if (own.far !== undefined) {
    // Of what else arrives with the first, folded records take care.
    receiveAll(own, stop, (enough) => enough(mayBeFar(own)));
    foldAhead(own);
  }
  receiveAll(own, stop);
  s.when(
    isDue(own),
    () => target.set(dueTime(own)),
    () => {
      stop(w.not(count("mayEnd")));
      target.set(number("until"));
    },
  );
  // What arrives at the time of a timer comes before it.
  for (const { name } of timedEvents(own.model))
    stop(w.not(isLess(target, inFrame(slots.timerNextSlot(name)))));
  const wait = (): void => {
    stop(w.not(count("mayWait")));
    own.reached.set(apply([own.reached, t], "f64.min"));
    left();
  };
  const until = (time: Term): Term => timeUntil(own, time);
  size.set(until(target));
  stop(w.not(apply([size, 0], "f64.gt")));
  s.when(w.not(isLess(t, number("horizon"))), wait);
  stop(w.not(isLess(target, number("sample"))));
  s.when(w.not(isLess(inFrame(place.proposal), Number.POSITIVE_INFINITY)), () => {
    run(own.initialStep);
    const first = inFrame(slots.initialStepSlot);
    const isNumber = isSame(first, first);
    keepInFrame(place.proposal, select(isNumber, first, Number.POSITIVE_INFINITY));
  });
  const { stepBegin, stepBeginAgain } = own;
  const ifBegun = (of: number, program: Program): void => s.when(w.equals(own.begun, of), () => run(program));
  if (stepBegin !== undefined && stepBeginAgain !== undefined) {
    ifBegun(begun.nothing, stepBegin);
    ifBegun(begun.butArrived, stepBeginAgain);
  } else if (own.capVaries) run(own.stepCap);
  const allowed = apply([inFrame(place.proposal), inFrame(slots.stepCapSlot)], "f64.min");
  longest.set(apply([allowed, number("longest")], "f64.min"));
  s.when(w.not(isLess(target, number("known"))), () => {
    s.when(w.not(isLess(longest, until(number("known")))), wait);
    stop(w.not(count("mayWait")));
  });
  isCut.set(i32(1));
  s.when(w.not(isAtMost(size, longest)), () => {
    if (own.proposal === undefined) {
      stop();
      return;
    }
    stop(w.not(count("proposes")));
    stop(isSmall(longest, t));
    size.set(longest);
    isCut.set(i32(0));
  });
  stop(w.not(budget));
  stop(w.not(isLess(steps, number("maxSteps"))));
  stop(isFull(own));
  keepInFrame(slots.stepSizeSlot, size);
}

/** Takes a neuron to the end of a step that is accepted. */
export function complete(own: Advancing, { stop, left }: Pick<Ways, "stop" | "left">): void {
  const { s, run, t, target, size, isCut, budget, steps, anchor } = own;
  const { keepSlot: keepInFrame, count } = s;
  own.isNear.set(i32(0));
  budget.set(w.minus(budget, 1));
  steps.set(add(steps, 1));
  s.when(
    isCut,
    () => {
      s.when(
        isDue(own),
        () => record(own, recordKind.stepToArrival, dueArrival(own), size),
        () => record(own, recordKind.stepToFixed, i32(-1), size),
      );
      moveOn(own);
      t.set(target);
      keepInFrame(place.t, t);
      keepInFrame(slots.restSlot, 0);
    },
    () => {
      const { proposal } = own;
      if (proposal === undefined) return;
      s.when(isSame(size, s.slot(place.proposal)), () => run(proposal));
      record(own, recordKind.step, i32(-1), size);
      moveOn(own);
      advanceClock(own);
    },
  );
  const arrives = w.both(isCut, isDue(own));
  anchor.set(apply([i32(anchorKind.next), i32(anchorKind.none), arrives], "select"));
  s.when(w.both(isCut, w.not(isDue(own))), () => {
    stop(w.not(count("mayFinish")));
    keepInFrame(place.finished, 1);
    left();
  });
}

/** The step of the size in the frame, if it may be accepted and nothing happens in it; or the event that does. */
function tryStep(own: Advancing, ways: Ways): void {
  const { s, model, run } = own;
  makeStep(own);
  checkEnd(own);
  s.when(isRefused(own), () => {
    refuse(own, ways.stop);
    ways.again();
  });
  s.when(w.not(s.count("adaptive")), () => ways.stop(w.not(hasNumbers(own))));
  model.events.forEach(({ name }, e) => {
    if (model.timers[e] !== undefined) return;
    const summit = own.summits[e];
    s.when(w.not(isQuiet(own, name, own.hasShape)), () => {
      if (summit === undefined) meetEvent(own, e, ways);
      else {
        run(summit);
        s.when(w.not(isQuiet(own, name, true)), () => meetEvent(own, e, ways));
      }
    });
  });
  own.begun.set(i32(begun.all));
}

const isExact = ({ s }: Advancing): Term => isAtMost(s.slot(slots.errorNormSlot), 1);

function hasNumbers({ s, model }: Advancing): Term {
  const sum = model.states.map(({ name }) => mul(s.slot(slots.nextSlot(name)), 0)).reduce(add);
  return isSame(sum, 0);
}

/** Whether the step that has been made may be accepted, and nothing happens in it. */
export function isPlainStep(own: Advancing): Term {
  const { s, model } = own;
  const isAccepted = select(s.count("adaptive"), isExact(own), hasNumbers(own));
  return risingEvents(model)
    .map(({ name }) => isQuiet(own, name, own.hasShape))
    .reduce(w.both, isAccepted);
}

/** Holds the step that has been made against its end. */
export function checkEnd({ s, run, size, stepBegin, endChecks }: Advancing): void {
  const { rates, way, leap } = endChecks;
  // A chained step has left how long the next one may be, which is no longer than its end allows.
  if (rates !== undefined && stepBegin === undefined) run(rates);
  else if (rates !== undefined) s.when(isLess(mul(2, s.slot(slots.stepCapSlot)), size), () => run(rates));
  if (way === undefined || leap === undefined) return;
  run(way);
  s.when(isLess(longestWay, s.slot(slots.waySlot)), () => run(leap));
}

/** Whether the step that has been made is not exact enough. */
export function isRefused(own: Advancing): Term {
  return w.both(own.s.count("adaptive"), w.not(isExact(own)));
}

/** Has a step that is not exact enough tried again, shorter. */
export function refuse(own: Advancing, stop: w.Jump): void {
  const { s, frame, run, t, refusal, budget, steps, refused } = own;
  if (refusal === undefined) {
    stop();
    return;
  }
  stop(w.not(s.count("proposes")));
  stop(w.not(isLess(s.slot(slots.errorNormSlot), Number.POSITIVE_INFINITY)));
  const next = s.variable("f64");
  // Where the event loop is to refuse it, what is remembered is the same once more.
  run(refusal, new Map([[frame.slot(slots.proposalSlot), next]]));
  stop(isSmall(next, t));
  s.keepSlot(slots.proposalSlot, next);
  own.begun.set(i32(begun.nothing));
  budget.set(w.minus(budget, 1));
  steps.set(add(steps, 1));
  refused.set(w.plus(refused, 1));
}

/** Whether a step is so small that rounding may have a say: those are the event loop's. */
function isSmall(size: Term, t: Term): Term {
  return w.not(apply([size, mul(leastStep, apply([abs(t), 1], "f64.max"))], "f64.gt"));
}

/** The step of the size in the frame. What neurons have in common of steps to one arrival is computed once. */
function makeStep(own: Advancing): void {
  const { s, frame, columns, run, step, split, size } = own;
  if (split === undefined) {
    run(step);
    return;
  }
  s.when(
    s.count("shares"),
    () => {
      const places = new Map([[frame.slot(slots.stepSizeSlot), size]]);
      inCommon(own, split, { sizes: columns.commonSize, values: columns.common }, places);
    },
    () => run(step),
  );
}

/** Whether an event function keeps below zero in the step, with no maximum inside that is closer to it than others. */
function isQuiet({ s }: Advancing, event: string, knowsStart: boolean): Term {
  const peak = s.slot(slots.eventPeakSlot(event));
  const lowest = apply([s.slot(slots.eventMarginSlot(event))], "f64.neg");
  const bounds = [s.number("closest"), s.slot(slots.eventEndSlot(event))];
  if (knowsStart) bounds.push(s.slot(slots.bernsteinSlot(event, 0)));
  const isFar = bounds.map((bound) => isAtMost(peak, bound)).reduce(w.either);
  return w.both(isLess(peak, lowest), isFar);
}
