/** Models around models: what SEMANTICS.md calls `refractory` and `atMostOneSpike`. */
import type { Here, OracleEvent, OracleModel, OraclePort } from "./model.ts";

export interface Rest {
  /** Index of the event after which it rests. */
  readonly event: number;
  /** How long; left out, for ever. */
  readonly period?: (here: Here) => number;
  /** States that keep still while it rests, between arrivals and at them. */
  readonly hold: readonly number[];
  /** Whether arrivals are dropped while it rests. */
  readonly blockInput: boolean;
}

/**
 * The model with one more state, 1 while it rests. The event does not happen then; when the rest ends, it happens at once
 * if its function is ≥ 0. An arrival at the very end of the rest comes before it.
 */
export function resting(model: OracleModel, { event: index, period, hold, blockInput }: Rest): OracleModel {
  const flag = model.states.length;
  const rests = (here: Here): boolean => here.y[flag] === 1;
  const keepingFlag =
    (map: (here: Here) => ArrayLike<number>) =>
    (here: Here): number[] => [...Array.from(map(here)), here.y[flag]!];
  const events = model.events.map((event, e): OracleEvent => {
    if (e !== index) return { ...event, reset: keepingFlag(event.reset) };
    return {
      ...event,
      reset: (here) => [...Array.from(event.reset(here)), 1],
      guard: (here) => !rests(here) && event.guard?.(here) !== false,
      timers: [...(event.timers ?? []), ...(period ? [{ event: model.events.length, period }] : [])],
    };
  });
  const release: OracleEvent = {
    name: "release",
    reset: (here) => here.y.map((y, i) => (i === flag ? 0 : y)),
    emits: false,
    fireAtStart: false,
    repeats: false,
  };
  return {
    ...model,
    states: [...model.states, "rests"],
    scales: [...model.scales, 1],
    field: (here, out) => {
      model.field(here, out);
      out[flag] = 0;
      if (rests(here)) for (const i of hold) out[i] = 0;
    },
    events: [...events, release],
    ports: model.ports.map(
      (port): OraclePort => ({
        ...port,
        accepts: (here) => !(blockInput && rests(here)) && port.accepts?.(here) !== false,
        arrive: (here, weights, payload) => {
          const after = [...Array.from(port.arrive(here, weights, payload)), here.y[flag]!];
          if (rests(here)) for (const i of hold) after[i] = here.y[i]!;
          return after;
        },
      }),
    ),
  };
}
