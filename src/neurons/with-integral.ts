/** Models with an integral along time: of a state, or of a formula of the states. */
import { tableOf, within } from "../expr/node.ts";
import { checkOptions, rule } from "../options.ts";
import { unitText } from "./check-units.ts";
import { checkNames } from "./definition-checks.ts";
import { extended } from "./extended-model.ts";
import { rateFormula } from "./formulas.ts";
import type { Formula } from "./neuron-definition.ts";
import { expressionsOf, type NeuronModel } from "./neuron-model.ts";
import { checkModel, formulaScope, nameOf } from "./wrapped-model.ts";

/** What is integrated, and what the integral is called. */
export interface IntegralOptions {
  /** Of the new state. */
  readonly name: string;
  /** The integrand: a formula of states, parameters, signals and `t`, as a text or as a function of symbols. */
  readonly of: Formula;
  /** Unit of the integral, such as "mV ms"; the integrand is then checked, and converted to it per ms. */
  readonly unit?: string;
  /** Typical size of the integral, the unit of its absolute tolerance; default 1. */
  readonly scale?: number;
}

const formula = rule(
  (value) => typeof value === "string" || typeof value === "number" || typeof value === "function",
  'Give a formula such as "v" or "max(0, v - 1)".',
);

/**
 * The model with one state more, the integral of a formula from the beginning of the run on:
 *
 *   dI/dt = of ,   I(0) = 0
 *
 * No event and no arrival changes it. `stateAtTimes` reads it at the end of the run or at any time, and the difference of
 * two times is the integral between them: I(t)/t is a mean. It is a state as the others are, so it is as exact as they
 * are, comparisons in the formula are located and differentiated through, and it has a gradient. It takes part in the
 * control of the error: with it a neuron may make other steps, which moves its spikes within the tolerance. Under
 * `exactFlow` the formula has to be affine in the states. Its parameter `initial.<name>` is what it begins at.
 *
 * A model made of this one by `refractory` or `atMostOneSpike` goes on integrating where it does not hold the state.
 *
 * @throws ModelError for what is no model, a name that it has, a formula that cannot be read or, with a unit, does not
 *   agree with it; OptionError for a wrong option
 * @example
 * const model = withIntegral(lif, { name: "area", of: "max(0, v)" });
 * const readout = stateAtTimes("cell", "area", [50]);
 */
export function withIntegral(model: NeuronModel, options: IntegralOptions): NeuronModel {
  const where = `withIntegral(${nameOf(model)})`;
  const kinds = { name: "text", of: formula, unit: "text", scale: "positive" } as const;
  checkOptions(where, options, kinds, ["name", "of"]);
  checkModel(where, model);
  const { name, of, scale = 1 } = options;
  checkNames(where, [name]);
  const unit = unitText(options.unit, where);
  return within(tableOf(expressionsOf(model)), () => {
    const rate = rateFormula(formulaScope(where, model, [[name, unit]]), "of", of, name);
    return extended(where, model, { states: [{ name, unit, scale, initial: 0, rate }] });
  });
}
