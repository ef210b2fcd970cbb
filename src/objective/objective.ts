/** What is to be minimised: weighted terms, each a loss of a readout, over runs of one kind. */
import { discreteAdjoint, type GradientMethod, gradientMethodKind } from "../adjoint/gradient-method.ts";
import { OptionError } from "../errors.ts";
import { type Loss, lossKind } from "../losses/loss.ts";
import type { Network } from "../network/network.ts";
import { checkNetwork } from "../network/parameters.ts";
import { checkDistinct, checkValue, type Kinds, listOf, recordOf } from "../options.ts";
import { type Readout, readoutKind } from "../readouts/readout.ts";
import type { Settings, SimulateOptions } from "../simulate/given/options.ts";
import { isRecord, shown } from "../values.ts";
import { checkNames, readoutSettings } from "./readout-settings.ts";
import { chosenBy, type TargetChoice, targetKind } from "./target-choice.ts";

/** One part of an objective: what is read from a run, and the loss of it. */
export interface Term {
  /** Name in reports; the readout's and the loss's if left out. */
  readonly name?: string;
  readonly readout: Readout;
  // biome-ignore lint/suspicious/noExplicitAny: a term takes the targets its own loss takes
  readonly loss: Loss<any>;
  /** Factor in the sum, default 1; a term of weight 0 is measured, but not differentiated. */
  readonly weight?: number;
  /** This term's target out of the sample's; default: the sample's. */
  // biome-ignore lint/suspicious/noExplicitAny: targets are the user's
  readonly target?: TargetChoice<any, unknown>;
}

/** Terms and how to run; what is sampled and how many spikes are needed follows from the readouts. */
export interface ObjectiveOptions
  extends Omit<SimulateOptions, "samples" | "stopAfterSpikes" | "endEarly" | "throwOnFailure"> {
  /** At least one; the objective is the weighted sum of their losses. */
  readonly terms: readonly Term[];
  /** How gradients are computed, default `discreteAdjoint`. */
  readonly gradientMethod?: GradientMethod;
}

export interface Objective {
  readonly network: Network;
  readonly terms: readonly (Required<Omit<Term, "target">> & Pick<Term, "target">)[];
  readonly targets: readonly ((target: unknown) => unknown)[];
  readonly settings: Settings;
  readonly gradientMethod: GradientMethod;
}

const termKinds: Kinds<Term> = {
  name: "text",
  readout: readoutKind,
  loss: lossKind,
  weight: "free",
  target: targetKind,
};
const termKind = recordOf<Term>(termKinds, ["readout", "loss"]);

/**
 * @param where  the public function that was called, for messages
 * @throws OptionError if there are no terms, two have one name, a weight is not finite, a readout reads what
 *   is not there, or an option is wrong
 */
export function objectiveOf(
  network: Network,
  objective: ObjectiveOptions,
  where = "valueAndGradient",
): Objective {
  checkNetwork(where, network);
  checkObjective(where, objective);
  const { terms, gradientMethod = discreteAdjoint, ...options } = objective;
  const named = terms.map(({ name, readout, loss, weight = 1, target }) => ({
    name: name ?? `${readout.name}, ${loss.name}`,
    readout,
    loss,
    weight,
    ...(target !== undefined && { target }),
  }));
  const names = named.map(({ name }) => name);
  checkDistinct(where, "terms", names, "Give them names.");
  const readouts = terms.map(({ readout }) => readout);
  const settings = readoutSettings(where, network, readouts, options);
  return Object.freeze({
    network,
    terms: Object.freeze(named),
    targets: named.map(({ name, target }) => chosenBy(`${where}: term ${shown(name)}`, target)),
    settings: {
      ...settings,
      folds: gradientMethod === discreteAdjoint ? settings.folds : new Set<string>(),
    },
    gradientMethod,
  });
}

/** @throws OptionError for what is wrong in an objective whatever its network is, but for values of the options of a run */
export function checkObjective(where: string, objective: ObjectiveOptions): void {
  if (!isRecord(objective)) {
    const what = `the objective is ${shown(objective)}`;
    throw new OptionError(where, what, "Give { terms: [{ readout, loss }], until }.");
  }
  const misplaced = Object.keys(objective).find((key) => Object.hasOwn(termKinds, key));
  if (misplaced !== undefined) {
    const hint = "It belongs into a term: terms: [{ readout, loss }].";
    throw new OptionError(where, `unknown option "${misplaced}"`, hint);
  }
  checkNames(where, "an objective", objective, ["terms", "gradientMethod"]);
  const { terms, gradientMethod = discreteAdjoint } = objective;
  if (!Array.isArray(terms) || terms.length === 0) {
    throw new OptionError(where, "there are no terms", "Give terms: [{ readout, loss }].");
  }
  checkValue(where, "gradientMethod", gradientMethod, gradientMethodKind);
  checkValue(where, "terms", terms, listOf(termKind));
}
