/**
 * What pictures use of Observable Plot, said without its types: declarations that mention an optional package
 * cannot be read where it is not installed. The compiler holds the real module against this in `render.ts`.
 */

/** Something that Observable Plot draws, as one of its functions returns it; nothing where it is null. */
export type Markish = object | null | undefined;

/** Options of a mark or of a scale, by name; https://observablehq.com/plot lists them. */
export type PlotSettings = Readonly<Record<string, unknown>>;

/** Makes a mark that shows data; channels among the options may be functions of a datum. */
export type DataMark = (data: ArrayLike<unknown>, options?: PlotSettings) => Markish;

/** What a panel gives Observable Plot to draw: marks, margins [px], scales, and any further option. */
export interface PlotOptions {
  /** From the lowest to the uppermost. */
  readonly marks?: readonly Markish[];
  readonly marginTop?: number;
  readonly marginRight?: number;
  readonly marginBottom?: number;
  readonly marginLeft?: number;
  readonly [option: string]: unknown;
}

/** The module `@observablehq/plot`, handed to a panel when it is drawn: some functions, and all others by name. */
export interface PlotModule {
  readonly axisX: DataMark;
  readonly axisY: DataMark;
  readonly dot: DataMark;
  /** The mark of a rectangle around the panel. */
  readonly frame: (options?: PlotSettings) => Markish;
  readonly gridX: DataMark;
  readonly gridY: DataMark;
  readonly line: DataMark;
  readonly link: DataMark;
  readonly rect: DataMark;
  readonly ruleX: DataMark;
  readonly ruleY: DataMark;
  readonly text: DataMark;
}
