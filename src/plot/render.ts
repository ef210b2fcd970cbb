/** A picture drawn as a complete SVG file. */

import type * as Plot from "@observablehq/plot";
import { OptionError, UnsupportedError, type Where } from "../errors.ts";
import { arrayOf, type Check, checkKnown, checkValue, type Kinds } from "../options.ts";
import { isRecord, shown } from "../values.ts";
import { headingHeight, padding } from "./layout.ts";
import { ink, inkSoft } from "./palette.ts";
import type { Panel, Picture } from "./picture.ts";
import type { PlotModule } from "./plot-module.ts";
import { escapeXml, serialize } from "./serialize.ts";
import { wrapText } from "./text-layout.ts";

const where = "renderSvg";
const titleSize = 17;
const captionSize = 12;

/** A page has no packages; a bundler that builds one has. */
const pageHint =
  'Say in the page where the package is, <script type="importmap">{ "imports": { "@observablehq/plot": "URL" } }</script>, before any module; with a bundler, npm install @observablehq/plot.';

interface Tools {
  /** What panels know of Plot. */
  readonly plot: PlotModule;
  readonly draw: (typeof Plot)["plot"];
  /** Makes elements. */
  readonly page: Document;
}

async function load(): Promise<Tools> {
  try {
    const [plot, page] = await Promise.all([import("@observablehq/plot"), blankPage()]);
    return { plot, draw: plot.plot, page };
  } catch (error) {
    if (error instanceof UnsupportedError) throw error;
    throw new UnsupportedError(
      where,
      `the packages that draw pictures could not be loaded (${error instanceof Error ? error.message : error})`,
      typeof document === "object"
        ? pageHint
        : "Install the optional packages: npm install @observablehq/plot linkedom",
    );
  }
}

/** A browser has a document of its own; nothing is added to it. */
async function blankPage(): Promise<Document> {
  if (typeof document === "object") return document;
  const { parseHTML } = await import("#linkedom");
  return parseHTML("<!doctype html><html></html>").document;
}

const panelKinds: Kinds<Panel> = {
  heading: "text",
  detail: "text",
  height: { min: 1, max: 1e6 },
  build: "function",
};
const panelKind: Check = (where, name, panel: Panel) => {
  checkValue(where, name, panel, "record");
  checkKnown(`${where}: ${name}`, panel, panelKinds, ["height", "build"]);
};
const kinds: Kinds<Picture> = {
  title: "text",
  caption: "text",
  width: { min: 1, max: 20_000 },
  millimetres: { min: 1, max: 20_000 },
  panels: arrayOf(panelKind),
};

/** What pictures are made of, and who makes them. */
const makers: readonly (readonly [part: string, maker: string])[] = [
  ["groups", "rasterPicture"],
  ["series", "linePicture or tracePicture"],
  ["snapshots", "treePicture"],
  ["trainLoss", "learningCurvePicture"],
  ["grid", "decisionMapPicture"],
];

/**
 * Pictures are plain data: one may come from anywhere, and may have more in it.
 *
 * @param where  the public function that was called, for messages
 * @throws OptionError for what is no picture
 */
export function checkPicture(where: Where, picture: Picture): void {
  if (!isRecord(picture) || picture.panels === undefined) {
    const maker = isRecord(picture) ? makers.find(([key]) => key in picture)?.[1] : undefined;
    const hint =
      maker === undefined
        ? "Make it with rasterPicture, tracePicture, linePicture, treePicture, learningCurvePicture or decisionMapPicture."
        : `Make one of it first, with ${maker}.`;
    throw new OptionError(where, `it is given ${shown(picture)}, which is no picture`, hint);
  }
  checkKnown(where, picture, kinds, ["title", "width", "panels"]);
}

function textLine(text: string, y: number, attributes: string): string {
  return `  <text x="${padding}" y="${y}" ${attributes}>${escapeXml(text)}</text>\n`;
}

/** The panel with its heading, its top at `y`. */
function drawPanel({ plot, draw, page }: Tools, panel: Panel, width: number, y: number): string {
  const hasHeading = panel.heading !== undefined || panel.detail !== undefined;
  const top = y + (hasHeading ? headingHeight : 0);
  const { marks = [], ...options } = panel.build(plot);
  const svg = draw({
    ...options,
    marks: [...marks] as Plot.Markish[],
    width,
    height: panel.height,
    document: page,
    figure: false,
  });
  const elements = [...svg.children].map((child) => serialize(child, "    ")).join("");
  let drawn = `  <g transform="translate(0,${top})" text-anchor="middle">\n${elements}  </g>\n`;
  if (hasHeading) {
    // Drawn after the panel and with a white outline: markers of a lower panel may pass behind it.
    drawn +=
      `  <text x="${padding}" y="${y + 14}" font-size="13" stroke="white" stroke-width="4" ` +
      `stroke-linejoin="round" paint-order="stroke">` +
      `<tspan font-weight="600">${escapeXml(panel.heading ?? "")}</tspan>` +
      `<tspan dx="8" font-size="12" fill="${inkSoft}">${escapeXml(panel.detail ?? "")}</tspan></text>\n`;
  }
  return drawn;
}

/** What a screen reader says: a picture always has a name, also where none is written above it. */
function spokenTitle({ title, caption = "", panels }: Picture): string {
  const headings = panels.flatMap(({ heading = "" }) => (heading === "" ? [] : [heading]));
  return [title, caption, headings.join(", ")].find((text) => text !== "") ?? "Picture";
}

/**
 * Draws a picture with Observable Plot.
 *
 * @returns a standalone SVG file: white ground; title, legend and caption inside
 * @throws OptionError for what is no picture; UnsupportedError if `@observablehq/plot` or `linkedom` is not installed
 */
export async function renderSvg(picture: Picture): Promise<string> {
  checkPicture(where, picture);
  const tools = await load();
  const { title, caption = "", width, millimetres } = picture;
  const room = width - 2 * padding;
  let y = title === "" ? padding / 2 : padding;
  let body = "";
  for (const text of title === "" ? [] : wrapText(title, room, titleSize)) {
    body += textLine(text, y + titleSize - 3, `font-size="${titleSize}" font-weight="600"`);
    y += titleSize + 6;
  }
  if (title !== "") y += 8;
  for (const panel of picture.panels) {
    body += drawPanel(tools, panel, width, y);
    y += panel.height + (panel.heading === undefined && panel.detail === undefined ? 0 : headingHeight);
  }
  y += 6;
  for (const text of caption === "" ? [] : wrapText(caption, room, captionSize)) {
    body += textLine(text, y + captionSize, `font-size="${captionSize}" fill="${inkSoft}"`);
    y += captionSize + 5;
  }
  const height = Math.ceil(y + padding / 2);
  const length = (pixels: number): string =>
    millimetres === undefined ? `${pixels}` : `${Number(((pixels * millimetres) / width).toFixed(3))}mm`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${length(width)}" height="${length(height)}" ` +
    `viewBox="0 0 ${width} ${height}" role="img" color="${ink}" fill="currentColor" ` +
    `font-family="system-ui, 'Helvetica Neue', Arial, sans-serif" font-size="12">\n` +
    `  <title>${escapeXml(spokenTitle(picture))}</title>\n` +
    (caption === "" ? "" : `  <desc>${escapeXml(caption)}</desc>\n`) +
    `  <rect width="${width}" height="${height}" fill="white"/>\n${body}</svg>\n`
  );
}
