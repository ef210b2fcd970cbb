/** An objective as plain data; nothing in it can run. */
import type { Described } from "../described.ts";

/** A term as plain data. */
export interface TermDescription {
  readonly name?: string;
  /** The function that makes it, and its arguments. */
  readonly readout: Described;
  readonly loss: Described;
  readonly weight?: PlainNumber;
  /** Names of entries of the sample's target, as in "label". */
  readonly target?: string;
}

/** JSON has no NaN, Infinity or −0: these are objects with their names. */
export type PlainNumber = number | { readonly $number: string };

/** Options of a run that are numbers. */
export const runNumbers = [
  "until",
  "rtol",
  "atol",
  "stepSize",
  "maxStep",
  "maxSteps",
  "maxRounds",
  "maxSpikesPerUnitTime",
] as const;

/** An objective as plain data, to be shown, compared, sent or written to a file. */
export interface ObjectiveDescription
  extends Readonly<Partial<Record<(typeof runNumbers)[number], PlainNumber>>> {
  readonly terms: readonly TermDescription[];
  /** The name of one of the library's methods. */
  readonly method?: string;
  readonly controller?: Described;
  /** The name of one of the library's, if it is not the default. */
  readonly gradientMethod?: string;
}
