/**
 * The check of options at a public door: which there are, and what each may be, is said in one table. Its type asks
 * for every option, so that none can be forgotten.
 */
import { contains, type Domain, describeDomain } from "./domain.ts";
import { knownHere, OptionError, suggestion, type Where } from "./errors.ts";
import { isList, isRecord, shown } from "./values.ts";

/**
 * What an option may be that no word below says: throws what is wrong with a value called `name`. Of the other options
 * only those that stand before it in the table were checked.
 */
export type Check = (where: Where, name: string, value: never, options: never) => void;

/** What an option may be: a number of a domain, a value of a kind, one of a few texts, or what a check lets pass. */
export type Kind = Domain | Word | readonly string[] | Check;

/** `any` is checked elsewhere. */
type Word = "any" | "count" | "whole" | "flag" | "text" | "function" | "array" | "record";

/** What to give, a sentence; it may depend on what was given. */
type Hint = string | ((value: unknown) => string);

/** Whether a value is of a kind, and what to give. */
type Meaning = readonly [is: (value: unknown) => boolean, hint: Hint];

const words: Readonly<Record<Word, Meaning>> = {
  any: [() => true, ""],
  count: [(value) => Number.isInteger(value) && (value as number) >= 1, "Give a whole number ≥ 1."],
  whole: [(value) => Number.isSafeInteger(value) && (value as number) >= 0, "Give a whole number ≥ 0."],
  flag: [(value) => typeof value === "boolean", "Give true or false."],
  text: [(value) => typeof value === "string", "Give a text in quotes."],
  function: [(value) => typeof value === "function", "Give a function."],
  array: [Array.isArray, "Give an array, empty if there is nothing."],
  record: [isRecord, "Give an object."],
};

/** A kind of its own. */
export function rule(is: (value: unknown) => boolean, hint: Hint): Check {
  return (where, name, value: unknown) => {
    if (is(value)) return;
    throw new OptionError(where, `${name} is ${shown(value)}`, typeof hint === "string" ? hint : hint(value));
  };
}

/** Numbers for which `is` holds. */
export function numbers(is: (value: number) => boolean, hint: Hint): Check {
  return rule((value) => typeof value === "number" && is(value), hint);
}

/** Whole numbers from `low` to `high`. */
export function integer(low: number, high: number): Check {
  const isOne = (value: number): boolean => Number.isInteger(value) && value >= low && value <= high;
  return numbers(isOne, `Give a whole number from ${low} to ${high}.`);
}

/** Lists, arrays or typed, of values of one kind. */
export function listOf(kind: Kind): Check {
  return (where, name, value: unknown) => {
    if (!isList(value)) throw new OptionError(where, `${name} is ${shown(value)}`, "Give an array.");
    checkDense(where, name, value);
    for (let i = 0; i < value.length; i++) checkValue(where, `${name}[${i}]`, value[i], kind);
  };
}

/** Arrays of values of one kind. */
export function arrayOf(kind: Kind): Check {
  return (where, name, value: unknown) => {
    checkValue(where, name, value, rule(...words.array));
    checkValue(where, name, value, listOf(kind));
  };
}

/** A hole, as in `[1, , 2]`, has no value: what goes through a list leaves it out, or finds undefined in it. */
function checkDense(where: Where, name: string, list: ArrayLike<unknown>): void {
  if (ArrayBuffer.isView(list)) return;
  for (let i = 0; i < list.length; i++) {
    if (i in list) continue;
    throw new OptionError(
      where,
      `${name}[${i}] is missing`,
      "The array has a hole there: give every place a value.",
    );
  }
}

/** Records with options of their own; where one has a name, messages tell it. */
export function recordOf<Options extends object>(
  kinds: Kinds<Options>,
  required: readonly (keyof Options)[] = [],
): Check {
  const record = rule(isRecord, `Give an object with ${Object.keys(kinds).join(", ")}.`);
  return (where, name, value: Options & { readonly name?: unknown }) => {
    checkValue(where, name, value, record);
    const own = typeof value.name === "string" ? ` "${value.name}"` : "";
    checkOptions<Options>(`${where}: ${name}${own}`, value, kinds, required);
  };
}

/** A kind that depends on other options. */
export function dependingOn<Options extends object>(kindOf: (options: Options) => Kind): Check {
  return (where, name, value: unknown, options: Options) =>
    checkValue(where, name, value, kindOf(options), options);
}

/**
 * @param options  that the value is one of, where the kind depends on others
 * @throws OptionError if a value is not of a kind; what a check of its own throws
 */
export function checkValue(
  where: Where,
  name: string,
  value: unknown,
  kind: Kind,
  options: object = {},
): void {
  const check =
    typeof kind === "function" ? kind : kind === "array" ? arrayOf("any") : rule(...meaningOf(kind));
  check(where, name, value as never, options as never);
}

function meaningOf(kind: Exclude<Kind, Check>): Meaning {
  if (typeof kind === "string" && kind in words) return words[kind as Word];
  if (!Array.isArray(kind)) {
    const domain = kind as Domain;
    return [(value) => contains(domain, value), `Give ${describeDomain(domain)}.`];
  }
  const texts = kind as readonly string[];
  const list = texts.map((text) => `"${text}"`).join(" or ");
  return [(value) => texts.includes(value as string), (value) => `${suggestion(value, texts)}Give ${list}.`];
}

/** What each option may be. */
export type Kinds<Options> = { readonly [name in keyof Required<Options>]: Kind };

