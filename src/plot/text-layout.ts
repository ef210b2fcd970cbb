/** Widths of texts without a font at hand, and lines broken to a width. */

const narrow = /[iljtfrI.,:;|!'()[\] ]/;
const broad = /[\p{Lu}&πψω]/u;
const wide = /[mwMW%—…×→←∞@ÆŒæœ]|[\u3000-\uffff]/;

/** In units of the font size. */
function width(character: string): number {
  if (narrow.test(character)) return 0.4;
  if (wide.test(character)) return 1;
  return broad.test(character) ? 0.8 : 0.63;
}

/** An upper estimate of the text's width [px] in a common sans-serif font of that size [px]. */
export function textWidth(text: string, size: number): number {
  let ems = 0;
  for (const character of text) ems += width(character);
  return ems * size;
}

/** The text in lines of at most `width`, broken at spaces and kept where the text breaks itself. */
export function wrapText(text: string, width: number, size: number): string[] {
  return text.split("\n").flatMap((paragraph) => {
    const lines: string[] = [];
    let current = "";
    for (const word of paragraph.split(" ")) {
      const longer = current === "" ? word : `${current} ${word}`;
      if (current !== "" && textWidth(longer, size) > width) {
        lines.push(current);
        current = word;
      } else {
        current = longer;
      }
    }
    return [...lines, current];
  });
}
