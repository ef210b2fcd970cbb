/** Models made of models: refractory periods, and neurons that spike once. */

import { knownHere, ModelError } from "../errors.ts";
import { add, lt, one, select, zero } from "../expr/build.ts";
import { constant, type Expr, symbol, symbolsOf, tableOf, within } from "../expr/node.ts";
import { checkOptions, type Kind, rule } from "../options.ts";
import {
  continuousStates,
  expressionsOf,
  movingNames,
  type NeuronEvent,
  type NeuronModel,
  type Parameter,
  type StateVariable,
} from "./neuron-model.ts";
import { readable } from "./print-model.ts";
import { dueState, notPending, timeSinceDue } from "./timers.ts";
import { checkFree, checkModel, membranesOf, nameOf } from "./wrapped-model.ts";

/** How long a neuron is refractory, and what that means for it. */
export interface RefractoryOptions {
  /** Default of the parameter `tRef` [ms], ≥ 0, which training may change. */
  readonly period: number;
  /**
   * States that keep still in the period. Default: those that a spike's condition reads and its reset sets, as the
   * membrane is.
   */
  readonly hold?: readonly string[];
  /** Whether arrivals in the period are lost; default false: they reach the states that are not held, and those that are. */
  readonly blockInput?: boolean;
}

/** What happens to a neuron that has spiked. */
export interface AtMostOneSpikeOptions {
  /** Whether its states keep still after the spike; default false. */
  readonly freeze?: boolean;
  /** Whether what arrives after the spike is lost; default false. */
  readonly blockInput?: boolean;
}

const texts: Kind = rule(
  (value) => Array.isArray(value) && value.every((name) => typeof name === "string"),
  'Give a list of states such as ["v"].',
);

/**
 * A neuron that does not spike for a time after each spike.
 *
 * The model gets a parameter `tRef`, a discrete state `refractory`, 1 in the period and 0 else, a discrete state
 * `due_endOfPeriod`, the time when it is over, and an event `endOfPeriod` at that time, which is not sent. All of it is exact, and
 * differentiated: also with respect to `tRef`.
 *
 * What is above threshold when the period ends spikes then: the membrane that was not held, say, and has risen. Where a reset
 * sets nothing that the condition reads, as in conductance-based models, the condition has to fail after the period before
 * it can hold again: a spike that is longer than the period is one.
 *
 * @throws ModelError for a model that sends no event, or several of which one's reset sets nothing of its condition, or that has
 *   one of those names, or no state to hold by that name; OptionError for a wrong option
 * @example
 * const model = refractory(lif, { period: 2 });
 */
export function refractory(model: NeuronModel, options: RefractoryOptions): NeuronModel {
  const where = `refractory(${nameOf(model)})`;
  checkOptions(where, options, { period: "nonnegative", hold: texts, blockInput: "flag" }, ["period"]);
  checkSends(where, model);
  const { period, hold = membranesOf(model), blockInput = false } = options;
  for (const name of hold) checkState(where, model, name);
  if (hold.length === 0 && options.hold === undefined) {
    throw new ModelError(
      where,
      "no state is read by the spike's condition and set by its reset",
      "Give hold: [] for none, as fits conductance-based models, or states by name.",
    );
  }
  checkStanding(where, model, hold);
  const [flag, end, tRef] = ["refractory", "endOfPeriod", "tRef"];
  const due = dueState(end);
  checkFree(where, model, [flag, due, tRef], [end]);
  return within(tableOf(expressionsOf(model)), () => {
    const hasUnits = [...model.states, ...model.parameters].some(({ unit }) => unit !== "");
    const ms = hasUnits ? "ms" : "";
    const release: NeuronEvent = {
      name: end,
      when: timeSinceDue(due),
      reset: [...model.states.map(({ name }) => symbol(name)), zero, constant(notPending)],
      emits: false,
      fireAtStart: false,
      repeats: true,
      payload: undefined,
    };
    const added = {
      states: [discrete(flag, hasUnits ? "1" : "", 0), discrete(due, ms, notPending)],
      parameters: [duration(tRef, ms, period)],
      events: [release],
      starts: [one, add(symbol("t"), symbol(tRef))],
      // Let go from below zero it may happen at once; from above it has to fall first, as after any event.
      meanwhile: ({ repeats }: NeuronEvent) => (repeats ? below : one),
    };
    return gated(model, flag, new Set(hold), blockInput, added);
  });
}

/**
 * A neuron that spikes once in a run at most.
 *
 * The model gets a discrete state `spiked`, 1 after the spike.
 *
 * @throws ModelError for a model that sends no event or has that name; OptionError for a wrong option
 */
