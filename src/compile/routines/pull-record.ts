/** What a routine of the reverse sweep does with one record of a neuron, with the operations of the sweep record by record. */
import * as w from "../../codegen/wasm-statements.ts";
import { apply, i32, type Operand, type Term } from "../../codegen/wasm-terms.ts";
import { recordKind } from "../../tape/tape.ts";
import * as slots from "../slots.ts";
import { type Arriving, byOwnPort, pullArrival } from "./arrivals-back.ts";
import { type Sum, sumAt } from "./exact-sum-terms.ts";
import { doubleOf, integerOf } from "./routine-writer.ts";

/** A record that is pulled back, in variables, and its neuron. */
export interface Pulling extends Arriving {
  readonly reference: w.Variable;
  readonly record: w.Variable;
  readonly kind: w.Variable;
  readonly states: w.Variable;
}

export const isOfKind = ({ kind }: Pulling, of: number): Term => w.equals(kind, of);

/** Whether it is a step that did not end at an event. */
export function isStep({ kind }: Pulling): Term {
  const isBehindStart = apply([kind, i32(recordKind.start)], "i32.gt_s");
  return w.both(isBehindStart, apply([kind, i32(recordKind.stepToEvent)], "i32.lt_s"));
}

/** Has in variables what a record is. */
export function readRecord({ columns, record, kind, reference }: Pulling): void {
  kind.set(w.byteAt(record, columns.kind.byteOffset));
  reference.set(integerOf(columns.reference, record));
}

/** Has its state, its time and the size of its step in the frame of its neuron. */
export function loadStep({ s, parts, columns, record, states }: Pulling): void {
  states.set(w.minus(integerOf(columns.stateStart, record), s.count("before")));
  parts.model.states.forEach(({ name }, i) => {
    s.keepSlot(name, doubleOf(columns.state, states, i));
  });
  s.keepSlot(slots.timeSlot, doubleOf(columns.time, record));
  s.keepSlot(slots.restSlot, 0);
  s.keepSlot(slots.stepSizeSlot, doubleOf(columns.stepSize, record));
}

/** Does what is said where nothing that is asked for depends on what the record led to. */
export function ifIdle(own: Pulling, action: w.Jump): void {
  const { s, parts, columns, reference, time, sums } = own;
  const bars = parts.model.states.map(({ name }) => apply([s.slot(slots.barSlot(name)), 0], "f64.ne"));
  const isActive = [apply([sums.totalOf(time), 0], "f64.ne"), ...bars].reduce(w.either);
  const spikes = apply([sums.totalOf(spikeSum(own)), 0], "f64.ne");
  const carries = apply([doubleOf(columns.spikePayload, reference), 0], "f64.ne");
  s.when(w.not(isActive), () => {
    action(w.not(isOfKind(own, recordKind.reset)));
    action(w.not(w.either(spikes, carries)));
  });
}

/** Cotangent of the time of the spike that the record refers to. */
const spikeSum = ({ columns, reference }: Pulling): Sum =>
  sumAt(columns.spikeLeading, columns.spikeRest, reference);

const stepSizeBar = ({ s }: Pulling): Term => s.slot(slots.barSlot(slots.stepSizeSlot));

/** The time of a neuron is now that at the other end of a step of a size that times define. */
function leaveStep(own: Pulling): void {
  const left: Operand = own.parts.shifts === undefined ? apply([stepSizeBar(own)], "f64.neg") : 0;
  own.sums.resetTo(own.time, left);
}

/** Behind the program of a step that did not end at an event: what times have of it. */
export function endStep(own: Pulling): void {
  const { s, parts, time, sums, sharing } = own;
  s.when(isOfKind(own, recordKind.stepToArrival), () => {
    if (parts.shifts === undefined) sums.addTo(time, stepSizeBar(own));
    sharing.addArrivalTime(own);
    leaveStep(own);
  });
  s.when(isOfKind(own, recordKind.stepToFixed), () => leaveStep(own));
}

/** Records of no length, the beginning excepted, and steps to events. */
export function pullJump(own: Pulling): void {
  const { s } = own;
  const on = (of: number, action: () => void): void => s.when(isOfKind(own, of), action);
  on(recordKind.arrival, () => byOwnPort(own, (port) => pullArrival(own, port)));
  on(recordKind.stepToEvent, () => toEvent(own));
  on(recordKind.reset, () => reset(own));
}

function toEvent(own: Pulling): void {
  const { s, run, parts, reference, time, sums } = own;
  s.keepSlot(slots.eventTimeBarSlot, sums.totalOf(time));
  parts.events.forEach((program, e) => {
    s.when(w.equals(reference, e), () => run(program));
  });
  if (parts.shifts !== undefined) sums.resetTo(time, 0);
}

function reset(own: Pulling): void {
  const { s, run, parts, columns, reference, time, sums } = own;
  const { frame, resets, shifts } = parts;
  const sent = slots.barSlot(slots.sentSlot);
  if (frame.has(sent)) s.keepSlot(sent, doubleOf(columns.spikePayload, reference));
  resets.forEach((program, e) => {
    s.when(w.equals(integerOf(columns.spikeEvent, reference), e), () => {
      if (shifts !== undefined) {
        run(shifts.resets[e]!);
        sums.addTo(time, stepSizeBar(own));
      }
      run(program);
    });
  });
  sums.addSum(time, spikeSum(own));
}

/** Adds what a program has left of the time at its beginning. */
export function join({ s, time, sums }: Pulling): void {
  sums.addTo(time, s.slot(slots.barSlot(slots.timeSlot)));
}
