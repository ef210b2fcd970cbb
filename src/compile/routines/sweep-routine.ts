/**
 * The reverse sweep over the records of one population as one function of WebAssembly: the operations of
 * `reverseSweep` in their order, on the records of the page, for neurons without signals, timers and switches. It stops
 * before a record of another kind or population.
 */
import type { Kernel } from "../../codegen/kernel.ts";
import type { KernelMemory } from "../../codegen/memory.ts";
import type { SplitProgram } from "../../codegen/split-program.ts";
import * as w from "../../codegen/wasm-statements.ts";
import { apply, i32, sub } from "../../codegen/wasm-terms.ts";
import { instantiateRoutine } from "../../codegen/webassembly.ts";
import { capacityOf } from "../../tape/page.ts";
import { foldedKind, recordKind } from "../../tape/tape.ts";
import * as slots from "../slots.ts";
import { arriving, atOnce, byOwnPort, type Elsewhere, pullArrival } from "./arrivals-back.ts";
import { exactSumTerms, sumAt } from "./exact-sum-terms.ts";
import { inCommon } from "./in-common.ts";
import { makesPairs } from "./pair-routine.ts";
import { companion } from "./pair-sweep.ts";
import {
  endStep,
  ifIdle,
  isOfKind,
  isStep,
  join,
  loadStep,
  type Pulling,
  pullJump,
  readRecord,
} from "./pull-record.ts";
import type { RoutineColumns } from "./routine-columns.ts";
import { doubleOf, integerOf, routineWriter } from "./routine-writer.ts";
import { record as writeRecord } from "./stretch.ts";
import type { SweepParts } from "./sweep-parts.ts";

