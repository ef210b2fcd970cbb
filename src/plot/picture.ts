/** The description of a picture: a title, stacked panels each drawn by Observable Plot, and a caption. */
import type { PlotModule, PlotOptions } from "./plot-module.ts";

/** One frame of a picture with its heading. */
export interface Panel {
  /** Drawn above the panel, at its left. */
  readonly heading?: string;
  /** Drawn after the heading in a lighter tone. */
  readonly detail?: string;
  /** Height without the heading, margins included [px]. */
  readonly height: number;
  /** The panel's marks, scales and margins; width, height and fonts are set by `renderSvg`. */
  readonly build: (plot: PlotModule) => PlotOptions;
}

/** A picture as data: nothing is drawn, and Plot is not needed, until `renderSvg`. */
export interface Picture {
  readonly title: string;
  readonly caption?: string;
  /** Width of the whole picture [px]. */
  readonly width: number;
  /** Width on paper [mm]; as many CSS pixels as `width` says if left out. */
  readonly millimetres?: number;
  /** From top to bottom. */
  readonly panels: readonly Panel[];
}

/** What every picture function accepts besides its data. */
export interface PictureOptions {
  /** Written above the picture; "" leaves it out. Every picture but one of lines has one of its own unless given. */
  readonly title?: string;
  /** Written below the picture; lines are wrapped to its width. */
  readonly caption?: string;
  /** Width of the whole picture [px], at least 320; 720 unless given, 640 for a decision map. */
  readonly width?: number;
  /** Width and size of letters on paper, in the place of `width`: see `paperSizes`, or one's own. */
  readonly size?: PaperSizeName | PaperSize;
}

/** A size on paper. */
export interface PaperSize {
  /** Width of the whole picture [mm]. */
  readonly millimetres: number;
  /** Size of the labels [pt, 1/72 inch]; 8 unless given. */
  readonly points?: number;
}

/** `column`, one of two columns of text, or `page`, both. */
export type PaperSizeName = "column" | "page";
