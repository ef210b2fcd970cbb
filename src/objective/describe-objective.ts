/** From an objective to its description. */
import { discreteAdjoint, type GradientMethod, gradientMethods } from "../adjoint/gradient-method.ts";
import { descriptionOf } from "../described.ts";
import { UnsupportedError } from "../errors.ts";
import { textOfContent } from "../io/content.ts";
import { lossKinds } from "../losses/kinds.ts";
import { readoutKinds } from "../readouts/kinds.ts";
import { describeSteps, type OwnPart } from "../simulate/given/describe-steps.ts";
import { shown } from "../values.ts";
import { checkObjective, type ObjectiveOptions, type Term } from "./objective.ts";
import { type ObjectiveDescription, runNumbers } from "./objective-description.ts";

/**
 * An objective as plain data: what `objectiveFromDescription` makes the same objective of, to the bit. It goes through
 * JSON, to a worker or a file; numbers that JSON does not have are objects, `{ $number: "Infinity" }`.
 *
 * What belongs to one program is not in it: the execution, and who watches or ends a run.
 *
 * @returns new; options that were left out are left out, arguments of readouts and losses are all there
 * @throws OptionError for what is no objective; UnsupportedError for a readout, loss, method or controller of the user's
 *   own, a `target` that is a function, and a run to continue
 * @example
 * const text = JSON.stringify(describeObjective(objective));
 * const again = objectiveFromDescription(JSON.parse(text));
 */
export function describeObjective(objective: ObjectiveOptions): ObjectiveDescription {
  const where = "describeObjective";
  checkObjective(where, objective);
  if (objective.continueFrom !== undefined) {
    const hint = "Leave continueFrom out, and give it where the objective is used.";
    throw new UnsupportedError(where, "a run that its runs continue is no part of a description", hint);
  }
  const own = (part: string) => (what: string, name: string, instead: string) => {
    throw new UnsupportedError(
      where,
      `${part}the ${what} ${name} is of your own, and code is no data`,
      instead,
    );
  };
  const description = {
    terms: objective.terms.map((term, k) => describeTerm(term, own(`term ${shown(term.name ?? k)}: `))),
    ...Object.fromEntries(runNumbers.map((name) => [name, objective[name]])),
    ...describeSteps(objective, own("")),
    gradientMethod: describeGradientMethod(objective.gradientMethod, own("")),
  };
  return JSON.parse(textOfContent(description, where)) as ObjectiveDescription;
}

/** What a term is, with numbers as they are. */
export function describeTerm({ name, readout, loss, weight, target }: Term, own: OwnPart): object {
  const entry = 'Name an entry of the target: target: "label".';
  return {
    name,
    readout:
      descriptionOf(readout, readoutKinds) ??
      own(
        "readout",
        readout.name,
        "Take one of saltus/readouts, and give what it reads to a loss that is traced.",
      ),
    loss:
      descriptionOf<typeof loss>(loss, lossKinds) ??
      own("loss", loss.name, 'Write it as a formula: tracedLoss({ formula: "(value - target)^2" }).'),
    weight,
    target: typeof target === "function" ? own("choice of the", "target", entry) : target,
  };
}

/** The name of the way in which gradients are computed; undefined for the default. */
export function describeGradientMethod(method: GradientMethod = discreteAdjoint, own: OwnPart): unknown {
  if (method === discreteAdjoint) return undefined;
  const hint = "Take discreteAdjoint or forwardSensitivity.";
  return gradientMethods[method.name] === method ? method.name : own("gradient method", method.name, hint);
}
