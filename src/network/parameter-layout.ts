/**
 * The layout of the one buffer that holds every parameter of a network: which slice belongs to
 * which name. Names are written `owner.name` (`hidden.tauMem`, `input→hidden.weight`); rows that are
 * tied share a slice.
 */

import type { Domain } from "../domain.ts";
import { ModelError, OptionError, suggestion } from "../errors.ts";
import { shown } from "../values.ts";
import type { Initializer } from "./initializers.ts";

/** What a parameter is of: synapses, projections, the equations of neurons, or their states at t = 0. */
export type ParameterKind = "weight" | "delay" | "neuron" | "initial";

/** A parameter as its owner declares it, before it has a place. */
export interface ParameterDeclaration {
  readonly owner: string;
  readonly name: string;
  readonly kind: ParameterKind;
  /** [] shared, [neurons], or [pre, post]. */
  readonly shape: readonly number[];
  readonly unit: string;
  readonly domain: Domain;
  /** One number for all entries, the entries, or where to draw them from. */
  readonly value: number | Float64Array | Initializer;
}

/** One named parameter and its slice of the buffer. */
export interface ParameterRow extends ParameterDeclaration {
  /** `owner.name`. */
  readonly id: string;
  /** Where its slice begins. */
  readonly offset: number;
  /** Product of the shape. */
  readonly length: number;
  /** Whether `fit` changes it. */
  readonly trainable: boolean;
  /** The row whose slice this one shares, or its own id. */
  readonly slice: string;
}

/** Which slice of the buffer of all parameters belongs to which name. */
export interface ParameterLayout {
  /** Populations as given, then projections; rows that are tied have the same slice. */
  readonly rows: readonly ParameterRow[];
  /** Number of doubles in the buffer. */
  readonly size: number;
  /**
   * The row called `owner.name`; `->` is as good as `→`.
   *
   * @throws OptionError for an unknown name
   */
  row(id: string): ParameterRow;
}

const where = "network";

/**
 * @param ties       groups of ids that share one slice; the first of a group gives value and place
 * @param trainable  ids, plain names, or the kinds "weight" and "delay"
 * @throws ModelError for an unknown name, or if two declarations have one id; OptionError for a wrong tie, or
 *   what is no list of names
 */
export function parameterLayout(
  declarations: readonly ParameterDeclaration[],
  ties: readonly (readonly string[])[],
  trainable: readonly string[],
): ParameterLayout {
  checkLists(ties, trainable);
  const ids = declarations.map(({ owner, name }) => `${owner}.${name}`);
  const byId = new Map(ids.map((id, i) => [id, declarations[i]!]));
  if (byId.size < ids.length) {
    const twice = ids.find((id, i) => ids.indexOf(id) !== i)!;
    throw new ModelError(
      where,
      `two parameters are called "${twice}"`,
      "Rename one of the two, or what has it.",
    );
  }
  const hasId = (id: string): boolean => byId.has(id);
  /** A wrong name is a wrong model while the network is defined, later a wrong option. */
  const unknown = (
    id: string,
    Wrong: typeof ModelError | typeof OptionError,
    others: readonly string[] = [],
  ): Error => {
    const near = suggestion(nearestParameter(named(id, hasId), ids) ?? named(id, hasId), [...others, ...ids]);
    const state = typeof id === "string" ? /(?:^|\.)initial\.(.+)$/.exec(id)?.[1] : undefined;
    const hint =
      state === undefined
        ? near
        : `A state has it if its population gives a number to start from: population(…, { initial: { ${state}: … } }). `;
    return new Wrong(
      where,
      `there is no parameter ${shown(id)}`,
      `${hint}Known here: ${ids.join(", ") || "(none)"}.`,
    );
  };

  const sliceOf = new Map(ids.map((id) => [id, id]));
  const tied = new Set<string>();
  for (const typed of ties) {
    const group = typed.map((id) => named(id, hasId));
    for (const id of group) if (!byId.has(id)) throw unknown(id, ModelError);
    const first = group[0]!;
    for (const id of group.slice(1)) {
      if (tied.has(id)) throw new OptionError(where, `"${id}" is in two ties`, "Name it once.");
      checkTie(first, byId.get(first)!, id, byId.get(id)!);
      sliceOf.set(id, sliceOf.get(first)!);
    }
    for (const id of group) tied.add(id);
  }

  const names = new Set([...ids, ...declarations.map(({ name }) => name)]);
  const wanted = new Set(trainable.map((name) => named(name, (typed) => names.has(typed))));
  for (const name of wanted) {
    if (!isKind(name) && !names.has(name)) {
      throw unknown(name, ModelError, [...kindNames, ...declarations.map((one) => one.name)]);
    }
  }
  const trained = new Set<string>();
  declarations.forEach(({ name, kind }, i) => {
    const id = ids[i]!;
    if (wanted.has(id) || wanted.has(name) || (isKind(kind) && wanted.has(kind)))
      trained.add(sliceOf.get(id)!);
  });

  const offsets = new Map<string, number>();
  let size = 0;
  const rows = declarations.map((declaration, i): ParameterRow => {
    const slice = sliceOf.get(ids[i]!)!;
    const length = declaration.shape.reduce((product, n) => product * n, 1);
    if (!offsets.has(slice)) {
      offsets.set(slice, size);
      size += length;
    }
    return Object.freeze({
      ...declaration,
      id: ids[i]!,
      offset: offsets.get(slice)!,
      length,
      trainable: trained.has(slice),
      slice,
    });
  });
  const rowById = new Map(rows.map((row) => [row.id, row]));
  return Object.freeze({
    rows: Object.freeze(rows),
    size,
    row: (id: string) => {
      const row = rowById.get(named(id, hasId));
      if (row === undefined) throw unknown(id, OptionError);
      return row;
    },
  });
}

