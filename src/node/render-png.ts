/** A picture drawn as a PNG file. */
import { OptionError } from "../errors.ts";
import { checkOptions } from "../options.ts";
import type { Picture } from "../plot/picture.ts";
import { checkPicture, renderSvg } from "../plot/render.ts";
import { svgRenderer } from "./svg-renderer.ts";

/** How large the file is. */
export interface PngOptions {
  /** Pixels of the file along one pixel of the picture, from 0.1 to 20; 2 unless given. */
  readonly scale?: number;
}

const where = "renderPng";

/** Four bytes each; an image that exceeds the renderer's memory would end it for the whole process. */
const mostPixels = 100_000_000;

/**
 * Draws a picture on a white ground, with a font that comes along: the same picture gives the same bytes.
 * A character that Arimo lacks (it has Latin, Greek, Cyrillic and the common signs) becomes a box.
 *
 * @returns the bytes of a PNG file, its size that of `renderSvg` times the scale, in whole pixels
 * @throws UnsupportedError if `@resvg/resvg-wasm`, `@expo-google-fonts/arimo`, or a package that
 *   `renderSvg` needs, is not installed
 * @throws OptionError for a scale out of range, or one that makes more than 100 million pixels
 */
export async function renderPng(picture: Picture, options: PngOptions = {}): Promise<Uint8Array> {
  checkOptions(where, options, { scale: { min: 0.1, max: 20 } });
  checkPicture(where, picture);
  const { scale = 2 } = options;
  const read = await svgRenderer();
  const drawing = read(await renderSvg(picture), scale);
  try {
    checkSize(drawing, scale);
    const image = drawing.render();
    try {
      return image.asPng();
    } finally {
      image.free();
    }
  } finally {
    drawing.free();
  }
}

function checkSize({ width, height }: { width: number; height: number }, scale: number): void {
  const pixels = width * height * scale * scale;
  if (pixels <= mostPixels) return;
  const most = Math.floor(100 * Math.sqrt(mostPixels / (width * height))) / 100;
  const what = `${width} × ${height} px at scale ${scale} are ${Math.round(pixels / 1e6)} million pixels`;
  throw new OptionError(where, `${what}, more than ${mostPixels / 1e6}`, `Give a scale of at most ${most}.`);
}
