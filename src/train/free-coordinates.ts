/** The trainable parameters as one vector of free coordinates, each kept in its domain by a transform. */
import { OptionError } from "../errors.ts";
import type { ParameterLayout } from "../network/parameter-layout.ts";
import type { Parameters } from "../network/parameters.ts";
import { transformOf } from "../network/transforms.ts";

export interface FreeCoordinates {
  readonly count: number;
  /** What coordinate k is: the id of its row, and its index in it, as `owner.name[index]`. */
  nameOf(k: number): string;
  /**
   * u(p), written to `free`.
   *
   * @throws OptionError if a value lies on the end of its domain, where u is infinite
   */
  fromNatural(parameters: Parameters, free: Float64Array): void;
  /** p(u), written to `parameters`. */
  toNatural(free: Float64Array, parameters: Parameters): void;
  /** The first parameter that is not finite or on the end of its domain. */
  firstAtEnd(parameters: Parameters): { readonly name: string; readonly value: number } | undefined;
  /** dL/du = dL/dp · dp/du, written to `out`. */
  chain(gradient: Float64Array, parameters: Parameters, out: Float64Array): void;
}

/** @throws OptionError if nothing is trainable */
export function freeCoordinates(layout: ParameterLayout): FreeCoordinates {
  const rows = layout.rows
    .filter((row) => row.trainable && row.slice === row.id)
    .map((row) => ({ row, transform: transformOf(row.domain) }));
  const count = rows.reduce((sum, { row }) => sum + row.length, 0);
  if (count === 0) {
    const known = layout.rows.map((row) => row.id).join(", ");
    const hint = `Name parameters in network({ trainable }). Known: ${known}.`;
    throw new OptionError("fit", "nothing is trainable", hint);
  }
  const visit = (each: (k: number, at: number, r: number) => void): void => {
    let k = 0;
    rows.forEach(({ row }, r) => {
      for (let i = 0; i < row.length; i++) each(k++, row.offset + i, r);
    });
  };
  return {
    count,
    nameOf: (wanted) => {
      let name = "";
      visit((k, at, r) => {
        const { id, offset } = rows[r]!.row;
        if (k === wanted) name = `${id}[${at - offset}]`;
      });
      return name;
    },
    fromNatural: ({ values }, free) =>
      visit((k, at, r) => {
        const { row, transform } = rows[r]!;
        const coordinate = transform.toFree(values[at]!);
        if (!Number.isFinite(coordinate)) {
          const what = `${row.id} is ${values[at]}, the end of its domain (${transform.name})`;
          throw new OptionError("fit", what, "Start a trained parameter inside its domain.");
        }
        free[k] = coordinate;
      }),
    toNatural: (free, { values }) =>
      visit((k, at, r) => {
        values[at] = rows[r]!.transform.toNatural(free[k]!);
      }),
    firstAtEnd: ({ values }) => {
      for (const { row, transform } of rows) {
        for (let i = 0; i < row.length; i++) {
          const value = values[row.offset + i]!;
          if (!Number.isFinite(transform.toFree(value))) return { name: `${row.id}[${i}]`, value };
        }
      }
      return undefined;
    },
    chain: (gradient, { values }, out) =>
      visit((k, at, r) => {
        out[k] = gradient[at]! * rows[r]!.transform.slope(values[at]!);
      }),
  };
}
