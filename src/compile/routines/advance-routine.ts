/**
 * Neurons' runs as one function of WebAssembly: from arrival to arrival and from spike to spike, with the operations of
 * the event loop in their order, as long as all that happens is ordinary and every step is accepted. It stops
 * before whatever else there is, and the event loop goes on from there.
 */
import type { Kernel } from "../../codegen/kernel.ts";
import type { KernelMemory } from "../../codegen/memory.ts";
import type { WasmBody } from "../../codegen/wasm-module.ts";
import * as w from "../../codegen/wasm-statements.ts";
import { apply, i32, isLess, isSame, type Term } from "../../codegen/wasm-terms.ts";
import { instantiateRoutine, type PairRunner } from "../../codegen/webassembly.ts";
import { anchor as anchorCode } from "../place-codes.ts";
import * as slots from "../slots.ts";
import type { SwitchedModel } from "../switches.ts";
import { type AdvanceParts, type Advancing, advancing, anchorKind, begun } from "./advance-parts.ts";
import { asDouble, dueArrival, dueArrivalAt, dueTime, isDue } from "./arriving.ts";
import { beginNeuron } from "./begin-routine.ts";
import { isLocated } from "./event-routine.ts";
import { allArmed, catchUp, goBack, goTogether, makesPairs, type Pair } from "./pair-routine.ts";
import { advance } from "./quiet-routine.ts";
import type { RoutineColumns } from "./routine-columns.ts";
import { routineWriter } from "./routine-writer.ts";
import { isFull } from "./stretch.ts";

const { placeSlots: place } = slots;

/** Whether nothing but arrivals, roots and timers happens to neurons of a model: no switches, no signals. */
export function isPlain({ switches, signals }: SwitchedModel): boolean {
  return switches.length === 0 && signals.length === 0;
}

/**
 * Begins neurons if that is asked for, and takes each as far as it goes: to the end of the run, or to where it has to
 * wait. It stops at the first of which the event loop has to see to something.
 *
 * @returns undefined where the routine is too large for an engine
 */
export function advanceRoutine(
  parts: AdvanceParts,
  columns: RoutineColumns,
  memory: KernelMemory,
): Kernel | undefined {
  const {
    initial,
    step,
    stepBegin,
    stepBeginAgain,
    endChecks,
    split,
    far,
    initialStep,
    stepCap,
    eventValues,
    inputs,
    summits,
    proposal,
    refusal,
  } = parts;
  const ordinary = [
    initial,
    step,
    stepBegin,
    stepBeginAgain,
    endChecks.rates,
    endChecks.way,
    endChecks.leap,
    split?.common,
    split?.rest,
    far?.common,
    far?.rest,
    initialStep,
    stepCap,
    eventValues,
    ...inputs,
    ...summits,
    proposal,
    refusal,
  ];
  const atEvents = isLocated(parts) ? [parts.crossing[0], parts.locate[0], parts.resets[0]] : [];
  const programs = [...ordinary, ...atEvents].filter((program) => program !== undefined);
  const pairs = makesPairs(parts);
  return instantiateRoutine(
    programs,
    (body, run, runPair) => {
      const s = routineWriter(body, parts.frame, columns);
      const { count, number, keepCount, keepNumber, slot: inFrame } = s;
      const own = advancing(parts, s, columns, run);
      const { index, t, records, states, spikes, budget, repeated, refused, received, reached } = own;
      const pair = pairs ? pairOf(own, body, runPair) : undefined;

      records.set(count("records"));
      states.set(count("states"));
      budget.set(count("budget"));
      index.set(count("index"));
      reached.set(Number.POSITIVE_INFINITY);
      s.block((done) => {
        s.loop((nextNeuron) => {
          done(w.not(apply([index, count("end")], "i32.lt_s")));
          w.shifted(w.plus(apply([index, count("frameSize")], "i32.mul"), count("frames")), 3)(body);
          body.set(0);
          own.own.set(apply([index, count("shared")], "i32.mul"));
          s.block((isOver) => {
            s.block((left) => {
              s.block((stop) => {
                const begins = pair === undefined ? [] : [w.not(pair.wasAhead)];
                s.when([count("begins"), ...begins].reduce(w.both), () => {
                  keepCount("hasBegun", i32(0));
                  stop(isFull(own));
                  keepCount("hasBegun", i32(1));
                  beginNeuron(own);
                });
                isOver(isSame(inFrame(place.finished), 1));
                takeUp(own);
                // Most of those that wait have been here before, and nothing has come since.
                s.when(w.both(count("mayWait"), w.not(isLess(t, number("horizon")))), () => {
                  s.when(w.not(w.both(isDue(own), isSame(dueTime(own), t))), () => {
                    reached.set(apply([reached, t], "f64.min"));
                    isOver();
                  });
                });
                stop(w.not(allArmed(own)));
                if (pair !== undefined) {
                  goTogether(pair);
                  left(isSame(inFrame(place.finished), 1));
                }
                s.loop((again) => {
                  advance(own, { stop, left, again });
                  again();
                });
              });
              leave(own);
              if (pair !== undefined) goBack(pair);
              done();
            });
            leave(own);
          });
          if (pair !== undefined) catchUp(pair);
          index.set(w.plus(index, 1));
          nextNeuron();
        });
      });
      keepCount("records", records);
      keepCount("states", states);
      keepCount("spikes", spikes);
      keepCount("repeated", repeated);
      keepCount("refused", refused);
      keepCount("received", received);
      keepCount("budget", budget);
      keepCount("index", index);
      keepNumber("reached", reached);
    },
    memory,
    pairs ? [step] : [],
  );
}

