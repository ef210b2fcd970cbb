/**
 * The modes of a neuron's switches: on which side of zero each switching function is held during a step.
 *
 * After every instant they are set by the signs of the functions. A value within rounding of zero has no sign:
 * there the side is taken to which the solution goes, as its field on that side says. If it goes to neither, it
 * would slide along the switch, which no step of either field can follow: the run ends. If it stays at exactly zero, the
 * comparison holds as it is written.
 */

import { noise } from "../../compile/event-decisions.ts";
import type { SwitchSlots } from "../../compile/frame-slots.ts";
import { arming } from "../../compile/place-codes.ts";
import { switchText } from "../../compile/switches.ts";
import { appendRecord } from "../../tape/page.ts";
import { eventCause, recordKind } from "../../tape/tape.ts";
import { fail } from "./failure.ts";
import type { NeuronRun } from "./neuron-run.ts";
import { isCarried } from "./never-armed.ts";
import { tendency } from "./tendency.ts";

/**
 * Sets all modes at the present instant. A switch that the solution, not a jump, has brought to zero within rounding,
 * at the time of something else, is crossed here: that is due then, and changes its mode.
 */
export function settleModes(run: NeuronRun): void {
  const { memory, frame, switches, settings } = run;
  const { switchValues } = run.program.kernels;
  let changed = false;
  const crossings: number[] = [];
  // The functions of switches may depend on the modes of others.
  for (let again = true, pass = 0; again; pass++) {
    again = false;
    switchValues(frame);
    for (let s = 0; s < switches.length; s++) {
      const { mode, value, moved } = switches[s]!;
      const present = memory[frame + mode]!;
      const next = Number.isNaN(memory[frame + value]!) ? present : modeOf(run, s);
      if (next === present) continue;
      const watch = memory[frame + moved] === 1 ? -1 : crossingTo(run, s, next);
      if (watch >= 0) {
        if (!crossings.includes(watch)) crossings.push(watch);
        continue;
      }
      memory[frame + mode] = next;
      again = true;
      changed = true;
      switchValues(frame);
    }
    if (pass > settings.maxRounds) slide(run, 0);
  }
  if (changed) recordModes(run);
  armByModes(run);
  for (const { moved } of switches) memory[frame + moved] = 0;
  for (const watch of crossings) memory[frame + run.events[watch]!.due] = eventCause.root;
}

/** The armed watch that gives a switch the mode `next` where its function is zero within rounding; −1 if none. */
function crossingTo(run: NeuronRun, index: number, next: number): number {
  const { memory, frame, events, ownEvents } = run;
  const slots = run.switches[index]!;
  const { mode, value, rounding } = slots;
  const distance = Math.abs(memory[frame + value]! - edgeOf(slots, memory[frame + value]!));
  if (!(distance <= noise * memory[frame + rounding]!)) return -1;
  const found = run.program.model.watches.findIndex(
    (watch, w) =>
      watch.switch === index &&
      memory[frame + events[ownEvents + w]!.armed] === arming.armed &&
      watch.next(memory[frame + mode]!) === next,
  );
  return found < 0 ? -1 : ownEvents + found;
}

/**
 * Whether the field only bends where the step in the frame ends at the crossing that `watch` watches: nothing jumps
 * at a kink, unless a switch that reads its mode, as r > 0 for r = max(0, v), is at zero there too.
 */
export function onlyBends({ memory, frame, events, ownEvents, program }: NeuronRun, watch: number): boolean {
  const { switches, watches } = program.model;
  const { continuous, readers } = switches[watches[watch - ownEvents]!.switch]!;
  if (!continuous || readers.length === 0) return continuous;
  return watches.every((other, w) => {
    const { end, rounding } = events[ownEvents + w]!;
    return (
      !readers.includes(other.switch) || Math.abs(memory[frame + end]!) > noise * memory[frame + rounding]!
    );
  });
}

/**
 * What changes its mode first where the step in the frame ends at the crossing that `watch` watches: a kink that its
 * function is made of and that is crossed here too, on which hangs whether the function goes on; else itself.
 */