/**
 * @param kinds     in the order in which they are checked
 * @param required  those that must be given; the others may be undefined
 * @throws OptionError for options that are no object, for one that is not known, missing, or not of its kind
 */
export function checkOptions<Options extends object>(
  where: Where,
  options: Options,
  kinds: Kinds<Options>,
  required: readonly (keyof Options)[] = [],
): void {
  checkKeys(where, options, Object.keys(kinds), required.map(String));
  checkKnown(where, options, kinds, required);
}

/** As `checkOptions`, for a record that may have more in it. */
export function checkKnown<Options extends object>(
  where: Where,
  options: Options,
  kinds: Kinds<Options>,
  required: readonly (keyof Options)[] = [],
): void {
  for (const [name, kind] of Object.entries<Kind>(kinds)) {
    const value = (options as Readonly<Record<string, unknown>>)[name];
    if (value === undefined && !required.includes(name as keyof Options)) continue;
    checkValue(where, name, value, kind, options);
  }
}

/** @throws OptionError if two of the names of `nouns` are the same */
export function checkDistinct(where: Where, nouns: string, names: readonly string[], hint: string): void {
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new OptionError(where, `two ${nouns} are called "${twice}"`, hint);
}

/**
 * @param required  those that must be given, which whoever gives no options is told
 * @param answer    as for `unknownKey`
 * @throws OptionError for options that are no object, and for a key of them that is not in `known`
 */
export function checkKeys(
  where: Where,
  options: object,
  known: readonly string[],
  required: readonly string[] = [],
  answer?: (key: string) => string | undefined,
): void {
  if (!isRecord(options)) {
    const what =
      options === undefined
        ? "the options are missing"
        : `it is given ${shown(options)} in place of an object`;
    const asked = required.length > 0 ? required : known;
    throw new OptionError(where, what, `Give an object with ${asked.join(", ")}.`);
  }
  const unknown = unknownKey(options, known, answer);
  if (unknown !== undefined) throw new OptionError(where, `unknown option "${unknown.key}"`, unknown.hint);
}

/** What options are called elsewhere, and their names here. */
const elsewhere: readonly (readonly [keys: string, name: string])[] = [
  ["dt h timestep time_step timeStep deltaT step", "stepSize"],
  ["maxDt max_step dtMax maxStepSize", "maxStep"],
  ["duration simTime tEnd tStop tstop tMax tmax t1 end T", "until"],
  ["reltol tol tolerance precision", "rtol"],
  ["abstol", "atol"],
  ["solver integrator scheme", "method"],
  ["lr rate eta alpha step_size", "learningRate"],
  ["optim solver", "optimizer"],
  ["nEpochs numEpochs iterations maxEpochs steps", "epochs"],
  ["batch minibatch bs", "batchSize"],
  ["gradientClip clipNorm maxNorm", "clip"],
  ["synapse synapses connectivity rule", "topology"],
  ["w strength", "weight"],
  ["latency", "delay"],
  ["freq frequency", "rate"],
];

/** What belongs elsewhere, where there are options of all these names. */
const misplaced: readonly (readonly [keys: string, beside: string, answer: string])[] = [
  ["self", "topology", "It belongs to the topology: withProbability(0.1, { self: false })."],
  ["p probability", "topology", "It is topology: withProbability(0.1)."],
  ["inDegree indegree", "topology", "It is topology: fixedInDegree(10)."],
  [
    "seed",
    "topology",
    "It belongs to the topology, withProbability(0.1, { seed: 1 }), or to initialParameters.",
  ],
  ["sparse", "topology", "Give topology: withProbability(0.1), pairs(list) or another."],
  ["xLabel xlabel xTitle", "series points", 'It is x: { label: "…" }.'],
  ["yLabel ylabel yTitle", "series points", 'It is y: { label: "…" }.'],
  ["xDomain xlim xRange", "series points", "It is x: { domain: [0, 1] }."],
  ["yDomain ylim yRange", "series points", "It is y: { domain: [0, 1] }."],
  [
    "title caption width size",
    "series points",
    'It comes after the lines: linePicture(lines, { title: "…" }).',
  ],
];

/** What is known about an option that is none here, a sentence; undefined if nothing is. */
function answerToOption(key: string, known: readonly string[]): string | undefined {
  const isIn = (keys: string): boolean => keys.split(" ").includes(key);
  const name = elsewhere.find(([keys, own]) => known.includes(own) && isIn(keys))?.[1];
  if (name !== undefined) return `It is called "${name}" here.`;
  const isHere = (names: string): boolean => names.split(" ").every((own) => known.includes(own));
  return misplaced.find(([keys, beside]) => isHere(beside) && isIn(keys))?.[2];
}

/**
 * The first key of a record that is not in `known`, and the hint for it; undefined if there is none.
 *
 * @param answer  what is known about a key that is none, a sentence; by default, what is called so elsewhere. If there
 *   is nothing, the hint says which one was probably meant
 */
export function unknownKey(
  record: object,
  known: readonly string[],
  answer: (key: string, known: readonly string[]) => string | undefined = answerToOption,
): { readonly key: string; readonly hint: string } | undefined {
  const key = Object.keys(record).find((name) => !known.includes(name));
  if (key === undefined) return undefined;
  const told = answer(key, known);
  return {
    key,
    hint: told === undefined ? knownHere(key, known) : `${told} Known here: ${known.join(", ")}.`,
  };
}