/** The neuron at hand, and the one behind it. */
function pairOf(first: Advancing, body: WasmBody, runPair: PairRunner): Pair {
  const { s, columns, frame, run } = first;
  const at = body.take("i32");
  const beside = routineWriter(body, frame, columns, at);
  const full = columns.kind.length - 2;
  const second = advancing(first, beside, columns, (program, places) => run(program, places, at), full);
  const [isAhead, wasAhead] = [s.variable("i32"), s.variable("i32")];
  return { body, first, second, at, isAhead, wasAhead, runPair, takeUp, leave };
}

/** Has in variables where a neuron stands. */
function takeUp(own: Advancing): void {
  const { s, t, steps, due, anchor } = own;
  own.begun.set(i32(begun.nothing));
  t.set(s.slot(place.t));
  steps.set(s.slot(place.steps));
  due.set(w.minus(apply([s.slot(place.taken)], "i32.trunc_f64_s"), s.count("dueFirst")));
  anchor.set(i32(anchorKind.same));
  const wasNext = isSame(s.slot(place.anchor), asDouble(dueArrival(own)));
  s.when(isDue(own), () => s.when(wasNext, () => anchor.set(i32(anchorKind.next))));
  const wasLast = isSame(s.slot(place.anchor), asDouble(dueArrivalAt(own, w.minus(due, 1))));
  s.when(apply([due, i32(0)], "i32.gt_s"), () => s.when(wasLast, () => anchor.set(i32(anchorKind.last))));
  own.isNear.set(i32(0));
}

/** Keeps it in its frame. */
function leave(own: Advancing): void {
  const { s, steps, due, anchor } = own;
  s.keepSlot(place.steps, steps);
  s.keepSlot(place.taken, asDouble(w.plus(due, s.count("dueFirst"))));
  const keepAnchor = (kind: number, of: Term | number): void => {
    s.when(w.equals(anchor, kind), () => s.keepSlot(place.anchor, of));
  };
  keepAnchor(anchorKind.none, anchorCode.none);
  keepAnchor(anchorKind.next, asDouble(dueArrival(own)));
  keepAnchor(anchorKind.last, asDouble(dueArrivalAt(own, w.minus(due, 1))));
}
