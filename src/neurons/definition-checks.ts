/** What a definition may have: known keys, and names that mean one thing. */
import { ModelError, suggestion } from "../errors.ts";
import { isName, reservedNames } from "../expr/functions.ts";
import { unitText } from "./check-units.ts";
import type { NamesWithUnits, NeuronDefinition } from "./neuron-definition.ts";

/** Names with a meaning of their own in equations. */
const reserved: ReadonlySet<string> = new Set([...reservedNames, "t"]);

const keys = ["name", "state", "discrete", "parameters", "signals", "dynamics", "spike", "events", "input"];

/** Refuses keys that would otherwise be ignored without a word, such as a misspelt `reset`. */
export function checkKeys(where: string, what: string, record: object, known: readonly string[]): void {
  if (typeof record !== "object" || record === null) {
    throw new ModelError(where, `${what} is not an object`, `Give { ${known.join(", ")} }.`);
  }
  for (const key of Object.keys(record)) {
    if (known.includes(key)) continue;
    const hint = `${suggestion(key, known)}Known here: ${known.join(", ")}.`;
    throw new ModelError(where, `unknown key "${key}" in ${what}`, hint);
  }
}

export function checkDefinition(where: string, definition: NeuronDefinition): void {
  checkKeys(where, "the definition", definition, keys);
  if (typeof definition.name !== "string" || definition.name === "") {
    throw new ModelError("defineNeuron", "the neuron has no name", 'Give name: "…".');
  }
  for (const key of ["state", "dynamics"] as const) {
    if (definition[key] === undefined) throw new ModelError(where, `there is no ${key}`, `Give ${key}.`);
  }
  if (definition.events !== undefined && Object.hasOwn(definition.events, "spike")) {
    throw new ModelError(where, 'events has an entry "spike"', "Give it as spike, outside events.");
  }
}

export function checkNames(where: string, names: readonly string[]): void {
  names.forEach((name, i) => {
    if (!isName(name)) {
      throw new ModelError(
        where,
        `"${name}" is not a name`,
        "Use letters, digits and _, beginning with a letter.",
      );
    }
    if (reserved.has(name))
      throw new ModelError(where, `"${name}" has a meaning of its own`, "Choose another name.");
    if (names.indexOf(name) !== i)
      throw new ModelError(where, `"${name}" is declared twice`, "Choose another name.");
  });
}

/** Names with their units, as models hold them, from a list of names or a record of declarations. */
export function namesWithUnits(
  where: string,
  what: string,
  given: NamesWithUnits,
): readonly (readonly [name: string, unit: string])[] {
  if (Array.isArray(given)) return given.map((name: string) => [name, ""] as const);
  if (typeof given !== "object" || given === null) {
    throw new ModelError(
      where,
      `the names of each ${what} are ${given}`,
      'Give ["a", "b"] or { a: { unit: "mV" } }.',
    );
  }
  return Object.entries(given).map(([name, declared]) => {
    const at = `${where}, ${what} "${name}"`;
    checkKeys(at, "it", declared, ["unit"]);
    return [name, unitText(declared.unit, at)] as const;
  });
}
