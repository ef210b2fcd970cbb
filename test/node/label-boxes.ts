/** Where the texts of an SVG file are drawn, measured by the renderer itself. */
import { DOMParser } from "linkedom";
import type { SvgRenderer } from "../../src/node/svg-renderer.ts";

export interface LabelBox {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The file with only those texts that `keep` wants, and without anything else if `alone`. */
export function withTexts(svg: string, keep: (index: number) => boolean, alone: boolean): string {
  const page = new DOMParser().parseFromString(svg, "image/svg+xml");
  if (alone) {
    for (const shape of page.querySelectorAll("rect, path, circle, line, image")) shape.remove();
  }
  for (const [index, text] of [...page.querySelectorAll("text")].entries()) {
    if (!keep(index)) text.remove();
    text.removeAttribute("stroke"); // a white outline is no part of the text
  }
  return page.documentElement!.toString();
}

/** The box around the ink of every text [px]; of no size where nothing would be drawn. */
export function labelBoxes(svg: string, renderer: SvgRenderer): LabelBox[] {
  const page = new DOMParser().parseFromString(svg, "image/svg+xml");
  return [...page.querySelectorAll("text")].map(({ textContent }, i) => {
    const drawing = renderer(
      withTexts(svg, (index) => index === i, true),
      1,
    );
    const { x = 0, y = 0, width = 0, height = 0 } = drawing.getBBox() ?? {};
    drawing.free();
    return { text: textContent ?? "", x, y, width, height };
  });
}