export function atMostOneSpike(model: NeuronModel, options: AtMostOneSpikeOptions = {}): NeuronModel {
  const where = `atMostOneSpike(${nameOf(model)})`;
  checkOptions(where, options, { freeze: "flag", blockInput: "flag" });
  checkSends(where, model);
  const { freeze = false, blockInput = false } = options;
  const flag = "spiked";
  checkFree(where, model, [flag], []);
  return within(tableOf(expressionsOf(model)), () => {
    const states = [discrete(flag, "", 0)];
    const added = { states, parameters: [], events: [], starts: [one], meanwhile: () => below };
    return gated(model, flag, new Set(freeze ? continuousStates(model) : []), blockInput, added);
  });
}

/** What a wrapper adds to a model, after its own. */
interface Added {
  readonly states: readonly StateVariable[];
  readonly parameters: readonly Parameter[];
  readonly events: readonly NeuronEvent[];
  /** What an event that is sent makes of the added states. */
  readonly starts: readonly Expr[];
  /** In the place of its function while it is kept from happening. */
  readonly meanwhile: (event: NeuronEvent) => Expr;
}

/** The model in which a discrete state, set by every event that is sent, keeps these from happening, and states still. */
function gated(
  model: NeuronModel,
  flag: string,
  held: ReadonlySet<string>,
  blockInput: boolean,
  added: Added,
): NeuronModel {
  // Halfway between its values: a comparison with one of them would have no derivative there.
  const isOn = lt(0.5, symbol(flag));
  const own = model.states.map(({ name }) => symbol(name));
  const kept = added.states.map(({ name }) => symbol(name));
  const events = model.events.map((event): NeuronEvent => {
    if (!event.emits) return Object.freeze({ ...event, reset: [...event.reset, ...kept] });
    const when = select(isOn, added.meanwhile(event), event.when);
    const reset = [...event.reset, ...added.starts];
    return Object.freeze({ ...event, when, reset });
  });
  return readable({
    ...model,
    states: Object.freeze([...model.states, ...added.states]),
    parameters: Object.freeze([...model.parameters, ...added.parameters]),
    derivatives: Object.freeze([
      ...model.derivatives.map((rate, i) =>
        held.has(model.states[i]!.name) ? select(isOn, zero, rate) : rate,
      ),
      ...added.states.map(() => zero),
    ]),
    events: Object.freeze([...events, ...added.events.map((event) => Object.freeze(event))]),
    ports: Object.freeze(
      model.ports.map((port) => {
        const map = blockInput ? port.map.map((after, i) => select(isOn, own[i]!, after)) : port.map;
        return Object.freeze({ ...port, map: Object.freeze([...map, ...kept]) });
      }),
    ),
  });
}

const below = constant(-1);

function discrete(name: string, unit: string, initial: number): StateVariable {
  return Object.freeze({ name, unit, scale: 1, initial, discrete: true });
}

function duration(name: string, unit: string, value: number): Parameter {
  return Object.freeze({ name, unit, default: value, domain: "nonnegative" });
}

function checkSends(where: string, model: NeuronModel): void {
  checkModel(where, model);
  if (model.events.some(({ emits }) => emits)) return;
  throw new ModelError(where, "the model sends no event", "Give one that spikes.");
}

/**
 * An event whose reset sets nothing of its condition is at zero when the period begins, and has to leave it; of several that are
 * sent nothing tells which of them it was.
 */
function checkStanding(where: string, model: NeuronModel, hold: readonly string[]): void {
  const sent = model.events.filter(({ emits }) => emits);
  const standing = sent.find(({ repeats }) => !repeats);
  if (standing === undefined) return;
  const { name, when } = standing;
  if (sent.length > 1) {
    const names = sent.map((event) => `"${event.name}"`).join(" and ");
    const what = `${names} are sent, and the reset of "${name}" sets nothing of its condition`;
    throw new ModelError(
      where,
      what,
      "Send one, in one direction, or reset what the condition of each reads.",
    );
  }
  const read = symbolsOf([when]);
  const moving = movingNames(model).filter((known) => read.has(known));
  if (moving.length === 0 || !moving.every((known) => hold.includes(known))) return;
  const what = `hold keeps ${moving.join(", ")} where "${name}" happens, and its reset sets nothing of that`;
  throw new ModelError(where, what, "Leave it out of hold, or reset it.");
}

function checkState(where: string, model: NeuronModel, name: string): void {
  const known = continuousStates(model);
  if (!known.includes(name))
    throw new ModelError(where, `there is no state "${name}"`, knownHere(name, known));
}
