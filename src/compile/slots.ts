/**
 * The names of a frame's slots. States, parameters, signals and weight channels go by their own
 * names and `t` is the time; what the library adds begins with `$`, which no user's name can.
 */
import { type Frame, frameOf } from "../codegen/frame.ts";
import { initialName } from "../neurons/initial-values.ts";
import { type NeuronModel, type Port, payloadName } from "../neurons/neuron-model.ts";
import { timersOf } from "../neurons/timers.ts";

export const timeSlot = "t";
/** What the frame's time lacks: the clock of a neuron is t + rest. */
export const restSlot = "$rest";
/** The next step size; not a number before there is one. */
export const proposalSlot = "$proposal";
/** What the event loop keeps of a neuron in its frame beside the state; see `Place`. */
export type PlaceName =
  | "t"
  | "rest"
  | "proposal"
  | "last"
  | "taken"
  | "anchor"
  | "segment"
  | "round"
  | "spikes"
  | "fired"
  | "steps"
  | "unsettled"
  | "crossed"
  | "departures"
  | "refused"
  | "grazed"
  | "promised"
  | "promisedTarget"
  | "promisedKind"
  | "finished";

const placeSlot = (name: PlaceName): string => `$${name}`;
/** Their slots, one behind the other in this order. */
export const placeSlots: Readonly<Record<PlaceName, string>> = {
  t: timeSlot,
  rest: restSlot,
  proposal: proposalSlot,
  last: placeSlot("last"),
  taken: placeSlot("taken"),
  anchor: placeSlot("anchor"),
  segment: placeSlot("segment"),
  round: placeSlot("round"),
  spikes: placeSlot("spikes"),
  fired: placeSlot("fired"),
  steps: placeSlot("steps"),
  unsettled: placeSlot("unsettled"),
  crossed: placeSlot("crossed"),
  departures: placeSlot("departures"),
  refused: placeSlot("refused"),
  grazed: placeSlot("grazed"),
  promised: placeSlot("promised"),
  promisedTarget: placeSlot("promisedTarget"),
  promisedKind: placeSlot("promisedKind"),
  finished: placeSlot("finished"),
};
export const stepSizeSlot = "$h";
export const rtolSlot = "$rtol";
export const atolSlot = "$atol";
/** Largest |h λ| of a step; set with the tolerances. */
export const reachSlot = "$reach";
/** Longest step at the present state. */
export const stepCapSlot = "$stepCap";
/** How far what saturates went along a step, see `plateaus.ts`. */
export const waySlot = "$way";
/** What a step begins with, where the one before it leaves that. */
export const carriedSlot = (k: number): string => `$carried.${k}`;
/** Proposed first step size. */
export const initialStepSlot = "$initialStep";
/** Largest weighted error of the states in a step; the step is good at ≤ 1. */
export const errorNormSlot = "$errorNorm";
/** What a controller remembers of a neuron beside its proposal, if that is not more. */
export const rememberedSlot = (k: number): string => `$remembered.${k}`;
export const mostRemembered = 3;
/** What steps of one size have in common for all neurons that share their parameters, where a routine keeps that. */
export const commonSlot = (k: number): string => `$common.${k}`;
export const mostCommon = 16;
/** Cotangent of an event's own time, beside those of the state. */
export const eventTimeBarSlot = "$bar.$event";

/** Rate of change of a signal; the slot of the signal itself holds its value at time t. */
export const slopeSlot = (signal: string): string => `$slope.${signal}`;
/** State at the end of a step. */
export const nextSlot = (state: string): string => `$next.${state}`;
/**
 * Of the state that is followed along a step: its rate of change with the size of the step at its end, a bound on its
 * values in it, and one on its distance from the polynomial through some of them.
 */
export const courseRateSlot = "$rate";
export const courseMostSlot = "$most";
export const courseMarginSlot = "$margin";
/** Value of an event function at the frame's state, and at the end of a step. */
export const eventValueSlot = (event: string): string => `$g.${event}`;
export const eventEndSlot = (event: string): string => `$gEnd.${event}`;
/** Largest Bernstein coefficient of an event function over a step. */
export const eventPeakSlot = (event: string): string => `$gPeak.${event}`;
/** Bound on a state along a step. */
export const stateMostSlot = (state: string): string => `$most.${state}`;
/** What a step far from events is judged by: the peaks of their functions; of a model without events, bounds on its states. */
export const farBoundSlots = ({ events, states }: NeuronModel): string[] =>
  events.length > 0
    ? events.map(({ name }) => eventPeakSlot(name))
    : states.map(({ name }) => stateMostSlot(name));
