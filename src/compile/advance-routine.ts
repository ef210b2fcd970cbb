/**
 * Quiet stretches of a neuron's run as one function of WebAssembly: from arrival to arrival, with the operations of
 * the event loop in their order, as long as nothing else happens and every step is accepted. It stops
 * before whatever else there is, and the event loop goes on from there.
 */
import type { Frame } from "../codegen/frame.ts";
import type { Kernel } from "../codegen/kernel.ts";
import type { KernelMemory } from "../codegen/memory.ts";
import type { Program } from "../codegen/program.ts";
import * as w from "../codegen/wasm-statements.ts";
import { abs, add, apply, i32, mul, select, sub, type Term } from "../codegen/wasm-terms.ts";
import { instantiateRoutine } from "../codegen/webassembly.ts";
import { pageCapacity } from "../tape/page.ts";
import { recordKind } from "../tape/tape.ts";
import { anchorKind, type RoutineColumns } from "./routine-columns.ts";
import { doubleOf, integerOf, routineWriter } from "./routine-writer.ts";
import * as slots from "./slots.ts";
import type { SwitchedModel } from "./switches.ts";

/** What the routine is made of. */
export interface AdvanceParts {
  readonly model: SwitchedModel;
  readonly frame: Frame;
  readonly step: Program;
  /** Whether it leaves the coefficients of event functions. */
  readonly hasShape: boolean;
  /** By event, see `StepMap`. */
  readonly summits: readonly (Program | undefined)[];
  /** Undefined if the longest step is always the same. */
  readonly stepCap: Program | undefined;
  /** What the controller does after an accepted step; undefined if no program does. */
  readonly proposal: Program | undefined;
  readonly eventValues: Program;
  /** By port, what an arrival does. */
  readonly inputs: readonly Program[];
  /** By port, whether that may change the value of an event function. */
  readonly touches: readonly boolean[];
}

/** Shorter steps than this, relative to the time or to 1 ms, are left to the event loop. */
const leastStep = 1e-12;

/** Whether nothing but arrivals and roots happens to neurons of a model: no timers, no switches, no signals. */
export function isPlain({ timers, switches, signals }: SwitchedModel): boolean {
  return switches.length === 0 && signals.length === 0 && timers.every((timer) => timer === undefined);
}

