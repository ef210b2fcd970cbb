/** What to do about a loss that is Infinity: the number alone does not say. */
import type { Objective } from "../objective/objective.ts";
import type { EpochReport } from "./training-state.ts";

/**
 * One sentence if a term was Infinity in the epoch, be it on the training or the validation samples.
 *
 * @returns undefined if all losses are finite
 */
export function infiniteLossHint(
  { terms }: Pick<Objective, "terms">,
  { train, validation }: Pick<EpochReport, "train" | "validation">,
): string | undefined {
  const isInfinite = (name: string): boolean =>
    [train, validation].some((measurement) => measurement?.terms[name] === Number.POSITIVE_INFINITY);
  const term = terms.find(({ name }) => isInfinite(name));
  if (term === undefined) return undefined;
  const { name, readout } = term;
  const where = `The loss of "${name}" is Infinity`;
  if (readout.description?.["silentTime"] !== Number.POSITIVE_INFINITY) {
    return `${where}: look for the sample whose loss is.`;
  }
  return (
    `${where} because a spike that it asks for never came, or a target is Infinity, which spikeTimeError takes. ` +
    `Give ${readout.name} a silentTime, such as { silentTime: "until" }, to count it as that late; what brings silent ` +
    "neurons back is the option silent of fit."
  );
}