/** How far the polynomial may be from the computed map, and the part of it that is rounding. */
export const eventMarginSlot = (event: string): string => `$gMargin.${event}`;
export const eventRoundingSlot = (event: string): string => `$gRounding.${event}`;
/** Twice the error estimate of an event function in a step; 0 if the method has none. */
export const eventEstimateSlot = (event: string): string => `$gEstimate.${event}`;
export const bernsteinSlot = (event: string, k: number): string => `$gBernstein.${event}.${k}`;
/** The share of a step up to the largest value of an event function in it, and about where it crosses zero. */
export const summitSlot = (event: string): string => `$gSummit.${event}`;
export const guessSlot = (event: string): string => `$gGuess.${event}`;
/** How far a step has to be resolved for the polynomial of an event function: enough at ≤ 1. */
export const resolutionSlot = (event: string): string => `$gResolution.${event}`;
/** dg/dh along the computed map at the end of a step: the crossing rate. */
export const crossingRateSlot = (event: string): string => `$gRate.${event}`;
/** What the event loop keeps of an event, see `EventSlots`. */
export const armedSlot = (event: string): string => `$armed.${event}`;
export const pendingSlot = (event: string): string => `$pending.${event}`;
export const causeSlot = (event: string): string => `$cause.${event}`;
export const firedAtSlot = (event: string): string => `$firedAt.${event}`;
export const firedRestSlot = (event: string): string => `$firedRest.${event}`;
export const landedSlot = (event: string): string => `$landed.${event}`;
/** First and second time derivative of an event function along the solution, at the frame's state. */
export const eventSlopeSlot = (event: string): string => `$gSlope.${event}`;
export const eventBendSlot = (event: string): string => `$gBend.${event}`;
/** Value of the switching function of a mode at the frame's state, its rounding, and its first two derivatives. */
export const switchValueSlot = (mode: string): string => `$q${mode}`;
export const switchRoundingSlot = (mode: string): string => `$qRounding${mode}`;
export const switchRateSlot = (mode: string): string => `$qRate${mode}`;
export const switchBendSlot = (mode: string): string => `$qBend${mode}`;
/** What the event loop keeps of a switch, see `SwitchSlots`. */
export const locatedSlot = (mode: string): string => `$located${mode}`;
export const movedSlot = (mode: string): string => `$moved${mode}`;
/** Cotangent and tangent of whatever `name` stands for. */
export const barSlot = (name: string): string => `$bar.${name}`;
export const dotSlot = (name: string): string => `$dot.${name}`;

/** Whether the last jump that could has started the timer that an event is the end of. */
export const timerStartSlot = (event: string): string => `$start.${event}`;
/** When it is, Infinity if it is not pending or a guard keeps it. */
export const timerNextSlot = (event: string): string => `$due.${event}`;
/** What an event of the neuron carries, left by its reset. */
export const sentSlot = "$payload";

/** Names of all weight channels of a model, each once, and of what arrives with a spike if one of its ports reads that. */
export function channelsOf(model: NeuronModel): string[] {
  return [...new Set(model.ports.flatMap(arrivingNames))];
}

/** What an arrival at a port brings. */
export function arrivingNames({ channels, graded }: Port): readonly string[] {
  return graded ? [...channels, payloadName] : channels;
}

/**
 * The frame of one neuron of `model`; `bernstein` is the number of coefficients of each event, `modes` are the
 * discrete states that are modes of switches, `carried` counts the values that a step leaves for the next.
 */
export function neuronFrame(
  model: NeuronModel,
  bernstein: readonly number[],
  modes: readonly string[] = [],
  carried = 0,
): Frame {
  const states = model.states.map((state) => state.name);
  const signals = model.signals;
  const sources = [...model.parameters.map((parameter) => parameter.name), ...initialNames(model)];
  const channels = channelsOf(model);
  const timers = timersOf(model);
  const varying = [
    ...states,
    timeSlot,
    stepSizeSlot,
    ...sources,
    ...signals.flatMap((s) => [s, slopeSlot(s)]),
  ];
  return frameOf([
    ...states,
    ...states.map(nextSlot),
    ...Array.from({ length: carried }, (_, k) => carriedSlot(k)),
    ...Object.values(placeSlots),
    ...Array.from({ length: mostRemembered }, (_, k) => rememberedSlot(k)),
    ...Array.from({ length: mostCommon }, (_, k) => commonSlot(k)),
    stepSizeSlot,
    errorNormSlot,
    courseRateSlot,
    ...(model.events.length > 0 ? [] : farBoundSlots(model)),
    courseMostSlot,
    courseMarginSlot,
    ...model.events.flatMap(({ name }, e) => [
      armedSlot(name),
      pendingSlot(name),
      causeSlot(name),
      firedAtSlot(name),
      firedRestSlot(name),
      landedSlot(name),
      eventPeakSlot(name),
      eventMarginSlot(name),
      eventRoundingSlot(name),
      eventEstimateSlot(name),
      eventValueSlot(name),
      eventEndSlot(name),
      crossingRateSlot(name),
      eventSlopeSlot(name),
      eventBendSlot(name),
      summitSlot(name),
      guessSlot(name),
      resolutionSlot(name),
      ...Array.from({ length: bernstein[e]! }, (_, k) => bernsteinSlot(name, k)),
    ]),
    ...model.events
      .filter((_, e) => timers[e] !== undefined)
      .flatMap(({ name }) => [timerStartSlot(name), timerNextSlot(name)]),
    ...modes.flatMap((mode) => [
      switchValueSlot(mode),
      switchRoundingSlot(mode),
      switchRateSlot(mode),
      switchBendSlot(mode),
      locatedSlot(mode),
      movedSlot(mode),
    ]),
    ...sources,
    ...signals.flatMap((signal) => [signal, slopeSlot(signal)]),
    ...channels,
    ...varying.map(barSlot),
    ...channels.map(barSlot),
    eventTimeBarSlot,
    ...varying.map(dotSlot),
    ...channels.map(dotSlot),
    ...(model.events.some(({ payload }) => payload !== undefined)
      ? [sentSlot, barSlot(sentSlot), dotSlot(sentSlot)]
      : []),
    rtolSlot,
    atolSlot,
    initialStepSlot,
    reachSlot,
    stepCapSlot,
    waySlot,
  ]);
}

/** Names of the parameters that hold initial values, where those are plain numbers. */
export function initialNames(model: NeuronModel): string[] {
  return model.states
    .filter((state) => typeof state.initial === "number")
    .map((state) => initialName(state.name));
}