/** Undefined where the routine is too large for an engine. */
export function advanceRoutine(
  { model, frame, step, hasShape, summits, stepCap, proposal, eventValues, inputs, touches }: AdvanceParts,
  columns: RoutineColumns,
  memory: KernelMemory,
): Kernel | undefined {
  const programs = [step, eventValues, ...inputs, ...summits, stepCap, proposal].filter(
    (program) => program !== undefined,
  );
  return instantiateRoutine(
    programs,
    (body, run) => {
      const s = routineWriter(body, frame, columns);
      const { slot: inFrame, keepSlot: keepInFrame, number, count, keepCount } = s;
      const of8 = (index: Term): Term => w.shifted(index, 3);
      const of4 = (index: Term): Term => w.shifted(index, 2);
      const names = model.states.map(({ name }) => name);

      const t = s.variable("f64");
      const target = s.variable("f64");
      const size = s.variable("f64");
      const records = s.variable("i32");
      const states = s.variable("i32");
      const due = s.variable("i32");
      const anchor = s.variable("i32");
      const isCut = s.variable("i32");
      const before = s.variable("f64");
      const budget = s.variable("i32");
      const isAnchored = w.equals(anchor, anchorKind.next);
      const isDue = apply([due, count("dues")], "i32.lt_s");
      const dueTime = doubleOf(columns.dueTime, due);
      const dueArrival = integerOf(columns.dueArrival, due);

      const record = (kind: Term, reference: Term, length: Term | number): void => {
        s.storeByte(records, columns.kind.byteOffset, kind);
        s.storeInteger(of4(records), columns.neuron.byteOffset, count("neuron"));
        s.storeInteger(of4(records), columns.reference.byteOffset, reference);
        s.storeDouble(of8(records), columns.time.byteOffset, t);
        s.storeDouble(of8(records), columns.stepSize.byteOffset, length);
        s.storeInteger(of4(records), columns.segment.byteOffset, count("segment"));
        s.storeInteger(of4(records), columns.stateStart.byteOffset, w.plus(count("before"), states));
        names.forEach((name, i) => {
          s.storeDouble(of8(states), columns.state.byteOffset + 8 * i, inFrame(name));
        });
        records.set(w.plus(records, 1));
        states.set(w.plus(states, names.length));
      };
      /** Undoes the last record and what was done from its state on. */
      const takeBack = (): void => {
        records.set(w.minus(records, 1));
        states.set(w.minus(states, names.length));
        names.forEach((name, i) => {
          keepInFrame(name, doubleOf(columns.state, states, i));
        });
      };
      const moveOn = (): void => {
        for (const name of names) keepInFrame(name, inFrame(slots.nextSlot(name)));
      };
      /** As `advanceClock` of the event loop. */
      const advanceClock = (): void => {
        const rest = inFrame(slots.restSlot);
        before.set(t);
        target.set(add(rest, size));
        t.set(add(before, target));
        const added = sub(t, before);
        const lost = select(
          apply([size, abs(rest)], "f64.lt"),
          add(sub(rest, target), size),
          add(sub(size, target), rest),
        );
        keepInFrame(slots.restSlot, add(add(sub(before, sub(t, added)), sub(target, added)), lost));
      };
      const isFull = apply([records, i32(pageCapacity - 2)], "i32.gt_s");
      const allBelow = model.events
        .map(({ name }) => apply([inFrame(slots.eventValueSlot(name)), 0], "f64.lt"))
        .reduce(w.both, i32(1));

      const receive = (port: number, leave: w.Jump): void => {
        model.ports[port]!.channels.forEach((channel, c) => {
          const index = w.plus(integerOf(columns.dueWeight, dueOfChannel(c)), count("own"));
          keepInFrame(channel, doubleOf(columns.parameters, index));
        });
        if (model.ports[port]!.graded) {
          keepInFrame(slots.arrivingNames(model.ports[port]!).at(-1)!, doubleOf(columns.duePayload, due));
        }
        run(inputs[port]!);
        if (!touches[port]) return;
        run(eventValues);
        s.when(w.not(allBelow), () => {
          takeBack();
          s.when(w.not(isAnchored), takeBack);
          leave();
        });
      };
      const channels = columns.dueWeight.length / columns.dueTime.length;
      const dueOfChannel = (c: number): Term => w.plus(apply([due, i32(channels)], "i32.mul"), c);

      t.set(inFrame(slots.timeSlot));
      records.set(count("records"));
      states.set(count("states"));
      due.set(count("due"));
      anchor.set(count("anchor"));
      budget.set(count("budget"));
      s.block((stop) => {
        s.loop((again) => {
          s.block((received) => {
            s.loop((next) => {
              received(w.not(isDue));
              received(apply([dueTime, t], "f64.ne"));
              stop(isFull);
              s.when(w.not(isAnchored), () => record(i32(recordKind.stepToArrival), dueArrival, 0));
              record(i32(recordKind.arrival), dueArrival, 0);
              const duePort = integerOf(columns.duePort, due);
              model.ports.forEach((_, port) => {
                s.when(w.equals(duePort, port), () => receive(port, stop));
              });
              anchor.set(i32(anchorKind.last));
              due.set(w.plus(due, 1));
              next();
            });
          });
          s.when(
            isDue,
            () => target.set(dueTime),
            () => {
              stop(w.not(count("mayEnd")));
              target.set(number("until"));
            },
          );
          stop(w.not(apply([target, number("limit")], "f64.lt")));
          stop(w.not(apply([t, number("horizon")], "f64.lt")));
          size.set(sub(sub(target, t), inFrame(slots.restSlot)));
          stop(w.not(apply([size, 0], "f64.gt")));
          if (stepCap !== undefined) run(stepCap);
          isCut.set(i32(1));
          const longest = apply(
            [apply([inFrame(slots.proposalSlot), inFrame(slots.stepCapSlot)], "f64.min"), number("longest")],
            "f64.min",
          );
          s.when(w.not(apply([size, longest], "f64.le")), () => {
            if (proposal === undefined) return stop();
            stop(w.not(count("proposes")));
            // Steps so small that rounding may have a say are the event loop's.
            stop(w.not(apply([longest, mul(leastStep, apply([abs(t), 1], "f64.max"))], "f64.gt")));
            size.set(longest);
            isCut.set(i32(0));
          });
          stop(w.not(budget));
          stop(isFull);
          keepInFrame(slots.stepSizeSlot, size);
          run(step);
          const sum = names.map((name) => mul(inFrame(slots.nextSlot(name)), 0)).reduce(add);
          s.when(
            count("adaptive"),
            () => stop(w.not(apply([inFrame(slots.errorNormSlot), 1], "f64.le"))),
            () => stop(apply([sum, 0], "f64.ne")),
          );
          model.events.forEach(({ name }, e) => {
            const peak = inFrame(slots.eventPeakSlot(name));
            const lowest = apply([inFrame(slots.eventMarginSlot(name))], "f64.neg");
            /** Below zero, with no maximum inside that is closer to it than others. */
            const isQuiet = (knowsStart: boolean): Term => {
              const bounds = [number("closest"), inFrame(slots.eventEndSlot(name))];
              if (knowsStart) bounds.push(inFrame(slots.bernsteinSlot(name, 0)));
              const isFar = bounds
                .map((bound) => apply([peak, bound], "f64.le"))
                .reduce((a, b) => apply([a, b], "i32.or"));
              return w.both(apply([peak, lowest], "f64.lt"), isFar);
            };
            const summit = summits[e];
            s.when(w.not(isQuiet(hasShape)), () => {
              if (summit !== undefined) run(summit);
              stop(summit === undefined ? undefined : w.not(isQuiet(true)));
            });
          });
          budget.set(w.minus(budget, 1));
          s.when(
            isCut,
            () => {
              s.when(
                isDue,
                () => record(i32(recordKind.stepToArrival), dueArrival, size),
                () => record(i32(recordKind.stepToFixed), i32(-1), size),
              );
              moveOn();
              t.set(target);
              keepInFrame(slots.restSlot, 0);
            },
            () => {
              if (proposal === undefined) return;
              s.when(apply([size, inFrame(slots.proposalSlot)], "f64.eq"), () => run(proposal));
              record(i32(recordKind.step), i32(-1), size);
              moveOn();
              advanceClock();
            },
          );
          keepInFrame(slots.timeSlot, t);
          anchor.set(apply([i32(anchorKind.next), i32(anchorKind.none), w.both(isCut, isDue)], "select"));
          again(apply([isDue, w.not(isCut)], "i32.or"));
        });
      });
      keepCount("records", records);
      keepCount("states", states);
      keepCount("due", due);
      keepCount("anchor", anchor);
      keepCount("budget", budget);
    },
    memory,
  );
}
