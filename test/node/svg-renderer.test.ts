import { describe, expect, it } from "vitest";
import { svgRenderer } from "../../src/node/svg-renderer.ts";
import { textWidth } from "../../src/plot/text-layout.ts";

const range = (first: number, last: number): string[] =>
  Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i));

/** What pictures print themselves, and what users write in titles, names and units. */
const characters = [
  ...range(0x21, 0x7e),
  ...range(0xa1, 0xff).filter((character) => character !== "\u00ad"),
  ...range(0x391, 0x3c9).filter((character) => character !== "\u03a2"),
  ..."⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺₀₁₂−×·µΩ∞→←↑↓–—…’“”±≤≥≈≠√∂∑∆′″°",
];
/** The weights and styles in the pictures; 500 and 600 are drawn wider. */
const faces = ["", 'font-style="italic"', 'font-weight="500"', 'font-weight="600"'];

const svgOf = (text: string, face: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="999" height="40" font-family="system-ui, Arial, sans-serif">` +
  `<text x="9" y="20" font-size="10" ${face}>${text.replace("&", "&amp;").replace("<", "&lt;")}</text></svg>`;

describe("svgRenderer", () => {
  it("has a glyph for every character of the pictures, in every weight and style", async () => {
    const render = await svgRenderer();
    const outline = (text: string, face: string): string =>
      / d="([^"]*)"/.exec(render(svgOf(text, face), 1).toString())?.[1] ?? "";
    for (const face of faces) {
      const box = outline("\ue000", face); // private use: what a missing glyph looks like
      expect(box).not.toBe("");
      expect(characters.filter((character) => ["", box].includes(outline(character, face)))).toEqual([]);
    }
  });

  it("tells the weights and styles apart", async () => {
    const render = await svgRenderer();
    expect(new Set(faces.map((face) => render(svgOf("0.1 ms", face), 1).toString())).size).toBe(faces.length);
  });

  it("draws no text wider than the layout reckons", async () => {
    const render = await svgRenderer();
    const texts = [
      "validation 96.2 %",
      "threshold −2.5×10⁻⁵",
      "HODGKIN–HUXLEY",
      "ΩMEGA ΘΨΦ",
      "WWW mmm",
      "1,000 of 10,000 correct",
      "illicit trifle, (fit) [1]",
      "membrane → current …",
      "ωψπ & τσφ",
    ];
    for (const face of faces) {
      for (const text of texts) {
        const width = render(svgOf(text, face), 1).getBBox()!.width;
        expect(width, `${text} ${face}`).toBeLessThanOrEqual(textWidth(text, 10));
      }
    }
  });
});
