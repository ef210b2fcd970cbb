/** Widths of texts without a font at hand, and lines broken to a width. */

const narrow = /[iljtfrI.,:;|!'()[\] ]/;
const wide = /[mwMW%—×→∞@]|[\u3000-\uffff]/;

/** An upper estimate of the text's width [px] in a common sans-serif font of that size [px]. */
export function textWidth(text: string, size: number): number {
  let ems = 0;
  for (const character of text) ems += narrow.test(character) ? 0.4 : wide.test(character) ? 0.95 : 0.63;
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
