/** Where in a frame the loop finds what kernels leave of events, timers and switches, and keeps what it knows of them. */
import type { NeuronPrograms } from "./neuron-kernels.ts";
import {
  armedSlot,
  bernsteinSlot,
  causeSlot,
  crossingRateSlot,
  eventBendSlot,
  eventEndSlot,
  eventEstimateSlot,
  eventMarginSlot,
  eventPeakSlot,
  eventRoundingSlot,
  eventSlopeSlot,
  eventValueSlot,
  firedAtSlot,
  firedRestSlot,
  guessSlot,
  landedSlot,
  locatedSlot,
  movedSlot,
  pendingSlot,
  resolutionSlot,
  summitSlot,
  switchBendSlot,
  switchRateSlot,
  switchRoundingSlot,
  switchValueSlot,
  timerNextSlot,
  timerStartSlot,
} from "./slots.ts";

/** Offsets in a frame of what there is of an event. */
export interface EventSlots {
  /** Whether it may fire, see `arming`. */
  readonly armed: number;
  /** The cause for which it is to fire in this round of the present instant; −1 if it is not. */
  readonly due: number;
  /** If it is due because of a jump: what that jump had the time of, see `anchor`. */
  readonly cause: number;
  /** When it last fired, as two doubles; not a number if it has not. */
  readonly firedAt: number;
  readonly firedRest: number;
  /**
   * The bound on the rounding of its function at the end of the last step, along that step; of an event of the model's own
   * that of steps in which it was not armed, of which each counts half as much as the one after it.
   */
  readonly landed: number;
  readonly peak: number;
  readonly margin: number;
  readonly rounding: number;
  readonly estimate: number;
  readonly value: number;
  readonly end: number;
  /** Rate at the end of a step, along the computed map. */
  readonly rate: number;
  /** Rate and its derivative at the present state, along the field. */
  readonly slope: number;
  readonly bend: number;
  readonly summit: number;
  readonly guess: number;
  readonly resolution: number;
  readonly bernstein: number;
  readonly count: number;
}

/** Offsets in a frame of what a timer's kernels leave. */
export interface TimerSlots {
  /** The discrete state. */
  readonly due: number;
  /** Whether the last jump that could has started it. */
  readonly start: number;
  /** When its event is due, if it is. */
  readonly next: number;
}

/** Offsets in a frame of what there is of a switch. */
export interface SwitchSlots {
  /** The bound on the rounding of its function if it was crossed in this instant, else 0. So close to zero it has no sign. */
  readonly located: number;
  /** 1 if a jump has moved its function since the modes were set. */
  readonly moved: number;
  readonly kind: "sign" | "floor";
  readonly mode: number;
  readonly value: number;
  readonly rounding: number;
  readonly rate: number;
  readonly bend: number;
  /** Whether its function reads a signal. */
  readonly signalled: boolean;
}

/** All of them, by event and by switch. */
export interface FrameSlots {
  readonly events: readonly EventSlots[];
  /** Undefined for an event that is not that of a timer. */
  readonly timers: readonly (TimerSlots | undefined)[];
  readonly switches: readonly SwitchSlots[];
}

const known = new WeakMap<NeuronPrograms, FrameSlots>();

/** Looked up once: names cost more than short runs do. */
export function frameSlots(programs: NeuronPrograms): FrameSlots {
  let slots = known.get(programs);
  if (slots === undefined) {
    slots = {
      events: eventSlots(programs),
      timers: timerSlots(programs),
      switches: switchSlots(programs),
    };
    known.set(programs, slots);
  }
  return slots;
}

function eventSlots({ model, frame, bernstein }: NeuronPrograms): EventSlots[] {
  return model.events.map(({ name }, e) => ({
    armed: frame.slot(armedSlot(name)),
    due: frame.slot(pendingSlot(name)),
    cause: frame.slot(causeSlot(name)),
    firedAt: frame.slot(firedAtSlot(name)),
    firedRest: frame.slot(firedRestSlot(name)),
    landed: frame.slot(landedSlot(name)),
    peak: frame.slot(eventPeakSlot(name)),
    margin: frame.slot(eventMarginSlot(name)),
    rounding: frame.slot(eventRoundingSlot(name)),
    estimate: frame.slot(eventEstimateSlot(name)),
    value: frame.slot(eventValueSlot(name)),
    end: frame.slot(eventEndSlot(name)),
    rate: frame.slot(crossingRateSlot(name)),
    slope: frame.slot(eventSlopeSlot(name)),
    bend: frame.slot(eventBendSlot(name)),
    summit: frame.slot(summitSlot(name)),
    guess: frame.slot(guessSlot(name)),
    resolution: frame.slot(resolutionSlot(name)),
    bernstein: frame.slot(bernsteinSlot(name, 0)),
    count: bernstein[e]!,
  }));
}

function timerSlots({ model, frame }: NeuronPrograms): (TimerSlots | undefined)[] {
  return model.timers.map((timer, e) =>
    timer === undefined
      ? undefined
      : {
          due: frame.slot(timer.due),
          start: frame.slot(timerStartSlot(model.events[e]!.name)),
          next: frame.slot(timerNextSlot(model.events[e]!.name)),
        },
  );
}

function switchSlots({ model, frame }: NeuronPrograms): SwitchSlots[] {
  return model.switches.map(({ kind, mode, signalled }) => ({
    kind,
    located: frame.slot(locatedSlot(mode)),
    moved: frame.slot(movedSlot(mode)),
    mode: frame.slot(mode),
    value: frame.slot(switchValueSlot(mode)),
    rounding: frame.slot(switchRoundingSlot(mode)),
    rate: frame.slot(switchRateSlot(mode)),
    bend: frame.slot(switchBendSlot(mode)),
    signalled,
  }));
}
