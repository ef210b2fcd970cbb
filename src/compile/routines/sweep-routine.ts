/**
 * The reverse sweep over the records of one population as one function of WebAssembly: the operations of
 * `reverseSweep` in their order, on the records of the page, for neurons without signals, timers and switches. It stops
 * before a record of another kind or population.
 */
import type { Kernel } from "../../codegen/kernel.ts";
import type { KernelMemory } from "../../codegen/memory.ts";
import type { SplitProgram } from "../../codegen/split-program.ts";
import * as w from "../../codegen/wasm-statements.ts";
import { apply, i32, type Operand, sub, type Term } from "../../codegen/wasm-terms.ts";
import { instantiateRoutine } from "../../codegen/webassembly.ts";
import { capacityOf } from "../../tape/page.ts";
import { foldedKind, recordKind } from "../../tape/tape.ts";
import * as slots from "../slots.ts";
import {
  type Arriving,
  addArrivalTime,
  arriving,
  byOwnPort,
  type Elsewhere,
  pullArrival,
} from "./arrivals-back.ts";
import { exactSumTerms, type Sum, sumAt } from "./exact-sum-terms.ts";
import { inCommon } from "./in-common.ts";
import { makesPairs } from "./pair-routine.ts";
import { companion } from "./pair-sweep.ts";
import type { RoutineColumns } from "./routine-columns.ts";
import { doubleOf, integerOf, type RoutineWriter, routineWriter } from "./routine-writer.ts";
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
      const { totalOf, addTo, addSum, resetTo } = sums;
      const time = sumAt(columns.timeLeading, columns.timeRest, neuron);
      const resetTime = (value: Operand): void => resetTo(time, value);
      const spikeSum = (spike: Term): Sum => sumAt(columns.spikeLeading, columns.spikeRest, spike);
      const isKind = (of: number): Term => w.equals(kind, of);

      const names = model.states.map(({ name }) => name);
      const stepSizeBar = inFrame(slots.barSlot(slots.stepSizeSlot));
      const sent = slots.barSlot(slots.sentSlot);
      const isSent = frame.has(sent);

      const loadStep = ({ keepSlot }: RoutineWriter, of: Term): void => {
        states.set(w.minus(integerOf(columns.stateStart, of), count("before")));
        names.forEach((name, i) => {
          keepSlot(name, doubleOf(columns.state, states, i));
        });
        keepSlot(slots.timeSlot, doubleOf(columns.time, of));
        keepSlot(slots.restSlot, 0);
        keepSlot(slots.stepSizeSlot, doubleOf(columns.stepSize, of));
      };
      const together = pairs
        ? companion({ body, s, columns, parts, record, neuron, runPair, loadStep })
        : undefined;
      const ahead = { s, run, due, size };
      const arrived: Arriving = { s, run, parts, columns, index, reference, time, sums };
      const bySize = new Map([[frame.slot(slots.stepSizeSlot), size]]);
      /** The time of a neuron is now that at the other end of a step of a size that times define. */
      const leaveStep = (): void => resetTime(shifts === undefined ? apply([stepSizeBar], "f64.neg") : 0);
      const toFixed = (): void => {
        run(target);
        leaveStep();
      };
      const toArrival = (): void => {
        // Those of unfolded records are shared with other neurons.
        if (split === undefined) run(target);
        else {
          s.when(
            isUnfolded,
            () => {
              due.set(integerOf(columns.segment, record));
              size.set(doubleOf(columns.stepSize, record));
              inCommon(ahead, split, { sizes: columns.commonSize, values: columns.common }, bySize);
            },
            () => run(target),
          );
        }
        if (shifts === undefined) addTo(time, stepSizeBar);
        addArrivalTime(arrived);
        leaveStep();
      };
      const toEvent = (): void => {
        keepInFrame(slots.eventTimeBarSlot, totalOf(time));
        events.forEach((program, e) => {
          s.when(w.equals(reference, e), () => run(program));
        });
        if (shifts !== undefined) resetTime(0);
      };
      const cotangents: Elsewhere[] = names.map((name) => ({
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
        resetTime(0);
      };
      const reset = (): void => {
        if (isSent) keepInFrame(sent, doubleOf(columns.spikePayload, reference));
        resets.forEach((program, e) => {
          s.when(w.equals(integerOf(columns.spikeEvent, reference), e), () => {
            if (shifts !== undefined) {
              run(shifts.resets[e]!);
              addTo(time, stepSizeBar);
            }
            run(program);
          });
        });
        addSum(time, spikeSum(reference));
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
          kind.set(w.byteAt(record, columns.kind.byteOffset));
          const isPulled = w.not(apply([kind, i32(recordKind.reset)], "i32.gt_s"));
          stop(w.not(far === undefined ? isPulled : w.either(isPulled, isKind(foldedKind))));
          together?.find();
          reference.set(integerOf(columns.reference, record));
          const frames = w.plus(apply([index, count("frameSize")], "i32.mul"), count("frames"));
          w.shifted(frames, 3)(body);
          body.set(0);
          const bars = names.map((name) => apply([inFrame(slots.barSlot(name)), 0], "f64.ne"));
          const isReset = isKind(recordKind.reset);
          const spikes = apply([totalOf(spikeSum(reference)), 0], "f64.ne");
          const carries = apply([doubleOf(columns.spikePayload, reference), 0], "f64.ne");
          const active = [apply([totalOf(time), 0], "f64.ne"), ...bars].reduce((a, b) => w.either(a, b));
          s.block((skip) => {
            s.when(w.not(active), () => {
              skip(w.not(isReset));
              skip(w.not(w.either(spikes, carries)));
            });
            loadStep(s, record);
            if (far !== undefined) {
              s.when(isKind(foldedKind), () => {
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
            s.block((done) => {
              const on = (of: number, action: () => void): void => {
                s.when(isKind(of), () => {
                  action();
                  done();
                });
              };
              on(recordKind.arrival, () => byOwnPort(arrived, (port) => pullArrival(arrived, port)));
              on(recordKind.stepToArrival, toArrival);
              on(recordKind.step, () => {
                if (together === undefined) run(step);
                else together.pull(() => run(step));
              });
              on(recordKind.stepToFixed, toFixed);
              on(recordKind.stepToEvent, toEvent);
              on(recordKind.reset, reset);
              run(initial);
            });
            addTo(time, inFrame(slots.barSlot(slots.timeSlot)));
          });
          record.set(w.minus(record, 1));
          again();
        });
      });
      s.keepCount("record", record);
    },
    memory,
    pairs ? [step] : [],
  );
}