/** Undefined where the routine is too large for an engine. */
export function sweepRoutine(
  parts: SweepParts,
  columns: RoutineColumns,
  memory: KernelMemory,
): Kernel | undefined {
  const { model, frame, initial, resets, inputs, step, target, split, events, far, stateless, shifts } =
    parts;
  const inTwo = [far, split, stateless].flatMap((one) => (one === undefined ? [] : [one.common, one.rest]));
  const folding = far === undefined ? [] : [...inTwo, ...parts.arrivals];
  const times = shifts === undefined ? [] : [...shifts.inputs, ...shifts.resets];
  const programs = [initial, ...resets, ...inputs, step, target, ...times, ...events, ...folding];
  const capacity = capacityOf(columns);
  const pairs = makesPairs(parts);
  return instantiateRoutine(
    programs,
    (body, run, runPair) => {
      const s = routineWriter(body, frame, columns);
      const { slot: inFrame, keepSlot: keepInFrame, count } = s;

      const record = s.variable("i32");
      const neuron = s.variable("i32");
      const index = s.variable("i32");
      const kind = s.variable("i32");
      const reference = s.variable("i32");
      const states = s.variable("i32");
      /** Where to go on when an unfolded record has been pulled back, and whether one is under way. */
      const resume = s.variable("i32");
      const isUnfolded = s.variable("i32");
      const due = s.variable("i32");
      const first = s.variable("i32");
      const size = s.variable("f64");
      const t = s.variable("f64");
      const unfolded = s.variable("i32");
      const unfoldedStates = s.variable("i32");

      const sums = exactSumTerms(s);
      const time = sumAt(columns.timeLeading, columns.timeRest, neuron);
      const arrived = { s, run, parts, columns, index, reference, time, sums, sharing: atOnce };
      const own: Pulling = { ...arrived, record, kind, states };
      const together = pairs ? companion({ body, main: own, neuron, runPair }) : undefined;
      const ahead = { s, run, due, size };
      const bySize = new Map([[frame.slot(slots.stepSizeSlot), size]]);
      const pullTarget = (): void => {
        if (split === undefined) {
          run(target);
          return;
        }
        // Those of unfolded records are shared with other neurons.
        s.when(
          isUnfolded,
          () => {
            due.set(integerOf(columns.segment, record));
            size.set(doubleOf(columns.stepSize, record));
            inCommon(ahead, split, { sizes: columns.commonSize, values: columns.common }, bySize);
          },
          () => run(target),
        );
      };
      const pullStep = (): void => s.when(isOfKind(own, recordKind.step), () => run(step), pullTarget);
      const cotangents: Elsewhere[] = model.states.map(({ name }) => ({
        slot: slots.barSlot(name),
        value: s.variable("f64"),
      }));
      const here = { s, columns, model, index, t, records: unfolded, states: unfoldedStates };
      /** Writes the records out behind those of the page, where the sweep goes on. */
      const unfold = (program: SplitProgram): void => {
        due.set(w.minus(reference, count("dueFirst")));
        first.set(w.plus(due, integerOf(columns.segment, record)));
        t.set(doubleOf(columns.time, record));
        unfolded.set(i32(capacity));
        unfoldedStates.set(i32((columns.state.length / columns.kind.length) * capacity));
        const step = (): void => {
          size.set(sub(doubleOf(columns.dueTime, due), t));
          writeRecord(here, recordKind.stepToArrival, integerOf(columns.dueArrival, due), size);
          s.storeInteger(w.shifted(w.minus(unfolded, 1), 2), columns.segment.byteOffset, due);
          s.when(apply([size, 0], "f64.ne"), () => {
            inCommon(ahead, program, { sizes: columns.farSize, values: columns.farCommon }, bySize);
            t.set(doubleOf(columns.dueTime, due));
          });
        };
        step();
        s.block((done) =>
          s.loop((next) => {
            done(w.not(apply([due, first], "i32.lt_s")));
            reference.set(integerOf(columns.dueArrival, due));
            writeRecord(here, recordKind.arrival, reference, 0);
            byOwnPort(arrived, (port) => run(parts.arrivals[port]!, arriving(arrived, port)));
            due.set(w.plus(due, 1));
            step();
            next();
          }),
        );
        resume.set(w.minus(record, 1));
        isUnfolded.set(i32(1));
        record.set(w.minus(unfolded, 1));
      };
      /** Pulls back what needs no states. */
      const pullFolded = (program: SplitProgram): void => {
        first.set(w.minus(reference, count("dueFirst")));
        due.set(w.plus(first, integerOf(columns.segment, record)));
        for (const { slot, value } of cotangents) value.set(inFrame(slot));
        const places = new Map([
          ...bySize,
          ...cotangents.map(({ slot, value }) => [frame.slot(slot), value] as const),
        ]);
        s.block((done) =>
          s.loop((next) => {
            size.set(sub(doubleOf(columns.dueTime, due), doubleOf(columns.dueTime, w.minus(due, 1))));
            s.when(apply([size, 0], "f64.ne"), () => {
              inCommon(ahead, program, { sizes: columns.commonSize, values: columns.common }, places);
            });
            done(w.not(apply([first, due], "i32.lt_s")));
            due.set(w.minus(due, 1));
            reference.set(integerOf(columns.dueArrival, due));
            byOwnPort(arrived, (port) => pullArrival(arrived, port, cotangents));
            next();
          }),
        );
        for (const { slot, value } of cotangents) keepInFrame(slot, value);
        sums.resetTo(time, 0);
      };

      record.set(count("record"));
      s.block((stop) => {
        s.loop((again) => {
          s.when(w.both(isUnfolded, apply([record, i32(capacity)], "i32.lt_s")), () => {
            isUnfolded.set(i32(0));
            record.set(resume);
          });
          together?.leap();
          stop(apply([record, count("lowest")], "i32.lt_s"));
          neuron.set(integerOf(columns.neuron, record));
          index.set(w.minus(neuron, count("firstNeuron")));
          stop(apply([index, i32(0)], "i32.lt_s"));
          stop(w.not(apply([index, count("neurons")], "i32.lt_s")));
          readRecord(own);
          const isPulled = w.not(apply([kind, i32(recordKind.reset)], "i32.gt_s"));
          stop(w.not(far === undefined ? isPulled : w.either(isPulled, isOfKind(own, foldedKind))));
          together?.find();
          const frames = w.plus(apply([index, count("frameSize")], "i32.mul"), count("frames"));
          w.shifted(frames, 3)(body);
          body.set(0);
          s.block((skip) => {
            ifIdle(own, skip);
            loadStep(own);
            if (far !== undefined) {
              s.when(isOfKind(own, foldedKind), () => {
                s.when(
                  stateless === undefined ? i32(0) : shifts === undefined ? count("timeless") : i32(1),
                  () => {
                    if (stateless !== undefined) pullFolded(stateless);
                    record.set(w.minus(record, 1));
                  },
                  () => unfold(far),
                );
                again();
              });
            }
            s.when(isOfKind(own, recordKind.start), () => run(initial));
            s.when(isStep(own), () => {
              if (together === undefined) pullStep();
              else together.pull(pullStep);
              endStep(own);
            });
            pullJump(own);
            join(own);
          });
          record.set(w.minus(record, 1));
          again();
        });
      });
      s.keepCount("record", record);
    },
    memory,
    pairs ? [...new Set([step, target])] : [],
  );
}
