/** Distances shared by every picture [px]. */

/** Between the edge of a picture and what is written in it. */
export const padding = 20;
/** Height of the row above a panel that has a heading. */
export const headingHeight = 20;
/** Height of a line of small text, the least distance between labels. */
export const lineHeight = 15;
/** Size of labels. */
export const labelSize = 12;

/** The margins of a panel around its frame. */
export interface Margins {
  readonly marginLeft: number;
  readonly marginRight: number;
  readonly marginTop: number;
  readonly marginBottom: number;
}
