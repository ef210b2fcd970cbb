/** The trainable parameters as one vector of free coordinates, each kept in its domain by a transform. */
import { OptionError } from "../errors.ts";
import type { ParameterLayout, ParameterRow } from "../network/parameter-layout.ts";
import type { Parameters } from "../network/parameters.ts";
import { type Transform, transformOf } from "../network/transforms.ts";

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

/** Parameters that are trained, and their coordinates: from `coordinate` on. */
export interface TrainedRow {
  readonly row: ParameterRow;
  readonly coordinate: number;
  readonly transform: Transform;
}

/** @throws OptionError if nothing is trainable */
export function trainedRows(layout: ParameterLayout): readonly TrainedRow[] {
  let first = 0;
  const rows = layout.rows
    .filter((row) => row.trainable && row.slice === row.id)
    .map((row) => {
      const coordinate = first;
      first += row.length;
      return { row, coordinate, transform: transformOf(row.domain) };
    });
  if (first === 0) {
    const known = layout.rows.map((row) => row.id).join(", ");
    const hint = `Name parameters in network({ trainable }). Known: ${known}.`;
    throw new OptionError("fit", "nothing is trainable", hint);
  }
  return rows;
}

/**
 * The coordinates of rows that follow each other, of all that are trained if a layout is given; the first is 0.
 *
 * @throws OptionError if nothing is trainable
 */
export function freeCoordinates(of: ParameterLayout | readonly TrainedRow[]): FreeCoordinates {
  const given = "rows" in of ? trainedRows(of) : of;
  const start = given[0]!.coordinate;
  const rows = given.map((own) => ({ ...own, coordinate: own.coordinate - start }));
  const count = rows.reduce((sum, { row }) => sum + row.length, 0);
  // Loops over rows, and copies where nothing is to be computed: there may be hundreds of thousands, for every batch.
  return {
    count,
    nameOf: (wanted) => {
      const { row, coordinate } = rows.findLast((own) => own.coordinate <= wanted)!;
      return `${row.id}[${wanted - coordinate}]`;
    },
    fromNatural: ({ values }, free) => {
      for (const { row, coordinate, transform } of rows) {
        if (transform.isIdentity) {
          free.set(values.subarray(row.offset, row.offset + row.length), coordinate);
          continue;
        }
        for (let i = 0; i < row.length; i++) {
          const value = values[row.offset + i]!;
          const own = transform.toFree(value);
          if (!Number.isFinite(own)) {
            const what = `${row.id} is ${value}, the end of its domain (${transform.name})`;
            throw new OptionError("fit", what, "Start a trained parameter inside its domain.");
          }
          free[coordinate + i] = own;
        }
      }
    },
    toNatural: (free, { values }) => {
      for (const { row, coordinate, transform } of rows) {
        if (transform.isIdentity) values.set(free.subarray(coordinate, coordinate + row.length), row.offset);
        else
          for (let i = 0; i < row.length; i++)
            values[row.offset + i] = transform.toNatural(free[coordinate + i]!);
      }
    },
    firstAtEnd: ({ values }) => {
      for (const { row, transform } of rows) {
        const own = values.subarray(row.offset, row.offset + row.length);
        const bad = transform.isIdentity
          ? firstNotFinite(own)
          : own.findIndex((value) => !Number.isFinite(transform.toFree(value)));
        if (bad >= 0) return { name: `${row.id}[${bad}]`, value: own[bad]! };
      }
      return undefined;
    },
    chain: (gradient, { values }, out) => {
      for (const { row, coordinate, transform } of rows) {
        const { offset, length } = row;
        if (transform.isIdentity) out.set(gradient.subarray(offset, offset + length), coordinate);
        else
          for (let i = 0; i < length; i++)
            out[coordinate + i] = gradient[offset + i]! * transform.slope(values[offset + i]!);
      }
    },
  };
}

/** −1 if all are finite. */
export function firstNotFinite(values: Float64Array): number {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) return i;
  return -1;
}
