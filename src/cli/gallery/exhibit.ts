/** What a page of the gallery shows. */
import type { Picture } from "../../plot/index.ts";
import type { FixedPoints } from "./phase-picture.ts";

export interface Figure {
  /** Of its files, without ending. */
  readonly file: string;
  readonly picture: Picture;
  readonly caption: string;
}

export interface Exhibit {
  readonly title: string;
  /** Paragraphs above the figures. */
  readonly notes: readonly string[];
  /** The first one is on the index, too. */
  readonly figures: readonly Figure[];
  readonly fixedPoints?: readonly FixedPoints[];
  /** As printed. */
  readonly equations: string;
  readonly source?: string;
}