export function kinkBelow({ memory, frame, events, ownEvents, program }: NeuronRun, watch: number): number {
  const { switches, watches } = program.model;
  const reader = watches[watch - ownEvents]!.switch;
  const found = watches.findIndex(({ switch: index }, w) => {
    const { armed, end, rounding } = events[ownEvents + w]!;
    if (!switches[index]!.readers.includes(reader) || memory[frame + armed] !== arming.armed) return false;
    return Math.abs(memory[frame + end]!) <= noise * memory[frame + rounding]!;
  });
  return found < 0 ? watch : ownEvents + found;
}

/** No step has led the neuron to where it is. */
export function forgetCrossings(run: NeuronRun): void {
  run.crossed = -1;
  run.departures = 0;
  for (const { located } of run.switches) run.memory[run.frame + located] = 0;
}

/** Gives one switch another mode, where the solution leaves zero to that side. */
export function leaveTo(run: NeuronRun, index: number, mode: number): void {
  if (++run.departures > run.settings.maxRounds) slide(run, index);
  run.memory[run.frame + run.switches[index]!.mode] = mode;
  recordModes(run);
  armByModes(run);
}

/** The mode that fits the switching function and, within rounding of zero, the field that it brings. */
function modeOf(run: NeuronRun, index: number): number {
  const { memory, frame } = run;
  const slots = run.switches[index]!;
  const value = memory[frame + slots.value]!;
  const isFloor = slots.kind === "floor";
  const nearest = edgeOf(slots, value);
  const written = isFloor ? Math.floor(value) : Math.sign(value);
  const rounding = Math.max(memory[frame + slots.rounding]!, memory[frame + slots.located]!);
  if (Math.abs(value - nearest) > noise * rounding) return written;
  const above = isFloor ? nearest : 1;
  const below = isFloor ? nearest - 1 : -1;
  const first = tendencyIn(run, slots, written);
  // The sign function at exactly zero has a mode of its own, for as long as the value stays there.
  if (written !== above && written !== below && first === 0) return written;
  const prefers = written === above || written === below ? written === above : first > 0;
  const inside = (mode: number): number => tendencyIn(run, slots, mode) * (mode === above ? 1 : -1);
  const [near, far] = prefers ? [above, below] : [below, above];
  if (inside(near) >= 0) return near;
  if (inside(far) >= 0) return far;
  // Driven back from both sides to where it may stay: -sign(v) is at rest at 0.
  if (!isFloor && tendencyIn(run, slots, 0) === 0) return 0;
  return slide(run, index);
}

/** The value nearest to that of a switching function at which the mode changes. */
function edgeOf({ kind }: SwitchSlots, value: number): number {
  return kind === "floor" ? Math.round(value) : 0;
}

/** Where the field of a mode takes the switching function. */
function tendencyIn(run: NeuronRun, { mode, rate, bend }: SwitchSlots, candidate: number): number {
  const { memory, frame } = run;
  const present = memory[frame + mode]!;
  memory[frame + mode] = candidate;
  run.program.kernels.switchValues(frame);
  const result = tendency(memory[frame + rate]!, memory[frame + bend]!);
  memory[frame + mode] = present;
  run.program.kernels.switchValues(frame);
  return result;
}

function slide(run: NeuronRun, index: number): never {
  const text = switchText(run.program.model.switches[index]!);
  if (Number.isNaN(tendencyIn(run, run.switches[index]!, 1))) {
    const hint = "Write it so that it has one: sign(v) in the place of v / abs(v).";
    fail(run, "non-finite", `meets ${text} = 0, where what depends on it has no value`, hint);
  }
  fail(run, "sliding", `is driven back to ${text} = 0 from both sides`);
}

export function recordModes(run: NeuronRun): void {
  appendRecord(run, recordKind.modes, -1, 0);
}

/** Events whose functions depend on modes, and what watches the switches, as the new modes leave them. */
function armByModes(run: NeuronRun): void {
  const { memory, frame, events, ownEvents } = run;
  run.program.kernels.modedEventValues(frame);
  for (let e = 0; e < events.length; e++) {
    if (e < ownEvents && !run.moded[e]) continue;
    const { armed, due, cause, value } = events[e]!;
    const isBelow = memory[frame + value]! < 0;
    if (isBelow || e >= ownEvents) {
      memory[frame + armed] = isBelow ? arming.armed : arming.disarmed;
      memory[frame + due] = -1;
    } else if (isCarried(run, e) && memory[frame + due] === -1) {
      memory[frame + due] = eventCause.jump;
      memory[frame + cause] = run.anchor;
    }
  }
}
