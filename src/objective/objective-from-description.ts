/** From a description, which may come from anywhere, to the objective that was described. */
import { gradientMethods } from "../adjoint/gradient-method.ts";
import { madeOf } from "../described.ts";
import { knownHere, OptionError } from "../errors.ts";
import { contentOfPlain } from "../io/content.ts";
import {
  field,
  finite,
  listOf,
  objectOf,
  type Place,
  type Reader,
  real,
  text,
  whereIs,
} from "../io/json-reader.ts";
import { lossKinds } from "../losses/kinds.ts";
import { readoutKinds } from "../readouts/kinds.ts";
import { controllerKinds, methodKinds } from "../solvers/kinds.ts";
import { shown } from "../values.ts";
import { checkObjective, type ObjectiveOptions, type Term } from "./objective.ts";
import { type ObjectiveDescription, runNumbers } from "./objective-description.ts";

/**
 * The objective that `describeObjective` described. Every field is checked, whatever its type promises; whether it fits a
 * network, what takes the objective checks.
 *
 * @param description  may come from anywhere
 * @throws OptionError or ShapeError for a description that is wrong
 */
export function objectiveFromDescription(description: ObjectiveDescription): ObjectiveOptions {
  const at: Place = { document: "objectiveFromDescription", path: "" };
  const content = contentOfPlain(objectOf()(description, at), at.document);
  const object = objectOf(["terms", "method", "controller", "gradientMethod", ...runNumbers])(content, at);
  const objective = {
    terms: field(object, at, "terms", listOf(termOf)),
    until: field(object, at, "until", finite),
    ...given(object, at, "method", namedIn("method", methodKinds)),
    ...given(object, at, "gradientMethod", namedIn("gradient method", gradientMethods)),
    ...given(object, at, "controller", (value, place) =>
      madeOf(whereIs(place), "controller", value, controllerKinds),
    ),
    ...Object.fromEntries(runNumbers.flatMap((name) => Object.entries(given(object, at, name, real)))),
  } as ObjectiveOptions;
  checkObjective(at.document, objective);
  return objective;
}

const termOf: Reader<Term> = (value, at) => {
  const object = objectOf(["name", "readout", "loss", "weight", "target"])(value, at);
  return {
    readout: field(object, at, "readout", (one, place) =>
      madeOf(whereIs(place), "readout", one, readoutKinds),
    ),
    // biome-ignore lint/suspicious/noExplicitAny: each loss takes targets of its own
    loss: field(object, at, "loss", (one, place) => madeOf<any>(whereIs(place), "loss", one, lossKinds)),
    ...given(object, at, "name", text),
    ...given(object, at, "weight", finite),
    ...given(object, at, "target", text),
  };
};

/** One of the library's, by its name. */
function namedIn<T>(what: string, known: Readonly<Record<string, T>>): Reader<T> {
  return (value, at) => {
    const name = text(value, at);
    if (Object.hasOwn(known, name)) return known[name]!;
    throw new OptionError(
      whereIs(at),
      `there is no ${what} ${shown(name)}`,
      knownHere(name, Object.keys(known)),
    );
  };
}

/** An entry that may be left out. */
function given<Name extends string, T>(
  object: Readonly<Record<string, unknown>>,
  at: Place,
  name: Name,
  read: Reader<T>,
): { readonly [name in Name]?: T } {
  if (!Object.hasOwn(object, name)) return {};
  return { [name]: field(object, at, name, read) } as { readonly [name in Name]?: T };
}
