/**
 * Steps of two neurons pulled back at once, in a routine: while one neuron's records are pulled back, the one whose records
 * lie before them goes along, so that both are at a step together. It changes nothing but its own cotangents. What its
 * arrivals add to sums that others add to, too, is kept until its turn comes, and a reset waits for it where
 * the spike may still get something from the other.
 */
import type { WasmBody } from "../../codegen/wasm-module.ts";
import * as w from "../../codegen/wasm-statements.ts";
import { apply, i32, type Term } from "../../codegen/wasm-terms.ts";
import type { PairRunner } from "../../codegen/webassembly.ts";
import { recordKind } from "../../tape/tape.ts";
import { addToArrived, addToTimes, byOwnPort, type Sharing } from "./arrivals-back.ts";
import { sumAt } from "./exact-sum-terms.ts";
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
import { roomAhead } from "./routine-columns.ts";
import { doubleOf, integerOf, routineWriter } from "./routine-writer.ts";

export interface SweepingPair {
  readonly body: WasmBody;
  /** What is pulled back in its turn, and the index of its neuron in the network. */
  readonly main: Pulling;
  readonly neuron: w.Variable;
  readonly runPair: PairRunner;
}

export interface Companion {
  /** Goes over what has been pulled back ahead, where the turn of its neuron comes. */
  readonly leap: () => void;
  /** Looks for the neuron whose records come next, where the turn of another has begun. */
  readonly find: () => void;
  /** Runs the program of a step, with one of that neuron, or alone where it has none. */
  readonly pull: (alone: () => void) => void;
}

const none = -1;
/** What is to be done where the turn of a record comes: bits. */
const later = { nothing: 0, time: 1, arrived: 2 } as const;

export function companion({ body, main, neuron, runPair }: SweepingPair): Companion {
  const { s, columns, parts, sums } = main;
  const { step, target } = parts;
  const at = body.take("i32");
  const integer = (): w.Variable => s.variable("i32");
  /** Its index in the network, and its last record: it lies before all of the neuron at hand. */
  const [other, start, place, channel] = [integer(), integer(), integer(), integer()];
  const [index, isReady, kept] = [integer(), integer(), integer()];
  const channels = columns.arrivalWeight.length / columns.arrivalSpike.length;
  const time = sumAt(columns.laterLeading, columns.laterRest, place);
  const weight = (c: number): Term => w.plus(channel, c);
  const putOff = (what: number): void => {
    place.set(w.minus(start, own.record));
    kept.set(integerOf(columns.laterKind, place));
    s.storeInteger(w.shifted(place, 2), columns.laterKind.byteOffset, apply([kept, i32(what)], "i32.or"));
  };
  const sharing: Sharing = {
    addArrivalTime: (given) => {
      putOff(later.time);
      sums.copy(given.time, time);
    },
    addArrived: (_, weights, carried) => {
      putOff(later.arrived);
      channel.set(apply([place, i32(channels)], "i32.mul"));
      if (carried !== undefined) s.storeDouble(w.shifted(place, 3), columns.laterCarried.byteOffset, carried);
      weights.forEach((bar, c) => {
        s.storeDouble(w.shifted(weight(c), 3), columns.laterWeight.byteOffset, bar);
      });
    },
  };
  const own: Pulling = {
    ...main,
    s: routineWriter(body, parts.frame, columns, at),
    run: (program, places) => main.run(program, places, at),
    record: integer(),
    kind: integer(),
    index,
    reference: integer(),
    states: integer(),
    time: sumAt(columns.timeLeading, columns.timeRest, other),
    sharing,
  };
  start.set(i32(columns.kind.length));

  /** As far as a step that may be pulled back with another. */
  const goAlong = (): void => {
    isReady.set(i32(0));
    s.block((stays) =>
      s.loop((again) => {
        stays(apply([own.record, s.count("lowest")], "i32.lt_s"));
        stays(w.not(w.equals(integerOf(columns.neuron, own.record), other)));
        place.set(w.minus(start, own.record));
        stays(w.not(apply([place, i32(roomAhead)], "i32.lt_s")));
        readRecord(own);
        stays(apply([own.kind, i32(recordKind.reset)], "i32.gt_s"));
        stays(isOfKind(own, recordKind.start));
        stays(w.both(isOfKind(own, recordKind.reset), s.count("returns")));
        s.storeInteger(w.shifted(place, 2), columns.laterKind.byteOffset, i32(later.nothing));
        s.block((skip) => {
          ifIdle(own, skip);
          loadStep(own);
          s.when(isStep(own), () => {
            isReady.set(i32(1));
            stays();
          });
          pullJump(own);
          join(own);
        });
        own.record.set(w.minus(own.record, 1));
        again();
      }),
    );
  };

  /** What was put off, in the order of the records. */
  const makeUp = (): void => {
    const last = own.record;
    const record = main.record;
    s.block((done) =>
      s.loop((again) => {
        done(w.equals(record, last));
        place.set(w.minus(start, record));
        kept.set(integerOf(columns.laterKind, place));
        own.reference.set(integerOf(columns.reference, record));
        s.when(apply([kept, i32(later.time)], "i32.and"), () => addToTimes(own, time));
        s.when(apply([kept, i32(later.arrived)], "i32.and"), () => {
          channel.set(apply([place, i32(channels)], "i32.mul"));
          byOwnPort(own, (port) => {
            const { channels: names, graded } = parts.model.ports[port]!;
            addToArrived(
              own,
              names.map((_, c) => doubleOf(columns.laterWeight, weight(c))),
              graded ? doubleOf(columns.laterCarried, place) : undefined,
            );
          });
        });
        record.set(w.minus(record, 1));
        again();
      }),
    );
  };

  return {
    leap: () => s.when(w.equals(main.record, start), makeUp),
    find: () =>
      s.when(w.not(apply([start, main.record], "i32.lt_s")), () => {
        start.set(main.record);
        other.set(i32(none));
        s.block((found) =>
          s.loop((again) => {
            start.set(w.minus(start, 1));
            found(apply([start, s.count("lowest")], "i32.lt_s"));
            // Something that is not the routine's: it stops there, and nothing may be ahead.
            found(apply([w.byteAt(start, columns.kind.byteOffset), i32(recordKind.reset)], "i32.gt_s"));
            again(w.equals(integerOf(columns.neuron, start), neuron));
            index.set(w.minus(integerOf(columns.neuron, start), s.count("firstNeuron")));
            found(apply([index, i32(0)], "i32.lt_s"));
            found(w.not(apply([index, s.count("neurons")], "i32.lt_s")));
            other.set(integerOf(columns.neuron, start));
            const frame = w.plus(apply([index, s.count("frameSize")], "i32.mul"), s.count("frames"));
            w.shifted(frame, 3)(body);
            body.set(at);
          }),
        );
        own.record.set(start);
      }),
    pull: (alone) => {
      goAlong();
      s.when(
        isReady,
        () => {
          if (target === step) runPair(step, at);
          else {
            const arePlain = w.both(isOfKind(main, recordKind.step), isOfKind(own, recordKind.step));
            s.when(
              arePlain,
              () => runPair(step, at),
              () => runPair(target, at),
            );
          }
          endStep(own);
          join(own);
          own.record.set(w.minus(own.record, 1));
        },
        alone,
      );
    },
  };
}
