/**
 * Steps of two neurons pulled back at once, in a routine: while one neuron's records are pulled back, steps of the one
 * whose records lie before them are taken along. They change nothing but its own cotangents; where something
 * else comes, it waits for its turn.
 */
import type { WasmBody } from "../../codegen/wasm-module.ts";
import * as w from "../../codegen/wasm-statements.ts";
import { apply, i32, type Term } from "../../codegen/wasm-terms.ts";
import type { PairRunner } from "../../codegen/webassembly.ts";
import { recordKind } from "../../tape/tape.ts";
import * as slots from "../slots.ts";
import { exactSumTerms, sumAt } from "./exact-sum-terms.ts";
import type { RoutineColumns } from "./routine-columns.ts";
import { integerOf, type RoutineWriter, routineWriter } from "./routine-writer.ts";
import type { SweepParts } from "./sweep-parts.ts";

export interface SweepingPair {
  readonly body: WasmBody;
  readonly s: RoutineWriter;
  readonly columns: RoutineColumns;
  readonly parts: SweepParts;
  /** The record that is pulled back, and its neuron. */
  readonly record: w.Variable;
  readonly neuron: w.Variable;
  readonly runPair: PairRunner;
  /** Has a record's step in the frame of its neuron. */
  readonly loadStep: (s: RoutineWriter, record: Term) => void;
}

export interface Companion {
  /** Goes over what has been taken along, where the turn of its neuron comes. */
  readonly leap: () => void;
  /** Looks for the neuron whose records come next, where the turn of another has begun. */
  readonly find: () => void;
  /** Pulls back a step with one of that neuron, or without where that has no step to pull back. */
  readonly pull: (alone: () => void) => void;
}

const none = -1;

export function companion({
  body,
  s,
  columns,
  parts,
  record,
  neuron,
  runPair,
  loadStep,
}: SweepingPair): Companion {
  const { model, frame, step } = parts;
  const at = body.take("i32");
  const own = routineWriter(body, frame, columns, at);
  const { totalOf, addTo } = exactSumTerms(s);
  const other = s.variable("i32");
  const index = s.variable("i32");
  /** Its last record, which lies before all of the neuron at hand, and that of its records that comes next. */
  const start = s.variable("i32");
  const next = s.variable("i32");
  start.set(i32(columns.kind.length));
  const time = sumAt(columns.timeLeading, columns.timeRest, other);
  const bars = model.states.map(({ name }) => apply([own.slot(slots.barSlot(name)), 0], "f64.ne"));
  const isActive = bars.reduce(w.either, apply([totalOf(time), 0], "f64.ne"));
  const kindOf = (of: Term): Term => w.byteAt(of, columns.kind.byteOffset);
  const neuronOf = (of: Term): Term => integerOf(columns.neuron, of);
  const isOut = (of: Term): Term => apply([of, s.count("lowest")], "i32.lt_s");
  return {
    leap: () => s.when(w.equals(record, start), () => record.set(next)),
    find: () =>
      s.when(w.not(apply([start, record], "i32.lt_s")), () => {
        start.set(record);
        other.set(i32(none));
        s.block((found) =>
          s.loop((again) => {
            start.set(w.minus(start, 1));
            found(isOut(start));
            // Something that is not the routine's: it stops there, and nothing may be ahead.
            found(apply([kindOf(start), i32(recordKind.reset)], "i32.gt_s"));
            again(w.equals(neuronOf(start), neuron));
            index.set(w.minus(neuronOf(start), s.count("firstNeuron")));
            found(apply([index, i32(0)], "i32.lt_s"));
            found(w.not(apply([index, s.count("neurons")], "i32.lt_s")));
            other.set(neuronOf(start));
            const place = w.plus(apply([index, s.count("frameSize")], "i32.mul"), s.count("frames"));
            w.shifted(place, 3)(body);
            body.set(at);
          }),
        );
        next.set(start);
      }),
    pull: (alone) =>
      s.block((done) => {
        s.block((isAlone) => {
          isAlone(isOut(next));
          isAlone(w.not(w.equals(kindOf(next), recordKind.step)));
          isAlone(w.not(w.equals(neuronOf(next), other)));
          isAlone(w.not(isActive));
          loadStep(own, next);
          runPair(step, at);
          addTo(time, own.slot(slots.barSlot(slots.timeSlot)));
          next.set(w.minus(next, 1));
          done();
        });
        alone();
      }),
  };
}
