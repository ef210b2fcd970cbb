/** What a definition may have: known keys, and names that mean one thing. */
import { ModelError } from "../errors.ts";
import { reservedNames } from "../expr/functions.ts";
import { canonicalName, drawn, isName, nameRule } from "../expr/names.ts";
import { unknownKey } from "../options.ts";
import { isRecord, shown } from "../values.ts";
import { unitText } from "./check-units.ts";
import { answerToKey } from "./key-answers.ts";
import type { NamesWithUnits, NeuronDefinition } from "./neuron-definition.ts";

/** Names with a meaning of their own in equations. */
const reserved: ReadonlySet<string> = new Set([...reservedNames, "t"]);

const keys = ["name", "state", "discrete", "parameters", "signals", "dynamics", "spike", "events", "input"];

/** The parts that are objects of named things, and what they look like. */
const records = [
  ["state", 'Give { v: { unit: "mV" } } or the like.'],
  ["discrete", "Give { refractory: {} } or the like."],
  ["parameters", 'Give { tau: { unit: "ms", default: 20 } } or the like.'],
  ["spike", 'Give { when: "v - 1", reset: { v: 0 } } or the like.'],
  ["events", 'Give { crossing: { when: "v - 1" } } or the like.'],
] as const;

/** Refuses keys that would otherwise be ignored without a word, such as a misspelt `reset`. */
export function checkKeys(where: string, what: string, record: object, known: readonly string[]): void {
  if (!isRecord(record)) {
    throw new ModelError(where, `${what} is not an object`, `Give { ${known.join(", ")} }.`);
  }
  const unknown = unknownKey(record, known, (key) => answerToKey(key, known));
  if (unknown !== undefined)
    throw new ModelError(where, `unknown key "${unknown.key}" in ${what}`, unknown.hint);
}

export function checkDefinition(where: string, definition: NeuronDefinition): void {
  checkKeys(where, "the definition", definition, keys);
  const { name, events = {} } = definition;
  if (typeof name !== "string" || name === "") {
    throw new ModelError("defineNeuron", "the neuron has no name", 'Give name: "…".');
  }
  for (const key of ["state", "dynamics"] as const) {
    if (definition[key] === undefined) throw new ModelError(where, `there is no ${key}`, `Give ${key}.`);
  }
  for (const [key, hint] of records) {
    const value = definition[key];
    if (value !== undefined && !isRecord(value))
      throw new ModelError(where, `${key} is ${shown(value)}`, hint);
  }
  if (Object.hasOwn(events, "spike")) {
    throw new ModelError(where, 'events has an entry "spike"', "Give it as spike, outside events.");
  }
}

export function checkNames(where: string, names: readonly string[]): void {
  /** The first name that looks so. */
  const drawings = new Map<string, string>();
  for (const name of names) {
    if (typeof name !== "string" || !isName(name)) {
      throw new ModelError(where, `${shown(name)} is not a name`, nameRule);
    }
    const first = drawings.get(drawn(name));
    const what = reserved.has(canonicalName(name))
      ? `"${name}" has a meaning of its own`
      : first !== undefined && canonicalName(first) === canonicalName(name)
        ? `"${name}" is declared twice`
        : first !== undefined && `"${first}" and "${name}" have different letters that look the same`;
    if (what !== false) throw new ModelError(where, what, "Choose another name.");
    drawings.set(drawn(name), name);
  }
}

/** Names with their units, as models hold them, from a list of names or a record of declarations. */
export function namesWithUnits(
  where: string,
  what: string,
  given: NamesWithUnits,
): readonly (readonly [name: string, unit: string])[] {
  if (Array.isArray(given)) return Array.from(given, (name: string) => [name, ""] as const);
  if (!isRecord(given)) {
    const hint = 'Give ["a", "b"] or { a: { unit: "mV" } }.';
    throw new ModelError(where, `the names of each ${what} are ${shown(given)}`, hint);
  }
  return Object.entries(given).map(([name, declared]) => {
    const at = `${where}, ${what} "${name}"`;
    checkKeys(at, "it", declared, ["unit"]);
    return [name, unitText(declared.unit, at)] as const;
  });
}
