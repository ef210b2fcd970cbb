/** All parameters of a network, or a gradient with respect to them: one buffer with named views. */

import { checkDomain, checkDomainOfAll } from "../domain.ts";
import { OptionError, ShapeError } from "../errors.ts";
import { checkSeed, type RandomGenerator, randomGenerator } from "../numeric/random.ts";
import { counted, isDoubles, jsonOf } from "../values.ts";
import { finiteNumbers } from "./finite-numbers.ts";
import type { Initializer } from "./initializers.ts";
import type { ParameterLayout, ParameterRow } from "./parameter-layout.ts";

/**
 * A number for every parameter of a network, or for the gradient with respect to it. `JSON.stringify` writes a list
 * by name, row-major, which `set` takes.
 */
export interface Parameters {
  readonly layout: ParameterLayout;
  /** Natural values in the units of the layout's rows, [layout.size]. */
  readonly values: Float64Array;
  /**
   * The slice called `owner.name`, row-major: a view, so writing to it changes the parameters. In the name of a
   * projection `->` stands for `→`, here and wherever else a parameter is named.
   *
   * @throws OptionError for an unknown name
   */
  view(id: string): Float64Array;
  /**
   * Writes one slice, checked: one number for all entries, or the entries row-major.
   *
   * @throws ShapeError if the length is wrong; OptionError for an unknown name or a value outside the domain
   */
  set(id: string, value: number | ArrayLike<number>): void;
  /** The same layout with values of its own. */
  copy(): Parameters;
}

/** @param values  [layout.size]; not copied */
export function parametersOf(
  layout: ParameterLayout,
  values: Float64Array = new Float64Array(layout.size),
): Parameters {
  const view = (id: string): Float64Array => {
    const { offset, length } = layout.row(id);
    return values.subarray(offset, offset + length);
  };
  const parameters: Parameters = {
    layout,
    values,
    view,
    set: (id: string, value: number | ArrayLike<number>) => {
      const row = layout.row(id);
      const entries =
        typeof value === "number"
          ? new Float64Array(row.length).fill(value)
          : finiteNumbers(`parameters.set("${id}")`, "value", value);
      checkEntries(row, entries);
      view(id).set(entries);
    },
    copy: () => parametersOf(layout, values.slice()),
  };
  return Object.freeze(
    jsonOf(parameters, () => Object.fromEntries(layout.rows.map(({ id }) => [id, Array.from(view(id))]))),
  );
}

function checkEntries(row: ParameterRow, entries: Float64Array): void {
  const where = `parameters.set("${row.id}")`;
  if (entries.length !== row.length) {
    throw new ShapeError(
      where,
      `${counted(entries.length, "value")} for shape [${row.shape}]`,
      row.length === 1 ? "Give one number." : `Give ${row.length} values or one number.`,
    );
  }
  checkDomainOfAll(where, (i) => `entry ${i}`, row.domain, entries);
}

/**
 * Initial values: numbers as given, distributions drawn from a generator of their own per name, so
 * that adding a population does not change what the others draw.
 *
 * @throws OptionError if a drawn value is outside its parameter's domain, or for a seed that is none
 */
export function initialParameters(layout: ParameterLayout, seed: number | string): Parameters {
  checkSeed("initialParameters", seed);
  const parameters = parametersOf(layout);
  const root = randomGenerator(seed);
  for (const row of layout.rows) {
    if (row.slice !== row.id) continue;
    const { value } = row;
    if (typeof value === "number" || value instanceof Float64Array) {
      parameters.set(row.id, value);
      continue;
    }
    drawInto(parameters.view(row.id), row, value, root.split(row.id));
  }
  return parameters;
}

function drawInto(
  entries: Float64Array,
  row: ParameterRow,
  value: Initializer,
  random: RandomGenerator,
): void {
  const where = `initialParameters: ${row.id}, drawn from ${value.name}`;
  for (let i = 0; i < entries.length; i++) {
    const drawn = value.draw(random);
    // Stored, "2" would be a number.
    if (typeof drawn !== "number") checkDomain(where, `entry ${i}`, row.domain, drawn);
    entries[i] = drawn;
  }
  checkDomainOfAll(where, (i) => `entry ${i}`, row.domain, entries);
}

/** What has parameters: a network. */
interface HasLayout {
  readonly layout: ParameterLayout;
}

/** @throws OptionError unless `network` is one */
export function checkNetwork(where: string, network: HasLayout): void {
  if (Array.isArray(network?.layout?.rows)) return;
  throw new OptionError(where, "what it is given is no network", "Make it with network({ populations }).");
}

/** @throws OptionError unless `network` is one, and `parameters` are its own */
export function checkLayout(where: string, network: HasLayout, parameters: Parameters): void {
  checkNetwork(where, network);
  if (parameters?.layout === network.layout) return;
  const isOther = Array.isArray(parameters?.layout?.rows);
  throw new OptionError(
    where,
    isOther ? "these parameters belong to another network" : "what it is given are no parameters",
    "Make them with net.initialParameters({ seed }).",
  );
}

/**
 * What every run asks of its parameters: a view may have written anything. Linear in their number.
 *
 * @throws OptionError as `checkLayout` does, and for a value that is not finite or outside its domain
 */
export function checkParameters(where: string, network: HasLayout, parameters: Parameters): void {
  checkLayout(where, network, parameters);
  const { layout, values } = parameters;
  if (!isDoubles(values) || values.length !== layout.size) {
    const what = `the values of the parameters are no Float64Array of ${layout.size}`;
    throw new OptionError(where, what, "Make them with net.initialParameters({ seed }).");
  }
  for (const { id, offset, length, shape, domain } of layout.rows) {
    const nameOf = (i: number): string =>
      shape.length === 0 ? id : `entry ${i} of ${id}, shape [${shape}],`;
    checkDomainOfAll(where, nameOf, domain, values.subarray(offset, offset + length));
  }
}
