/** All parameters of a network, or a gradient with respect to them: one buffer with named views. */
import { OptionError, ShapeError } from "../errors.ts";
import { checkDomain } from "../neurons/domain.ts";
import { randomGenerator } from "../numeric/random.ts";
import type { ParameterLayout, ParameterRow } from "./parameter-layout.ts";

/** A number for every parameter of a network, or for the gradient with respect to it. */
export interface Parameters {
  readonly layout: ParameterLayout;
  /** Natural values in the units of the layout's rows, [layout.size]. */
  readonly values: Float64Array;
  /**
   * The slice called `owner.name`, row-major: a view, so writing to it changes the parameters.
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
  return Object.freeze({
    layout,
    values,
    view,
    set: (id: string, value: number | ArrayLike<number>) => {
      const row = layout.row(id);
      const entries =
        typeof value === "number" ? new Float64Array(row.length).fill(value) : Float64Array.from(value);
      checkEntries(row, entries);
      view(id).set(entries);
    },
    copy: () => parametersOf(layout, values.slice()),
  });
}

function checkEntries(row: ParameterRow, entries: Float64Array): void {
  const where = `parameters.set("${row.id}")`;
  if (entries.length !== row.length) {
    throw new ShapeError(
      where,
      `${entries.length} values for shape [${row.shape}]`,
      `Give ${row.length} values or one number.`,
    );
  }
  entries.forEach((value, i) => {
    checkDomain(where, `entry ${i}`, row.domain, value);
  });
}

/**
 * Initial values: numbers as given, distributions drawn from a generator of their own per name, so
 * that adding a population does not change what the others draw.
 *
 * @throws OptionError if a drawn value is outside its parameter's domain
 */
export function initialParameters(layout: ParameterLayout, seed: number | string): Parameters {
  const parameters = parametersOf(layout);
  const root = randomGenerator(seed);
  for (const row of layout.rows) {
    if (row.slice !== row.id) continue;
    const { value } = row;
    if (typeof value === "number" || value instanceof Float64Array) {
      parameters.set(row.id, value);
      continue;
    }
    const random = root.split(row.id);
    const entries = Float64Array.from({ length: row.length }, () => value.draw(random));
    entries.forEach((entry, i) => {
      checkDomain(`initialParameters: ${row.id}, drawn from ${value.name}`, `entry ${i}`, row.domain, entry);
    });
    parameters.view(row.id).set(entries);
  }
  return parameters;
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
