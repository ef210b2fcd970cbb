/**
 * Two neurons of a population side by side: as long as nothing but arrivals and steps happens to either, both
 * make each step in one program. The second is ahead of its turn then: its records lie behind the page, and are
 * its own when the first is done. Where the event loop has to go on with the first, it was never there.
 */
import { allowsLanes } from "../../codegen/execution.ts";
import { tableBytes } from "../../codegen/tables.ts";
import type { WasmBody } from "../../codegen/wasm-module.ts";
import { hasLanes } from "../../codegen/wasm-program.ts";
import * as w from "../../codegen/wasm-statements.ts";
import { apply, i32, isSame, local, type Term } from "../../codegen/wasm-terms.ts";
import type { PairRunner } from "../../codegen/webassembly.ts";
import { capacityOf, mostBeforeStep, unfoldedRoom } from "../../tape/page.ts";
import { arming } from "../place-codes.ts";
import * as slots from "../slots.ts";
import { type AdvanceParts, type Advancing, risingEvents } from "./advance-parts.ts";
import { beginNeuron } from "./begin-routine.ts";
import { checkEnd, complete, isPlainStep, isRefused, prepare, refuse } from "./quiet-routine.ts";
import type { RoutineColumns } from "./routine-columns.ts";
import { moveRecord } from "./stretch.ts";

const { placeSlots: place } = slots;

/** Steps that the second may be ahead. */
const mostAhead = unfoldedRoom;

export interface Pair {
  readonly body: WasmBody;
  readonly first: Advancing;
  readonly second: Advancing;
  /** The local with the place of the second's frame. */
  readonly at: number;
  /** Whether the second is ahead of its turn, and whether the neuron at hand has been. */
  readonly isAhead: w.Variable;
  readonly wasAhead: w.Variable;
  readonly runPair: PairRunner;
  /** Has in variables where a neuron stands, and keeps it in its frame. */
  readonly takeUp: (own: Advancing) => void;
  readonly leave: (own: Advancing) => void;
}

/** Whether neurons make steps, or steps back, side by side: not those that leap from arrival to arrival. */
export function makesPairs({ step, far }: Pick<AdvanceParts, "step" | "far">): boolean {
  return allowsLanes() && far === undefined && hasLanes(step);
}

/** The address of a frame. */
const frameOf = (at: number): Term => w.plus(local(at), tableBytes);
/** Where the states of those records are that lie behind the page. */
const statesAhead = (columns: RoutineColumns): number =>
  (columns.state.length / columns.kind.length) * capacityOf(columns);

/** Whether every event of a neuron that has no timer is armed. */
export function allArmed({ s, model }: Advancing): Term {
  return risingEvents(model)
    .map(({ name }) => isSame(s.slot(slots.armedSlot(name)), arming.armed))
    .reduce(w.both, i32(1));
}

/** Takes the neuron at hand and the one behind it, if there is one, as far as nothing else happens to either. */
export function goTogether({ body, first, second, at, isAhead, runPair, takeUp, leave }: Pair): void {
  const { s, columns, index, budget, step } = first;
  const { count } = s;
  const both = [first, second].map((own) => ({ own, isPlain: s.variable("i32") }));
  const made = s.variable("i32");
  const kept = i32(columns.keptFrame.byteOffset);
  const hasNext = apply([w.plus(index, 1), count("end")], "i32.lt_s");
  s.when(w.both(hasNext, apply([budget, i32(mostAhead)], "i32.gt_s")), () => {
    second.index.set(w.plus(index, 1));
    second.own.set(w.plus(first.own, count("shared")));
    second.records.set(i32(capacityOf(columns)));
    second.states.set(i32(statesAhead(columns)));
    second.budget.set(i32(mostAhead));
    second.received.set(i32(0));
    second.refused.set(i32(0));
    w.plus(local(0), w.shifted(count("frameSize"), 3))(body);
    body.set(at);
    s.copy(frameOf(at), kept, 8 * first.frame.size);
    isAhead.set(i32(1));
    s.block((apart) => {
      s.when(count("begins"), () => beginNeuron(second));
      // Nothing moves one that is done, what its frame says of arrivals included.
      apart(isSame(second.s.slot(place.finished), 1));
      takeUp(second);
      s.block((over) => {
        over(w.not(allArmed(second)));
        s.loop((again) => {
          for (const { own } of both) prepare(own, { stop: over, left: over });
          runPair(step, at);
          for (const { own, isPlain } of both) {
            checkEnd(own);
            isPlain.set(isPlainStep(own));
          }
          made.set(i32(0));
          for (const { own, isPlain } of both) {
            own.begun.set(isPlain);
            s.block((pause) => {
              s.when(
                isPlain,
                () => complete(own, { stop: pause, left: pause }),
                () => {
                  pause(w.not(isRefused(own)));
                  refuse(own, pause);
                },
              );
              made.set(w.plus(made, 1));
            });
          }
          again(w.equals(made, 2));
        });
      });
      leave(second);
    });
  });
}

/** Takes back what the second has done ahead of its turn. */
export function goBack({ first: { s, columns, frame }, at, isAhead }: Pair): void {
  s.when(isAhead, () => s.copy(i32(columns.keptFrame.byteOffset), frameOf(at), 8 * frame.size));
  isAhead.set(i32(0));
}

/** What the second has done becomes its own, as it is next; or it is taken back where it would have stopped before. */
export function catchUp(pair: Pair): void {
  const { first, second, isAhead, wasAhead } = pair;
  const { s, columns, model, records, budget, received, refused } = first;
  const steps = w.minus(i32(mostAhead), second.budget);
  const count = w.minus(second.records, capacityOf(columns));
  const from = s.variable("i32");
  const stateFrom = s.variable("i32");
  wasAhead.set(i32(0));
  s.when(isAhead, () => {
    s.when(
      w.either(
        apply([w.plus(records, count), i32(mostBeforeStep(columns))], "i32.gt_s"),
        apply([budget, steps], "i32.lt_s"),
      ),
      () => goBack(pair),
      () => {
        budget.set(w.minus(budget, steps));
        received.set(w.plus(received, second.received));
        refused.set(w.plus(refused, second.refused));
        from.set(i32(capacityOf(columns)));
        stateFrom.set(i32(statesAhead(columns)));
        s.block((done) =>
          s.loop((next) => {
            done(w.equals(from, second.records));
            moveRecord(first, from, stateFrom);
            from.set(w.plus(from, 1));
            stateFrom.set(w.plus(stateFrom, model.states.length));
            next();
          }),
        );
        wasAhead.set(i32(1));
        isAhead.set(i32(0));
      },
    );
  });
}
