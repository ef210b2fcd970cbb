/** Which part of a sample's target a term or a metric takes. */
import { OptionError } from "../errors.ts";
import { type Check, rule } from "../options.ts";
import { isRecord, shown } from "../values.ts";

/** The name of an entry, "label", or names from the outside in, "class.label"; or a function, which cannot be saved. */
export type TargetChoice<Whole, Part> = string | ((target: Whole) => Part);

export const targetKind: Check = rule(
  (target) => typeof target === "function" || (typeof target === "string" && target !== ""),
  'Give the name of an entry of the sample\'s target, as in target: "label", or a function of it.',
);

/**
 * The function that a choice means; without one all of a target is taken.
 *
 * @throws OptionError when called for a target without that entry; of functions what they throw
 */
export function chosenBy<Part>(
  where: string,
  choice: TargetChoice<never, Part> | undefined,
): (target: unknown) => Part {
  if (choice === undefined) return (target) => target as Part;
  if (typeof choice === "function") return choice as (target: unknown) => Part;
  const names = choice.split(".");
  return (target) =>
    names.reduce((whole: unknown, name) => {
      if (isRecord(whole) && Object.hasOwn(whole, name)) return (whole as Record<string, unknown>)[name];
      const what = `the target has no ${shown(choice)}: ${shown(whole)} has no ${shown(name)}`;
      throw new OptionError(where, what, "Give every sample a target with that entry.");
    }, target) as Part;
}
