/** An objective as what another thread is given. Unlike a description it has all settings, also those of a run that goes on. */
import { discreteAdjoint, gradientMethods } from "../adjoint/gradient-method.ts";
import { type Described, madeOf } from "../described.ts";
import { lossKinds } from "../losses/kinds.ts";
import type { Network } from "../network/network.ts";
import { readoutKinds } from "../readouts/kinds.ts";
import { type PostedSettings, postedSettings, settingsOfPost } from "../simulate/given/posted-settings.ts";
import { checkWatched, ownPart } from "../simulate/given/unposted.ts";
import { shown } from "../values.ts";
import { describeGradientMethod, describeTerm } from "./describe-objective.ts";
import type { Objective } from "./objective.ts";
import { chosenBy } from "./target-choice.ts";

export interface PostedObjective {
  readonly terms: readonly {
    readonly name: string;
    readonly readout: Described;
    readonly loss: Described;
    readonly weight: number;
    readonly target?: string;
  }[];
  readonly settings: PostedSettings;
  readonly gradientMethod: string | undefined;
}

/** @throws UnsupportedError for a part that is of the user's own; OptionError for an `onProgress` */
export function postedObjective(
  { terms, settings, gradientMethod }: Objective,
  where: string,
): PostedObjective {
  checkWatched(where, settings);
  return {
    terms: terms.map((term) =>
      describeTerm(term, ownPart(where, `term ${shown(term.name)}: `)),
    ) as PostedObjective["terms"],
    settings: postedSettings(settings, ownPart(where)),
    gradientMethod: describeGradientMethod(gradientMethod, ownPart(where)) as string | undefined,
  };
}

export function objectiveOfPost(network: Network, posted: PostedObjective): Objective {
  const settings = settingsOfPost(posted.settings);
  const { where } = settings;
  return {
    network,
    terms: posted.terms.map(({ readout, loss, ...term }) => ({
      ...term,
      readout: madeOf(where, "readout", readout, readoutKinds),
      // biome-ignore lint/suspicious/noExplicitAny: each loss takes targets of its own
      loss: madeOf<any>(where, "loss", loss, lossKinds),
    })),
    targets: posted.terms.map(({ name, target }) => chosenBy(`${where}: term ${shown(name)}`, target)),
    settings,
    gradientMethod:
      posted.gradientMethod === undefined ? discreteAdjoint : gradientMethods[posted.gradientMethod]!,
  };
}