const kindNames: readonly string[] = ["weight", "delay"];

/** `cell.tau` for `tau`, if nothing else is called so. */
function nearestParameter(name: string, ids: readonly string[]): string | undefined {
  if (typeof name !== "string") return undefined;
  const [only, ...others] = ids.filter((id) => id.endsWith(`.${name}`));
  return others.length === 0 ? only : undefined;
}

/** A name in which an arrow may be typed with two keys, unless those are part of a name. */
export function named(id: string, isName: (id: string) => boolean): string {
  return typeof id === "string" && !isName(id) ? id.replaceAll("->", "→") : id;
}

/** Names that stand for all rows of a kind, of which there may be none. */
function isKind(pattern: string): boolean {
  return kindNames.includes(pattern);
}

/** A text is a list, too, but of characters. */
function checkLists(ties: unknown, trainable: unknown): void {
  if (!isListOfTexts(trainable)) {
    const what = `trainable is ${Array.isArray(trainable) ? "no list of names" : shown(trainable)}`;
    throw new OptionError(where, what, 'Give a list of names such as ["weight", "hidden.bias"].');
  }
  if (!Array.isArray(ties) || !Array.from(ties).every(isListOfTexts)) {
    const what = `tie is ${Array.isArray(ties) ? "no list of lists of names" : shown(ties)}`;
    throw new OptionError(where, what, 'Give a list of lists of names such as [["a.bias", "b.bias"]].');
  }
}

function isListOfTexts(value: unknown): value is readonly string[] {
  // every() alone skips holes.
  return Array.isArray(value) && Array.from(value).every((text) => typeof text === "string");
}

function checkTie(first: string, a: ParameterDeclaration, second: string, b: ParameterDeclaration): void {
  const sameShape = a.shape.length === b.shape.length && a.shape.every((n, i) => n === b.shape[i]);
  if (!sameShape || a.unit !== b.unit || JSON.stringify(a.domain) !== JSON.stringify(b.domain)) {
    const text = (p: ParameterDeclaration): string =>
      `shape [${p.shape}], unit "${p.unit}", domain ${JSON.stringify(p.domain)}`;
    throw new OptionError(
      where,
      `"${first}" (${text(a)}) and "${second}" (${text(b)}) cannot be tied`,
      "Tied parameters have the same shape, unit and domain.",
    );
  }
}
